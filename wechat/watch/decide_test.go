package watch

import (
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// afternoon is in Beijing; midnight is nine hours off.
var afternoon = time.Date(2026, 3, 9, 15, 0, 0, 0, wechat.Beijing())

const (
	send = "/cgi-bin/message/custom/send"
	menu = "/cgi-bin/menu/create"
)

// readings makes an account whose rows were read at times of the day with numbers of
// 1,000.
func readings(now time.Time, rows map[string][]int64) meter.Account {
	a := meter.Account{ID: "mall"}
	for _, path := range []string{send, menu} {
		r := &meter.Row{Path: path}
		used := rows[path]
		for i, n := range used {
			at := now.Add(-time.Duration(len(used)-1-i) * 5 * time.Minute)
			q := wechat.Quota{Path: path, At: at, Daily: &wechat.Daily{Limit: 1000, Used: n, Remain: max(0, 1000-n)}}
			r = r.With(wechat.Reading{Path: path, Quota: q}, at, 5*time.Minute)
		}
		if len(used) > 0 {
			a.Rows = append(a.Rows, r)
		}
	}
	return a
}

func made(scope guard.Scope, path string, ago time.Duration, who string, outcome guard.Outcome) guard.Reset {
	return guard.Reset{ID: who + ago.String(), At: afternoon.Add(-ago), AppID: "wx00000000000000a1", Scope: scope, Path: path, Who: guard.Who{User: who}, Outcome: outcome}
}

func usual() Situation {
	return Situation{
		Policy: Policy{ResetAt: 100, Scope: guard.ScopeAPI, PerMonth: 4, KeepBack: 3, OnlyIfOutFor: 10 * time.Minute, DayEndsWithin: 30 * time.Minute},
		Left:   guard.Left{All: 10, API: 50}, AppID: "wx00000000000000a1", Now: afternoon,
		Account: readings(afternoon, map[string][]int64{send: {900, 1000, 1000, 1000}, menu: {10, 10, 11, 11}}),
	}
}

func TestThePolicyDecides(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *Situation)
		want   Why // "": there is nothing to decide
	}{
		"out for long enough": {func(*Situation) {}, Due},
		"no policy":           {func(s *Situation) { s.Policy.ResetAt = 0 }, ""},
		"below":               {func(s *Situation) { s.Account = readings(afternoon, map[string][]int64{send: {999}}) }, ""},
		"at a lower threshold": {func(s *Situation) {
			s.Policy.ResetAt, s.Policy.OnlyIfOutFor, s.Account = 90, 0, readings(afternoon, map[string][]int64{send: {900}})
		}, Due},
		"near is not out": {func(s *Situation) {
			s.Policy.ResetAt, s.Account = 90, readings(afternoon, map[string][]int64{send: {900, 950}})
		}, NotOutLong},
		"another API":  {func(s *Situation) { s.Policy.APIs = []string{menu} }, NotChosen},
		"read-only":    {func(s *Situation) { s.ReadOnly = true }, ReadOnly},
		"stopped":      {func(s *Situation) { s.Stop = &Stop{Why: OutcomeUnknown} }, Waits},
		"out just now": {func(s *Situation) { s.Account = readings(afternoon, map[string][]int64{send: {900, 950, 1000, 1000}}) }, NotOutLong},
		"out since before": {func(s *Situation) {
			s.Account = readings(afternoon, map[string][]int64{send: {1000, 1000, 1000, 1000}})
		}, Due},
		"seen for the first time": {func(s *Situation) {
			s.Account = readings(afternoon, map[string][]int64{send: {1000}})
		}, NotOutLong},
		"no condition": {func(s *Situation) {
			s.Policy.OnlyIfOutFor, s.Account = 0, readings(afternoon, map[string][]int64{send: {1000}})
		}, Due},
		"the day ends":           {func(s *Situation) { s.Policy.DayEndsWithin = 9 * time.Hour }, BackSoon},
		"the day ends later":     {func(s *Situation) { s.Policy.DayEndsWithin = 9*time.Hour - time.Second }, Due},
		"old numbers":            {func(s *Situation) { s.Account.Err = &wechat.Error{Code: 40001} }, Old},
		"numbers of another day": {func(s *Situation) { s.Now = afternoon.AddDate(0, 0, 1) }, ""},
		"three are kept":         {func(s *Situation) { s.Left.API = 3 }, KeptBack},
		"one more than three":    {func(s *Situation) { s.Left.API = 4 }, Due},
		"none is left":           {func(s *Situation) { s.Left.API, s.Policy.KeepBack = 0, 0 }, MonthGone},
		"48006":                  {func(s *Situation) { s.Left.API, s.Left.APISure = 0, true }, MonthGone},
		"the other budget":       {func(s *Situation) { s.Left.All = 0 }, Due},
		"a person's just now": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, 29*time.Minute, "li", guard.OK)}
		}, Recent},
		"a person's all just now": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAll, "", 29*time.Minute, "li", guard.Unknown)}
		}, Recent},
		"of another API": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, menu, 29*time.Minute, "li", guard.OK)}
		}, Due},
		"a person's was refused": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, time.Minute, "li", guard.Refused)}
		}, Due},
		"its own was refused": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, time.Minute, User, guard.Refused)}
		}, Recent},
		"in the future": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, -20*time.Minute, "li", guard.OK)}
		}, Recent},
		"its own is not judged yet": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, 31*time.Minute, User, guard.OK)}
		}, Recent},
		"its own is judged": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, 32*time.Minute, User, guard.OK)}
		}, Due},
		"half an hour ago": {func(s *Situation) {
			s.Resets = []guard.Reset{made(guard.ScopeAPI, send, 30*time.Minute, "li", guard.OK)}
		}, Due},
		"spent its own": {func(s *Situation) {
			for i := range 4 {
				s.Resets = append(s.Resets, made(guard.ScopeAPI, menu, time.Duration(i+1)*time.Hour, User, []guard.Outcome{guard.OK, guard.Unknown}[i%2]))
			}
		}, SpentOwn},
		"spent last month, of the other scope, refused, by people": {func(s *Situation) {
			for i := range 9 {
				s.Resets = append(s.Resets, made(guard.ScopeAPI, menu, time.Duration(i+10)*24*time.Hour, User, guard.OK),
					made(guard.ScopeAll, "", time.Duration(i+1)*time.Hour, User, guard.OK),
					made(guard.ScopeAPI, menu, time.Duration(i+1)*time.Hour, User, guard.Refused),
					made(guard.ScopeAPI, menu, time.Duration(i+1)*time.Hour, "li", guard.OK))
			}
		}, Due},
		"all of the account":  {func(s *Situation) { s.Policy.Scope = guard.ScopeAll }, Due},
		"all, three are kept": {func(s *Situation) { s.Policy.Scope, s.Left.All = guard.ScopeAll, 3 }, KeptBack},
		"all, only by others": {func(s *Situation) { s.Policy.Scope, s.Policy.APIs = guard.ScopeAll, []string{menu} }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := usual()
			c.change(&s)
			got := Decide(s)
			if c.want == "" {
				if len(got) > 0 {
					t.Errorf("it decided %+v", got)
				}
				return
			}
			if len(got) != 1 || got[0].Why != c.want || got[0].Clear != (c.want == Due) || got[0].Path != send {
				t.Errorf("got %+v, want %q", got, c.want)
			}
		})
	}
}

