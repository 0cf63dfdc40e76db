package notify

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/rid"
	"wxops/wechat/watch"
)

// TestALineSaysWhatItIsWhenItIsOutAndWhatToDo, in both languages and Beijing's time
// wherever the watch runs.
func TestALineSaysWhatItIsWhenItIsOutAndWhatToDo(t *testing.T) {
	at := time.Date(2026, 3, 9, 6, 41, 0, 0, time.UTC)
	const path = "/cgi-bin/message/custom/send"
	pressed := watch.Event{Kind: watch.Crossed, Account: "mall", Path: path, Level: meter.LevelPressing, Percent: 96, OutAt: at}
	out := pressed
	out.Level, out.Percent = meter.LevelOut, 100
	refused := watch.Event{Kind: watch.Decided, Account: "mall", Path: path, Percent: 100, Decision: &watch.Decision{Why: watch.KeptBack}}
	dry := watch.Event{Kind: watch.Decided, Account: "mall", Path: path, Percent: 100, Decision: &watch.Decision{Why: watch.Due, Clear: true}}
	target := guard.Target{Scope: guard.ScopeAPI}
	unknown := watch.Event{Kind: watch.Reset, Account: "mall", Path: path, Decision: &watch.Decision{}, Result: &guard.Result{Outcome: guard.Unknown, Target: target}}
	for _, c := range []struct {
		lang   words.Lang
		at     time.Time
		events []watch.Event
		want   string
	}{
		{words.English, at.Add(-time.Hour), []watch.Event{pressed}, "wxops 13:41 +08: 1 near\nmall " + path + ": 96%, out at about 14:41 -> wxops mall"},
		{words.Chinese, at.Add(time.Hour), []watch.Event{out}, "wxops 15:41 +08：用尽 1\nmall " + path + "：100%，14:41 起用尽 -> wxops mall"},
		{words.English, at, []watch.Event{out, refused}, "wxops 14:41 +08: 1 out\nmall " + path + ": 100%, out since 14:41, not cleared by the policy: the rest is kept for people -> wxops mall"},
		{words.English, at, []watch.Event{out, dry}, "wxops 14:41 +08: 1 out\nmall " + path + ": 100%, out since 14:41, dry run: the policy would clear it -> wxops mall"},
		{words.English, at, []watch.Event{out, refused, unknown}, "wxops 14:41 +08: 1 out\nmall " + path + ": 100%, out since 14:41, clear by the policy: unknown -> wxops mall"},
		{words.English, at, []watch.Event{refused}, "wxops 14:41 +08\nmall " + path + ": not cleared by the policy: the rest is kept for people"},
	} {
		var items []item
		for _, e := range c.events {
			it, _ := itemOf(e)
			items = append(items, it)
		}
		if got := messageOf(items, 0, c.lang, c.at).String(); got != c.want {
			t.Errorf("got %q, expected %q", got, c.want)
		}
	}
	if at.Location() == wechat.Beijing() {
		t.Error("the test shows nothing")
	}
}

// TestALogTellsAGroupOnceAnHour, and none of its own words: whoever can write to the log
// would write to the chat.
func TestALogTellsAGroupOnceAnHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		seen := watch.Event{Kind: watch.Seen, Account: "mall", Percent: -1, Group: &watch.Group{
			First: rid.Finding{Code: 45009, Message: "canary https://evil.example"}, Path: "/wxa/a", Total: 7,
		}}
		telling(t, g, "", func(n *Notifier) {
			for range 119 {
				n.Heard(seen)
				n.Swept(time.Now())
				time.Sleep(time.Minute)
			}
		})
		said := g.messages()
		if len(said) != 2 || !strings.Contains(said[0], "mall /wxa/a: errcode 45009 in a log, 7 times") || strings.Contains(said[0], "evil") {
			t.Errorf("it said %q", said)
		}
	})
}
