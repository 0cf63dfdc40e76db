package cli

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"wxops/wechat/simulate"
)

// hardenedName is under which name the test binary says how open it is.
const hardenedName = "wxops-hardened"

func hardenedMain() {
	harden()
	dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0)
	fmt.Println(dumpable, err)
}

// TestMemoryIsClosed: no core file, and nothing under /proc for the other
// processes of the same user.
func TestMemoryIsClosed(t *testing.T) {
	t.Parallel()
	s := startDemo(t)
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", s.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^Max core file size\s+0\s+0\s`).Match(limits) {
		t.Errorf("core files are possible:\n%s", limits)
	}
	link := filepath.Join(t.TempDir(), hardenedName)
	if err := os.Symlink(must(os.Executable()), link); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(link).Output(); string(said) != "0 <nil>\n" {
		t.Errorf("it is dumpable: %s %v", said, err)
	}
	if _, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", s.cmd.Process.Pid)); err == nil && os.Geteuid() != 0 {
		t.Error("its environment can be read")
	}
}

// watched follows the processes of a session: what their command lines and
// environments hold.
type watched struct {
	stop chan struct{}
	done sync.WaitGroup
	seen map[string]string // argv and environ by where they were found
}

func watchProcesses(s *session) *watched {
	w := &watched{stop: make(chan struct{}), seen: map[string]string{}}
	w.done.Go(func() {
		for {
			select {
			case <-w.stop:
				return
			case <-time.After(5 * time.Millisecond):
				w.look(s.cmd.Process.Pid, s.cmd.Process.Pid)
			}
		}
	})
	return w
}

// look takes every process that descends from pid.
func (w *watched) look(pid, root int) {
	for _, name := range []string{"cmdline", "environ"} {
		if name == "environ" && sameProgram(pid, root) {
			continue // what the person put there; a child has it, too, until it is its own program
		}
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, name))
		if err == nil && len(text) > 0 {
			where := fmt.Sprintf("%s of a process %q", name, text[:min(len(text), 60)])
			if !strings.Contains(w.seen[where], string(text)) {
				w.seen[where] += string(text)
			}
		}
	}
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, list := range lists {
		text, _ := os.ReadFile(list)
		for _, child := range strings.Fields(string(text)) {
			if n, err := strconv.Atoi(child); err == nil {
				w.look(n, root)
			}
		}
	}
}

func sameProgram(a, b int) bool {
	first, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", a))
	second, _ := os.Readlink(fmt.Sprintf("/proc/%d/exe", b))
	return err != nil || first == second
}

func (w *watched) end() map[string]string {
	close(w.stop)
	w.done.Wait()
	return w.seen
}

// slowly marks keys for a dialog that opened by itself: it takes none at first.
const slowly = "\x00"

// TestNothingLeaks does a day's work with a secret from each source, and
// then looks for it everywhere.
func TestNothingLeaks(t *testing.T) {
	b := withFile(t)
	b.server.SetFault("/cgi-bin/openapi/rid/get", simulate.Fault{Times: 1, Delay: 50 * time.Millisecond})
	rid, _ := b.server.Fail(simulate.Failure{
		AppID: boxAppID, Path: boxPath, Code: 45009, ClientIP: "198.51.100.4",
		Query: "access_token=61_" + canary, Request: `{"touser":"oAbCdEfGhIjKlMnOpQrStUvWx","appsecret":"` + canary + `"}`,
	})
	unlock := []string{"Passphrase of the file", passphrase + "\n"}
	found := map[string]string{}
	talkTo := func(s *session, name string, talk []string) {
		t.Helper()
		w := watchProcesses(s)
		for i := 0; i < len(talk); i += 2 {
			s.wait(talk[i], 1)
			keys, wait := strings.CutPrefix(talk[i+1], slowly)
			if wait {
				time.Sleep(600 * time.Millisecond)
			}
			s.write(keys)
		}
		s.gone(60 * time.Second)
		for where, text := range w.end() {
			found[where] += text
		}
		found["the terminal of wxops "+name] = s.output()
	}
	run := func(environ, talk []string, args ...string) {
		t.Helper()
		s := startSession(t, environ, append([]string{b.live, "--debug", "--base", b.url}, args...)...)
		talkTo(s, strings.Join(args, " "), talk)
	}

	run(b.environ(), unlock, "quota", "mall")
	run(b.environ(), unlock, "quota", "mall", "-o", "json")
	run(b.environ(), unlock, "rid", "mall", rid)
	run(b.environ(), unlock, "reset", "mall", "--api", boxPath, "--confirm", "mall")
	run(b.environ(), nil, "doctor", "mall")
	run(b.environ(), unlock, "account", "secret", "mall", "test")
	run(b.environ(), append(unlock, "100,000", "\x1b[200~"+rid+"\x1b[201~", "ask", "\r", "198.51.100.4", "w", "wrote", "c", "sent to", "q"), "mall")

	b.accounts(`secret = "env"`)
	env := b.environ("WXOPS_SECRET_MALL=" + canary)
	run(env, []string{"100,000", "q"}, "mall")
	b.server.SetFault("/cgi-bin/stable_token", simulate.Fault{Kind: simulate.Redirect})
	run(env, nil, "quota", "mall")
	b.server.SetFault("/cgi-bin/stable_token", simulate.Fault{Kind: simulate.Drop})
	run(env, nil, "account", "test", "mall")
	b.server.ClearFaults()

	secret := b.file("secret", canary+"\n")
	b.accounts(`secret = "command"` + "\nsecret_command = [\"sh\", \"-c\", \"cat " + secret + "; sleep 0.2\"]")
	run(env, nil, "quota", "mall")
	run(env, nil, "doctor", "mall")

	b.accounts(`secret = "prompt"`)
	run(b.environ(), []string{"AppSecret of mall", canary + "\n"}, "quota", "mall")
	run(b.environ(), []string{"It is not shown", slowly + canary + "\r", "100,000", slowly + "q"}, "mall") // the numbers may be remembered ones

	stdin := must(os.Open(secret))
	defer stdin.Close()
	talkTo(startSessionWith(t, stdin, b.environ(), b.live, "account", "add", "other", "--appid", "wx00000000000000b2", "--kind", "store",
		"--secret-source", "file", "--secret-stdin"), "account add", unlock)
	if text := found["the terminal of wxops account add"]; !strings.Contains(text, "other was added") {
		t.Errorf("account add said %q", text)
	}

	addFiles(t, found, b.home)
	wantSecrets(t, found, b.home)
	for where, text := range found {
		for _, secret := range []string{canary, passphrase} {
			for _, form := range []string{secret, url.QueryEscape(secret), strings.ToUpper(secret)} {
				if strings.Contains(text, form) {
					t.Errorf("a secret is in %s", where)
				}
			}
		}
		if liveToken.MatchString(text) {
			t.Errorf("a token is in %s", where)
		}
	}
}

func addFiles(t *testing.T, found map[string]string, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		found[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// wantSecrets makes sure that the search was worth its name: the log, the
// journal, the export and the sealed file were written, and children were seen.
func wantSecrets(t *testing.T, found map[string]string, home string) {
	t.Helper()
	for _, part := range []string{"wxops.log", "resets.jsonl", "secrets.age", "/exports/", `environ of a process "HOME=` + home, `cmdline of a process "sh\x00-c`} {
		seen := false
		for where := range found {
			seen = seen || strings.Contains(where, part)
		}
		if !seen {
			t.Errorf("nothing like %s was looked at", part)
		}
	}
}
