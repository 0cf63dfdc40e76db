//go:build unix

package ownfiletest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// Group is that of the teams that root makes. No system has it, nor the users.
const Group = 40100

// Member is a user of the machine.
type Member struct {
	UID    int
	Groups []int
	Umask  int
}

// Two members of a team, and one who is of no team.
var (
	Li       = Member{UID: 40001, Groups: []int{Group}, Umask: 0o077}
	Wang     = Member{UID: 40002, Groups: []int{Group}}
	Stranger = Member{UID: 40003, Umask: 0o022}
)

// Team makes the folder of a team: root's own, or that of the person who runs
// the tests.
func Team(t testing.TB) string {
	t.Helper()
	above, err := os.MkdirTemp("", "wxops-team-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(above) })
	dir, group := filepath.Join(above, "lib", "wxops"), os.Getegid()
	if os.Geteuid() == 0 {
		group = Group
	}
	for _, do := range []func() error{
		func() error { return os.Chmod(above, 0o755) },
		func() error { return os.Mkdir(filepath.Dir(dir), 0o700) },
		func() error { return os.Chmod(filepath.Dir(dir), 0o755) },
		func() error { return os.Mkdir(dir, 0o700) },
		func() error { return os.Chown(dir, -1, group) },
		func() error { return os.Chmod(dir, os.ModeSetgid|0o770) },
	} {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const variable = "WXOPS_TEST_MEMBER"

// Command runs the test binary as a member, whose TestMain calls Become.
func (m Member) Command(t testing.TB) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can be several users")
	}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), variable+"="+string(text))
	cmd.Stderr = os.Stderr
	return cmd
}

// Become makes a process that Command started the member's.
func Become() error {
	text := os.Getenv(variable)
	if text == "" {
		return nil
	}
	var m Member
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return err
	}
	syscall.Umask(m.Umask)
	for _, do := range []func() error{
		func() error { return syscall.Setgroups(m.Groups) },
		func() error { return syscall.Setgid(m.UID) },
		func() error { return syscall.Setuid(m.UID) },
	} {
		if err := do(); err != nil {
			return fmt.Errorf("become user %d: %w", m.UID, err)
		}
	}
	return nil
}
