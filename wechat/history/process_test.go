package history

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/ownfile"
	"wxops/wechat/ownfile/ownfiletest"
)

// Some readings are kept by processes of their own: the test binary again, told
// by its environment what to keep.
func TestMain(m *testing.M) {
	if text := os.Getenv("HISTORY_TEST_JOB"); text != "" {
		if err := errors.Join(ownfiletest.Become(), work(text)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// job is what a child is to do: keep readings, one after the other, and say so of each.
type job struct {
	Team  string // the folder that Dir is in; "": it is one person's
	Dir   string
	Name  string    // of its API
	Begin time.Time // of its clock
	Step  time.Duration
	N     int
}

func work(text string) error {
	var j job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return err
	}
	clock := &hand{j.Begin}
	s := Open(j.Dir, clock.now)
	if j.Team != "" {
		s = OpenIn(ownfile.Team(j.Team), j.Dir, clock.now)
	}
	for i := range j.N {
		clock.at = j.Begin.Add(time.Duration(i) * j.Step)
		if err := s.Keep(mall, []wechat.Quota{quota(j.Name, clock.at, 1<<40, int64(i)), quota(j.Name+"/2", clock.at, 1<<40, int64(i))}); err != nil {
			return err
		}
		fmt.Println(i)
	}
	return nil
}

func start(t *testing.T, j job) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = os.Environ(), os.Stderr
	return cmd, startAs(t, cmd, j)
}

func startAs(t *testing.T, cmd *exec.Cmd, j job) *bufio.Scanner {
	t.Helper()
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(cmd.Env, "HISTORY_TEST_JOB="+string(text))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return bufio.NewScanner(stdout)
}

// TestProcessesAtOnceLoseNothing: six of them write one account's files, while the
// files are written anew.
func TestProcessesAtOnceLoseNothing(t *testing.T) {
	s, clock := storeAt(t, noon)
	const n = 250
	var children []*exec.Cmd
	for c := range 6 {
		cmd, lines := start(t, job{Dir: s.dir, Name: fmt.Sprint("/process/", c, strings.Repeat("x", 60)), Begin: noon, Step: 10 * time.Second, N: n})
		go func() {
			for lines.Scan() {
			}
		}()
		children = append(children, cmd)
	}
	for _, c := range children {
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
	}
	clock.at = noon.Add(n * 10 * time.Second)
	b, err := s.load(mall, clock.at, today)
	if err != nil || b.damaged != 0 || len(b.last) != 12 {
		t.Fatalf("%d APIs, %d damaged, %v", len(b.last), b.damaged, err)
	}
	for key, r := range b.runs {
		samples := r.sorted()
		if last := samples[len(samples)-1]; last.used != n-1 || len(samples) != n {
			t.Errorf("%s has %d samples, the last %d", key.path, len(samples), last.used)
		}
	}
}

// TestAKilledProcessCostsALineAtMost: whenever it is killed, and also while a day
// is moved to where it is kept.
func TestAKilledProcessCostsALineAtMost(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, 0))
	kills := 40
	if testing.Short() {
		kills = 10
	}
	dir := filepath.Join(t.TempDir(), "history")
	for k := range kills {
		name := fmt.Sprint("/kill/", k)
		begin := noon.Add(time.Duration(k) * time.Hour)
		cmd, lines := start(t, job{Dir: dir, Name: name, Begin: begin, Step: 3 * time.Hour, N: 10000})
		said := -1
		for stop := rnd.IntN(60); lines.Scan(); said++ {
			if said == stop {
				time.Sleep(rand.N(3 * time.Millisecond))
				break
			}
		}
		_ = cmd.Process.Kill()
		for lines.Scan() {
			said++
		}
		_ = cmd.Wait() // it was killed
		now := begin.Add(time.Duration(said+2) * 3 * time.Hour)
		s := Open(dir, func() time.Time { return now })
		b, err := s.load(mall, now, days, week, today)
		if err != nil || b.damaged > k+1 {
			t.Fatalf("kill %d: %d damaged lines, %v", k, b.damaged, err)
		}
		found := map[int64]bool{}
		for _, d := range b.summaries() {
			if d.Path == name {
				found[dayOf(d.Start.Unix())] = true
			}
		}
		for i := range said + 1 {
			if at := begin.Add(time.Duration(i) * 3 * time.Hour); !found[dayOf(at.Unix())] {
				t.Fatalf("kill %d after %d readings: the day of %v is lost", k, said+1, at)
			}
		}
		if last, ok := b.last[name]; said >= 0 && (!ok || last.used < int64(said)) {
			t.Fatalf("kill %d: it said %d, and %d is there", k, said, last.used)
		}
	}
}

// TestLeftoversAreClearedAway: of writers that were killed, and nothing else.
func TestLeftoversAreClearedAway(t *testing.T) {
	s, _ := storeAt(t, noon)
	old := time.Now().Add(-2 * time.Hour)
	gone, kept := []string{".a_b.today123", ".a_b.week9", ".a_b.days0"}, []string{"a_b.today", ".hidden", ".a_b.week", ".a_b.now12"}
	for _, name := range append(gone, append(kept, ".a_b.days77")...) {
		write(t, filepath.Join(s.dir, name), nil)
		if name != ".a_b.days77" { // it may have a writer
			_ = os.Chtimes(filepath.Join(s.dir, name), old, old)
		}
	}
	kept = append(kept[:2], kept[3:]...)
	keep(t, s, mall, quota(send, noon, 10, 1))
	for _, name := range gone {
		if _, err := os.Stat(filepath.Join(s.dir, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range append(kept, ".a_b.days77") {
		if _, err := os.Stat(filepath.Join(s.dir, name)); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
}
