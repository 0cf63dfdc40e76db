package inquiry

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

func TestWishSaysWhyItIsNotAsked(t *testing.T) {
	d := &desk{}
	mall, barred := d.account("mall"), Account{Name: "platform", Barred: true}
	old := about(ridAt(rid.Kept))
	insists := old
	insists.Insist = true
	last := about(ridAt(rid.Kept - time.Second))
	as := func(w Wish, a Account) error { _, err := w.As(a); return err }
	turn := func(w Wish, all ...Account) error { _, err := w.InTurn(all, Inquiry{}); return err }
	tests := []struct {
		name      string
		err, want error
	}{
		{"no rid", as(Wish{At: noon}, mall), ErrNoRID},
		{"no account", as(last, Account{}), ErrNoAccount},
		{"an account that cannot ask", as(old, barred), ErrBarred},
		{"expired", as(old, mall), ErrExpired},
		{"expired, insisted", as(insists, mall), nil},
		{"about to expire", as(last, mall), nil},
		{"a round without a rid", turn(Wish{At: noon}, mall), ErrNoRID},
		{"a round of none", turn(last, barred), ErrNoOthers},
		{"a round, expired", turn(old, mall), ErrExpired},
		{"a round, expired, insisted", turn(insists, barred, mall), nil},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.err, tt.want)
		}
	}
}

func TestOneAccountIsTheOwner(t *testing.T) {
	d := &desk{records: map[string]rid.Record{"mall": {URL: "/cgi-bin/menu/get?a=b", ResponseBody: `{"errcode":45009,"errmsg":"reach max"}`}}}
	q := d.alone(t, about(ridAt(time.Hour)), "mall")
	a, _ := q.Last()
	owner, known := q.Owner()
	if owner != "mall" || !known || a.Verdict() != Told || a.Path != "/cgi-bin/menu/get" || a.Code() != 45009 || !a.At.Equal(noon) {
		t.Errorf("owner %q, %v, answer %+v", owner, known, a)
	}
	if q.Round() || q.Nobodys() || q.Strangers() {
		t.Error("an answered question says that nobody owns the rid")
	}
}

func TestAFreshUnknownRidIsAskedAboutOnceMore(t *testing.T) {
	unknown := refused(CodeUnknown)
	tests := []struct {
		name   string
		before time.Duration
		errs   []error
		times  int
		want   Verdict
	}{
		{"known the second time", 2 * time.Minute, []error{unknown, nil}, 2, Told},
		{"unknown for good", 2 * time.Minute, []error{unknown}, 2, TooFresh},
		{"a minute ahead", -time.Minute, []error{unknown}, 2, TooFresh},
		{"from the future", -2 * time.Minute, []error{unknown}, 1, Unknown},
		{"no longer fresh", 10 * time.Minute, []error{unknown}, 1, Unknown},
		{"half an hour old", 29 * time.Minute, []error{unknown}, 1, Unknown},
		{"another's", 2 * time.Minute, []error{refused(CodeForeign)}, 1, Foreign},
		{"without a network", 2 * time.Minute, []error{unreached(wechat.NotConnected)}, 1, Unreached},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &desk{errs: map[string][]error{"mall": tt.errs}}
			q := d.alone(t, about(ridAt(tt.before)), "mall")
			if a, _ := q.Last(); len(d.asked) != tt.times || len(q.Answers()) != 1 || a.Verdict() != tt.want {
				t.Errorf("asked %d times, %d answers, verdict %d", len(d.asked), len(q.Answers()), a.Verdict())
			}
			if want := slices.Repeat([]time.Duration{3 * time.Second}, tt.times-1); !slices.Equal(d.waited, want) {
				t.Errorf("waited %v, want %v", d.waited, want)
			}
		})
	}
}

