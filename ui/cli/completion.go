package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/wechat"
)

// newCompletion makes the command that prints the script that teaches a shell the commands.
func newCompletion(a *app) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     wordShortCompletion.In(a.lang),
		Long:      wordLongCompletion.In(a.lang),
		Example:   "source <(wxops completion bash)",
		Args:      a.exactly(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root, w := cmd.Root(), a.env.Stdout
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(w, true)
			case "zsh":
				return root.GenZshCompletion(w)
			case "fish":
				return root.GenFishCompletion(w, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(w)
			}
			return usage(wordUsageWrongShell.Fill(a.lang, strings.Join(shells, ", ")), "")
		},
	}
}

// completeAlias offers the aliases of accounts.toml for the first argument. It
// opens no secret, and a file that is wrong offers nothing.
func (a *app) completeAlias(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	accounts, _, err := a.desk().Book().Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var aliases []string
	for _, acc := range accounts {
		aliases = append(aliases, cobra.CompletionWithDesc(acc.Alias, acc.Name))
	}
	return aliases, cobra.ShellCompDirectiveNoFileComp
}

// completeWords offers fixed words as the value of a flag.
func completeWords(cmd *cobra.Command, flag string, words ...string) {
	// It fails only for a flag that does not exist, and a test asks for each.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// baseURLs gives WeChat's entries as --base takes them.
func baseURLs() []string {
	var urls []string
	for _, host := range wechat.Hosts() {
		urls = append(urls, "https://"+host)
	}
	return urls
}

func kindNames() []string {
	var names []string
	for _, k := range keystore.Kinds {
		names = append(names, string(k))
	}
	return names
}

func sourceNames() []string {
	var names []string
	for _, s := range keystore.SourceNames {
		names = append(names, string(s))
	}
	return names
}

func (a *app) checkKind(kind string) error {
	if slices.Contains(kindNames(), kind) {
		return nil
	}
	return usage(wordUsageWrongKind.Fill(a.lang, strings.Join(kindNames(), ", ")), "")
}

func (a *app) checkSource(source string) error {
	if slices.Contains(sourceNames(), source) {
		return nil
	}
	return usage(wordUsageWrongSource.Fill(a.lang, strings.Join(sourceNames(), ", ")), "")
}
