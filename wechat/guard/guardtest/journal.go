// Package guardtest holds what package guard expects of every journal and
// every lock, as tests: whoever writes one runs them over it.
package guardtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wxops/wechat/guard"
)

const mall, shop = "wx0123456789abcdef", "wxfedcba9876543210"

var noon = time.Date(2026, 7, 15, 12, 0, 0, 0, time.FixedZone("CST", 8*60*60))

// Journal tests a kind of journal. A call of store makes an empty one, and
// gives what opens it, as each of several processes would.
func Journal(t *testing.T, store func(t *testing.T) (open func() guard.Journal)) {
	for name, holds := range map[string]func(t *testing.T, open func() guard.Journal){
		"what is written is read":             whatIsWrittenIsRead,
		"an account's entries":                entriesOfAnAccount,
		"one look and one act":                oneLookAndOneAct,
		"one of many is not overtaken":        oneOfManyIsNotOvertaken,
		"many writers lose nothing":           manyWritersLoseNothing,
		"an ended context writes nothing":     anEndedContextWritesNothing,
		"marks are of one account, and count": marksCount,
	} {
		t.Run(name, func(t *testing.T) { holds(t, store(t)) })
	}
}

func entry(event guard.Event, id, appid string, at time.Time) guard.Entry {
	return guard.Entry{V: 1, Event: event, ID: id, At: at, Who: guard.Who{User: "li"}, Alias: "mall", AppID: appid, Scope: guard.ScopeAll, Via: guard.ViaToken}
}

