// Package cli is wxops on the command line: everything the console can do, for
// people in a hurry and for scripts. It is also where the parts are wired
// together; it holds no rule about quotas, resets or secrets of its own.
package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"

	"golang.org/x/term"

	"wxops/wechat"
)

// Env is all that a run knows of the world around it.
type Env struct {
	Stdin          io.Reader
	Stdout         io.Writer
	Stderr         io.Writer
	Getenv         func(string) string
	Now            func() time.Time
	StdinTerminal  bool // someone can answer a question
	StdoutTerminal bool
	StderrTerminal bool                   // progress words may be shown
	ReadPassword   func() (string, error) // reads a line that is not echoed; nil without a terminal
	ReadFromTTY    func() (string, error) // the same from the terminal itself, when standard input is no terminal
	Whoami         func() (user, host string)
	NewID          func() string                              // of a reset; nil: random
	Wait           func(context.Context, time.Duration) error // nil: a timer
}

// Main runs wxops with the arguments of the process and gives its exit code.
func Main() int {
	ctx, stop := interrupted()
	defer stop()
	return Run(ctx, os.Args[1:], processEnv())
}

// interrupted gives a context that ends when the process is asked to.
func interrupted() (context.Context, context.CancelFunc) {
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup asks for that
		signals = append(signals, syscall.SIGHUP)
	}
	return signal.NotifyContext(context.Background(), signals...)
}

func processEnv() Env {
	env := Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		ReadFromTTY: readFromTTY,
		Getenv:      os.Getenv, Now: time.Now, Whoami: whoami,
		StdinTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		StdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if env.StdinTerminal {
		env.ReadPassword = func() (string, error) {
			line, err := term.ReadPassword(int(os.Stdin.Fd()))
			return string(line), err
		}
	}
	return env
}

// readFromTTY asks at the terminal that the process was started from.
func readFromTTY() (string, error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return "", errNobodyToAsk
	}
	defer tty.Close()
	line, err := term.ReadPassword(int(tty.Fd()))
	return string(line), err
}

// whoami asks the system; what it does not know is empty.
func whoami() (name, host string) {
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if h, err := os.Hostname(); err == nil {
		host = h
	}
	return name, host
}

// callsKept is how many calls the console can look back on.
const callsKept = 500

// Run is one run of wxops. It gives the exit code: 0 done, 1 something failed,
// 2 wrong usage, 3 a threshold was crossed.
func Run(ctx context.Context, args []string, env Env) int {
	a := &app{env: env, calls: wechat.NewCallLog(callsKept)}
	a.lang = chooseLang(scanFlag(args, "--lang", ""), env.Getenv)
	a.t = words(a.lang)
	a.format = scanFlag(args, "--output", "-o")
	root := a.rootCommand()
	root.SetArgs(negativeCodesLast(args))
	return a.finish(root.ExecuteContext(ctx))
}
