//go:build !windows

package secret

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// detach puts a command into a process group of its own, so that it can be
// killed with everything it started. With a terminal, the group is brought to
// the foreground, or its first read would stop it; regain takes the terminal
// back as it was. Without one, it gets a session without a terminal, so that
// opening /dev/tty fails at once instead of stopping it.
func detach(cmd *exec.Cmd, tty *os.File) (regain func()) {
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if tty == nil || !term.IsTerminal(int(tty.Fd())) {
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		return func() {}
	}
	fd := int(tty.Fd())
	cmd.SysProcAttr = &syscall.SysProcAttr{Foreground: true, Ctty: fd}
	before, err := term.GetState(fd)
	return func() {
		// From the background, this would stop us.
		signal.Ignore(syscall.SIGTTOU)
		defer signal.Reset(syscall.SIGTTOU)
		unix.IoctlSetPointerInt(fd, unix.TIOCSPGRP, unix.Getpgrp())
		if err == nil { // a command that was killed at its prompt leaves the echo off
			term.Restore(fd, before)
		}
	}
}
