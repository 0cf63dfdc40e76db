package cli

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"wxops/wechat/ownfile/ownfiletest"
)

// TestTheUnitLetsWxopsWork runs it as systemd would by the unit that is shipped: as a
// user of its own in the team's group, with the unit's umask and environment,
// secrets as files, and those system calls only that its filters let through.
func TestTheUnitLetsWxopsWork(t *testing.T) {
	filter := unitFilter(t)
	umask, err := strconv.ParseUint(unitLines(t, "UMask")[0], 8, 32)
	if err != nil {
		t.Fatal(err)
	}
	b, team := newBox(t), ownfiletest.Team(t)
	above := filepath.Dir(filepath.Dir(team)) // which others may read
	place := func(name string, perm os.FileMode, content []byte) string {
		path := filepath.Join(above, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, perm); err != nil {
			t.Fatal(err)
		}
		return path
	}
	place("xdg/wxops/accounts.toml", 0o644, []byte("[[account]]\nalias = \"mall\"\nappid = \""+boxAppID+"\"\nkind = \"miniprogram\"\nsecret = \"env\"\napis = [\""+boxPath+"\"]\n"))
	place("xdg/wxops/config.toml", 0o644, []byte("[team]\ndir = \""+team+"\"\n"))
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	live := place("bin/"+liveName, 0o755, self)
	credential := place("credentials/wxops.secret.mall", 0o400, []byte(canary))
	own := filepath.Join(above, "lib", "wxops-watch")
	if err := errors.Join(os.Mkdir(own, 0o700), os.Chown(own, unitUser, ownfiletest.Group), os.Chown(credential, unitUser, -1)); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) {
		t.Helper()
		cmd := exec.Command(live, append(args, "--base", b.url)...)
		cmd.Env = append(unitEnvironment(t, own, filepath.Join(above, "xdg")), "CREDENTIALS_DIRECTORY="+filepath.Dir(credential))
		var said bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &said
		if err := runFiltered(cmd, uintptr(umask), filter); err != nil {
			t.Errorf("%s: %v\n%s", strings.Join(args, " "), err, &said)
		}
	}
	run("quota", "mall")
	run("reset", "mall", "--api", boxPath, "--confirm", "mall")
	run("resets")
	run("watch", "--once")
	for _, kept := range []string{"resets.jsonl", "history", "locks"} {
		if _, err := os.Stat(filepath.Join(team, kept)); err != nil {
			t.Errorf("the team's folder lacks what was kept: %v", err)
		}
	}
}

const unitUser = 40101

// unitLines are the lines of the unit that begin with a key.
func unitLines(t *testing.T, key string) []string {
	t.Helper()
	var found []string
	for line := range strings.Lines(readShipped(t, "wxops-watch.service")) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), key+"="); ok {
			found = append(found, value)
		}
	}
	if found == nil {
		t.Fatalf("the unit has no %s", key)
	}
	return found
}

// unitEnvironment is the unit's, with folders of the test.
func unitEnvironment(t *testing.T, own, config string) []string {
	t.Helper()
	folders := strings.NewReplacer("/var/lib/wxops-watch", own, "/etc/xdg", config)
	environ := []string{"PATH=/usr/bin", "USER=wxops", "GOCOVERDIR=" + os.Getenv("GOCOVERDIR")}
	for _, line := range unitLines(t, "Environment") {
		environ = append(environ, strings.Fields(folders.Replace(line))...)
	}
	return environ
}

// runFiltered runs a program as the unit's user, with its umask and under a filter. All
// are those of the thread that starts it, which ends here.
func runFiltered(cmd *exec.Cmd, umask uintptr, filter []unix.SockFilter) error {
	ended := make(chan error)
	go func() {
		runtime.LockOSThread()
		ended <- func() error {
			for _, call := range [][4]uintptr{
				{unix.SYS_UNSHARE, unix.CLONE_FS}, {unix.SYS_UMASK, umask},
				{unix.SYS_SETGROUPS}, {unix.SYS_SETRESGID, ownfiletest.Group, ownfiletest.Group, ownfiletest.Group},
				{unix.SYS_SETRESUID, unitUser, unitUser, unitUser}, {unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1},
			} {
				if _, _, errno := unix.RawSyscall(call[0], call[1], call[2], call[3]); errno != 0 {
					return errno
				}
			}
			program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
			if err := unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0); err != nil {
				return err
			}
			return cmd.Run()
		}()
	}()
	return <-ended
}

