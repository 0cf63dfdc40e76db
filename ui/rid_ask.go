package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// question is one rid that WeChat is asked for. Whom, when again and what an
// answer means is decided in package inquiry.
type question struct {
	seq     int
	inquiry inquiry.Inquiry
	now     inquiry.Question // that is put, or was put last
	busy    bool
	waiting bool // for the account's secret
	cancel  context.CancelFunc
}

// ended stops a question; its answer, if one still comes, is too late.
func (q question) ended(seq *view.Counter) question {
	q.cancel()
	q.busy, q.waiting, q.inquiry, q.seq = false, false, q.inquiry.Stopped(), seq.Next()
	return q
}

// candidates are the accounts to choose from.
func (v *ridView) candidates() []inquiry.Account {
	all := make([]inquiry.Account, len(v.Accounts.All))
	for i, a := range v.Accounts.All {
		all[i] = inquiry.Account{Name: a.Alias, AppID: a.AppID, Barred: !desk.Can(a, desk.Ask)}
	}
	return all
}

// opening adds to a candidate how it is asked.
func (v *ridView) opening(c inquiry.Account) inquiry.Account {
	cfg, a := v.Cfg, v.named(c.Name)
	c.Person = func() bool { return view.NeedsPerson(cfg, a) }
	c.Open = func() (inquiry.Client, error) { return cfg.Connect(a) }
	return c
}

// named is an account by its alias; without one its alias is all there is.
func (v *ridView) named(alias string) keystore.Account {
	if a, there := v.Accounts.Named(alias); there {
		return a
	}
	return keystore.Account{Alias: alias}
}

// asking is the account that enter asks as.
func (v *ridView) asking() (inquiry.Account, bool) {
	owner := ""
	for _, l := range v.looks {
		if string(l.RID) == v.rids.Cur && l.Verdict() == inquiry.Told {
			owner = l.Account
			break
		}
	}
	all := v.candidates()
	at, why := inquiry.Whom(all, v.paste.found, owner, v.Accounts.Open)
	if why == inquiry.NobodyToAsk {
		return inquiry.Account{}, false
	}
	return all[at], true
}

func (v *ridView) asker() keystore.Account {
	if a, ok := v.asking(); ok {
		return v.named(a.Name)
	}
	return keystore.Account{}
}

// others are the accounts that can be asked beside the one that enter asks as.
func (v *ridView) others() []inquiry.Account {
	own, _ := v.asking()
	return inquiry.Others(v.candidates(), own.Name)
}

func (v *ridView) wish() inquiry.Wish {
	id := rid.RID(v.rids.Cur)
	return inquiry.Wish{Found: v.paste.found, RID: id, At: v.Screen.Now, Insist: v.warned == id}
}

// path is the API that the text tells of the chosen rid.
func (v *ridView) path() string {
	return inquiry.Path(rid.Record{}, v.paste.found, rid.RID(v.rids.Cur))
}

// ask asks for the chosen rid, or says why not.
func (v *ridView) ask() tea.Cmd {
	if v.question.busy || v.reading {
		return nil
	}
	a, ok := v.asking()
	if ok {
		a = v.opening(a)
	}
	q, err := v.wish().As(a)
	if err != nil {
		return v.notAsked(err, a.Name)
	}
	return v.began(q)
}

// askOthers asks the other accounts one by one, up to the owner of the rid.
func (v *ridView) askOthers() tea.Cmd {
	if v.question.busy {
		return nil
	}
	others := v.others()
	for i, a := range others {
		others[i] = v.opening(a)
	}
	q, err := v.wish().InTurn(others, v.question.inquiry)
	if err != nil {
		return v.notAsked(err, "")
	}
	return v.began(q)
}

// notAsked says why nobody is asked. Once it was said that a rid has expired,
// the same key again asks.
func (v *ridView) notAsked(err error, alias string) tea.Cmd {
	lang := v.Lang
	switch {
	case errors.Is(err, inquiry.ErrExpired):
		v.warned = rid.RID(v.rids.Cur)
		return view.Notice(ridWordAskAnyway.In(lang))
	case errors.Is(err, inquiry.ErrBarred):
		return view.Notice(alias + ": " + view.WordPlatform.In(v.Lang))
	case errors.Is(err, inquiry.ErrNoAccount):
		return view.Notice(ridWordNoAccount.In(lang))
	case errors.Is(err, inquiry.ErrNoOthers):
		return view.Notice(ridWordNoOthers.In(lang))
	}
	return view.Notice(ridWordNoRID.In(lang))
}

