package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/rid"
)

const (
	// freshFor is how long WeChat may need to know a new rid; that is a guess, no page tells it.
	freshFor = 10 * time.Minute
	// askAgainAfter is the moment before a fresh rid is asked for once more.
	askAgainAfter = 3 * time.Second
)

// The codes that are about the rid and not about the account that asks.
const (
	codeUnknownRID = 76001
	codeForeignRID = 76003
)

// errNotOpened stands for an account that is passed over, because asking as it
// would ask the person first.
var errNotOpened = errors.New("secret not open")

// question is one rid that WeChat is asked for, as one account or as several in turn.
type question struct {
	seq     int
	rid     rid.RID
	account keystore.Account   // who is asked now, or was asked last
	rest    []keystore.Account // who is asked next
	total   int                // how many others are asked in turn; 0: one account alone
	busy    bool
	again   bool // it was too fresh, and is asked once more
	waiting bool // for the account's secret
	cancel  context.CancelFunc
	looks   []look // what came of it so far
}

// ended stops a question; its answer, if one still comes, is too late.
func (q question) ended(seq *counter) question {
	q.cancel()
	q.busy, q.waiting, q.rest, q.seq = false, false, nil, seq.next()
	return q
}

// ask asks for the chosen rid, or says why not.
func (v ridView) ask() (ridView, tea.Cmd) {
	rid, a := rid.RID(v.rids.Cur), v.asker()
	switch {
	case v.question.busy, v.reading:
		return v, nil
	case rid == "":
		return v, send(noticed{v.text.RID.NoRID})
	case a.Alias == "":
		return v, send(noticed{v.text.RID.NoAccount})
	case !desk.Can(a, desk.Ask):
		return v, send(noticed{a.Alias + ": " + v.text.Platform})
	case v.forgotten(rid):
		v.warned = rid
		return v, send(noticed{v.text.RID.AskAnyway})
	}
	v.question = question{rid: rid, account: a, cancel: func() {}}
	if needsPerson(v.cfg, a) {
		v.question.waiting = true
		return v, openSecret(v.cfg, a)
	}
	return v.asked()
}

// forgotten reports whether WeChat has most likely forgotten the call, and the
// person has not been warned yet.
func (v ridView) forgotten(rid rid.RID) bool { return rid.Expired(v.now) && v.warned != rid }

// opened goes on once the secret of the account is there.
func (v ridView) opened(alias string, err error) (ridView, tea.Cmd) {
	if !v.question.waiting || v.question.account.Alias != alias {
		return v, nil
	}
	v.question.waiting = false
	if err != nil {
		v.question.looks = []look{{rid: v.question.rid, account: v.question.account, err: err}}
		return v, nil
	}
	return v.asked()
}

// asked puts the question to the account whose turn it is.
func (v ridView) asked() (ridView, tea.Cmd) {
	q := &v.question
	q.cancel()
	ctx, cancel := context.WithCancel(v.cfg.Ctx)
	q.busy, q.cancel, q.seq = true, cancel, v.deps.seq.next()
	return v, askRID(ctx, v.cfg.Connect, q.account, q.rid, q.seq, v.cfg.Now)
}

// others are the accounts that can be asked beside the one that enter asks as.
func (v ridView) others() []keystore.Account {
	own := v.asker().Alias
	return slices.DeleteFunc(slices.Clone(v.cfg.Accounts), func(a keystore.Account) bool {
		return a.Alias == own || !desk.Can(a, desk.Ask)
	})
}

// askOthers asks the other accounts one by one, up to the owner of the rid.
func (v ridView) askOthers() (ridView, tea.Cmd) {
	rid, others := rid.RID(v.rids.Cur), v.others()
	switch {
	case v.question.busy:
		return v, nil
	case rid == "":
		return v, send(noticed{v.text.RID.NoRID})
	case len(others) == 0:
		return v, send(noticed{v.text.RID.NoOthers})
	case v.forgotten(rid):
		v.warned = rid
		return v, send(noticed{v.text.RID.AskAnyway})
	}
	q := question{rid: rid, rest: others, total: len(others), cancel: func() {}}
	if v.question.rid == rid && v.question.total == 0 {
		q.looks = v.question.looks // what the account on screen said
	}
	v.question = q
	return v.nextOther()
}

