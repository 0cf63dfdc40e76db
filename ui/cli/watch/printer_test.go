package watch

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/rid"
	"wxops/wechat/watch"
)

const (
	subscribe = "/cgi-bin/message/subscribe/send"
	custom    = "/cgi-bin/message/custom/send"
	openid    = "oAbCdEfGhIjKlMnOpQrStUvWxYz12"
)

var nine = time.Date(2026, 3, 14, 9, 0, 0, 0, wechat.Beijing())

// written is what a printer writes of events.
func written(lang words.Lang, format string, events []watch.Event) string {
	var out bytes.Buffer
	sh := &shell.Shell{Output: shell.Output{Lang: lang, Format: format, Env: shell.Env{Stdout: &out, Now: func() time.Time { return nine }}}}
	p := newPrinter(&command{Shell: sh}, []watch.Account{{Alias: "mall"}, {Alias: "news-north"}}, func() {})
	p.kindOf = func(string) string { return "miniprogram" }
	for i, e := range events {
		e.At = nine.Add(time.Duration(i) * time.Second)
		p.Heard(e)
	}
	return out.String()
}

func quota(path string, used int64) *wechat.Quota {
	return &wechat.Quota{Path: path, At: nine, Daily: &wechat.Daily{Limit: 50000, Used: used, Remain: 50000 - used}}
}

// whole is a day of a watch: each thing that it tells, in the ways that it can be told.
func whole() []watch.Event {
	exhausted := &wechat.Error{Path: custom, Code: 45009, Msg: "reach max api daily quota limit", RID: "69b4c0c8-2c0bb5f6-3a1d7e42"}
	about := func(e watch.Event) watch.Event {
		e.Account, e.AppID = "mall", "wx00000000000000a1"
		return e
	}
	row := func(e watch.Event, used int64, level meter.Level) watch.Event {
		e.Path, e.Quota, e.Percent, e.Level = subscribe, quota(subscribe, used), used/500, level
		return about(e)
	}
	none := func(e watch.Event) watch.Event {
		e.Percent = -1
		return about(e)
	}
	target := guard.Target{Alias: "mall", AppID: "wx00000000000000a1", Scope: guard.ScopeAPI, Path: subscribe, Via: guard.ViaToken}
	left := guard.Left{All: 9, API: 46}
	events := []watch.Event{
		none(watch.Event{Kind: watch.Started, Token: "keyring"}),
		{Kind: watch.Started, Account: "news-north", Token: "prompt", Percent: -1, Err: watch.ErrLocked},
		row(watch.Event{Kind: watch.Read, Read: 7, Of: 8}, 47000, meter.LevelNear),
		row(watch.Event{Kind: watch.Crossed, OutAt: nine.Add(40 * time.Minute)}, 47000, meter.LevelPressing),
		row(watch.Event{Kind: watch.Crossed, OutAt: nine}, 50000, meter.LevelOut),
		none(watch.Event{Kind: watch.Failed, Err: exhausted}),
		{Kind: watch.Failed, Percent: -1, Err: errors.New("no route to host")},
		{Kind: watch.Recovered, Percent: -1},
		none(watch.Event{Kind: watch.Recovered}),
		row(watch.Event{Kind: watch.Recovered}, 10, meter.LevelOK),
	}
	for _, d := range []watch.Decision{
		{Why: watch.Due, Clear: true}, {Why: watch.KeptBack, Left: 3}, {Why: watch.SpentOwn, Own: 4}, {Why: watch.BackSoon, Until: nine.Add(15 * time.Hour)},
		{Why: watch.MonthGone, Until: nine.AddDate(0, 0, 18)},
	} {
		d.Path, d.Target, d.Percent, d.Left = subscribe, target, 100, max(d.Left, 3)
		events = append(events, row(watch.Event{Kind: watch.Decided, Decision: &d}, 50000, meter.LevelOut))
	}
	decision := &watch.Decision{Path: subscribe, Target: target, Clear: true, Why: watch.Due, Percent: 100, Left: 46, Own: 1}
	events = append(events,
		row(watch.Event{Kind: watch.Reset, Decision: decision, Result: &guard.Result{ID: "r1", Target: target, Outcome: guard.OK, Left: left}}, 50000, meter.LevelOut),
		row(watch.Event{Kind: watch.Reset, Decision: decision, Err: exhausted,
			Result: &guard.Result{ID: "r2", Target: target, Outcome: guard.Refused, Err: exhausted, Left: left}}, 50000, meter.LevelOut),
		row(watch.Event{Kind: watch.Stopped, Stop: &watch.Stop{Why: watch.DidNotHelp, Reset: guard.Reset{ID: "r1", At: nine, Scope: guard.ScopeAPI, Outcome: guard.OK}}}, 50000, meter.LevelOut),
		none(watch.Event{Kind: watch.Seen, Path: custom, Group: &watch.Group{
			First: rid.Finding{Code: 40003, Message: "invalid openid " + openid, RID: "69b4c0c8-2c0bb5f6-3a1d7e42"}, Path: custom, Sure: true, Since: nine, Count: 1, Total: 1}}),
		none(watch.Event{Kind: watch.Seen, Group: &watch.Group{
			First: rid.Finding{Code: 40001, Message: "invalid credential"}, Since: nine, Count: 12, Total: 13, Likely: []string{"WxJava"}}}),
		none(watch.Event{Kind: watch.Seen, Group: &watch.Group{
			First: rid.Finding{Code: 40164, Message: "invalid ip 203.0.113.9"}, Path: custom, Since: nine, Count: 1, Total: 1, Address: "203.0.113.9"}}),
		watch.Event{Kind: watch.Seen, Percent: -1, Group: &watch.Group{Other: true, Since: nine, Count: 7, Total: 7}},
		watch.Event{Kind: watch.Stopped, Percent: -1},
	)
	return events
}

