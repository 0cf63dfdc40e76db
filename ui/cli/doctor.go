package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/desk"
	"wxops/ui/doctor"
	"wxops/ui/words"
	"wxops/wechat"
)

var wordLooking = words.Pair{"Looking …", "检查中…"}

// doctorCommand says what works here.
type doctorCommand struct{ *shell.Shell }

func newDoctor(sh *shell.Shell) *cobra.Command {
	c := &doctorCommand{sh}
	return &cobra.Command{
		Use:               "doctor [ALIAS]",
		Short:             wordShortDoctor.In(sh.Lang),
		Long:              wordLongDoctor.In(sh.Lang),
		Example:           "wxops doctor\nwxops doctor mall\nwxops doctor -o json",
		Args:              sh.AtMost(1),
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), append(args, "")[0]) },
	}
}

// doctorDocument is the answer of doctor -o json.
type doctorDocument struct {
	OK     bool             `json:"ok"` // nothing failed; warnings may be there
	Checks []doctor.Finding `json:"checks"`
}

// Run looks at everything; it asks nobody and changes nothing.
func (c *doctorCommand) Run(ctx context.Context, alias string) error {
	c.AskNobody.Store(true)
	done := c.Progress(wordLooking.In(c.Lang))
	found, err := doctor.Look(ctx, c.config(), alias)
	done()
	if errors.Is(err, doctor.ErrNoAccount) {
		return c.NoAccount(alias)
	}
	failed := doctor.Failed(found)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(doctorDocument{!failed, found})
	} else {
		printFindings(c.Env.Stdout, found, c.Lang)
	}
	if failed {
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

func (c *doctorCommand) config() doctor.Config {
	cfg := doctor.Config{
		Lang: c.Lang, Getenv: c.Env.Getenv, Now: c.Env.Now,
		Terminal: doctor.Terminal{Both: c.Env.StdinTerminal && c.Env.StdoutTerminal, ASCII: c.ASCII, Unicode: unicodeLocale(c.Env.Getenv)},
		Folders:  c.Desk().Folders(), Desk: c.Desk(),
		Shared: func() (doctor.Folders, error) { return c.Desk().Shared() },
		Can:    func(acc keystore.Account) bool { return desk.Can(acc, desk.Read) },
		Hosts:  []string{c.Base},
		Reach: func(ctx context.Context, base string) (wechat.Reached, error) {
			return wechat.Reach(ctx, c.Desk().Transport(), base, c.Env.Now)
		},
	}
	if c.Base == "" {
		cfg.Hosts = baseURLs()
	}
	if out, ok := c.Env.Stdout.(*os.File); ok {
		cfg.Terminal.Width, cfg.Terminal.Height, _ = term.GetSize(int(out.Fd())) // none, where it is no terminal
	}
	return cfg
}

// printFindings writes the groups, a line for each finding, and what to do
// below what is not fine.
func printFindings(w io.Writer, found []doctor.Finding, lang words.Lang) {
	wide, stateWide := 0, 0
	for _, f := range found {
		wide, stateWide = max(wide, ansi.StringWidth(f.NameIn(lang))), max(stateWide, ansi.StringWidth(f.State.In(lang)))
	}
	for _, group := range doctor.Groups() {
		fmt.Fprintln(w, group.In(lang))
		for _, f := range found {
			if f.Group != group {
				continue
			}
			lead := "  " + padded(f.NameIn(lang), wide) + "  " + padded(f.State.In(lang), stateWide) + "  "
			lines := strings.Split(f.Fact, "\n")
			if f.Remedy != nil {
				lines = append(lines, strings.Split(*f.Remedy, "\n")...)
			}
			for _, line := range lines {
				fmt.Fprintln(w, strings.TrimRight(lead+line, " "))
				lead = strings.Repeat(" ", wide+stateWide+6)
			}
		}
	}
	fmt.Fprintln(w, doctor.Verdict(found, lang))
}

func padded(s string, width int) string { return s + strings.Repeat(" ", width-ansi.StringWidth(s)) }

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortDoctor = words.Pair{"Look at terminal, files, keyring, accounts and network: what works, what to do",
		"检查终端、文件、密钥环、账号与网络：哪些可用，该怎么办"}
	wordLongDoctor = words.Pair{"It ends within 5 s, asks nobody, changes nothing, and shows no secret. For accounts whose secret can be had without\nasking it gets a token, as every command does. A secret_command is run only for the ALIAS that is named.",
		"5 秒内结束，不提问、不改动、不显示密钥。对无需询问即可取得密钥的账号，会像其他命令一样获取一次令牌。\nsecret_command 只在写明 ALIAS 时运行。"}
)
