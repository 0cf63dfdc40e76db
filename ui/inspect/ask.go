package inspect

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/inquiry"
)

// look is what one account was told of a rid.
type look struct {
	inquiry.Answer
	account keystore.Account // as it was then
}

// looksKept bounds the memory: an answer may hold a megabyte.
const looksKept = 20

// answered brings what WeChat recorded of a call, or why it does not tell.
type answered struct {
	seq    int
	answer inquiry.Answer
}

// askAgain asks once more for a rid that was too fresh to be known.
type askAgain struct{ seq int }

func askRID(ctx context.Context, ask inquiry.Question, seq int, now func() time.Time) tea.Cmd {
	return func() tea.Msg { return answered{seq, ask.Ask(ctx, now)} }
}

// asking puts one question after the other to WeChat, and keeps what it was told.
type asking struct {
	*view.Deps
	question
	looks []look // the newest first
}

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

func newAsking(d *view.Deps) asking { return asking{Deps: d, question: question{cancel: func() {}}} }

// ended stops the question; its answer, if one still comes, is too late.
func (q *asking) ended() {
	q.cancel()
	q.busy, q.waiting, q.inquiry, q.seq = false, false, q.inquiry.Stopped(), q.Seq.Next()
}

// recalled makes an earlier look-up the question that was put last.
func (q *asking) recalled(l look) {
	q.question = question{inquiry: inquiry.Recall(l.Answer), cancel: func() {}}
}

// candidates are the accounts to choose from.
func (q *asking) candidates() []inquiry.Account {
	all := make([]inquiry.Account, len(q.Accounts.All))
	for i, a := range q.Accounts.All {
		all[i] = inquiry.Account{Name: a.Alias, AppID: a.AppID, Kind: string(a.Kind), Barred: !desk.Can(a, desk.Ask)}
	}
	return all
}

// opening adds to a candidate how it is asked.
func (q *asking) opening(c inquiry.Account) inquiry.Account {
	cfg, a := q.Cfg, q.named(c.Name)
	c.Person = func() bool { return view.NeedsPerson(cfg, a) }
	c.Open = func() (inquiry.Client, error) { return cfg.Connect(a) }
	return c
}

// named is an account by its alias; without one its alias is all there is.
func (q *asking) named(alias string) keystore.Account {
	if a, there := q.Accounts.Named(alias); there {
		return a
	}
	return keystore.Account{Alias: alias}
}

// whom is the account that enter asks as.
func (q *asking) whom(w inquiry.Wish) (inquiry.Account, bool) {
	owner := ""
	for _, l := range q.looks {
		if l.RID == w.RID && l.Verdict() == inquiry.Told {
			owner = l.Account
			break
		}
	}
	all := q.candidates()
	at, why := inquiry.Whom(all, w.Found, owner, q.Accounts.Open)
	if why == inquiry.NobodyToAsk {
		return inquiry.Account{}, false
	}
	return all[at], true
}

// asker is whom as an account of the console; without an alias where there is none.
func (q *asking) asker(w inquiry.Wish) keystore.Account {
	if a, ok := q.whom(w); ok {
		return q.named(a.Name)
	}
	return keystore.Account{}
}

// others are the accounts that can be asked beside the one that enter asks as.
func (q *asking) others(w inquiry.Wish) []inquiry.Account {
	own, _ := q.whom(w)
	return inquiry.Others(q.candidates(), own.Name)
}

// ask asks for the chosen rid, or says why not.
func (q *asking) ask(w inquiry.Wish) (tea.Cmd, error) {
	a, ok := q.whom(w)
	if ok {
		a = q.opening(a)
	}
	one, err := w.As(a)
	if err != nil {
		return q.notAsked(err, a.Name), err
	}
	return q.began(one), nil
}

// askOthers asks the other accounts one by one, up to the owner of the rid.
func (q *asking) askOthers(w inquiry.Wish) (tea.Cmd, error) {
	others := q.others(w)
	for i, a := range others {
		others[i] = q.opening(a)
	}
	round, err := w.InTurn(others, q.inquiry)
	if err != nil {
		return q.notAsked(err, ""), err
	}
	return q.began(round), nil
}

// notAsked says why nobody is asked.
func (q *asking) notAsked(err error, alias string) tea.Cmd {
	switch {
	case errors.Is(err, inquiry.ErrExpired):
		return view.Notice(wordAskAnyway.In(q.Lang))
	case errors.Is(err, inquiry.ErrBarred):
		return view.Notice(alias + ": " + view.WordPlatform.In(q.Lang))
	case errors.Is(err, inquiry.ErrNoAccount):
		return view.Notice(wordNoAccount.In(q.Lang))
	case errors.Is(err, inquiry.ErrNoOthers):
		return view.Notice(wordNoOthers.In(q.Lang))
	}
	return view.Notice(wordNoRID.In(q.Lang))
}

func (q *asking) began(i inquiry.Inquiry) tea.Cmd {
	q.question = question{inquiry: i, cancel: func() {}}
	return q.next()
}