// TestTheLinesOfAWatch are those that people read, and those that programs read.
func TestTheLinesOfAWatch(t *testing.T) {
	for _, c := range []struct {
		name, format string
		lang         words.Lang
	}{{"english", shell.FormatTable, words.English}, {"chinese", shell.FormatTable, words.Chinese}, {"json", shell.FormatJSON, words.English}} {
		t.Run(c.name, func(t *testing.T) { golden.RequireEqual(t, []byte(written(c.lang, c.format, whole()))) })
	}
}

// TestTheColumnsOfAWatchStayWhereTheyAre in both languages, and nothing is told twice on
// one line.
func TestTheColumnsOfAWatchStayWhereTheyAre(t *testing.T) {
	events := whole()
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		for i, line := range strings.Split(strings.TrimSpace(written(lang, shell.FormatTable, events)), "\n") {
			before, _, there := strings.Cut(line, events[i].Account)
			if events[i].Account != "" && (!there || ansi.StringWidth(before) != len("2026-03-14 09:00:00 +08")+2+kindWidth+2) {
				t.Errorf("the alias stands elsewhere: %s", line)
			}
			for part := range strings.SplitSeq(line, ": ") {
				if part != "" && strings.Contains(line, part+": "+part) {
					t.Errorf("%q is said twice: %s", part, line)
				}
			}
		}
	}
}

// TestEachEventOfAWatchIsAnObjectWithAllItsKeys.
func TestEachEventOfAWatchIsAnObjectWithAllItsKeys(t *testing.T) {
	var keys int
	for line := range strings.Lines(written(words.English, shell.FormatJSON, whole())) {
		var doc map[string]any
		if err := json.Unmarshal([]byte(line), &doc); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if keys == 0 {
			keys = len(doc)
		}
		if len(doc) != keys {
			t.Errorf("%d keys, not %d: %s", len(doc), keys, line)
		}
	}
}

// TestPersonalDataOfALogIsMaskedInEachFace: a watch's own output lands in a journal that
// more people read than the log.
func TestPersonalDataOfALogIsMaskedInEachFace(t *testing.T) {
	for _, format := range []string{shell.FormatTable, shell.FormatJSON} {
		if out := written(words.English, format, whole()); strings.Contains(out, openid) {
			t.Errorf("an openid stands in %s", format)
		}
	}
}

// TestEachReasonHasItsWords: the phrases of the documents are no words for a person.
func TestEachReasonHasItsWords(t *testing.T) {
	for _, why := range []watch.Why{watch.NotChosen, watch.NotOutLong, watch.BackSoon, watch.SpentOwn, watch.KeptBack, watch.MonthGone, watch.Recent,
		watch.ReadOnly, watch.Waits, watch.Old, watch.NotNow, watch.TokenGone, watch.Overtaken, watch.Unjournaled, watch.Unread} {
		d := &watch.Decision{Path: subscribe, Why: why, Percent: 100, Target: guard.Target{Scope: guard.ScopeAPI}}
		line := written(words.Chinese, shell.FormatTable, []watch.Event{{Kind: watch.Decided, Account: "mall", Percent: -1, Decision: d}})
		if strings.Contains(line, string(why)) {
			t.Errorf("%q has no words: %s", why, line)
		}
	}
}
