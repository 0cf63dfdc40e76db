package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// ridCommand explains a pasted text, and asks WeChat about a rid in it.
type ridCommand struct {
	*shell.Shell
	offline, unmask, secretStdin bool
}

func newRID(sh *shell.Shell) *cobra.Command {
	c := &ridCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "rid [ALIAS] [TEXT | -]",
		Short:             wordShortRID.In(sh.Lang),
		Long:              wordLongRID.In(sh.Lang),
		Example:           "wxops rid '{\"errcode\":45009,\"errmsg\":\"reach max api daily quota limit rid: 6a1b2c3d-0a1b2c3d-1a2b3c4d\"}'\nwxops rid mall 6a1b2c3d-0a1b2c3d-1a2b3c4d\ntail -n 1000 app.log | wxops rid - -o json",
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args) },
	}
	f := cmd.Flags()
	f.BoolVar(&c.offline, "offline", false, wordFlagOffline.In(sh.Lang))
	f.BoolVar(&c.unmask, "unmask", false, wordFlagUnmask.In(sh.Lang))
	f.BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	return cmd
}

// ridReport is what is known of a pasted text: from the text itself, from the
// lists, and, where it was asked, from WeChat.
type ridReport struct {
	found   rid.Found
	codes   []catalog.Code
	unknown []int64 // errcodes that no list explains
	asked   rid.RID
	account *keystore.Account // whose rid it is, if WeChat answered
	info    *rid.Record
	path    string // of the failed API, "" when it cannot be known
	err     error
}

// Run explains a text; with an account it also asks WeChat about one rid in it.
func (c *ridCommand) Run(ctx context.Context, args []string) error {
	acc, rest := c.leadingAccount(args)
	found, err := c.readPaste(ctx, rest)
	if err != nil {
		return err
	}
	if len(rest) == 1 && len(found.RIDs) == 1 && string(found.RIDs[0].RID) == rest[0] {
		found.RIDs[0].Weak = false // nothing but a rid was given: it is meant as one
	}
	report := ridReport{found: found}
	report.explain(found.Numbers())
	switch {
	case len(found.RIDs) == 0 && len(report.codes) == 0:
		report.err = c.nothingFound(found)
	case c.offline || len(found.RIDs) == 0:
	case acc != nil:
		c.askRID(ctx, *acc, &report)
	case len(rest) > 1: // the first word may have been meant as an alias
		fmt.Fprintf(c.Env.Stderr, wordRIDNotAsked.In(c.Lang)+"\n", c.Fit(clean.Line(rest[0]), 40))
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(c.ridDocument(report))
	} else {
		c.printRID(report)
	}
	if report.err != nil {
		f := *c.AsFailure(report.err)
		return &f
	}
	return nil
}

// leadingAccount takes the first argument for an alias only if there is such
// an account: pasted words come without quotes, too.
func (c *ridCommand) leadingAccount(args []string) (*keystore.Account, []string) {
	if len(args) == 0 {
		return nil, nil
	}
	accounts, _, err := c.Desk().Book().Load()
	if err != nil {
		c.Warn(c.AsFailure(err).Fact)
		return nil, args
	}
	i := slices.IndexFunc(accounts, func(acc keystore.Account) bool { return acc.Alias == args[0] })
	if i < 0 {
		return nil, args
	}
	return &accounts[i], args[1:]
}

// readPaste finds what the arguments hold, or else standard input, which may
// be of any length.
func (c *ridCommand) readPaste(ctx context.Context, args []string) (rid.Found, error) {
	if len(args) > 0 && !(len(args) == 1 && args[0] == "-") {
		return rid.Find(strings.Join(args, " ")), nil
	}
	if c.secretStdin {
		return rid.Found{}, shell.Usage(wordRIDStdinTwice.In(c.Lang), "")
	}
	if c.Env.StdinTerminal {
		fmt.Fprintln(c.Env.Stderr, wordRIDPaste.In(c.Lang))
	}
	found, err := rid.FindIn(c.Stdin)
	if err != nil && ctx.Err() == nil {
		return found, &shell.Failure{Exit: shell.ExitFailed, Fact: wordRIDUnreadable.Fill(c.Lang, err), Err: err}
	}
	return found, ctx.Err()
}