// next goes on to the question whose turn it is, if there is one more.
func (q *asking) next() tea.Cmd {
	ask, more := q.inquiry.Next()
	if !more {
		q.busy = false
		return nil
	}
	q.now = ask
	switch {
	case ask.Wait > 0:
		seq := q.seq
		return q.Cfg.Later(ask.Wait, func() tea.Msg { return askAgain{seq} })
	case ask.Person:
		q.waiting = true
		return view.OpenSecret(q.Cfg, q.named(ask.Account.Name))
	}
	return q.put()
}

// put puts the question to WeChat.
func (q *asking) put() tea.Cmd {
	q.cancel()
	ctx, cancel := context.WithCancel(q.Cfg.Ctx)
	q.busy, q.cancel, q.seq = true, cancel, q.Seq.Next()
	return askRID(ctx, q.now, q.seq, q.Cfg.Now)
}

// opened goes on once the secret of the account is there.
func (q *asking) opened(alias string, err error) tea.Cmd {
	if !q.waiting || q.now.Account.Name != alias {
		return nil
	}
	q.waiting = false
	if err != nil {
		q.inquiry = q.inquiry.Took(q.now.Failed(err, q.Screen.Now))
		return nil
	}
	q.inquiry = q.inquiry.Reopened()
	return q.next()
}

// again puts the question once more that was asked too early.
func (q *asking) again(msg askAgain) tea.Cmd {
	if msg.seq != q.seq || !q.busy {
		return nil
	}
	return q.put()
}

// took takes one account's answer: told is what it tells, next how it goes on.
func (q *asking) took(msg answered) (told *look, next tea.Cmd) {
	if msg.seq != q.seq {
		return nil, nil // the answer to an older question
	}
	known := len(q.inquiry.Answers())
	q.inquiry = q.inquiry.Took(msg.answer)
	if len(q.inquiry.Answers()) == known {
		return nil, q.next() // once more
	}
	l := q.lookOf(q.inquiry.Answers()[known])
	q.looks = append([]look{l}, q.looks[:min(len(q.looks), looksKept-1)]...)
	switch {
	case l.Verdict() == inquiry.Told && q.inquiry.Round():
		return &l, view.Notice(wordOwner.Fill(q.Lang, l.Account))
	case l.Verdict() == inquiry.Told:
		return &l, nil
	case q.inquiry.Round():
		return nil, q.next()
	}
	return nil, q.refused(l)
}

func (q *asking) lookOf(a inquiry.Answer) look { return look{a, q.named(a.Account)} }

// refused ends a question to one account. Without a secret it leads on to the
// dialog that takes one.
func (q *asking) refused(l look) tea.Cmd {
	q.busy = false
	var p *keystore.Problem
	if !errors.As(l.Err, &p) {
		return nil
	}
	q.waiting = true
	return view.Send(view.SecretWanted{Account: l.account, Err: l.Err})
}

// enterSecret takes a secret from the person; a question that failed for want
// of it is then asked again.
func (q *asking) enterSecret(w inquiry.Wish) tea.Cmd {
	a := q.asker(w)
	if a.Alias == "" || !desk.Can(a, desk.Ask) {
		return nil
	}
	var p *keystore.Problem
	if last, some := q.inquiry.Last(); some && errors.As(last.Err, &p) && p.Account == a.Alias {
		q.waiting = true
		return view.Send(view.SecretWanted{Account: a, Err: p, Asked: true})
	}
	return view.Send(view.SecretWanted{Account: a, Asked: true})
}

// trouble is why the chosen rid is not told, and what to do, in two lines.
func (q *asking) trouble(w inquiry.Wish) (fact, remedy string) {
	lang := q.Lang
	last, some := q.inquiry.Last()
	var p *keystore.Problem
	switch {
	case q.busy || !some || last.Err == nil || q.inquiry.RID != w.RID:
		return "", ""
	case q.inquiry.Nobodys() && q.inquiry.Strangers():
		return wordNobody.In(lang), wordStranger.In(lang)
	case q.inquiry.Nobodys():
		return wordNobody.In(lang), words.UnknownRIDAdvice[1].In(q.Lang)
	}
	fact, remedy = words.ExplainRID(last.Err, last.RID, last.At, q.Lang)
	switch {
	case last.Verdict() == inquiry.Foreign && len(q.others(w)) > 0:
		return fact, wordForeignDo.In(lang)
	case errors.As(last.Err, &p):
		return fact, view.WordWay.In(q.Lang) + " " + remedy
	}
	return fact, remedy
}

// progress says whom the question is put to.
func (q *asking) progress() string {
	name := q.now.Account.Name
	switch {
	case q.now.Wait > 0:
		return wordAskingAgain.Fill(q.Lang, name)
	case q.now.Of > 0:
		return wordAskingOf.Fill(q.Lang, name, q.now.Nth, q.now.Of)
	}
	return wordAsking.Fill(q.Lang, name)
}
