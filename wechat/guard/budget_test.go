package guard

import (
	"bytes"
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"wxops/wechat"
)

func TestLeft(t *testing.T) {
	reset := func(scope Scope, outcome Outcome, code int64) Reset {
		return Reset{AppID: appID, At: noon, Scope: scope, Outcome: outcome, Code: code}
	}
	for _, tt := range []struct {
		name   string
		resets []Reset
		want   Left
	}{
		{"nothing", nil, Left{All: 10, API: 50}},
		{"ok and unknown count", []Reset{reset(ScopeAll, OK, 0), reset(ScopeAll, Unknown, 0)}, Left{All: 8, API: 50}},
		{"refused and not sent do not", []Reset{reset(ScopeAll, Refused, 40013), reset(ScopeAPI, NotSent, 0)}, Left{All: 10, API: 50}},
		{"single APIs have their own", []Reset{reset(ScopeAPI, OK, 0)}, Left{All: 10, API: 49}},
		{"48006 empties the account's", []Reset{reset(ScopeAll, Refused, 48006)}, Left{API: 50, AllSure: true}},
		{"48006 empties the single APIs'", []Reset{reset(ScopeAPI, Refused, 48006)}, Left{All: 10, APISure: true}},
		{"48006 of both is sure", []Reset{reset(ScopeAPI, Refused, 48006), reset(ScopeAll, Refused, 48006)}, Left{AllSure: true, APISure: true}},
		{"an outcome of a later version counts", []Reset{reset(ScopeAll, "half", 0)}, Left{All: 9, API: 50}},
		{"a scope of a later version has its own", []Reset{reset("component", OK, 0)}, Left{All: 10, API: 50}},
		{"another account", []Reset{{AppID: "wxffffffffffffffff", At: noon, Scope: ScopeAll, Outcome: OK}}, Left{All: 10, API: 50}},
	} {
		if got := left(tt.resets, appID, noon); got != tt.want {
			t.Errorf("%s: got %+v; want %+v", tt.name, got, tt.want)
		}
	}
}

// TestOneCountTellsOfManyAccounts: each has what a count of its own resets gives it.
func TestOneCountTellsOfManyAccounts(t *testing.T) {
	of := func(appid string, n int) (resets []Reset) {
		for range n {
			resets = append(resets, Reset{AppID: appid, At: noon, Scope: ScopeAll, Outcome: OK})
		}
		return resets
	}
	g := &Guard{Now: func() time.Time { return noon }}
	leftOf := g.LeftOf(slices.Concat(of("a", 1), of("b", 12), of("a", 2)))
	for appid, want := range map[string]int{"a": 7, "b": 0, "c": 10} {
		if got := leftOf(appid); got != (Left{All: want, API: BudgetAPI}) {
			t.Errorf("%s has %+v left, want %d", appid, got, want)
		}
	}
}

func TestTheMonthEndsInBeijingWhereverTheMachineIs(t *testing.T) {
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("PDT", -7*3600), time.FixedZone("NZDT", 13*3600), wechat.Beijing()} {
		before := time.Date(2026, 7, 31, 23, 59, 59, 0, wechat.Beijing()).In(zone)
		after := time.Date(2026, 8, 1, 0, 0, 0, 0, wechat.Beijing()).In(zone)
		resets := []Reset{{AppID: appID, At: before, Scope: ScopeAll, Outcome: Refused, Code: codeClearLimit}}
		if got := left(resets, appID, before); got.All != 0 || !got.AllSure {
			t.Errorf("%s: in the last second of July %+v; want none, surely", zone, got)
		}
		if got := left(resets, appID, after); got.All != BudgetAll || got.AllSure {
			t.Errorf("%s: in the first second of August %+v; want a new budget", zone, got)
		}
		lastYear := time.Date(2025, 7, 31, 12, 0, 0, 0, wechat.Beijing()).In(zone)
		if got := left(resets, appID, lastYear); got.All != BudgetAll {
			t.Errorf("%s: July of another year counts", zone)
		}
	}
}

// The budget is checked against a count made another way: month by month,
// entry by entry, over journals that no one would write by hand.
func TestLeftOverRandomJournals(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		entries, want := randomJournal(rnd)
		now := noon
		got := left(join(entries), appID, now)
		if got != want {
			t.Fatalf("got %+v; want %+v for\n%+v", got, want, entries)
		}
		if got.All < 0 || got.All > BudgetAll || got.API < 0 || got.API > BudgetAPI {
			t.Fatalf("out of range: %+v", got)
		}
	}
}

