package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitCrossed = 3
)

// failure is the one error of this package: how the run ends, and the two
// lines that the user reads.
type failure struct {
	exit   int
	fact   string // "" when stdout and stderr already say it
	remedy string
	err    error // WeChat's or the system's own error below it, if there is one
}

func (f *failure) Error() string { return f.fact }

func (f *failure) Unwrap() error { return f.err }

// usage ends the run because it was asked for in a wrong way.
func usage(fact, remedy string) error { return &failure{exit: exitUsage, fact: fact, remedy: remedy} }

// ended ends the run with an exit code; the words have been said.
func ended(exit int) error { return &failure{exit: exit} }

// asFailure gives any error its two lines.
func (a *app) asFailure(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	fact, remedy := words.Explain(err, a.lang)
	return &failure{exit: exitFailed, fact: fact, remedy: remedy, err: err}
}

// finish says what went wrong, if anything did, and gives the exit code.
func (a *app) finish(err error) int {
	if a.opened != nil {
		a.opened.Close()
	}
	if err == nil {
		return exitDone
	}
	f := a.asFailure(err)
	if f.fact == "" {
		return f.exit
	}
	if a.format == formatJSON && !a.wroteJSON {
		a.writeJSON(struct {
			Error *report.Error `json:"error"`
		}{a.jsonError(f)})
	}
	a.complain(f)
	return f.exit
}

// complain prints the two lines: the fact, then what to do.
func (a *app) complain(f *failure) {
	fmt.Fprintln(a.env.Stderr, clean.Lines(f.fact))
	if f.remedy != "" {
		fmt.Fprintln(a.env.Stderr, clean.Lines(f.remedy))
	}
}

// jsonError gives an error as the documents tell of it; nil is null.
func (a *app) jsonError(err error) *report.Error {
	if err == nil {
		return nil
	}
	f := a.asFailure(err)
	return report.Failure(f.fact, f.remedy, f.err)
}

// flagError says what is wrong with a flag. It never repeats a value: someone
// may have tried to pass a secret.
func (c *rootCommand) flagError(err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	lang := c.lang
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedName() == "api": // known to reset only
		return usage(wordUsageOldBase.In(lang), wordUsageOldBaseDo.In(lang))
	case errors.As(err, &invalid) && invalid.GetFlag().Name == "api":
		return usage(wordUsageOldBase.In(lang), wordUsageOldBaseDo.In(lang))
	case errors.As(err, &unknown) && looksSecret(unknown.GetSpecifiedName()):
		return usage(wordUsageNoSecretFlag.In(lang), wordUsageNoSecretFlagDo.In(lang))
	case errors.As(err, &unknown):
		return usage(wordUsageUnknownFlag.Fill(lang, flagName(unknown.GetSpecifiedName())), wordUsageSeeHelp.In(lang))
	case errors.As(err, &missing):
		return usage(wordUsageFlagNeedsValue.Fill(lang, flagName(missing.GetSpecifiedName())), wordUsageSeeHelp.In(lang))
	case errors.As(err, &invalid) && looksSecret(invalid.GetFlag().Name):
		return usage(wordUsageNoSecretFlag.In(lang), wordUsageNoSecretFlagDo.In(lang))
	case errors.As(err, &invalid):
		return usage(wordUsageFlagWrongValue.Fill(lang, flagName(invalid.GetFlag().Name)), wordUsageSeeHelp.In(lang))
	}
	return usage(wordUsageBadFlag.In(lang), wordUsageSeeHelp.In(lang))
}

// looksSecret recognises an attempt to pass a secret as a flag.
func looksSecret(flag string) bool {
	flag = strings.ToLower(flag)
	for _, word := range []string{"secret", "token", "password", "passphrase"} {
		if strings.Contains(flag, word) {
			return true
		}
	}
	return false
}

func flagName(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