func (v *ridView) began(q inquiry.Inquiry) tea.Cmd {
	v.question = question{inquiry: q, cancel: func() {}}
	return v.next()
}

// next goes on to the question whose turn it is, if there is one more.
func (v *ridView) next() tea.Cmd {
	q := &v.question
	ask, more := q.inquiry.Next()
	if !more {
		q.busy = false
		return nil
	}
	q.now = ask
	switch {
	case ask.Wait > 0:
		seq := q.seq
		return v.Cfg.Later(ask.Wait, func() tea.Msg { return ridAgain{seq} })
	case ask.Person:
		q.waiting = true
		return view.OpenSecret(v.Cfg, v.named(ask.Account.Name))
	}
	return v.put()
}

// put puts the question to WeChat.
func (v *ridView) put() tea.Cmd {
	q := &v.question
	q.cancel()
	ctx, cancel := context.WithCancel(v.Cfg.Ctx)
	q.busy, q.cancel, q.seq = true, cancel, v.Deps.Seq.Next()
	return askRID(ctx, q.now, q.seq, v.Cfg.Now)
}

// opened goes on once the secret of the account is there.
func (v *ridView) opened(alias string, err error) tea.Cmd {
	q := &v.question
	if !q.waiting || q.now.Account.Name != alias {
		return nil
	}
	q.waiting = false
	if err != nil {
		q.inquiry = q.inquiry.Took(q.now.Failed(err, v.Screen.Now))
		return nil
	}
	q.inquiry = q.inquiry.Reopened()
	return v.next()
}

// took takes one account's answer.
func (v *ridView) took(msg ridAnswered) tea.Cmd {
	q := &v.question
	if msg.seq != q.seq {
		return nil // the answer to an older question
	}
	known := len(q.inquiry.Answers())
	q.inquiry = q.inquiry.Took(msg.answer)
	if len(q.inquiry.Answers()) == known {
		return v.next() // once more
	}
	l := v.lookOf(q.inquiry.Answers()[known])
	v.looks = append([]look{l}, v.looks[:min(len(v.looks), looksKept-1)]...)
	switch {
	case l.Verdict() == inquiry.Told && q.inquiry.Round():
		return tea.Batch(v.openAnswer(l), view.Notice(ridWordOwner.Fill(v.Lang, l.Account)))
	case l.Verdict() == inquiry.Told:
		return v.openAnswer(l)
	case q.inquiry.Round():
		return v.next()
	}
	return v.refused(l)
}

func (v *ridView) lookOf(a inquiry.Answer) look { return look{a, v.named(a.Account)} }

// refused ends a question to one account. Without a secret it leads on to the
// dialog that takes one.
func (v *ridView) refused(l look) tea.Cmd {
	v.question.busy = false
	var p *keystore.Problem
	if !errors.As(l.Err, &p) {
		return nil
	}
	v.question.waiting = true
	return view.Send(view.SecretWanted{Account: l.account, Err: l.Err})
}

// enterSecret takes a secret from the person; a question that failed for want
// of it is then asked again.
func (v *ridView) enterSecret() tea.Cmd {
	a := v.asker()
	if a.Alias == "" || !desk.Can(a, desk.Ask) {
		return nil
	}
	var p *keystore.Problem
	if last, some := v.question.inquiry.Last(); some && errors.As(last.Err, &p) && p.Account == a.Alias {
		v.question.waiting = true
		return view.Send(view.SecretWanted{Account: a, Err: p, Asked: true})
	}
	return view.Send(view.SecretWanted{Account: a, Asked: true})
}

// trouble is why the chosen rid is not told, and what to do, in two lines.
func (v *ridView) trouble() (fact, remedy string) {
	q, lang := v.question.inquiry, v.Lang
	last, some := q.Last()
	var p *keystore.Problem
	switch {
	case v.question.busy || !some || last.Err == nil || string(q.RID) != v.rids.Cur:
		return "", ""
	case q.Nobodys() && q.Strangers():
		return ridWordNobody.In(lang), ridWordStranger.In(lang)
	case q.Nobodys():
		return ridWordNobody.In(lang), words.UnknownRIDAdvice[1].In(v.Lang)
	}
	fact, remedy = words.ExplainRID(last.Err, last.RID, last.At, v.Lang)
	switch {
	case last.Verdict() == inquiry.Foreign && len(v.others()) > 0:
		return fact, ridWordForeignDo.In(lang)
	case errors.As(last.Err, &p):
		return fact, view.WordWay.In(v.Lang) + " " + remedy
	}
	return fact, remedy
}
