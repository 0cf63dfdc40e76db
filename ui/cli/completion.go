package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
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

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortCompletion = words.Pair{"Print the completion script of a shell", "输出 shell 补全脚本"}
	wordLongCompletion  = words.Pair{"SHELL is bash, zsh, fish or powershell. Aliases are completed too; no secret is opened for that.",
		"SHELL 为 bash、zsh、fish 或 powershell。账号别名也能补全，且不会打开任何密钥。"}
)
