package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// ridCommand explains a pasted text, and asks WeChat about a rid in it.
type ridCommand struct {
	*shell.Shell
	offline, everybody, unmask, secretStdin bool
}

func newRID(sh *shell.Shell) *cobra.Command {
	c := &ridCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "rid [ALIAS] [TEXT | -]",
		Short:             wordShortRID.In(sh.Lang),
		Long:              wordLongRID.In(sh.Lang),
		Example:           "wxops rid '{\"errcode\":45009,\"errmsg\":\"reach max api daily quota limit rid: 6a1b2c3d-0a1b2c3d-1a2b3c4d\"}'\nwxops rid mall 6a1b2c3d-0a1b2c3d-1a2b3c4d\nwxops rid --find-owner 6a1b2c3d-0a1b2c3d-1a2b3c4d -o json\ntail -n 1000 app.log | wxops rid - -o json",
		ValidArgsFunction: sh.CompleteAlias,
		RunE:              func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args) },
	}
	f := cmd.Flags()
	f.BoolVar(&c.offline, "offline", false, wordFlagOffline.In(sh.Lang))
	f.BoolVar(&c.everybody, "find-owner", false, wordFlagFindOwner.In(sh.Lang))
	f.BoolVar(&c.unmask, "unmask", false, wordFlagUnmask.In(sh.Lang))
	f.BoolVar(&c.secretStdin, "secret-stdin", false, shell.WordFlagSecretStdin.In(sh.Lang))
	return cmd
}

// ridReport is what is known of a pasted text: from the text itself, from the
// lists, and, where it was asked, from WeChat.
type ridReport struct {
	found    rid.Found
	met      []report.Met
	asked    rid.RID
	accounts []keystore.Account
	inquiry  inquiry.Inquiry // what was said of asked
	err      error
}

// Run explains a text; with an account it also asks WeChat about one rid in it.
func (c *ridCommand) Run(ctx context.Context, args []string) error {
	if c.everybody && (c.offline || c.secretStdin) {
		return shell.Usage(wordRIDFindNot.In(c.Lang), "")
	}
	accounts := c.known(args)
	acc, rest := leadingAccount(accounts, args)
	found, err := c.readPaste(ctx, rest)
	if err != nil {
		return err
	}
	if len(rest) == 1 && len(found.RIDs) == 1 && string(found.RIDs[0].RID) == rest[0] {
		found.RIDs[0].Weak = false // nothing but a rid was given: it is meant as one
	}
	r := newRIDReport(found, accounts, c.Env.Now())
	switch {
	case len(found.RIDs)+len(found.Codes) == 0:
		r.err = c.nothingFound(found)
	case c.everybody && len(found.RIDs) == 0:
		r.err = &shell.Failure{Exit: shell.ExitFailed, Fact: wordRIDNoneToFind.In(c.Lang)}
	case c.offline || len(found.RIDs) == 0:
	case c.everybody:
		c.findOwner(ctx, acc, &r)
	case acc != nil:
		c.askRID(ctx, *acc, &r)
	case len(rest) > 1: // the first word may have been meant as an alias
		fmt.Fprintf(c.Env.Stderr, wordRIDNotAsked.In(c.Lang)+"\n", c.Fit(clean.Line(rest[0]), 40))
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(c.ridDocument(r))
	} else {
		c.printRID(r)
	}
	if r.err != nil {
		f := *c.AsFailure(r.err)
		return &f
	}
	return nil
}

// known are the accounts; without them a text is explained all the same.
func (c *ridCommand) known(args []string) []keystore.Account {
	accounts, _, err := c.Desk().Book().Load()
	if err != nil && (len(args) > 0 || c.everybody) { // the first may be meant for an alias
		c.Warn(c.AsFailure(err).Fact)
	}
	return accounts
}

// leadingAccount takes the first argument for an alias only if there is such
// an account: pasted words come without quotes, too.
func leadingAccount(accounts []keystore.Account, args []string) (*keystore.Account, []string) {
	if len(args) == 0 {
		return nil, nil
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

// newRIDReport is what a text tells by itself.
func newRIDReport(found rid.Found, accounts []keystore.Account, now time.Time) ridReport {
	r := ridReport{found: found, accounts: accounts, asked: inquiry.Choose(found.RIDs, now)}
	for _, code := range found.Codes {
		r.meets(code, inquiry.CodePath(found, code.Code), "")
	}
	return r
}

// meets adds an errcode that is not there yet, with where it was met.
func (r *ridReport) meets(code rid.FoundCode, path, kind string) {
	if slices.ContainsFunc(r.met, func(m report.Met) bool { return m.Code == code.Code && m.WeCom == code.WeCom }) {
		return
	}
	r.met = append(r.met, report.Met{
		Errcode: words.Errcode{Code: code.Code, Path: path, Message: code.Message, Kind: kind, WeCom: code.WeCom}, ByWords: code.ByWords,
	})
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
