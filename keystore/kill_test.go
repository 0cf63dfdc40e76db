//go:build !windows

package keystore

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"wxops/keystore/secret"
)

// kills is how often a store is killed in the middle of its work.
const kills = 200

// TestKilledWhileStoring kills a process that stores number after number, and
// reports each that is stored. Whatever the moment: the store can be read,
// and holds the last number that was reported, or the one under way.
func TestKilledWhileStoring(t *testing.T) {
	for name, read := range map[string]func(dir string) (string, error){
		"secrets.age": func(dir string) (string, error) {
			s, err := sealed(dir).Get(context.Background(), mall().Item())
			return s.Reveal(), err
		},
		"accounts.toml": func(dir string) (string, error) {
			accounts, _, err := Open(filepath.Join(dir, "accounts.toml")).Load()
			if err != nil || len(accounts) != 51 {
				return "", fmt.Errorf("%d accounts: %w", len(accounts), err)
			}
			return accounts[50].Name, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(manyAccounts(50)), 0o600); err != nil {
				t.Fatal(err)
			}
			window := timeToStore(t, name)
			stored := 0
			for range kills {
				reported := storeAndKill(t, dir, name, stored+1, rand.N(window))
				value, err := read(dir)
				if err != nil {
					t.Fatal(err)
				}
				n, err := strconv.Atoi(value)
				if err != nil || n != max(reported, stored) && n != max(reported, stored)+1 {
					t.Fatalf("got %q after %d was reported", value, reported)
				}
				if n == stored {
					window += window / 50 // too early for this machine as it is just now
				}
				stored = n
			}
			if stored < kills/4 {
				t.Errorf("only %d were stored in %d kills, so this shows little", stored, kills)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 1 {
				t.Errorf("leftovers: %q", left)
			}
		})
	}
}

// sealed is the file of secrets in a folder; its passphrase costs next to
// nothing to try.
func sealed(dir string) Source {
	return secret.FileCosting(filepath.Join(dir, "secrets.age"), func(context.Context, string, bool) (Secret, error) {
		return NewSecret("horse"), nil
	}, 4)
}

// timeToStore is how long some stores take here, so that kills fall into
// their midst on a slow disk, too.
func timeToStore(t *testing.T, store string) time.Duration {
	t.Helper()
	const some = 8
	dir := t.TempDir()
	path := filepath.Join(dir, "accounts.toml")
	if err := os.WriteFile(path, []byte(manyAccounts(50)), 0o600); err != nil {
		t.Fatal(err)
	}
	file, book := sealed(dir), Open(path)
	start := time.Now()
	for n := range some {
		if err := storeNumber(store, file, book, n+1); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(start)
}

// storeAndKill gives the last number that the killed process reported.
func storeAndKill(t *testing.T, dir, store string, from int, after time.Duration) (reported int) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "WXOPS_TEST_CHILD=storing", "WXOPS_TEST_DIR="+dir, "WXOPS_TEST_STORE="+store, fmt.Sprint("WXOPS_TEST_FROM=", from))
	var stderr bytes.Buffer
	child.Stderr = &stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("the child said %q, %s", lines.Text(), stderr.String())
	}
	time.AfterFunc(after, func() { child.Process.Kill() })
	for lines.Scan() {
		// A last line that was cut off is not a report.
		if number, whole := strings.CutSuffix(lines.Text(), "."); whole {
			if reported, err = strconv.Atoi(number); err != nil {
				t.Fatalf("the child said %q", lines.Text())
			}
		}
	}
	child.Wait()
	return reported
}

// storingChild stores until it is killed.
func storingChild() error {
	dir, store := os.Getenv("WXOPS_TEST_DIR"), os.Getenv("WXOPS_TEST_STORE")
	file := sealed(dir)
	book := Open(filepath.Join(dir, "accounts.toml"))
	from, err := strconv.Atoi(os.Getenv("WXOPS_TEST_FROM"))
	if err != nil {
		return err
	}
	if from == 1 { // the first number of all is there before any kill
		if err := storeNumber(store, file, book, from); err != nil {
			return err
		}
		from++
	}
	fmt.Printf("ready\n%d.\n", from-1)
	for n := from; ; n++ {
		if err := storeNumber(store, file, book, n); err != nil {
			return err
		}
		fmt.Printf("%d.\n", n)
	}
}

func storeNumber(store string, file Source, book *Book, n int) error {
	if store == "secrets.age" {
		return file.Set(context.Background(), mall().Item(), NewSecret(strconv.Itoa(n)))
	}
	a := mall()
	a.Name = strconv.Itoa(n)
	if n == 1 {
		return book.Add(a)
	}
	return replace(book, a.Alias, a)
}
