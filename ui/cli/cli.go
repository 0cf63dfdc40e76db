// Package cli is wxops on the command line: everything the console can do, for
// people in a hurry and for scripts. It is also where the parts are wired
// together; it holds no rule about quotas, resets or secrets of its own.
package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
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
	StderrTerminal bool                                       // progress words may be shown
	ReadPassword   func() (string, error)                     // reads a line that is not echoed; nil without a terminal
	Wait           func(context.Context, time.Duration) error // nil: a timer
}

// Main runs wxops with the arguments of the process and gives its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	return Run(ctx, os.Args[1:], processEnv())
}

func processEnv() Env {
	env := Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now,
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
