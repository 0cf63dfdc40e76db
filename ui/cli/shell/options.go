package shell

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/words"
)

// NoArgs takes no argument. The checks of how many arguments a command takes
// never repeat one: someone may have tried to pass a secret.
func (sh *Shell) NoArgs() cobra.PositionalArgs { return sh.between(0, 0) }

// Exactly takes n arguments.
func (sh *Shell) Exactly(n int) cobra.PositionalArgs { return sh.between(n, n) }

// AtMost takes n arguments or fewer.
func (sh *Shell) AtMost(n int) cobra.PositionalArgs { return sh.between(0, n) }

// AtLeast takes n arguments or more.
func (sh *Shell) AtLeast(n int) cobra.PositionalArgs { return sh.between(n, 1<<20) }

func (sh *Shell) between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 && least > 0 && strings.HasPrefix(cmd.Use, cmd.Name()+" ALIAS") {
			return Usage(wordUsageNoAlias.In(sh.Lang), WordUseLine.Fill(sh.Lang, cmd.UseLine()))
		}
		if len(args) > most && cmd.HasSubCommands() && Meant(cmd, args[0]) != "" {
			return Usage(WordNoSuchCommand.In(sh.Lang), WordMeant.Fill(sh.Lang, Meant(cmd, args[0])))
		}
		if len(args) < least || len(args) > most {
			return Usage(wordUsageWrongArgs.Fill(sh.Lang, len(args)), WordUseLine.Fill(sh.Lang, cmd.UseLine()))
		}
		return nil
	}
}

// Meant is the command below cmd that a word is most like; "" where it is like none.
func Meant(cmd *cobra.Command, word string) string {
	cmd.SuggestionsMinimumDistance = 2
	for _, name := range cmd.SuggestionsFor(word) {
		return cmd.CommandPath() + " " + name
	}
	return ""
}

// Like is the name that a word is most like; "" where it is like none.
func Like(word string, names []string) string {
	all := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, name := range names {
		all.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return append(all.SuggestionsFor(word), "")[0]
}

// CompleteAlias offers the aliases of accounts.toml for the first argument. It
// opens no secret, and a file that is wrong offers nothing.
func (sh *Shell) CompleteAlias(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return sh.CompleteAliases(nil, nil, "")
}

// CompleteAliases is CompleteAlias for each of several arguments; one that stands there
// is not offered again.
func (sh *Shell) CompleteAliases(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	accounts, _, err := sh.Desk().Book().Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var aliases []string
	for _, acc := range accounts {
		if slices.Contains(args, acc.Alias) {
			continue
		}
		aliases = append(aliases, cobra.CompletionWithDesc(acc.Alias, acc.Name))
	}
	return aliases, cobra.ShellCompDirectiveNoFileComp
}

// CompleteWords offers fixed words as the value of a flag.
func CompleteWords(cmd *cobra.Command, flag string, words ...string) {
	// It fails only for a flag that does not exist, and a test asks for each.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// KindNames are the kinds of accounts, as flags take them.
func KindNames() []string {
	var names []string
	for _, k := range keystore.Kinds {
		names = append(names, string(k))
	}
	return names
}

// SourceNames are the sources of AppSecrets, as flags take them.
func SourceNames() []string {
	var names []string
	for _, s := range keystore.SourceNames {
		names = append(names, string(s))
	}
	return names
}

// CheckKind refuses what is no kind of account.
func (sh *Shell) CheckKind(kind string) error {
	if slices.Contains(KindNames(), kind) {
		return nil
	}
	return Usage(wordUsageWrongKind.Fill(sh.Lang, strings.Join(KindNames(), ", ")), "")
}

// CheckSource refuses what is no source of AppSecrets.
func (sh *Shell) CheckSource(source string) error {
	if slices.Contains(SourceNames(), source) {
		return nil
	}
	return Usage(wordUsageWrongSource.Fill(sh.Lang, strings.Join(SourceNames(), ", ")), "")
}

// What was wrong about arguments and flags.
var (
	wordUsageWrongArgs   = words.Pair{"the command does not take %d arguments", "该命令不接受 %d 个参数"}
	wordUsageNoAlias     = words.Pair{"name an account", "请指定账号"}
	WordNoSuchCommand    = words.Pair{"there is no such command", "没有这个命令"}
	WordMeant            = words.Pair{"Did you mean: %s", "您是不是想用：%s"}
	WordUseLine          = words.Pair{"Use: %s", "用法：%s"}
	wordUsageWrongKind   = words.Pair{"the kind is one of: %s", "类型只能是：%s"}
	wordUsageWrongSource = words.Pair{"the source of the secret is one of: %s", "密钥来源只能是：%s"}
)

// LooksSecret recognises an attempt to pass a secret as a flag.
func LooksSecret(flag string) bool {
	flag = strings.ToLower(flag)
	for _, word := range []string{"secret", "token", "password", "passphrase"} {
		if strings.Contains(flag, word) {
			return true
		}
	}
	return false
}

// Flags that several commands have, and where to look.
var (
	WordFlagSecretStdin = words.Pair{"read the AppSecret from standard input", "从标准输入读取 AppSecret"}
	WordFlagConfirm     = words.Pair{"the `ALIAS` again, instead of typing it", "再次给出 `ALIAS`，代替输入确认"}
	WordSeeHelp         = words.Pair{"See: wxops help, or add --help to the command", "查看：wxops help，或在命令后加 --help"}
	WordReading         = words.Pair{"reading %d quotas", "正在读取 %d 个额度"}
)
