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
	"sync"
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

// commandsAtOnce is how many commands run side by side without a terminal: a console of
// two hundred accounts would start as many vaults' clients.
const commandsAtOnce = 4

// commandSource runs an account's secret_command.
type commandSource struct {
	terminal func(context.Context) Terminal
	limit    time.Duration
	environ  func() []string
	slots    chan struct{} // holds a token for each command that runs without a terminal

	mu     sync.Mutex
	person map[string]bool // by argv: run without a terminal, it asked for a person
}

// Command is the source command. terminal, which may be nil, is asked before
// each run: a command that prompts may own the terminal only while nothing
// else does, so before the console takes it or through tea.Exec. It gives nothing
// where the context is of a run that is nobody's.
func Command(terminal func(context.Context) Terminal) Source {
	if terminal == nil {
		terminal = func(context.Context) Terminal { return Terminal{} }
	}
	return newCommandSource(terminal, commandLimit, os.Environ)
}

func newCommandSource(terminal func(context.Context) Terminal, limit time.Duration, environ func() []string) *commandSource {
	return &commandSource{
		terminal: terminal, limit: limit, environ: environ,
		slots: make(chan struct{}, commandsAtOnce), person: map[string]bool{},
	}
}

// NeedsPerson reports whether the command was run without a terminal, and asked for one.
func (c *commandSource) NeedsPerson(it Item) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.person[argvOf(it)]
}

func (c *commandSource) note(it Item, needsPerson bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.person[argvOf(it)] = needsPerson; !needsPerson {
		delete(c.person, argvOf(it))
	}
}

func argvOf(it Item) string { return strings.Join(it.Command, "\x00") }

func (c *commandSource) Set(_ context.Context, it Item, _ Secret) error {
	return problem(it, FromCommand, SourceReadOnly, programOf(it), nil)
}

func (c *commandSource) Delete(_ context.Context, it Item) error {
	return problem(it, FromCommand, SourceReadOnly, programOf(it), nil)
}

func (c *commandSource) Get(ctx context.Context, it Item) (Secret, error) {
	if len(it.Command) == 0 {
		return Secret{}, problem(it, FromCommand, CommandFailed, "no secret_command", nil)
	}
	terminal := c.terminal(ctx)
	if terminal.In == nil {
		select {
		case c.slots <- struct{}{}:
			defer func() { <-c.slots }()
		case <-ctx.Done():
			return Secret{}, ctx.Err()
		}
	}
	said := &saidBuffer{to: terminal.Err}
	defer said.flush()
	s, err := c.ask(ctx, it, terminal, said)
	var p *Problem
	if errors.As(err, &p) && terminal.In == nil {
		p.Said = said.last()
		p.Person = p.Reason == CommandFailed && !neverRan(p.cause) && said.asksPerson()
		c.note(it, p.Person)
	}
	return s, err
}

// ask runs the command within its time, which begins when it may run.
func (c *commandSource) ask(ctx context.Context, it Item, terminal Terminal, said *saidBuffer) (Secret, error) {
	limited, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	out := &boundedBuffer{full: cancel}
	err := c.run(limited, it.Command, terminal, out, said)
	line := withoutNewline(out.kept.String())
	said.hide(line)
	switch {
	case out.overflowed:
		return Secret{}, problem(it, FromCommand, CommandTooLong, programOf(it), nil)
	case ctx.Err() != nil:
		return Secret{}, ctx.Err()
	case limited.Err() != nil:
		return Secret{}, problem(it, FromCommand, CommandTimedOut, programOf(it), nil)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay): // a daemon it left behind may hold its stdout
		return Secret{}, problem(it, FromCommand, CommandFailed, programOf(it)+": "+causeOf(err), err)
	case strings.ContainsAny(line, "\r\n\x00"):
		return Secret{}, problem(it, FromCommand, CommandFailed, programOf(it)+": printed more than one line", nil)
	case line == "":
		return Secret{}, problem(it, FromCommand, CommandFailed, programOf(it)+": printed nothing", nil)
	}
	c.note(it, false)
	return NewSecret(line), nil
}

func (c *commandSource) run(ctx context.Context, argv []string, terminal Terminal, out, said io.Writer) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = childEnv(c.environ())
	cmd.Stdout, cmd.Stderr = out, said
	if terminal.In != nil {
		cmd.Stdin, cmd.Stderr = terminal.In, terminal.Err
	} else if terminal.Err == nil {
		cmd.Env = slices.DeleteFunc(cmd.Env, namesTerminal)
	}
	cmd.WaitDelay = time.Second
	regain := detach(cmd, terminal.In)
	defer regain()
	return cmd.Run()
}

// namesTerminal finds the variables by which an agent in the background, as gpg's, would
// ask on a terminal that is a console's.
func namesTerminal(entry string) bool {
	return strings.HasPrefix(entry, "GPG_TTY=") || strings.HasPrefix(entry, "SSH_TTY=")
}

// neverRan tells a program that is not there from one that failed.
func neverRan(err error) bool {
	var start *exec.Error
	var path *os.PathError
	return errors.As(err, &start) || errors.As(err, &path)
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
