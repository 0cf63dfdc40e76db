package shell

import (
	"context"
	"io"
	"time"
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
	StderrTerminal bool         // progress words may be shown
	Columns        func() int   // of the terminal that stdout is; nil, or 0: it is none
	ReadHidden     HiddenReader // from standard input; nil when it is no terminal
	ReadFromTTY    HiddenReader // from the terminal of the process; nil when nobody is to be asked
	Whoami         func() (user, host string)
	NewID          func() string                              // of a reset; nil: random
	Wait           func(context.Context, time.Duration) error // nil: a timer

	// OnHangup lets a hangup (SIGHUP) do something else than end the run, until
	// undo; nil where none can come.
	OnHangup func(do func()) (undo func())
}

// HiddenReader reads a line that is typed without echo. It calls ask when the
// echo is off and not before: who answers at once must not be shown either.
type HiddenReader func(ctx context.Context, ask func()) (string, error)
