package inquiry

import (
	"slices"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

func TestWhomPrefersWhatIsKnown(t *testing.T) {
	id, other := ridAt(time.Hour), ridAt(2*time.Hour)
	accounts := []Account{{Name: "platform", AppID: "wx-p", Barred: true}, {Name: "mall", AppID: "wx-mall"}, {Name: "news", AppID: "wx-news"}, {Name: "shop", AppID: "wx-shop"}}
	said := func(name string, err error) Inquiry {
		q, _ := about(id).As(Account{Name: name, AppID: "wx-" + name})
		ask, _ := q.Next()
		a := ask.Failed(err, noon)
		return q.Took(a)
	}
	both := func(a, b Inquiry) Inquiry { return b.After(a) }
	foreign, unknown := refused(CodeForeign), refused(CodeUnknown)
	ofNews := rid.Found{AppIDs: []string{"wx-of-nobody", "wx-news"}, RIDs: []rid.FoundRID{{RID: id, AppID: "wx-news"}}}
	ofOther := rid.Found{AppIDs: []string{"wx-news", "wx-mall"}, RIDs: []rid.FoundRID{{RID: id, AppID: "wx-mall"}, {RID: other, AppID: "wx-news"}}}
	tests := []struct {
		name     string
		accounts []Account
		found    rid.Found
		before   Inquiry
		inHand   string
		at       int
		why      Because
	}{
		{"its owner", accounts, ofNews, said("mall", nil), "platform", 1, Owned},
		{"the AppID in the text", accounts, ofNews, Inquiry{}, "mall", 2, Named},
		{"the AppID beside the rid", accounts, ofOther, Inquiry{}, "shop", 1, Named},
		{"the one in hand", accounts, rid.Found{}, Inquiry{}, "news", 2, InHand},
		{"the first that can ask", accounts, rid.Found{}, Inquiry{}, "", 1, FirstOfAll},
		{"one in hand that cannot", accounts, rid.Found{}, Inquiry{}, "platform", 1, FirstOfAll},
		{"an owner that is gone", accounts, rid.Found{}, said("gone", nil), "gone", 1, FirstOfAll},
		{"none that can ask", accounts[:1], rid.Found{}, Inquiry{}, "", 0, FirstOfAll},
		{"nobody", nil, ofNews, said("mall", nil), "mall", -1, NobodyToAsk},
		{"the next after one who denied it", accounts, ofNews, said("news", foreign), "mall", 1, InHand},
		{"the last that is left", accounts, rid.Found{}, both(said("mall", foreign), said("shop", foreign)), "mall", 2, Remaining},
		{"the last, but WeChat may have no record", accounts, rid.Found{}, both(said("mall", foreign), said("shop", unknown)), "mall", 2, FirstOfAll},
		{"all over again", accounts[1:3], rid.Found{}, both(said("mall", foreign), said("news", foreign)), "news", 1, InHand},
		{"one that could not ask", accounts, rid.Found{}, said("mall", unreached(wechat.NoSecret)), "mall", 1, InHand},
	}
	for _, tt := range tests {
		w := Wish{Found: tt.found, RID: id, At: noon}
		if at, why := w.Whom(tt.accounts, tt.before, tt.inHand); at != tt.at || why != tt.why {
			t.Errorf("%s: %d because %d, want %d because %d", tt.name, at, why, tt.at, tt.why)
		}
	}
	w := Wish{RID: other, At: noon}
	if _, why := w.Whom(accounts, said("mall", nil), ""); why == Owned {
		t.Error("the owner of one rid is taken for that of another")
	}
}

// An account of the same alias may be another by now.
func TestAnOwnerIsTheAccountThatWasTold(t *testing.T) {
	d := &desk{}
	q := d.alone(t, about(ridAt(time.Hour)), "mall")
	now := []Account{{Name: "mall", AppID: "wx-another"}, {Name: "news", AppID: "wx-mall"}}
	if a, known := q.OwnerOf(now); known {
		t.Errorf("%s is taken for the owner", a.Name)
	}
	if a, known := q.OwnerOf(d.accounts("news", "mall")); !known || a.Name != "mall" {
		t.Errorf("the owner is %q, %v", a.Name, known)
	}
}

func TestEverybodyIsAskedOnceTheOneInHandFirst(t *testing.T) {
	d := &desk{errs: map[string][]error{"shop": {refused(CodeForeign)}, "game": {refused(CodeUnknown)}, "beta": {unreached(wechat.NoSecret)}}}
	w := about(ridAt(time.Hour))
	names := func(before Inquiry, inHand string) (names []string) {
		for _, a := range w.Everybody(append(d.accounts("mall", "news", "shop", "game", "beta"), Account{Name: "platform", AppID: "wx-p", Barred: true}), before, inHand) {
			names = append(names, a.Name)
		}
		return names
	}
	if got := names(Inquiry{}, "shop"); !slices.Equal(got, []string{"shop", "mall", "news", "game", "beta"}) {
		t.Errorf("asks %v", got)
	}
	before := d.round(t, w, d.alone(t, w, "shop"), "game", "beta")
	if got := names(before, "shop"); !slices.Equal(got, []string{"mall", "news", "beta"}) {
		t.Errorf("after shop, game and beta it asks %v", got)
	}
}

// Two aliases of one AppID are one account to WeChat.
func TestAnAppIDIsAskedOnce(t *testing.T) {
	d := &desk{errs: map[string][]error{"mall": {refused(CodeForeign)}}}
	twin := Account{Name: "twin", AppID: "wx-mall"}
	q := d.alone(t, about(ridAt(time.Hour)), "mall")
	if left := q.Left([]Account{d.account("mall"), twin}); len(left) != 0 {
		t.Errorf("left is %v", left)
	}
	d.asked = nil
	d.errs["news"] = []error{refused(CodeForeign)}
	twin.Open = func() (Client, error) { return client{d, "twin"}, nil }
	round, err := about(ridAt(time.Hour)).InTurn([]Account{d.account("mall"), twin, d.account("news")}, Inquiry{})
	if err != nil || !Ask(t.Context(), round, d.clock()).Nobodys() {
		t.Errorf("the round: %v", err)
	}
	d.wantAsked(t, "mall", "news")
}
