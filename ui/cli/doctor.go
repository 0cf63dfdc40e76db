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
	"wxops/ui/desk"
	"wxops/ui/doctor"
	"wxops/ui/words"
	"wxops/wechat"
)

var wordLooking = words.Pair{"Looking …", "检查中…"}

// doctorCommand says what works here.
type doctorCommand struct{ *app }

func newDoctor(a *app) *cobra.Command {
	c := &doctorCommand{a}
	return &cobra.Command{
		Use:               "doctor [ALIAS]",
		Short:             wordShortDoctor.In(a.lang),
		Long:              wordLongDoctor.In(a.lang),
		Example:           "wxops doctor\nwxops doctor mall\nwxops doctor -o json",
		Args:              a.atMost(1),
		ValidArgsFunction: a.completeAlias,
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
	c.askNobody.Store(true)
	done := c.progress(wordLooking.In(c.lang))
	found, err := doctor.Look(ctx, c.config(), alias)
	done()
	if errors.Is(err, doctor.ErrNoAccount) {
		return c.noAccount(alias)
	}
	failed := doctor.Failed(found)
	if c.format == formatJSON {
		c.writeJSON(doctorDocument{!failed, found})
	} else {
		printFindings(c.env.Stdout, found, c.lang)
	}
	if failed {
		return ended(exitFailed)
	}
	return nil
}

func (c *doctorCommand) config() doctor.Config {
	cfg := doctor.Config{
		Lang: c.lang, Getenv: c.env.Getenv, Now: c.env.Now,
		Terminal: doctor.Terminal{Both: c.env.StdinTerminal && c.env.StdoutTerminal, ASCII: c.ascii, Unicode: unicodeLocale(c.env.Getenv)},
		Folders:  c.desk().Folders(), Desk: c.desk(),
		Can:   func(acc keystore.Account) bool { return desk.Can(acc, desk.Read) },
		Hosts: []string{c.base},
		Reach: func(ctx context.Context, base string) (wechat.Reached, error) {
			return wechat.Reach(ctx, c.desk().Transport(), base, c.env.Now)
		},
	}
	if c.base == "" {
		cfg.Hosts = baseURLs()
	}
	if out, ok := c.env.Stdout.(*os.File); ok {
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
