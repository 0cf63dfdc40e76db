package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/wechat"
)

// newCompletion makes the command that prints the script that teaches a shell the commands.
func newCompletion(sh *shell.Shell) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     wordShortCompletion.In(sh.Lang),
		Long:      wordLongCompletion.In(sh.Lang),
		Example:   "source <(wxops completion bash)",
		Args:      sh.Exactly(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root, w := cmd.Root(), sh.Env.Stdout
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
			return shell.Usage(wordUsageWrongShell.Fill(sh.Lang, strings.Join(shells, ", ")), "")
		},
	}
}

// baseURLs gives WeChat's entries as --base takes them.
func baseURLs() []string {
	var urls []string
	for _, host := range wechat.Hosts() {
		urls = append(urls, "https://"+host)
	}
	return urls
}