func randomJournal(rnd *rand.Rand) ([]Entry, Left) {
	want := Left{All: BudgetAll, API: BudgetAPI}
	var entries, late []Entry
	for i := range rnd.IntN(90) {
		in := rnd.IntN(4) != 0
		month := time.July
		if !in {
			month = time.June + 2*time.Month(rnd.IntN(2))
		}
		day := 1 + rnd.IntN(30)
		e := Entry{
			V: 1, Event: EventIntent, ID: string(rune('a'+i%26)) + string(rune('a'+i/26)), AppID: appID,
			At:    time.Date(2026, month, day, rnd.IntN(24), 0, 0, 0, wechat.Beijing()).In(time.FixedZone("", (rnd.IntN(27)-12)*3600)),
			Scope: []Scope{ScopeAll, ScopeAPI}[rnd.IntN(2)],
		}
		if rnd.IntN(5) == 0 {
			e.AppID, in = "wxffffffffffffffff", false
		}
		entries = append(entries, e)
		o := e
		o.Event, o.Outcome = EventOutcome, []Outcome{OK, Unknown, Refused, NotSent, ""}[rnd.IntN(5)]
		if o.Outcome == Refused && rnd.IntN(30) == 0 {
			o.Code = codeClearLimit
		}
		if o.Outcome != "" { // "" is a process that died
			late = append(late, o)
		}
		if !in {
			continue
		}
		n, sure := &want.All, &want.AllSure
		if e.Scope == ScopeAPI {
			n, sure = &want.API, &want.APISure
		}
		switch {
		case o.Code == codeClearLimit:
			*n, *sure = 0, true
		case o.Outcome == OK || o.Outcome == Unknown || o.Outcome == "":
			*n = max(0, *n-1)
		}
	}
	rnd.Shuffle(len(late), func(i, j int) { late[i], late[j] = late[j], late[i] })
	return append(entries, late...), want
}

// A month's last reset in Beijing is made on a machine that lives in Los
// Angeles, whose own month has most of a day to go.
func TestANewMonthBeginsAtBeijingsMidnight(t *testing.T) {
	now := time.Date(2026, 7, 31, 8, 50, 0, 0, time.FixedZone("PDT", -7*3600)) // 23:50 in Beijing
	c := &fakeClient{used: 990}
	g := newGuard(fileJournal(t), func() time.Time { return now })
	for range BudgetAll {
		if r := mustReset(t, g, c, ScopeAll); r.Outcome != OK {
			t.Fatalf("got %s, %v", r.Outcome, r.Err)
		}
	}
	for _, tt := range []struct {
		after time.Duration
		left  int
		warns bool
	}{
		{9*time.Minute + 59*time.Second, 0, true},
		{10 * time.Minute, BudgetAll, false},
		{-time.Hour, 0, true}, // the clock is set back
	} {
		now = time.Date(2026, 7, 31, 8, 50, 0, 0, time.FixedZone("PDT", -7*3600)).Add(tt.after)
		p, err := g.Plan(t.Context(), c, target(ScopeAll), []string{apiPath})
		if err != nil || p.Left.All != tt.left || slices.Contains(p.Warnings, NoneLeft) != tt.warns {
			t.Errorf("%v later: left %d, warnings %q, %v; want %d", tt.after, p.Left.All, p.Warnings, err, tt.left)
		}
	}
}

func TestAResetOverMidnightBelongsToTheMonthItWasAskedIn(t *testing.T) {
	now := time.Date(2026, 7, 31, 23, 59, 59, 0, wechat.Beijing())
	c := &fakeClient{used: 990}
	c.onClear = func(context.Context) { now = now.Add(2 * time.Second) }
	g := newGuard(&MemoryJournal{}, func() time.Time { return now })
	if r := mustReset(t, g, c, ScopeAll); r.Left.All != BudgetAll {
		t.Errorf("August begins with %d; want %d", r.Left.All, BudgetAll)
	}
	now = now.Add(-time.Hour)
	if left, err := g.Left(t.Context(), appID); err != nil || left.All != BudgetAll-1 {
		t.Errorf("July ends with %+v, %v; want one used", left, err)
	}
}

// Whatever line the disk loses, the budget is never larger for it, as long as
// one line of the reset is left.
func TestALostLineNeverGivesAChanceBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		entries, want := randomJournal(rnd)
		lost := map[string]Event{}
		for _, e := range entries {
			if e.Event == EventOutcome && e.Code != codeClearLimit {
				lost[e.ID] = []Event{"", EventIntent, EventOutcome}[rnd.IntN(3)]
			}
		}
		var data []byte
		for _, e := range entries {
			line, err := e.line()
			if err != nil {
				t.Fatal(err)
			}
			if lost[e.ID] == e.Event {
				line = append(line[:len(line)/2], '\n')
			}
			data = append(data, line...)
		}
		read, _, _ := readLines(t.Context(), bytes.NewReader(data), Query{})
		if got := left(join(read), appID, noon); got.All > want.All || got.API > want.API {
			t.Fatalf("got %+v; want at most %+v", got, want)
		}
	}
}
