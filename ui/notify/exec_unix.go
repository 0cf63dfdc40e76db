//go:build !windows

package notify

import (
	"os/exec"
	"syscall"
)

// endWhole has a command end with all that it started. It gets a session of its own,
// without a terminal.
func endWhole(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