// unitFilter is what SystemCallFilter, RestrictSUIDSGID and MemoryDenyWriteExecute of
// the unit come to.
func unitFilter(t *testing.T) []unix.SockFilter {
	t.Helper()
	numbers := callNumbers(t)
	allowed := map[string]bool{}
	for _, line := range unitLines(t, "SystemCallFilter") {
		groups, taken := strings.CutPrefix(line, "~")
		for _, group := range strings.Fields(groups) {
			for name := range systemdCalls(t, group) {
				allowed[name] = !taken
			}
		}
	}
	for _, key := range []string{"RestrictSUIDSGID", "MemoryDenyWriteExecute"} {
		if line := unitLines(t, key); line[0] != "yes" {
			t.Fatalf("%s=%s", key, line)
		}
	}
	filter := []unix.SockFilter{bpfLoad(0)}
	for name, has := range map[string]struct{ argument, bits uint32 }{
		"chmod": {1, 0o6000}, "fchmod": {1, 0o6000}, "fchmodat": {2, 0o6000}, "mkdir": {1, 0o6000}, "mkdirat": {2, 0o6000},
		"mprotect": {2, unix.PROT_EXEC},
	} {
		const arguments = 16 // of seccomp_data; each has its lower half first
		filter = append(filter, bpfUnless(numbers[name], 4), bpfLoad(arguments+8*has.argument),
			unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K, K: has.bits, Jf: 1}, bpfRefuse, bpfLoad(0))
	}
	for _, name := range slices.Sorted(maps.Keys(allowed)) {
		if number, known := numbers[name]; known && allowed[name] {
			filter = append(filter, bpfUnless(number, 1), unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW})
		}
	}
	return append(filter, bpfRefuse)
}

var bpfRefuse = unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)}

func bpfLoad(at uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
}

// bpfUnless skips so many steps unless the number loaded is this one.
func bpfUnless(number uint32, skip uint8) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: number, Jf: skip}
}

// systemdCalls are the calls of a group, and of those in it.
func systemdCalls(t *testing.T, group string) map[string]bool {
	t.Helper()
	out, err := exec.Command("systemd-analyze", "--no-pager", "syscall-filter", group).Output()
	if err != nil {
		t.Fatalf("systemd-analyze syscall-filter %s: %v", group, err)
	}
	calls := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		switch name := strings.TrimSpace(line); {
		case name == "" || name[0] == '#' || name == group:
		case name[0] == '@':
			maps.Copy(calls, systemdCalls(t, name))
		default:
			calls[name] = true
		}
	}
	return calls
}

var callNumber = regexp.MustCompile(`(?m)^#define __NR_(\w+) (\d+)$`)

// callNumbers are the calls of this system by name, as its header has them.
func callNumbers(t *testing.T) map[string]uint32 {
	t.Helper()
	header, err := os.ReadFile("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
	_, missing := exec.LookPath("systemd-analyze")
	if why := whyNoUnit(err, missing); why != "" {
		if os.Getenv("WXOPS_TEST_PROMETHEUS") == "required" && os.Geteuid() == 0 && runtime.GOARCH == "amd64" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	numbers := map[string]uint32{}
	for _, m := range callNumber.FindAllStringSubmatch(string(header), -1) {
		n, err := strconv.ParseUint(m[2], 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		numbers[m[1]] = uint32(n)
	}
	return numbers
}

func whyNoUnit(header, systemd error) string {
	switch {
	case os.Geteuid() != 0:
		return "only root may take another user's place"
	case runtime.GOARCH != "amd64":
		return "the numbers of its system calls are those of amd64"
	case header != nil:
		return "no system calls by name here: apt-get install linux-libc-dev"
	case systemd != nil:
		return "no systemd-analyze here: apt-get install systemd"
	}
	return ""
}
