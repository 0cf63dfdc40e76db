package fleet

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// waitingRow makes a row as it waits: its use of 100 calls, -1 where nothing is known.
func waitingRow(index int, used int64, at time.Time) *item {
	i := &item{row: &meter.Row{Path: fmt.Sprint(index)}, index: index, hint: (&meter.Row{}).Standing()}
	if used >= 0 {
		i.row = i.row.With(readingOf(i.row.Path, 100, used, 100-used), at, halfMinute)
		i.hint = i.row.Standing()
	}
	i.tier = i.urgency()
	return i
}

// TestWhichRowIsNext: asked for, near the limit, rising fast, the longest unread, the list.
func TestWhichRowIsNext(t *testing.T) {
	rising := waitingRow(0, 10, midday.Add(-time.Minute))
	rising.row = &meter.Row{Path: "0"}
	for n := range 5 {
		used := int64(10000 + 500*n)
		rising.row = rising.row.With(readingOf("0", 100000, used, 100000-used), midday.Add(time.Duration(n-4)*time.Minute), halfMinute)
	}
	rising.tier = rising.urgency()
	asked := waitingRow(1, 2, midday)
	asked.asked = true
	want := []*item{
		asked,
		waitingRow(2, 85, midday.Add(-time.Minute)), waitingRow(3, 100, midday), waitingRow(4, 90, midday), waitingRow(5, 90, midday),
		rising,
		waitingRow(6, -1, midday), waitingRow(7, -1, midday), waitingRow(8, 50, midday.Add(-time.Hour)), waitingRow(9, 60, midday), waitingRow(10, 50, midday),
	}
	got := slices.Clone(want)
	rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, (*item).compare)
	for n := range want {
		if got[n] != want[n] {
			t.Errorf("place %d is row %d, not row %d", n, got[n].index, want[n].index)
		}
	}
	if rising.tier != tierRising {
		t.Errorf("half a per cent a minute is of urgency %d", rising.tier)
	}
}

// TestWhichAccountIsNext: a person's, then those that have no figure, then those that
// have no token, then by their rows.
func TestWhichAccountIsNext(t *testing.T) {
	at := func(order int, s stage, used int64) *metered {
		return &metered{order: order, stage: s, first: waitingRow(0, used, midday)}
	}
	want := []*metered{
		at(9, stageAsked, 1), at(7, stageFirst, 1), at(8, stageFirst, 90), at(5, stageToken, 99), at(6, stageToken, 1),
		at(4, stageRows, 99), at(2, stageRows, 70), at(3, stageRows, 60),
	}
	got := slices.Clone(want)
	rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, (*metered).compare)
	if !slices.Equal(got, want) {
		t.Errorf("in the order %v", got)
	}
}

func TestWhatAnAnswerSays(t *testing.T) {
	for _, c := range []struct {
		err  error
		want verdict
	}{
		{nil, aFigure},
		{&wechat.Error{Code: 76021}, aFigure},
		{&wechat.Error{Code: 40164}, ofAccount},
		{&wechat.Error{Code: 45009, Path: "/cgi-bin/openapi/quota/get"}, ofAccount},
		{&wechat.Error{Code: 45011}, tooFast},
		{&wechat.Error{Code: 45011, Path: "/cgi-bin/stable_token"}, ofAccount},
		{&wechat.Error{Reason: wechat.TimedOut, Path: "/cgi-bin/stable_token"}, ofAccount},
		{&wechat.Error{Reason: wechat.NoSecret}, ofAccount},
		{&wechat.Error{Reason: wechat.NameUnknown}, ofAccount},
		{&wechat.Error{Code: -1}, aRefusal},
		{&wechat.Error{Code: 48001}, aRefusal},
		{&wechat.Error{Reason: wechat.BadStatus, Status: 502}, aLoss},
		{&wechat.Error{Reason: wechat.ConnectionLost}, aLoss},
		{&wechat.Error{Reason: wechat.Cancelled}, aBreak},
		{fmt.Errorf("plain"), aLoss},
	} {
		if got := judge(c.err); got != c.want {
			t.Errorf("%v: %d, want %d", c.err, got, c.want)
		}
	}
}

func TestPausesGrowToFiveMinutesAndNoAccountsComeBackTogether(t *testing.T) {
	seen := map[time.Duration]bool{}
	for fails := 1; fails < 40; fails++ {
		d := backOff(firstPause, fails)
		whole := min(firstPause<<min(fails-1, 20), longestWait)
		if d < whole/2 || d > whole {
			t.Errorf("after %d errors: %v", fails, d)
		}
		seen[d] = true
	}
	if len(seen) < 30 {
		t.Errorf("only %d pauses differ", len(seen))
	}
	late := time.Date(2026, 3, 9, 23, 59, 0, 0, wechat.Beijing())
	used := again(&wechat.Error{Code: 45009, Path: "/cgi-bin/openapi/quota/get"}, 1, late)
	if after := used.Sub(meter.BackAt(late)); after < 0 || after > spread {
		t.Errorf("after quota/get's own quota is used up: %v", used)
	}
}

// TestAQueueGivesWhatComesFirst, whatever was taken out of its middle.
func TestAQueueGivesWhatComesFirst(t *testing.T) {
	type one struct{ n, place int }
	q := queue[*one]{before: func(a, b *one) bool { return a.n < b.n }, place: func(o *one) *int { return &o.place }}
	other := q
	var all []*one
	for n := range 200 {
		all = append(all, &one{n: n})
	}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, o := range all {
		q.put(o)
	}
	other.put(&one{n: 1})
	if other.drop(all[0]) {
		t.Error("one is taken out of a queue in which it does not wait")
	}
	for _, o := range all {
		if o.n%3 == 0 && (!q.drop(o) || q.drop(o) || o.place != 0) {
			t.Errorf("%d was not taken out, or twice", o.n)
		}
	}
	var got []string
	for o, some := q.first(); some; o, some = q.first() {
		q.drop(o)
		got = append(got, fmt.Sprint(o.n))
	}
	var want []string
	for n := range 200 {
		if n%3 != 0 {
			want = append(want, fmt.Sprint(n))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("it gave %s", strings.Join(got, " "))
	}
}
