package words

import (
	"errors"
	"strconv"
	"strings"

	"wxops/keystore"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

func explainRefusal(refused *guard.RefusedError, lang Lang) (fact, remedy string) {
	if refused.Why == guard.RefusedPath {
		if cause := errors.Unwrap(refused); cause != nil {
			return Explain(cause, lang)
		}
	}
	detail := refused.Detail
	var held *guard.HeldError
	if errors.As(refused, &held) {
		detail = HeldBy(held, lang)
	}
	if refused.Why == guard.RefusedStale {
		detail = Outdated(refused, lang)
	}
	ownFact, ownRemedy, own := explainUnusable(refused, lang)
	if own {
		detail = ownFact
	}
	fact, remedy = refusalAdvice[refused.Why].fill(lang, "", "", detail, refused.Error())
	if own {
		remedy = ownRemedy
	}
	return fact, remedy
}

// explainUnusable gives the words for a journal or lock that is not what it
// should be, or of which config.toml does not say where it is.
func explainUnusable(err error, lang Lang) (fact, remedy string, known bool) {
	var book *keystore.BookError
	if errors.As(err, &book) && len(book.Faults) > 0 {
		fact, remedy = explainBook(book, lang)
		return fact, remedy, true
	}
	return explainOwnFile(err, lang)
}

// Outdated says why a plan is out of date.
func Outdated(err error, lang Lang) string {
	for why, words := range outdatedWords {
		if errors.Is(err, why) {
			return words.In(lang)
		}
	}
	return err.Error()
}

// HeldBy says who holds an account's lock, and since when by the holder's clock.
func HeldBy(held *guard.HeldError, lang Lang) string {
	if held.Since.IsZero() {
		return wordNoHolder.In(lang)
	}
	return wordHolder.Fill(lang, Who(held.Who, lang), held.Since.Format("2006-01-02 15:04:05 -07"))
}

// Who names the person behind a reset, as far as the journal knows.
func Who(w guard.Who, lang Lang) string {
	s := w.User
	if w.Sudo != "" {
		s = wordSudo.Fill(lang, w.Sudo, w.User)
	}
	if w.Client != "" {
		s += wordFrom.Fill(lang, w.Client)
	}
	if w.Host != "" {
		s += wordOn.Fill(lang, w.Host)
	}
	return clean.Line(s)
}

// Budget says what is left of one scope's budget this month. Only WeChat's own
// word (48006) makes it sure.
func Budget(l guard.Left, s guard.Scope, lang Lang) string {
	n, sure := l.Of(s)
	if sure {
		return wordNoneOf.Fill(lang, s.Budget())
	}
	return wordAtMost.Fill(lang, n, s.Budget())
}

// Budgets is Budget of the account and of single APIs, on one line.
func Budgets(l guard.Left, lang Lang) string {
	if l.AllSure || l.APISure {
		return wordBoth.Fill(lang, Budget(l, guard.ScopeAll, lang), Budget(l, guard.ScopeAPI, lang))
	}
	return wordAtMostBoth.Fill(lang, l.All, guard.BudgetAll, l.API, guard.BudgetAPI)
}

// Outcome is the outcome of a reset in a word; one that this version does not
// know is its own word.
func Outcome(o guard.Outcome, lang Lang) string {
	if w, known := outcomeWords[o]; known {
		return w.In(lang)
	}
	return string(o)
}

// Warning words a warning of a plan, with what the plan knows of it.
func Warning(w guard.Warning, p guard.Plan, lang Lang) string {
	detail := ""
	switch {
	case w == guard.UnderWay && p.UnderWay != nil:
		detail = HeldBy(p.UnderWay, lang)
	case w == guard.Elsewhere && p.Team != "":
		return wordElsewhereTeam.Fill(lang, p.Team)
	case w == guard.JournalDamaged:
		detail = strconv.Itoa(p.Damaged)
	}
	return strings.ReplaceAll(warningWords[w].In(lang), "{detail}", detail)
}
