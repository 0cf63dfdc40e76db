package account

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// flags are the flags of add and edit.
type flags struct {
	alias, appID, kind, name, env, source string
	proxy, warnAt                         string
	command, apis, tags                   []string
	onDemand, test                        bool
}

func (w *flags) add(cmd *cobra.Command, lang words.Lang) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&w.appID, "appid", "", wordFlagAppID.In(lang))
	f.StringVar(&w.kind, "kind", "", wordFlagKind.In(lang))
	f.StringVar(&w.name, "name", "", wordFlagName.In(lang))
	f.StringVar(&w.env, "env", "", wordFlagEnv.In(lang))
	f.StringVar(&w.source, "secret-source", "", wordFlagSecretSource.In(lang))
	f.StringArrayVar(&w.command, "secret-command", nil, wordFlagSecretCommand.In(lang))
	f.StringArrayVar(&w.apis, "api-path", nil, wordFlagAPIPath.In(lang))
	f.StringSliceVar(&w.tags, "tags", nil, wordFlagTags.In(lang))
	f.StringVar(&w.warnAt, "warn-at", "", wordFlagWarnAt.In(lang))
	f.BoolVar(&w.onDemand, "on-demand", false, wordFlagOnDemand.In(lang))
	f.StringVar(&w.proxy, "proxy", "", wordFlagProxy.In(lang))
	f.BoolVar(&w.test, "test", false, wordFlagTest.In(lang))
	shell.CompleteWords(cmd, "kind", shell.KindNames()...)
	shell.CompleteWords(cmd, "secret-source", shell.SourceNames()...)
}

// apply puts the flags that were given into the account.
func (w *flags) apply(sh *shell.Shell, given *pflag.FlagSet, acc *keystore.Account) error {
	if given.Changed("kind") {
		if err := sh.CheckKind(w.kind); err != nil {
			return err
		}
		acc.Kind = keystore.Kind(w.kind)
	}
	if given.Changed("secret-source") {
		if err := sh.CheckSource(w.source); err != nil {
			return err
		}
		acc.Secret = keystore.SourceName(w.source)
	}
	if given.Changed("warn-at") {
		var ok bool
		if acc.WarnAt, ok = percents(w.warnAt); !ok {
			return shell.Usage(words.Fault(keystore.Fault{What: keystore.WarnForm, Key: "--warn-at"}, sh.Lang), wordUseWarnAt.In(sh.Lang))
		}
	}
	for flag, set := range map[string]func(){
		"appid":          func() { acc.AppID = w.appID },
		"name":           func() { acc.Name = w.name },
		"env":            func() { acc.Env = w.env },
		"secret-command": func() { acc.SecretCommand = commandWords(w.command) },
		"api-path": func() { // exactly these; an empty one goes back to the starter list
			acc.APIs = filled(w.apis)
			acc.APIsAdd, acc.APIsSkip = nil, nil
		},
		"tags":      func() { acc.Tags = filled(w.tags) },
		"on-demand": func() { acc.OnDemand = w.onDemand },
		"proxy":     func() { acc.Proxy = w.proxy },
		// Everywhere else --read-only refuses resets for one run; here it is written down.
		"read-only": func() { acc.ReadOnly = sh.ReadOnly },
	} {
		if given.Changed(flag) {
			set()
		}
	}
	if acc.Secret != keystore.FromCommand && !given.Changed("secret-command") {
		acc.SecretCommand = nil
	}
	return nil
}

// commandWords takes --secret-command given once as words between spaces, and
// given several times as one word each.
func commandWords(given []string) []string {
	if len(given) == 1 {
		return strings.Fields(given[0])
	}
	return given
}

// filled leaves out what is empty: a flag that is given empty takes a list away.
func filled(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
}

// percents reads --warn-at: whole numbers between commas; none go back to the usual.
func percents(s string) (list []int64, ok bool) {
	for field := range strings.SplitSeq(s, ",") {
		if field = strings.TrimSpace(field); field == "" && list == nil {
			continue
		}
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}
