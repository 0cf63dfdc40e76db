package follow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"wxops/wechat/rid"
)

// findingsOf follows a text as it comes through a pipe.
func findingsOf(t testing.TB, r io.Reader) (all []rid.Finding) {
	t.Helper()
	log := newSpells(context.Background(), newStream(context.Background(), r), time.Now, time.Hour)
	for log.next() {
		for f, err := range rid.Scan(log) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, f)
		}
	}
	if !errors.Is(log.err, io.EOF) {
		t.Error(log.err)
	}
	return all
}

// corpus gives every text that package rid is tried with.
func corpus(t testing.TB) map[string]string {
	t.Helper()
	dir := filepath.Join("..", "rid", "testdata")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	more, merr := filepath.Glob(filepath.Join(dir, "corpus", "*.txt"))
	if err != nil || merr != nil || len(files) == 0 || len(more) == 0 {
		t.Fatal(err, merr, files, more)
	}
	all := map[string]string{}
	for _, name := range append(files, more...) {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = string(file)
		for n, text := range strings.Split("\n"+string(file), "\n---- ")[1:] {
			_, text, _ = strings.Cut(text, "\n")
			all[fmt.Sprint(name, n)] = text
		}
	}
	return all
}

func TestFollowingFindsWhatScanningFinds(t *testing.T) {
	for name, text := range corpus(t) {
		var want []rid.Finding
		for f, err := range rid.Scan(strings.NewReader(text)) {
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, f)
		}
		for how, r := range map[string]io.Reader{
			"whole": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text)), "with its end": iotest.DataErrReader(strings.NewReader(text)),
		} {
			if len(text) > 1<<14 && how == "byte by byte" {
				continue
			}
			if got := findingsOf(t, r); !slices.Equal(got, want) {
				t.Errorf("%s, %s: %v\nwant %v", name, how, got, want)
			}
		}
	}
}

// spoken are the spells of what is written to a pipe.
func spoken(t *testing.T, r io.Reader, pause time.Duration) <-chan string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	log := newSpells(ctx, newStream(ctx, r), time.Now, pause)
	all := make(chan string, 100)
	var done sync.WaitGroup
	done.Go(func() {
		defer close(all)
		for log.next() {
			spell, err := io.ReadAll(log)
			if err != nil {
				t.Error(err)
			}
			if len(spell) > 0 {
				all <- string(spell)
			}
		}
	})
	t.Cleanup(func() { cancel(); done.Wait() })
	return all
}

func TestAPauseEndsAnEntry(t *testing.T) {
	r, w := io.Pipe()
	all := spoken(t, r, 30*briefly)
	fmt.Fprint(w, "error\n\tat a")
	fmt.Fprint(w, "\n\tat b\n\tat")
	if got := <-all; got != "error\n\tat a\n\tat b\n" {
		t.Errorf("%q", got)
	}
	fmt.Fprint(w, " c\n")
	if got := <-all; got != "\tat c\n" {
		t.Errorf("%q", got)
	}
	fmt.Fprint(w, "the last")
	_ = w.Close()
	if got := <-all; got != "the last" {
		t.Errorf("%q", got)
	}
	if got, more := <-all; more {
		t.Errorf("%q after the end", got)
	}
}

// A log whose lines have no time and come without a pause must not be held back.
func TestASpellEndsEvenWhereNothingPauses(t *testing.T) {
	r, w := io.Pipe()
	const pause = 10 * briefly
	all := spoken(t, r, pause)
	end := time.After(soon)
	for n := 0; ; n++ {
		fmt.Fprintln(w, "line", n)
		select {
		case got := <-all:
			if !strings.HasPrefix(got, "line 0\n") {
				t.Errorf("%q", got)
			}
			return
		case <-end:
			t.Fatalf("%d lines, and nothing of them was given", n)
		case <-time.After(2 * briefly):
		}
	}
}

func TestASlowReaderBlocksTheWriter(t *testing.T) {
	r, w := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := newStream(ctx, r)
	chunk := make([]byte, longestLine)
	written := make(chan int)
	go func() {
		for n := 1; ; n++ {
			if _, err := w.Write(chunk); err != nil {
				close(written)
				return
			}
			written <- n
		}
	}()
	n := 0
	for more := true; more; {
		select {
		case n = <-written:
		case <-time.After(5 * briefly):
			more = false
		}
	}
	if n > 3 {
		t.Errorf("%d chunks were taken from the writer, and nobody read one", n)
	}
	if got, err := s.more(ctx, make([]byte, 10), soon); got != 10 || err != nil {
		t.Error(got, err)
	}
	_ = r.Close()
	for range written { // until the writer is told
	}
}