func TestARoundEndsAtTheOwner(t *testing.T) {
	d := &desk{persons: []string{"beta"}, errs: map[string][]error{
		"mall": {refused(CodeForeign)}, "news": {refused(CodeUnknown)}, "locked": {unreached(wechat.NoSecret)}, "tokenless": {unreached(wechat.NoToken)},
		"denied": {refused(40164)}, "old": {refused(CodeTooOld)},
	}, closed: map[string]error{"odd": errors.New("no such source")}}
	w := about(ridAt(2 * time.Minute))
	before := d.alone(t, w, "mall")
	q := d.round(t, w, before, "news", "beta", "locked", "tokenless", "odd", "denied", "old", "shop", "late")
	d.wantAsked(t, "mall", "news", "locked", "tokenless", "denied", "old", "shop")
	want := []Verdict{Foreign, TooFresh, Passed, Refused, Refused, Refused, Refused, Refused, Told}
	for i, a := range q.Answers() {
		if a.Verdict() != want[i] || a.RID != w.RID {
			t.Errorf("%s: verdict %d, want %d, rid %s", a.Account, a.Verdict(), want[i], a.RID)
		}
	}
	if owner, known := q.Owner(); owner != "shop" || !known || !q.Round() || q.Nobodys() || len(q.Answers()) != len(want) {
		t.Errorf("the owner is %q, %v; answers %v", owner, known, q.Answers())
	}
	if len(d.waited) != 0 {
		t.Errorf("a round waited %v", d.waited)
	}
}

func TestARoundStopsWithoutANetwork(t *testing.T) {
	for _, why := range []wechat.Reason{wechat.NotConnected, wechat.NameUnknown, wechat.TimedOut, wechat.ConnectionLost, wechat.BadAnswer, wechat.Cancelled} {
		d := &desk{errs: map[string][]error{"news": {unreached(why)}}}
		q := d.round(t, about(ridAt(time.Hour)), Inquiry{}, "news", "shop")
		d.wantAsked(t, "news")
		if q.Nobodys() || q.Strangers() {
			t.Errorf("%s: it says that nobody owns the rid", why)
		}
	}
}

func TestARoundTellsNobodysFromStrangers(t *testing.T) {
	tests := []struct {
		name      string
		before    error
		err       error
		persons   []string
		strangers bool
	}{
		{"all say another's", refused(CodeForeign), refused(CodeForeign), nil, true},
		{"one does not know it", refused(CodeForeign), refused(CodeUnknown), nil, false},
		{"the one before does not know it", refused(CodeUnknown), refused(CodeForeign), nil, false},
		{"one was not asked", refused(CodeForeign), refused(CodeForeign), []string{"shop"}, false},
	}
	for _, tt := range tests {
		d := &desk{persons: tt.persons, errs: map[string][]error{"mall": {tt.before}, "news": {tt.err}, "shop": {tt.err}}}
		w := about(ridAt(time.Hour))
		q := d.round(t, w, d.alone(t, w, "mall"), "news", "shop")
		if !q.Nobodys() || q.Strangers() != tt.strangers {
			t.Errorf("%s: nobody's %v, strangers' %v", tt.name, q.Nobodys(), q.Strangers())
		}
		if _, known := q.Owner(); known {
			t.Errorf("%s: an owner is named", tt.name)
		}
	}
}

// What was said about another rid does not count, nor what an account said
// before it was asked anew.
func TestARoundTakesOverOnlyWhatIsOfItsRid(t *testing.T) {
	d := &desk{errs: map[string][]error{"mall": {refused(CodeForeign)}, "news": {refused(CodeForeign)}}}
	other := d.alone(t, about(ridAt(2*time.Hour)), "mall")
	w := about(ridAt(time.Hour))
	first := d.round(t, w, other, "news")
	second := d.round(t, w, first, "news")
	if len(first.Answers()) != 1 || len(second.Answers()) != 1 {
		t.Errorf("%d and %d answers", len(first.Answers()), len(second.Answers()))
	}
}

func TestQuestionsOfARoundAreCounted(t *testing.T) {
	d := &desk{persons: []string{"beta"}}
	q, err := about(ridAt(time.Hour)).InTurn(append(d.accounts("beta", "news"), Account{Name: "platform", Barred: true}), Inquiry{})
	ask, more := q.Next()
	if err != nil || !more || ask.Account.Name != "news" || ask.Nth != 2 || ask.Of != 2 || ask.Person {
		t.Errorf("%v, question %+v, %v", err, ask, more)
	}
}

