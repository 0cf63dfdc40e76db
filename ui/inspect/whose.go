package inspect

import (
	"errors"
	"strings"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/inquiry"
)

// whose says whose the chosen rid is, or whom enter asks.
type whose struct {
	account keystore.Account // without an alias where there is none
	why     inquiry.Because
	locked  bool              // its secret is to be had from a person first
	left    []inquiry.Account // who have not been told yet whether it is theirs
}

func (q *asking) whose(w inquiry.Wish) whose {
	all := q.candidates()
	at, why, left := w.Candidates(all, q.known(w.RID), q.Accounts.Open)
	if why == inquiry.NobodyToAsk {
		return whose{}
	}
	account := q.named(all[at].Name)
	return whose{account, why, view.NeedsPerson(q.Cfg, account), left}
}

// in says it on the line of the account.
func (w whose) in(lang words.Lang) string {
	switch w.why {
	case inquiry.NobodyToAsk:
		return wordOwnerUnknown.In(lang) + wordSemicolon.In(lang) + wordNoAccount.In(lang)
	case inquiry.Owned:
		return accountNamed(w.account) + "  " + wordWeChatSays.In(lang)
	}
	if len(w.left) == 0 {
		return wordNobodyHere.In(lang)
	}
	ask := wordAsks.Fill(lang, w.account.Alias) + wordBracket.Fill(lang, becauseWords[w.why].In(lang))
	if w.locked {
		ask = wordAsksLocked.Fill(lang, w.account.Alias) + wordBracket.Fill(lang, becauseWords[w.why].In(lang))
	}
	return wordOwnerUnknown.In(lang) + wordSemicolon.In(lang) + ask
}

// notProved is why nothing is done with an account yet, and what to do.
func (q *asking) notProved(w inquiry.Wish) string {
	lang := q.Lang
	told, known := q.known(w.RID).Told()
	is := q.whose(w)
	switch {
	case w.RID == "":
		return wordNoRIDNoOwner.In(lang)
	case known:
		return wordOwnerGone.Fill(lang, told.Account)
	case is.why == inquiry.NobodyToAsk:
		return wordNoAccount.In(lang)
	case len(is.left) == 0:
		return wordNobody.In(lang) + wordSemicolon.In(lang) + wordStranger.In(lang)
	}
	return is.in(lang)
}

// trouble is why the chosen rid is not told, and what to do, in two lines.
func (q *asking) trouble(w inquiry.Wish, is whose) (fact, remedy string) {
	asked := q.known(w.RID)
	last, some := asked.Last()
	_, owned := asked.Told()
	var p *keystore.Problem
	switch {
	case q.busy || !some || owned || w.RID == "":
		return "", ""
	case asked.Nobodys():
		return q.concluded(w, is)
	}
	fact, remedy = words.ExplainAnswer(last, q.Lang)
	switch {
	case last.Verdict() == inquiry.Foreign && len(is.left) == 0:
		return fact, wordStranger.In(q.Lang)
	case last.Verdict() == inquiry.Foreign:
		return fact, wordForeignDo.In(q.Lang)
	case errors.As(last.Err, &p):
		return fact, view.WordWay.In(q.Lang) + " " + remedy
	}
	return fact, remedy
}

// concluded is what a round has come to that has not found the owner.
func (q *asking) concluded(w inquiry.Wish, is whose) (fact, remedy string) {
	lang, asked := q.Lang, q.known(w.RID)
	missing, unrecorded := asked.Unrecorded()
	if why := missing.Missing(); unrecorded && why != inquiry.NotFound {
		return words.ExplainAnswer(missing, lang)
	}
	switch {
	case is.why == inquiry.Remaining && is.locked:
		return wordProbably.Fill(lang, is.account.Alias), wordLockedAsk.Fill(lang, is.account.Alias)
	case is.why == inquiry.Remaining:
		return wordProbably.Fill(lang, is.account.Alias), wordNotYetAsked.Fill(lang, is.account.Alias)
	case len(is.left) > 0:
		names := make([]string, len(is.left))
		for i, a := range is.left {
			names[i] = a.Name
		}
		fact := wordNobodyYet
		if unrecorded {
			fact = wordUnknownYet
		}
		return fact.Fill(lang, strings.Join(names, wordListComma.In(lang))), wordNotYetAsked.Fill(lang, is.account.Alias)
	case asked.Strangers():
		return wordNobody.In(lang), wordStranger.In(lang)
	}
	fact, remedy = wordNobody.In(lang), ""
	if unrecorded {
		_, remedy = words.ExplainAnswer(missing, lang)
	}
	return fact, remedy
}

// barred are the accounts that cannot be asked at all.
func (q *asking) barred() (aliases []string) {
	for _, a := range q.Accounts.All {
		if !desk.Can(a, desk.Ask) {
			aliases = append(aliases, a.Alias)
		}
	}
	return aliases
}