// explain adds what the lists know of the codes.
func (r *ridReport) explain(codes []int64) {
	for _, n := range codes {
		if slices.ContainsFunc(r.codes, func(c catalog.Code) bool { return c.Code == n }) || slices.Contains(r.unknown, n) {
			continue
		}
		if c, known := catalog.Explain(n); known {
			r.codes = append(r.codes, c)
		} else {
			r.unknown = append(r.unknown, n)
		}
	}
}

func (c *ridCommand) nothingFound(found rid.Found) error {
	lang := c.Lang
	switch {
	case len(found.Broken) > 0:
		b := found.Broken[0]
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordRIDBroken.Fill(lang, b.Text), Remedy: c.brokenDo(b)}
	case len(found.Hints) > 0:
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordRIDHint.Fill(lang, found.Hints[0]), Remedy: wordRIDHintDo.In(lang)}
	}
	return &shell.Failure{Exit: shell.ExitFailed, Fact: wordRIDNotFound.In(lang), Remedy: wordRIDNotFoundDo.In(lang)}
}

func (c *ridCommand) brokenDo(b rid.BrokenRID) string {
	if b.Missing == "" {
		return wordRIDBrokenDo.In(c.Lang)
	}
	return wordRIDMissing.Fill(c.Lang, b.Missing)
}

// askRID asks WeChat about one rid, and says which where there are several.
// A rid that has expired is not asked about.
func (c *ridCommand) askRID(ctx context.Context, acc keystore.Account, r *ridReport) {
	r.asked = inquiry.Choose(r.found.RIDs, c.Env.Now())
	if n := len(r.found.RIDs); n > 1 {
		c.Warn(wordRIDOneOf.Fill(c.Lang, n, r.asked))
	}
	var client *wechat.Client
	q, err := inquiry.Wish{Found: r.found, RID: r.asked, At: c.Env.Now()}.As(inquiry.Account{
		Name: acc.Alias, AppID: acc.AppID, Kind: string(acc.Kind), Barred: !desk.Can(acc, desk.Ask),
		Open: func() (inquiry.Client, error) { return client, nil },
	})
	switch {
	case errors.Is(err, inquiry.ErrExpired):
		fact, remedy := words.OldRIDAdvice.In(c.Lang)
		r.err = &shell.Failure{Exit: shell.ExitFailed, Fact: fact, Remedy: remedy}
		return
	case errors.Is(err, inquiry.ErrBarred):
		_, r.err = c.Open(acc, false) // says so
		return
	}
	if client, err = c.Open(acc, c.secretStdin); err != nil {
		r.err = err
		return
	}
	done := c.Progress(wordRIDAsking.In(c.Lang))
	q = inquiry.Ask(ctx, q, inquiry.Clock{Now: c.Env.Now, Wait: c.pause})
	done()
	if answer, some := q.Last(); some {
		r.took(acc, answer, c.Lang)
	}
}

// took adds what WeChat recorded of a call, or words why it told nothing.
func (r *ridReport) took(acc keystore.Account, answer inquiry.Answer, lang words.Lang) {
	if answer.Err != nil {
		fact, remedy := words.ExplainAnswer(answer, lang)
		r.err = &shell.Failure{Exit: shell.ExitFailed, Fact: fact, Remedy: remedy, Err: answer.Err}
		return
	}
	r.account, r.info, r.path = &acc, &answer.Record, answer.Path
	r.explain(slices.DeleteFunc(answer.Said.Numbers(), func(n int64) bool { return n == 0 && len(r.codes) > 0 }))
}

func (c *ridCommand) pause(ctx context.Context, d time.Duration) error {
	if c.Env.Wait != nil {
		return c.Env.Wait(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
