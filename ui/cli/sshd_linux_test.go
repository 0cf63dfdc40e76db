package cli

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"wxops/ui/cli/shell"
)

// sshServer is a real sshd on loopback, with keys, port and files of its own.
type sshServer struct {
	dir, port, user string
	log             *os.File
}

// startSSHD skips where no sshd is installed, or the user may not log in (a
// locked account, no shell), unless WXOPS_TEST_SSHD=required.
func startSSHD(t *testing.T) *sshServer {
	t.Helper()
	daemon := findSSHD()
	skip := t.Skip
	if os.Getenv("WXOPS_TEST_SSHD") == "required" {
		skip = t.Fatal
	}
	if daemon == "" {
		skip("no sshd here: apt-get install openssh-server")
	}
	if os.Geteuid() == 0 { // where sshd separates its privileges; the package's service makes it
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	s := &sshServer{dir: t.TempDir(), port: freePort(t), user: me.Username}
	for _, key := range []string{"host", "login"} {
		if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", s.path(key)).CombinedOutput(); err != nil {
			t.Fatalf("make the key %s: %v: %s", key, err, out)
		}
	}
	config := strings.Join([]string{
		"ListenAddress 127.0.0.1", "Port " + s.port, "HostKey " + s.path("host"), "PidFile none",
		"AuthorizedKeysFile " + s.path("login.pub"), "StrictModes no", "UsePAM no", "PermitRootLogin yes",
		"PasswordAuthentication no", "KbdInteractiveAuthentication no", "PrintMotd no", "",
	}, "\n")
	if err := os.WriteFile(s.path("config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	if s.log, err = os.Create(s.path("log")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(daemon, "-D", "-e", "-f", s.path("config"))
	cmd.Stderr = s.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		s.log.Close()
		if t.Failed() {
			text, _ := os.ReadFile(s.path("log"))
			t.Logf("sshd says:\n%s", text)
		}
	})
	s.await(t)
	try := exec.Command("ssh", s.ssh("true")...)
	try.Env = liveEnviron(t.TempDir())
	if out, err := try.CombinedOutput(); err != nil {
		skip(fmt.Sprintf("sshd does not let %s in: %v %s", s.user, err, out))
	}
	return s
}

func (s *sshServer) path(name string) string { return filepath.Join(s.dir, name) }

func (s *sshServer) await(t *testing.T) {
	t.Helper()
	for range 500 {
		if c, err := net.Dial("tcp", "127.0.0.1:"+s.port); err == nil {
			c.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("sshd does not listen")
}

// login runs a command line on the other side, in a terminal.
func (s *sshServer) login(t *testing.T, line string) *session {
	t.Helper()
	return startSession(t, liveEnviron(t.TempDir()), append([]string{"ssh"}, s.ssh(line, "-tt")...)...)
}

// ssh gives the arguments of ssh that run a command line on the other side.
func (s *sshServer) ssh(line string, more ...string) []string {
	return append(more, "-F", "none", "-q", "-p", s.port, "-i", s.path("login"), "-o", "BatchMode=yes",
		"-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile="+s.path("known"),
		s.user+"@127.0.0.1", line)
}

func findSSHD() string {
	for _, path := range []string{"/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd"} {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ""
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// TestDroppedSSH logs in, opens the console and cuts the connection: the
// console is gone within 5 s, and the next one starts clean.
func TestDroppedSSH(t *testing.T) {
	server := startSSHD(t)
	live := liveBinary(t)
	for name, script := range map[string]string{
		"SIGHUP heard":   `exec "%s" --demo`,
		"SIGHUP ignored": `trap "" HUP; exec "%s" --demo`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			start := fmt.Sprintf(`cd %[1]s; export HOME=%[1]s LANG=C.UTF-8; echo $$ >pid; `+script, dir, live)
			s := server.login(t, start)
			s.wait(altScreen, 1)
			s.wait("wxops", 1)
			pid := readPID(t, filepath.Join(dir, "pid"))
			if err := unix.Kill(pid, 0); err != nil {
				t.Fatalf("the console %d is not there: %v", pid, err)
			}
			if err := s.cmd.Process.Kill(); err != nil { // the client's ssh: the link is gone
				t.Fatal(err)
			}
			wantGone(t, pid, 5*time.Second)

			again := server.login(t, start)
			again.wait(altScreen, 1)
			again.wait("wxops", 1)
			again.write("q")
			if code := again.gone(10 * time.Second); code != shell.ExitDone {
				t.Errorf("the next console ended with %d: %q", code, tail(again.output(), 300))
			}
			again.wantRestored()
			wantOnly(t, dir, "pid")
		})
	}
}

func readPID(t *testing.T, path string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func wantGone(t *testing.T, pid int, within time.Duration) {
	t.Helper()
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if unix.Kill(pid, 0) != nil {
			return
		}
		// Its parent may take its time to bury it.
		if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil && strings.Contains(string(stat), ") Z ") {
			return
		}
	}
	t.Errorf("the console %d is still there after %s", pid, within)
}

// wantOnly holds a folder to the files that are named.
func wantOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if i >= len(names) || e.Name() != names[i] {
			t.Errorf("it left %s behind", e.Name())
		}
	}
}
