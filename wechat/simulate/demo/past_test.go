package demo

import (
	"testing"
	"time"

	"wxops/wechat/simulate"
)

// hours are moments of a day in Beijing, the first minutes of a day and of a month among them.
func hours() map[string]time.Time {
	all := map[string]time.Time{"noon": noon}
	for name, clock := range map[string][2]int{"00:00": {0, 0}, "00:05": {0, 5}, "00:40": {0, 40}, "03:30": {3, 30}, "09:00": {9, 0}, "19:30": {19, 30}, "23:58": {23, 58}} {
		all[name] = time.Date(2025, 6, 1, clock[0], clock[1], 20, 0, simulate.Beijing())
	}
	return all
}

func TestTheDemosPastIsOneDayLong(t *testing.T) {
	for name, at := range hours() {
		s, data, _ := start(at)
		midnight := time.Date(at.In(simulate.Beijing()).Year(), at.In(simulate.Beijing()).Month(), at.In(simulate.Beijing()).Day(), 0, 0, 0, 0, simulate.Beijing())
		for _, p := range data.Past {
			last, when := int64(0), midnight
			for _, sample := range p.Today {
				if sample.Used < last || !sample.At.After(when) || !sample.At.Before(at) {
					t.Errorf("%s: %s: %v does not follow %d at %s", name, p.Path, sample, last, when)
				}
				last, when = sample.Used, sample.At
			}
			if now := s.Quota(p.AppID, p.Path).Used; last > now {
				t.Errorf("%s: %s stood at %d and stands at %d", name, p.Path, last, now)
			}
			for i, d := range p.Days {
				if !d.Start.Equal(midnight.AddDate(0, 0, -i-1)) {
					t.Errorf("%s: %s: day %d begins at %s", name, p.Path, i, d.Start)
				}
				if out := d.Used[95] >= p.Limit; out == d.OutAt.IsZero() {
					t.Errorf("%s: %s: day %d ends at %d of %d, out at %v", name, p.Path, i, d.Used[95], p.Limit, d.OutAt)
				}
			}
		}
	}
}

// TestTheDemoFitsItsHour: shortly after midnight only what rises on purpose has
// used much, and at no hour is anything out but what is to be.
func TestTheDemoFitsItsHour(t *testing.T) {
	meant := map[string]bool{customSend: true, "/cgi-bin/message/mass/sendall": true, "/wxa/generate_urllink": true}
	for name, at := range hours() {
		s, data, _ := start(at)
		early := at.In(simulate.Beijing()).Hour() == 0
		for _, a := range data.Accounts {
			for _, l := range a.Limits {
				q := s.Quota(a.AppID, l.Path)
				switch {
				case l.FromMidnight && early && q.Used*20 > q.Limit:
					t.Errorf("%s: %s of %s stands at %v so soon", name, l.Path, a.Alias, q)
				case q.Remain == 0 && !meant[l.Path]:
					t.Errorf("%s: %s of %s is out", name, l.Path, a.Alias)
				}
			}
		}
	}
}

func TestTheDemosGameRisesWhileOneWatches(t *testing.T) {
	s, data, later := start(noon)
	game := data.Accounts[2].AppID
	percent := func() int64 { q := s.Quota(game, subscribeSend); return q.Used * 100 / q.Limit }
	if p := percent(); p >= 80 {
		t.Errorf("%d %% at the start", p)
	}
	later(30 * time.Second)
	if p := percent(); p < 80 || p >= 95 {
		t.Errorf("%d %% after half a minute", p)
	}
	later(90 * time.Second)
	if p := percent(); p < 95 || p >= 100 {
		t.Errorf("%d %% after two minutes", p)
	}
}

func TestTheDemoRefusesAndLocks(t *testing.T) {
	s, data, _ := start(noon)
	for _, a := range data.Accounts {
		switch a.Alias {
		case "mall-test":
			wantCode(t, askToken(t, s, a.AppID, a.Secret), "40164")
		case "shop":
			wantCode(t, askToken(t, s, a.AppID, "anything"), "none")
		}
		for _, p := range data.Past {
			if known := len(p.Today) > 0; p.AppID == a.AppID && known == (a.Alias == "shop" || a.Alias == "mall-test") {
				t.Errorf("%s: something is remembered of today: %t", a.Alias, known)
			}
		}
	}
}