// TestSeveralTogetherStayWithinTheBudget: of three that are left, two for people, one.
func TestSeveralTogetherStayWithinTheBudget(t *testing.T) {
	s := usual()
	s.Account = readings(afternoon, map[string][]int64{send: {900, 1000, 1000, 1000}, menu: {900, 1000, 1000, 1000}})
	for left, want := range map[int]int{5: 2, 4: 1, 3: 0} {
		s.Left.API = left
		cleared := 0
		for _, d := range Decide(s) {
			if d.Clear {
				cleared++
			}
		}
		if cleared != want {
			t.Errorf("%d left, 3 kept: it clears %d", left, cleared)
		}
	}
	s.Left.API, s.Policy.Scope = 50, guard.ScopeAll
	if got := Decide(s); len(got) != 1 || !got[0].Clear || got[0].Target.Path != "" || got[0].Target.Scope != guard.ScopeAll {
		t.Errorf("the whole account: %+v", got)
	}
}

func TestWhatStopsAPolicy(t *testing.T) {
	before := []wechat.Quota{{Path: send, Daily: &wechat.Daily{Limit: 1000, Used: 1000}}}
	never := func(guard.Reset) bool { return false }
	for name, c := range map[string]struct {
		reset    guard.Reset
		samples  []meter.Sample
		underWay bool
		want     StopWhy
	}{
		"unknown":                   {reset: made(guard.ScopeAPI, send, time.Hour, User, guard.Unknown), want: OutcomeUnknown},
		"on the wire":               {reset: made(guard.ScopeAPI, send, time.Second, User, guard.Unknown), underWay: true},
		"a person's":                {reset: made(guard.ScopeAPI, send, time.Hour, "li", guard.Unknown)},
		"refused":                   {reset: made(guard.ScopeAPI, send, time.Hour, User, guard.Refused)},
		"young":                     {reset: made(guard.ScopeAPI, send, 29*time.Minute, User, guard.OK)},
		"its last reading may come": {reset: made(guard.ScopeAPI, send, 31*time.Minute, User, guard.OK)},
		"no reading":                {reset: made(guard.ScopeAPI, send, 32*time.Minute, User, guard.OK), want: DidNotHelp},
		"still there":               {reset: made(guard.ScopeAPI, send, time.Hour, User, guard.OK), samples: []meter.Sample{{At: afternoon, Used: 1000}}, want: DidNotHelp},
		"lower":                     {reset: made(guard.ScopeAPI, send, time.Hour, User, guard.OK), samples: []meter.Sample{{At: afternoon, Used: 3}}},
		"lower before":              {reset: made(guard.ScopeAPI, send, time.Hour, User, guard.OK), samples: []meter.Sample{{At: afternoon.Add(-2 * time.Hour), Used: 3}}, want: DidNotHelp},
		"lower the next day":        {reset: made(guard.ScopeAPI, send, 20*time.Hour, User, guard.OK), samples: []meter.Sample{{At: afternoon, Used: 3}}, want: DidNotHelp},
		"just before midnight":      {reset: made(guard.ScopeAPI, send, 15*time.Hour+20*time.Minute, User, guard.OK)},
	} {
		t.Run(name, func(t *testing.T) {
			c.reset.Before = before
			under := never
			if c.underWay {
				under = func(guard.Reset) bool { return true }
			}
			row := func(path string) *meter.Row { return &meter.Row{Path: path, Samples: c.samples} }
			got := failing([]guard.Reset{c.reset}, under, row, afternoon)
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || got[0].Why != c.want) {
				t.Errorf("got %+v, want %q", got, c.want)
			}
		})
	}
}
