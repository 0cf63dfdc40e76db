package ownfile

import (
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"wxops/wechat/ownfile/ownfiletest"
)

// TestTeamFolderIsMadeWhereNoSetgidMayBeSet: RestrictSUIDSGID of a systemd unit
// refuses every chmod that names the bit. A folder in a setgid folder has it anyway.
func TestTeamFolderIsMadeWhereNoSetgidMayBeSet(t *testing.T) {
	team := ownfiletest.Team(t)
	defer syscall.Umask(syscall.Umask(0o007)) // as the unit has it
	made := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlocked: the thread ends with its filter
		err := refuseSetgid()
		if err == nil {
			err = Team(team).Folder(filepath.Join(team, "history"))
		}
		made <- err
	}()
	if err := <-made; err != nil {
		t.Error(err)
	}
	if err := Team(team).Folder(filepath.Join(team, "history")); err != nil {
		t.Errorf("it is not as a team's must be: %v", err)
	}
}

// refuseSetgid makes this thread's fchmod with the bit fail, as systemd does.
func refuseSetgid() error {
	const mode = 24 // of seccomp_data: the lower half of the second argument, on a little-endian machine
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the call's number
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FCHMOD, Jf: 3},
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: mode},
		{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, K: unix.S_ISGID, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	prog := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	return unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&prog)), 0, 0)
}