// nextOther puts the question to the next account whose secret needs nobody.
func (v ridView) nextOther() (ridView, tea.Cmd) {
	q := &v.question
	for len(q.rest) > 0 {
		q.account, q.rest = q.rest[0], q.rest[1:]
		if !needsPerson(v.cfg, q.account) {
			return v.asked()
		}
		q.looks = append(slices.Clip(q.looks), look{rid: q.rid, account: q.account, err: errNotOpened})
	}
	q.busy = false
	return v, nil
}

// took takes one account's answer. The rid in an error is of the question
// itself: it is never taken for the rid that was asked for.
func (v ridView) took(msg ridAnswered) (ridView, tea.Cmd) {
	q, l := &v.question, msg.look
	if msg.seq != q.seq {
		return v, nil // the answer to an older question
	}
	if q.total == 0 && !q.again && l.tooFresh() {
		q.again = true
		seq := q.seq
		return v, v.cfg.Later(askAgainAfter, func() tea.Msg { return ridAgain{seq} })
	}
	if l.path = l.info.Path(); l.path == "" {
		l.path = v.path()
	}
	q.looks = append(slices.Clip(q.looks), l)
	v.looks = append([]look{l}, v.looks[:min(len(v.looks), looksKept-1)]...)
	switch {
	case l.err == nil && q.total > 0:
		next, cmd := v.openAnswer(l)
		return next, tea.Batch(cmd, send(noticed{fmt.Sprintf(v.text.RID.Owner, l.account.Alias)}))
	case l.err == nil:
		return v.openAnswer(l)
	case q.total == 0:
		return v.refused(l)
	case ofAccount(l.err):
		return v.nextOther()
	}
	q.busy, q.rest = false, nil // no network: the others would fare no better
	return v, nil
}

// refused ends a question to one account. Without a secret it leads on to the
// dialog that takes one.
func (v ridView) refused(l look) (ridView, tea.Cmd) {
	v.question.busy = false
	var p *keystore.Problem
	if !errors.As(l.err, &p) {
		return v, nil
	}
	v.question.waiting = true
	return v, send(secretWanted{account: l.account, err: l.err})
}

// enterSecret takes a secret from the person; a question that failed for want
// of it is then asked again.
func (v ridView) enterSecret() (ridView, tea.Cmd) {
	a := v.asker()
	if a.Alias == "" || !desk.Can(a, desk.Ask) {
		return v, nil
	}
	var p *keystore.Problem
	if q := &v.question; len(q.looks) > 0 && errors.As(q.looks[len(q.looks)-1].err, &p) && p.Account == a.Alias {
		q.waiting = true
		return v, send(secretWanted{account: a, err: p, asked: true})
	}
	return v, send(secretWanted{account: a, asked: true})
}

// tooFresh reports whether WeChat may yet come to know the rid.
func (l look) tooFresh() bool {
	age := l.at.Sub(l.rid.CalledAt())
	return wechat.Code(l.err) == codeUnknownRID && age > -time.Minute && age < freshFor
}

// ofAccount reports whether another account may be answered differently.
func ofAccount(err error) bool {
	var p *keystore.Problem
	return wechat.Code(err) != 0 || errors.As(err, &p)
}

// trouble is why the chosen rid is not told, and what to do, in two lines.
func (v ridView) trouble() (fact, remedy string) {
	q, w := v.question, v.text.RID
	if q.busy || len(q.looks) == 0 || string(q.rid) != v.rids.Cur {
		return "", ""
	}
	l := q.looks[len(q.looks)-1]
	fact, remedy = words.Explain(l.err, v.text.Lang)
	var p *keystore.Problem
	switch {
	case l.err == nil:
		return "", ""
	case q.total > 0 && (ofAccount(l.err) || errors.Is(l.err, errNotOpened)):
		return w.Nobody, v.nobodyDo()
	case l.tooFresh():
		return words.FreshRIDAdvice[0].In(v.text.Lang), words.FreshRIDAdvice[1].In(v.text.Lang)
	case wechat.Code(l.err) == codeForeignRID && len(v.others()) > 0:
		return fact, w.ForeignDo
	case errors.As(l.err, &p):
		return fact, v.text.Secret.Way + " " + remedy
	}
	return fact, remedy
}

// nobodyDo tells a rid that all accounts say is another's from one that
// somebody did not know.
func (v ridView) nobodyDo() string {
	for _, l := range v.question.looks {
		if wechat.Code(l.err) != codeForeignRID {
			return words.UnknownRIDAdvice[1].In(v.text.Lang)
		}
	}
	return v.text.RID.Stranger
}
