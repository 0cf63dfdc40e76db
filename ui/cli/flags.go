package cli

import (
	"errors"

	"github.com/spf13/pflag"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// flagError says what is wrong with a flag. It never repeats a value: someone
// may have tried to pass a secret.
func (c *rootCommand) flagError(err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	lang := c.Lang
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedName() == "api": // known to reset only
		return shell.Usage(wordUsageOldBase.In(lang), wordUsageOldBaseDo.In(lang))
	case errors.As(err, &invalid) && invalid.GetFlag().Name == "api":
		return shell.Usage(wordUsageOldBase.In(lang), wordUsageOldBaseDo.In(lang))
	case errors.As(err, &unknown) && shell.LooksSecret(unknown.GetSpecifiedName()):
		return shell.Usage(wordUsageNoSecretFlag.In(lang), wordUsageNoSecretFlagDo.In(lang))
	case errors.As(err, &unknown):
		return shell.Usage(wordUsageUnknownFlag.Fill(lang, flagName(unknown.GetSpecifiedName())), shell.WordSeeHelp.In(lang))
	case errors.As(err, &missing):
		return shell.Usage(wordUsageFlagNeedsValue.Fill(lang, flagName(missing.GetSpecifiedName())), shell.WordSeeHelp.In(lang))
	case errors.As(err, &invalid) && shell.LooksSecret(invalid.GetFlag().Name):
		return shell.Usage(wordUsageNoSecretFlag.In(lang), wordUsageNoSecretFlagDo.In(lang))
	case errors.As(err, &invalid):
		return shell.Usage(wordUsageFlagWrongValue.Fill(lang, flagName(invalid.GetFlag().Name)), valueForm(invalid.GetFlag()).In(lang))
	}
	return shell.Usage(wordUsageBadFlag.In(lang), shell.WordSeeHelp.In(lang))
}

// valueForm says what a flag takes.
func valueForm(f *pflag.Flag) words.Pair {
	switch f.Value.Type() {
	case "duration":
		return wordUsageADuration
	case "int", "int64":
		return wordUsageANumber
	}
	return shell.WordSeeHelp
}

func flagName(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
