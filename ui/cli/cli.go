// Package cli is wxops on the command line: everything the console can do, for
// people in a hurry and for scripts. It is also where the parts are wired
// together; it holds no rule about quotas, resets or secrets of its own.
package cli

import (
	"context"
	"os"
	"os/user"
	"time"

	"golang.org/x/term"

	"wxops/ui/cli/shell"
)

// Main runs wxops with the arguments of the process and gives its exit code.
func Main() int {
	hushGo()
	harden()
	env := processEnv()
	ctx, stop := untilSignalled(&env)
	defer stop()
	return Run(ctx, os.Args[1:], env)
}

func processEnv() shell.Env {
	env := shell.Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		ReadFromTTY: readHiddenFromTTY,
		Getenv:      os.Getenv, Now: time.Now, Whoami: whoami,
		StdinTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		StdoutTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	env.Columns = func() int {
		columns, _, _ := term.GetSize(int(os.Stdout.Fd())) // 0, where it is no terminal
		return columns
	}
	if env.StdinTerminal {
		env.ReadHidden = func(ctx context.Context, ask func()) (string, error) {
			return readHidden(ctx, os.Stdin, ask)
		}
	}
	return env
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

// Run is one run of wxops. It gives the exit code: 0 done, 1 something failed,
// 2 wrong usage, 3 a threshold was crossed.
func Run(ctx context.Context, args []string, env shell.Env) int {
	sh := &shell.Shell{Output: shell.Output{Env: env}}
	args, sh.Command = execLast(args)
	sh.Listen(ctx)
	sh.Lang = chooseLang(scanFlag(args, "--lang", ""), env.Getenv)
	sh.Format = scanFlag(args, "--output", "-o")
	root := newRoot(sh)
	root.SetArgs(negativeCodesLast(args))
	return sh.Finish(root.ExecuteContext(ctx))
}
