package cli

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/wechat/guard"
)

func (a *app) resetsCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "resets [ALIAS]",
		Short:             a.t.Short.Resets,
		Args:              a.atMost(1),
		ValidArgsFunction: a.completeAlias,
		RunE: func(_ *cobra.Command, args []string) error {
			alias := ""
			if len(args) > 0 {
				alias = args[0]
			}
			return a.runResets(alias)
		},
	}
}

// jsonResets is the answer of resets -o json.
type jsonResets struct {
	Resets []jsonPastReset   `json:"resets"`
	Left   []jsonAccountLeft `json:"left"`
}

type jsonPastReset struct {
	ID      string        `json:"id"`
	At      string        `json:"at"`
	Account string        `json:"account"`
	AppID   string        `json:"appid"`
	Scope   guard.Scope   `json:"scope"`
	Path    *string       `json:"cgi_path"`
	Via     guard.Via     `json:"via"`
	Who     string        `json:"who"`
	Outcome guard.Outcome `json:"outcome"`
	Code    *int64        `json:"errcode"`
	Reason  *string       `json:"reason"`
}

type jsonAccountLeft struct {
	Account string `json:"account"`
	All     int    `json:"all"`
	API     int    `json:"api"`
	Sure    bool   `json:"sure"`
}

// runResets shows the journal, newest first, and what is left of each
// account's budgets.
func (a *app) runResets(alias string) error {
	accounts, err := a.accounts()
	if err != nil {
		return err
	}
	g := a.guard()
	resets, err := g.Resets()
	if err != nil {
		return a.journalUnread(err)
	}
	if damaged, err := a.journal().Damaged(); err == nil && damaged > 0 {
		a.warn(fmt.Sprintf(a.t.Reset.Damaged, damaged))
	}
	if alias != "" {
		accounts, resets = narrow(accounts, resets, alias)
		if len(accounts)+len(resets) == 0 {
			return a.noAccount(alias)
		}
	}
	lefts := make([]jsonAccountLeft, 0, len(accounts))
	for _, acc := range accounts {
		left := g.LeftOf(resets, acc.AppID)
		lefts = append(lefts, jsonAccountLeft{acc.Alias, left.All, left.API, left.Sure})
	}
	if a.format == formatJSON {
		a.writeJSON(jsonResets{a.jsonPastResets(resets), lefts})
		return nil
	}
	a.printResets(resets, lefts)
	return nil
}

// journalUnread words the guard's refusal for someone who only wants to look.
func (a *app) journalUnread(err error) error {
	cause := errors.Unwrap(err)
	if cause == nil {
		cause = err
	}
	return &failure{exit: exitFailed, fact: fmt.Sprintf(a.t.Reset.JournalUnread, cause), remedy: a.t.Explain.File.Do, err: err}
}

// narrow keeps one account's: by its AppID, so that a renamed account keeps
// its history; by the alias for an account that is no longer in the file.
func narrow(accounts []keystore.Account, resets []guard.Reset, alias string) (one []keystore.Account, its []guard.Reset) {
	for _, acc := range accounts {
		if acc.Alias == alias {
			one = append(one, acc)
		}
	}
	for _, r := range resets {
		if len(one) > 0 && r.AppID == one[0].AppID || len(one) == 0 && r.Account == alias {
			its = append(its, r)
		}
	}
	return one, its
}

func (a *app) jsonPastResets(resets []guard.Reset) []jsonPastReset {
	out := make([]jsonPastReset, 0, len(resets))
	for _, r := range resets {
		out = append(out, jsonPastReset{
			ID: r.ID, At: a.stamp(r.At), Account: r.Account, AppID: r.AppID, Scope: r.Scope, Path: orNull(r.Path),
			Via: r.Via, Who: r.Who.String(), Outcome: r.Outcome, Code: orNull(r.Code), Reason: orNull(r.Reason),
		})
	}
	return out
}

func (a *app) printResets(resets []guard.Reset, lefts []jsonAccountLeft) {
	t, w := a.t.Reset, a.env.Stdout
	if len(resets) == 0 {
		fmt.Fprintln(w, t.Empty)
	} else {
		rows := make([][]string, 0, len(resets))
		for _, r := range resets {
			what, code := t.ScopeAll, ""
			if r.Scope == guard.ScopeAPI {
				what = r.Path
			}
			if r.Code != 0 {
				code = strconv.FormatInt(r.Code, 10)
			}
			rows = append(rows, []string{a.local(r.At), r.Account, what, string(r.Outcome), code, r.Who.String(), r.Reason})
		}
		writeTable(w, []column{{t.When, false}, {t.Account, false}, {t.Scope, false}, {t.OutcomeHead, false},
			{t.Errcode, true}, {t.Who, false}, {t.Reason, false}}, rows)
	}
	if len(lefts) == 0 {
		return
	}
	rows := make([][]string, 0, len(lefts))
	for _, l := range lefts {
		rows = append(rows, []string{l.Account, a.atMostWords(l.All, guard.BudgetAll), a.atMostWords(l.API, guard.BudgetAPI)})
	}
	fmt.Fprintln(w)
	writeTable(w, []column{{t.Account, false}, {t.All, false}, {t.Single, false}}, rows)
	fmt.Fprintln(w, a.t.Explain.Warnings[guard.Elsewhere])
}

func (a *app) atMostWords(left, of int) string { return fmt.Sprintf(a.t.Reset.AtMost, left, of) }
