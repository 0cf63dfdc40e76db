package inspect

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/wechat/inquiry"
)

// look is what the owner of a rid was told of it.
type look struct {
	inquiry.Answer
	account keystore.Account // as it was then
}

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
	paste   inspected // the text that the rid is of
	lookUps []lookUp  // the newest first
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

// ask asks for the chosen rid, or says why not.
func (q *asking) ask(w inquiry.Wish) (tea.Cmd, error) {
	all := q.candidates()
	var a inquiry.Account
	if at, why := w.Whom(all, q.known(w.RID), q.Accounts.Open); why != inquiry.NobodyToAsk {
		a = q.opening(all[at])
	}
	one, err := w.As(a)
	if err != nil {
		return q.notAsked(err, a.Name), err
	}
	return q.began(one.After(q.known(w.RID))), nil
}

// askAll asks every account that was not asked yet, one by one, up to the owner of
// the rid.
func (q *asking) askAll(w inquiry.Wish) (tea.Cmd, error) {
	known := q.known(w.RID)
	if owner, proved := q.owner(w.RID); proved {
		return view.Notice(wordOwner.Fill(q.Lang, owner.Alias)), nil
	}
	left := w.Everybody(q.candidates(), known, q.Accounts.Open)
	for i, a := range left {
		left[i] = q.opening(a)
	}
	round, err := w.InTurn(left, known)
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
		return view.Notice(wordNoneLeft.In(q.Lang))
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
		q.remembered()
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
	q.inquiry = q.inquiry.Took(msg.answer)
	if ask, more := q.inquiry.Next(); more && ask.Wait > 0 {
		return nil, q.next()
	}
	q.remembered()
	answer, owned := q.inquiry.Told()
	switch {
	case owned && q.inquiry.Round():
		return q.lookOf(answer), view.Notice(wordOwner.Fill(q.Lang, answer.Account))
	case owned:
		return q.lookOf(answer), nil
	case q.inquiry.Round():
		return nil, q.next()
	}
	return nil, q.refused()
}

// lookOf is an answer with its account. Another that has its alias by now is not it.
func (q *asking) lookOf(a inquiry.Answer) *look {
	account := q.named(a.Account)
	if account.AppID != a.AppID {
		account = keystore.Account{Alias: a.Account, AppID: a.AppID}
	}
	return &look{a, account}
}

// refused ends a question to one account. Without a secret it leads on to the
// dialog that takes one.
func (q *asking) refused() tea.Cmd {
	q.busy = false
	last, _ := q.inquiry.Last()
	var p *keystore.Problem
	if !errors.As(last.Err, &p) {
		return nil
	}
	q.waiting = true
	return view.Send(view.SecretWanted{Account: q.named(last.Account), Err: last.Err})
}

// enterSecret takes a secret from the person; a question that failed for want
// of it is then asked again.
func (q *asking) enterSecret(w inquiry.Wish) tea.Cmd {
	a := q.whose(w).account
	if w.RID == "" || a.Alias == "" || !desk.Can(a, desk.Ask) {
		return nil
	}
	var p *keystore.Problem
	if last, some := q.inquiry.Last(); some && errors.As(last.Err, &p) && p.Account == a.Alias {
		q.waiting = true
		return view.Send(view.SecretWanted{Account: a, Err: p, Asked: true})
	}
	return view.Send(view.SecretWanted{Account: a, Asked: true})
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