func put(t *testing.T, j guard.Journal, entries ...guard.Entry) {
	t.Helper()
	for _, e := range entries {
		if err := j.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

// ids tells what q finds.
func ids(t *testing.T, j guard.Journal, q guard.Query) string {
	t.Helper()
	entries, damaged, err := j.Entries(t.Context(), q)
	if err != nil || damaged != 0 {
		t.Fatalf("%d damaged, %v", damaged, err)
	}
	var s []string
	for _, e := range entries {
		s = append(s, e.ID)
	}
	return strings.Join(s, " ")
}

func whatIsWrittenIsRead(t *testing.T, open func() guard.Journal) {
	j := open()
	if err := j.Ready(t.Context()); err != nil {
		t.Errorf("not ready: %v", err)
	}
	if got := ids(t, j, guard.Query{}); got != "" {
		t.Errorf("an empty journal holds %q", got)
	}
	intent := entry(guard.EventIntent, "a", mall, noon)
	intent.Reason, intent.Timeout = `大促 "45009" <b> ,"appid":"`+shop+`"`, 30_000
	intent.Before = []guard.Counter{{Path: "/cgi-bin/menu/get", Limit: 1000, Used: 990, Remain: 10, At: noon}}
	outcome := entry(guard.EventOutcome, "a", mall, noon.Add(time.Second))
	outcome.Outcome, outcome.Code, outcome.Msg, outcome.RID = guard.Refused, 48006, "no", "617682e0-5a2b1c3d-0f1e2d3c"
	want := []guard.Entry{intent, outcome}
	put(t, j, want...)
	got, damaged, err := open().Entries(t.Context(), guard.Query{AppID: mall})
	if err != nil || damaged != 0 || text(t, got) != text(t, want) {
		t.Errorf("got %s, %d damaged, %v\nwant %s", text(t, got), damaged, err, text(t, want))
	}
}

func text(t *testing.T, entries []guard.Entry) string {
	t.Helper()
	b, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func entriesOfAnAccount(t *testing.T, open func() guard.Journal) {
	j := open()
	odd := `../wx"&<` + "\x7f"
	last := noon.AddDate(0, -1, 0)
	put(t, j,
		entry(guard.EventIntent, "a", mall, last), entry(guard.EventIntent, "b", shop, noon),
		entry(guard.EventIntent, "c", mall[:9], noon), entry(guard.EventIntent, "d", mall+"0", noon),
		entry(guard.EventIntent, "e", odd, noon), entry(guard.EventOutcome, "f", mall, noon.UTC()),
		entry(guard.EventIntent, "g", mall, noon.Add(-time.Second)), // a clock set back
	)
	for _, tt := range []struct {
		query guard.Query
		want  string
	}{
		{guard.Query{}, "a b c d e f g"},
		{guard.Query{AppID: mall}, "a f g"},
		{guard.Query{AppID: mall[:9]}, "c"},
		{guard.Query{AppID: odd}, "e"},
		{guard.Query{AppID: "wx"}, ""},
		{guard.Query{Since: last}, "a b c d e f g"},
		{guard.Query{Since: last.Add(time.Second)}, "b c d e f g"},
		{guard.Query{AppID: mall, Since: noon}, "f"},
		{guard.Query{AppID: mall, Since: noon.Add(time.Second)}, ""},
	} {
		if got := ids(t, j, tt.query); got != tt.want {
			t.Errorf("%+v finds %q; want %q", tt.query, got, tt.want)
		}
	}
}

func oneLookAndOneAct(t *testing.T, open func() guard.Journal) {
	mine, theirs := open(), open()
	first := entry(guard.EventIntent, "a", mall, noon)
	for _, tt := range []struct {
		entry guard.Entry
		seen  guard.Mark
		taken bool
	}{
		{first, guard.Mark{Begun: 1}, false},
		{first, guard.Mark{}, true},
		{entry(guard.EventIntent, "b", mall, noon), guard.Mark{}, false},
		{entry(guard.EventIntent, "c", shop, noon), guard.Mark{}, true}, // another account
		{entry(guard.EventOutcome, "a", mall, noon), guard.Mark{Begun: 1}, true},
		{entry(guard.EventIntent, "d", mall, noon), guard.Mark{Begun: 1}, false},
		{entry(guard.EventAfter, "a", mall, noon), guard.Mark{Begun: 1, Ended: 1}, true},
		{entry(guard.EventIntent, "e", mall, noon), guard.Mark{Begun: 1, Ended: 1}, true}, // a reading changes nothing
	} {
		err := theirs.AppendIf(t.Context(), tt.entry, tt.seen)
		if tt.taken && err != nil || !tt.taken && !errors.Is(err, guard.ErrOvertaken) {
			t.Errorf("%s %s with %+v seen: %v; want it taken: %v", tt.entry.ID, tt.entry.Event, tt.seen, err, tt.taken)
		}
	}
	if got := ids(t, mine, guard.Query{}); got != "a c a a e" {
		t.Errorf("the journal holds %q; want nothing of what was overtaken", got)
	}
}

func marksCount(t *testing.T, open func() guard.Journal) {
	j := open()
	put(t, j, entry(guard.EventIntent, "a", mall, noon), entry(guard.EventIntent, "b", shop, noon), entry(guard.EventOutcome, "a", mall, noon))
	entries, _, err := j.Entries(t.Context(), guard.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for appid, want := range map[string]guard.Mark{mall: {Begun: 1, Ended: 1}, shop: {Begun: 1}, "": {}} {
		if got := guard.MarkOf(entries, appid); got != want {
			t.Errorf("the mark of %q is %+v; want %+v", appid, got, want)
		}
	}
}

func oneOfManyIsNotOvertaken(t *testing.T, open func() guard.Journal) {
	var wg sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		wg.Go(func() {
			results[i] = open().AppendIf(t.Context(), entry(guard.EventIntent, fmt.Sprint(i), mall, noon), guard.Mark{})
		})
	}
	wg.Wait()
	results = slices.DeleteFunc(results, func(err error) bool { return errors.Is(err, guard.ErrOvertaken) })
	if got := ids(t, open(), guard.Query{}); len(results) != 1 || results[0] != nil || len(got) != 1 {
		t.Errorf("%d not overtaken (%v), and the journal holds %q; want one", len(results), results, got)
	}
}

func manyWritersLoseNothing(t *testing.T, open func() guard.Journal) {
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 10 {
				if err := open().Append(t.Context(), entry(guard.EventIntent, fmt.Sprint(w, "-", i), mall, noon)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := len(strings.Fields(ids(t, open(), guard.Query{}))); n != 80 {
		t.Errorf("%d entries; want 80", n)
	}
}

func anEndedContextWritesNothing(t *testing.T, open func() guard.Journal) {
	j := open()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e := entry(guard.EventIntent, "a", mall, noon)
	if err := j.Append(ctx, e); !errors.Is(err, context.Canceled) {
		t.Errorf("append: %v", err)
	}
	if err := j.AppendIf(ctx, e, guard.Mark{}); !errors.Is(err, context.Canceled) {
		t.Errorf("conditional append: %v", err)
	}
	if got := ids(t, j, guard.Query{}); got != "" {
		t.Errorf("the journal holds %q; want nothing", got)
	}
}
