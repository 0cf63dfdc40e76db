package secret

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// commandLimit is long enough for a person to unlock a vault with a token.
const commandLimit = 30 * time.Second

// commandOutput bounds what a command may print, in bytes. An AppSecret has
// 32; more is a help text or the wrong file.
const commandOutput = 4 << 10

// Terminal is what a command may talk to a person through: the terminal it
// reads from, nil for none, and where its stderr is shown, nil for nowhere.
type Terminal struct {
	In  *os.File
	Err io.Writer
}

// commandSource runs an account's secret_command.
type commandSource struct {
	terminal func() Terminal
	limit    time.Duration
	environ  func() []string
}

// Command is the source command. terminal, which may be nil, is asked before
// each run: a command that prompts may own the terminal only while nothing
// else does, so before the console takes it or through tea.Exec.
func Command(terminal func() Terminal) Source {
	if terminal == nil {
		terminal = func() Terminal { return Terminal{} }
	}
	return commandSource{terminal, commandLimit, os.Environ}
}

func (c commandSource) Set(_ context.Context, it Item, _ Secret) error {
	return problem(it, FromCommand, SourceReadOnly, programOf(it), nil)
}

func (c commandSource) Delete(_ context.Context, it Item) error {
	return problem(it, FromCommand, SourceReadOnly, programOf(it), nil)
}

func (c commandSource) Get(ctx context.Context, it Item) (Secret, error) {
	if len(it.Command) == 0 {
		return Secret{}, problem(it, FromCommand, CommandFailed, "no secret_command", nil)
	}
	limited, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	out := &boundedBuffer{full: cancel}
	err := c.run(limited, it.Command, out)
	switch {
	case out.overflowed:
		return Secret{}, problem(it, FromCommand, CommandTooLong, programOf(it), nil)
	case ctx.Err() != nil:
		return Secret{}, ctx.Err()
	case limited.Err() != nil:
		return Secret{}, problem(it, FromCommand, CommandTimedOut, programOf(it), nil)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay): // a daemon it left behind may hold its stdout
		return Secret{}, problem(it, FromCommand, CommandFailed, programOf(it)+": "+causeOf(err), err)
	}
	line := withoutNewline(out.kept.String())
	if strings.ContainsAny(line, "\r\n\x00") {
		return Secret{}, problem(it, FromCommand, CommandFailed, programOf(it)+": printed more than one line", nil)
	}
	if line == "" {
		return Secret{}, problem(it, FromCommand, CommandFailed, programOf(it)+": printed nothing", nil)
	}
	return NewSecret(line), nil
}

func (c commandSource) run(ctx context.Context, argv []string, out io.Writer) error {
	terminal := c.terminal()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = childEnv(c.environ())
	cmd.Stdout = out
	cmd.Stderr = terminal.Err
	if terminal.In != nil {
		cmd.Stdin = terminal.In
	}
	cmd.WaitDelay = time.Second
	regain := detach(cmd, terminal.In)
	defer regain()
	return cmd.Run()
}

// programOf names the command without its arguments.
func programOf(it Item) string {
	if len(it.Command) == 0 {
		return ""
	}
	return filepath.Base(it.Command[0])
}

// causeOf says why a command did not run or how it ended.
func causeOf(err error) string {
	var start *exec.Error
	if errors.As(err, &start) {
		return start.Err.Error()
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

func withoutNewline(s string) string {
	return strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r")
}

// boundedBuffer keeps at most commandOutput bytes; more ends the command. The
// buffer is a field: embedded, its ReadFrom would pass by Write.
type boundedBuffer struct {
	kept       bytes.Buffer
	full       func()
	overflowed bool
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > commandOutput {
		b.overflowed = true
		b.full()
		return 0, io.ErrShortWrite
	}
	return b.kept.Write(p)
}

// What op, vault, pass, gopass, age and the clouds' tools need; and the
// proxies and certificates to reach their servers. The variables that hold
// other accounts' secrets are not among them.
var (
	childNames = []string{
		"HOME", "PATH", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TERM", "COLORTERM", "TZ", "TMPDIR",
		"SSH_AUTH_SOCK", "SSH_CONNECTION", "SSH_TTY", "GPG_TTY", "GPG_AGENT_INFO", "GNUPGHOME",
		"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", busVariable, "KRB5CCNAME", "KUBECONFIG",
		"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
		"SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "TEMP", "TMP",
	}
	childPrefixes = []string{
		"LC_", "XDG_", "OP_", "VAULT_", "BAO_", "PASSWORD_STORE_", "GOPASS_", "BW_", "AGE_", "SOPS_",
		"AWS_", "AZURE_", "GOOGLE_", "CLOUDSDK_", "TENCENTCLOUD_", "ALIBABA_CLOUD_",
	}
)

// childEnv builds a command's environment out of ours.
func childEnv(environ []string) []string {
	env := []string{} // nil would be all of ours
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		name = strings.ToUpper(name) // http_proxy, and Path on Windows
		if slices.Contains(childNames, name) ||
			slices.ContainsFunc(childPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			env = append(env, entry)
		}
	}
	return env
}
