package cli

import (
	"context"
	"errors"
	"time"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/desk"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/inquiry"
)

// announce says which rid is asked about where there are several, and that it
// may be too old: only the clock here says so, and an answer costs little.
func (c *ridCommand) announce(r *ridReport) {
	if n := len(r.found.RIDs); n > 1 {
		c.Warn(wordRIDOneOf.Fill(c.Lang, n, r.asked))
	}
	if r.asked.Expired(c.Env.Now()) {
		c.Warn(wordRIDAskedAnyway.Fill(c.Lang, r.asked))
	}
}

// askRID asks WeChat about one rid. Whoever names an account insists.
func (c *ridCommand) askRID(ctx context.Context, acc keystore.Account, r *ridReport) {
	c.announce(r)
	var client *wechat.Client
	one := candidate(acc)
	one.Open = func() (inquiry.Client, error) { return client, nil }
	q, err := r.wish(c.Env.Now()).As(one)
	if errors.Is(err, inquiry.ErrBarred) {
		_, r.err = c.Open(acc, false) // says so
		return
	}
	if client, err = c.Open(acc, c.secretStdin); err != nil {
		r.err = err
		return
	}
	done := c.Progress(wordRIDAsking.In(c.Lang))
	r.took(inquiry.Ask(ctx, q, inquiry.Clock{Now: c.Env.Now, Wait: c.pause}))
	done()
	if answer, some := r.inquiry.Last(); some && answer.Err != nil {
		fact, remedy := words.ExplainAnswer(answer, c.Lang)
		r.err = &shell.Failure{Exit: shell.ExitFailed, Fact: fact, Remedy: remedy, Err: answer.Err}
	}
}

// wish is to ask about the chosen rid.
func (r *ridReport) wish(now time.Time) inquiry.Wish {
	return inquiry.Wish{Found: r.found, RID: r.asked, At: now, Insist: true}
}

// candidate is an account to choose from.
func candidate(acc keystore.Account) inquiry.Account {
	return inquiry.Account{Name: acc.Alias, AppID: acc.AppID, Kind: string(acc.Kind), Barred: !desk.Can(acc, desk.Ask)}
}

func (r *ridReport) candidates() []inquiry.Account {
	all := make([]inquiry.Account, len(r.accounts))
	for i, acc := range r.accounts {
		all[i] = candidate(acc)
	}
	return all
}

// took takes over what was asked, and the errcodes that WeChat recorded.
func (r *ridReport) took(q inquiry.Inquiry) {
	r.inquiry = q
	told, _ := q.Told()
	kind := ""
	for _, acc := range r.accounts {
		if acc.Alias == told.Account {
			kind = string(acc.Kind)
		}
	}
	for i := range r.met {
		if len(r.found.RIDs) == 1 { // else it may be of another account's call
			r.met[i].Kind = kind
		}
	}
	for _, code := range told.Said.Codes {
		if code.Code != 0 || len(r.met) == 0 {
			r.meets(code, told.Path, kind)
		}
	}
}

// whose is the account that made the call: sure once WeChat has said so, else
// the one to which an AppID of the text leads; nil where none is known.
func (r *ridReport) whose() *report.Whose {
	if told, known := r.inquiry.Told(); known {
		return &report.Whose{Alias: told.Account, Sure: true}
	}
	left := r.candidates()
	if r.inquiry.RID != "" {
		left = r.inquiry.Left(left)
	}
	if i := inquiry.Suggested(left, r.found, r.asked); i >= 0 {
		return &report.Whose{Alias: left[i].Name}
	}
	return nil
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