// The one account that a person chose may ask the person; no other may.
func TestAPersonIsAskedForOneAccountAlone(t *testing.T) {
	d := &desk{persons: []string{"mall"}}
	w := about(ridAt(time.Hour))
	q, _ := w.As(d.account("mall"))
	if ask, more := q.Next(); !more || !ask.Person {
		t.Errorf("the question is %+v, %v", ask, more)
	}
	if ask, more := q.Reopened().Next(); !more || ask.Person {
		t.Errorf("once it is open the question is %+v, %v", ask, more)
	}
	fresh, _ := about(ridAt(time.Minute)).As(d.account("mall"))
	ask, _ := fresh.Next()
	if again, more := fresh.Took(ask.Failed(refused(CodeUnknown), noon)).Next(); !more || again.Person || again.Wait == 0 {
		t.Errorf("once more the question is %+v, %v", again, more)
	}
	round, _ := w.InTurn(d.accounts("mall"), Inquiry{})
	if _, more := round.Next(); more || !round.Nobodys() || len(d.asked) != 0 {
		t.Error("a round asks a person")
	}
}

func TestReopenedAsksTheSameAccountAgain(t *testing.T) {
	d := &desk{errs: map[string][]error{"mall": {unreached(wechat.NoSecret), nil}}}
	q := d.alone(t, about(ridAt(time.Hour)), "mall")
	if _, more := q.Next(); more {
		t.Fatal("it is asked again by itself")
	}
	q = Ask(t.Context(), q.Reopened(), d.clock())
	if owner, _ := q.Owner(); owner != "mall" || len(q.Answers()) != 2 {
		t.Errorf("owner %q, answers %v", owner, q.Answers())
	}
	if _, more := (Inquiry{}).Reopened().Next(); more {
		t.Error("an inquiry that never began asks somebody")
	}
}

func TestAnInquiryThatIsOverIsNotAskedAgain(t *testing.T) {
	q := (&desk{}).alone(t, about(ridAt(time.Hour)), "mall")
	_, more := q.Next()
	if owner, known := q.Owner(); more || !known || owner != "mall" || q.RID != ridAt(time.Hour) {
		t.Errorf("asks again: %v, owner %q", more, owner)
	}
}

// What came before an interruption is kept, also the first answer of two.
func TestAskEndsWithItsContext(t *testing.T) {
	d := &desk{errs: map[string][]error{"mall": {refused(CodeUnknown)}}, broken: context.Canceled}
	q := d.alone(t, about(ridAt(time.Minute)), "mall")
	d.wantAsked(t, "mall")
	if a, some := q.Last(); !some || a.Verdict() != TooFresh {
		t.Errorf("answers %v", q.Answers())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	d = &desk{errs: map[string][]error{"mall": {refused(CodeForeign)}, "news": {refused(CodeForeign)}}}
	round, _ := about(ridAt(time.Hour)).InTurn(d.accounts("mall", "news"), Inquiry{})
	Ask(ctx, round, d.clock())
	d.wantAsked(t, "mall")
}

// An inquiry is a value: an older one is not changed by what came later.
func TestTookLeavesTheOldInquiryAlone(t *testing.T) {
	d := &desk{}
	q, _ := about(ridAt(time.Hour)).InTurn(d.accounts("a", "b", "c", "d", "e"), Inquiry{})
	three := q
	for range 3 { // an array of three answers has room for a fourth
		ask, _ := three.Next()
		three = three.Took(ask.Failed(refused(CodeForeign), noon))
	}
	left, right := three.Took(Answer{Account: "left"}), three.Took(Answer{Account: "right"})
	if len(q.Answers()) != 0 || left.Answers()[3].Account != "left" || right.Answers()[3].Account != "right" {
		t.Error("two inquiries share their answers")
	}
	if over := left.Took(Answer{Account: "late"}); len(over.Answers()) != 4 {
		t.Error("an inquiry that is over takes an answer")
	}
}
