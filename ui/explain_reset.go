package ui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

func explainRefusal(refused *guard.RefusedError, t ExplainText) (fact, remedy string) {
	if refused.Why == guard.RefusedPath {
		if cause := errors.Unwrap(refused); cause != nil {
			return Explain(cause, t)
		}
	}
	detail := refused.Detail
	var held *guard.HeldError
	if errors.As(refused, &held) {
		detail = t.HeldBy(held)
	}
	if refused.Why == guard.RefusedStale {
		detail = t.outdated(refused)
	}
	return t.Refusals[refused.Why].fill("", "", detail, refused.Error())
}

// outdated says why a plan is out of date.
func (t ExplainText) outdated(err error) string {
	for why, words := range t.Outdated {
		if errors.Is(err, why) {
			return words
		}
	}
	return err.Error()
}

// Warning words a warning of a plan, with what the plan knows of it.
func (t ExplainText) Warning(w guard.Warning, p guard.Plan) string {
	detail := ""
	switch {
	case w == guard.UnderWay && p.UnderWay != nil:
		detail = t.HeldBy(p.UnderWay)
	case w == guard.JournalDamaged:
		detail = strconv.Itoa(p.Damaged)
	}
	return strings.ReplaceAll(t.Warnings[w], "{detail}", detail)
}

// HeldBy says who holds an account's lock, and since when by the holder's clock.
func (t ExplainText) HeldBy(held *guard.HeldError) string {
	if held.Since.IsZero() {
		return t.NoHolder
	}
	return fmt.Sprintf(t.Holder, t.Who(held.Who), held.Since.Format("2006-01-02 15:04:05 -07"))
}

// Who names the person behind a reset, as far as the journal knows.
func (t ExplainText) Who(w guard.Who) string {
	s := w.User
	if w.Sudo != "" {
		s = fmt.Sprintf(t.WhoSudo, w.Sudo, w.User)
	}
	if w.Client != "" {
		s += fmt.Sprintf(t.WhoFrom, w.Client)
	}
	if w.Host != "" {
		s += fmt.Sprintf(t.WhoOn, w.Host)
	}
	return clean.Line(s)
}

// Budget says what is left of one scope's budget this month. Only WeChat's own
// word (48006) makes it sure.
func (t ExplainText) Budget(l guard.Left, s guard.Scope) string {
	n, sure := l.Of(s)
	if sure {
		return fmt.Sprintf(t.NoneOf, s.Budget())
	}
	return fmt.Sprintf(t.AtMost, n, s.Budget())
}

// Budgets is Budget of the account and of single APIs, on one line.
func (t ExplainText) Budgets(l guard.Left) string {
	if l.AllSure || l.APISure {
		return fmt.Sprintf(t.Both, t.Budget(l, guard.ScopeAll), t.Budget(l, guard.ScopeAPI))
	}
	return fmt.Sprintf(t.AtMostBoth, l.All, guard.BudgetAll, l.API, guard.BudgetAPI)
}
