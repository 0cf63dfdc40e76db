package shell

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// ChooseFlags choose accounts by what is written at them. Several tags mean any of
// them, several envs likewise; where both are given an account must have both.
type ChooseFlags struct{ tags, envs []string }

// Add puts the flags at a command.
func (c *ChooseFlags) Add(sh *Shell, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVar(&c.tags, "tag", nil, wordFlagTag.In(sh.Lang))
	f.StringArrayVar(&c.envs, "env", nil, wordFlagOnlyEnv.In(sh.Lang))
	complete := func(names func(keystore.Account) []string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			accounts, _, _ := sh.Desk().Book().Load() // a file that is wrong offers nothing
			return namesOf(accounts, names), cobra.ShellCompDirectiveNoFileComp
		}
	}
	// It fails only for a flag that does not exist.
	_ = cmd.RegisterFlagCompletionFunc("tag", complete(tagsOf))
	_ = cmd.RegisterFlagCompletionFunc("env", complete(envOf))
}

// Given reports whether a flag was given, so that not all accounts are meant.
func (c *ChooseFlags) Given() bool { return len(c.tags)+len(c.envs) > 0 }

// Has reports whether an account is among those that the flags choose; without flags
// every one is.
func (c *ChooseFlags) Has(acc keystore.Account) bool {
	return hasAny(c.tags, tagsOf(acc)) && hasAny(c.envs, envOf(acc))
}

// Chooser is Has; nil where no flag was given.
func (c *ChooseFlags) Chooser() func(keystore.Account) bool {
	if !c.Given() {
		return nil
	}
	return c.Has
}

// Chosen gives the accounts that are meant: those of the aliases, in their order, each
// once, or all where there are none; and of these those that the flags choose. Where
// nothing is left, the error says what there is to choose from.
func (sh *Shell) Chosen(c *ChooseFlags, accounts []keystore.Account, aliases []string) ([]keystore.Account, error) {
	meant := accounts
	if len(aliases) > 0 {
		meant = nil
		for _, alias := range aliases {
			acc, err := sh.AccountIn(accounts, alias)
			if err != nil {
				return nil, err
			}
			if !slices.ContainsFunc(meant, func(a keystore.Account) bool { return a.Alias == alias }) {
				meant = append(meant, acc)
			}
		}
	}
	if !c.Given() {
		return meant, nil
	}
	meant = slices.DeleteFunc(slices.Clone(meant), func(acc keystore.Account) bool { return !c.Has(acc) })
	if len(meant) == 0 {
		return nil, sh.noneChosen(accounts)
	}
	return meant, nil
}

func (sh *Shell) noneChosen(accounts []keystore.Account) error {
	list := func(names func(keystore.Account) []string) string {
		if found := namesOf(accounts, names); len(found) > 0 {
			return clean.Line(strings.Join(found, ", "))
		}
		return "-"
	}
	return Usage(wordNoneChosen.In(sh.Lang), wordNoneChosenDo.Fill(sh.Lang, list(tagsOf), list(envOf)))
}

func tagsOf(acc keystore.Account) []string { return acc.Tags }

func envOf(acc keystore.Account) []string {
	if acc.Env == "" {
		return nil
	}
	return []string{acc.Env}
}

// hasAny reports whether one of the wanted words is there; it is where none is wanted.
func hasAny(wanted, there []string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(wanted, func(w string) bool {
		return slices.ContainsFunc(there, func(t string) bool { return strings.EqualFold(w, t) })
	})
}

// namesOf are the words that accounts have, each once, sorted.
func namesOf(accounts []keystore.Account, names func(keystore.Account) []string) []string {
	var all []string
	for _, acc := range accounts {
		all = append(all, names(acc)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// The words of choosing.
var (
	wordFlagTag      = words.Pair{"only accounts with this `TAG`; may be given several times", "只看带此标签 `TAG` 的账号；可写多次"}
	wordFlagOnlyEnv  = words.Pair{"only accounts of this `ENV`; may be given several times", "只看此环境 `ENV` 的账号；可写多次"}
	wordNoneChosen   = words.Pair{"no account is chosen by --tag and --env", "没有符合 --tag 和 --env 的账号"}
	wordNoneChosenDo = words.Pair{"Tags there are: %s; envs: %s", "现有标签：%s；环境：%s"}
)
