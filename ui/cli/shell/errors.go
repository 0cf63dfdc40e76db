package shell

import (
	"errors"
	"fmt"

	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// The exit codes.
const (
	ExitDone    = 0
	ExitFailed  = 1
	ExitUsage   = 2
	ExitCrossed = 3
)

// Failure is the one error of this package: how the run ends, and the two
// lines that the user reads.
type Failure struct {
	Exit   int
	Fact   string // "" when stdout and stderr already say it
	Remedy string
	Err    error // WeChat's or the system's own error below it, if there is one
}

// Error gives the fact; the remedy has a line of its own.
func (f *Failure) Error() string { return f.Fact }

// Unwrap gives the cause, nil where there is none.
func (f *Failure) Unwrap() error { return f.Err }

// Usage ends the run because it was asked for in a wrong way.
func Usage(fact, remedy string) error { return &Failure{Exit: ExitUsage, Fact: fact, Remedy: remedy} }

// Ended ends the run with an exit code; the words have been said.
func Ended(exit int) error { return &Failure{Exit: exit} }

// AsFailure gives any error its two lines.
func (o *Output) AsFailure(err error) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	fact, remedy := words.Explain(err, o.Lang)
	return &Failure{Exit: ExitFailed, Fact: fact, Remedy: remedy, Err: err}
}

// Finish says what went wrong, if anything did, and gives the exit code.
func (sh *Shell) Finish(err error) int {
	if sh.opened != nil {
		sh.opened.Close()
	}
	if err == nil {
		return ExitDone
	}
	f := sh.AsFailure(err)
	if f.Fact == "" {
		return f.Exit
	}
	if sh.Format == FormatJSON && !sh.WroteJSON {
		sh.WriteJSON(struct {
			Error *report.Error `json:"error"`
		}{sh.JSONError(f)})
	}
	sh.Complain(f)
	return f.Exit
}

// Complain prints the two lines: the fact, then what to do.
func (o *Output) Complain(f *Failure) {
	fmt.Fprintln(o.Env.Stderr, clean.Lines(f.Fact))
	if f.Remedy != "" {
		fmt.Fprintln(o.Env.Stderr, clean.Lines(f.Remedy))
	}
}

// JSONError gives an error as the documents tell of it; nil is null.
func (o *Output) JSONError(err error) *report.Error {
	if err == nil {
		return nil
	}
	f := o.AsFailure(err)
	return report.Failure(f.Fact, f.Remedy, f.Err)
}
