package cli

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"wxops/wechat/meter"
	"wxops/wechat/simulate"
	"wxops/wechat/simulate/demo"
)

func TestTheDemoRemembersWhatItTells(t *testing.T) {
	now := time.Date(2026, 3, 10, 11, 30, 0, 0, time.UTC)
	_, data := demo.New(func() time.Time { return now }, rand.New(rand.NewPCG(1, 2)))
	m := newDemoMemory(data.Past)
	for _, a := range data.Accounts {
		key := meter.Key{Host: "api.weixin.qq.com", AppID: a.AppID}
		today, err := m.Recall(key, now)
		if err != nil {
			t.Fatal(err)
		}
		days, err := m.Days(key, now)
		if err != nil {
			t.Fatal(err)
		}
		read := a.Alias == "mall" || a.Alias == "news" || a.Alias == "game"
		if read != (len(today) > 0) || (a.Kind == "component") != (len(days) == 0) {
			t.Errorf("%s: %d APIs of today, %d of the days before", a.Alias, len(today), len(days))
		}
		for path, past := range today {
			last := past.Today[len(past.Today)-1]
			if past.Last.Daily.Used != last.Used || !past.Last.At.Equal(last.At) || past.Last.Path != path {
				t.Errorf("%s: the newest reading is %+v, the newest sample %+v", path, past.Last, last)
			}
			if len(days[path]) < 5 || days[path][0].Limit != past.Last.Daily.Limit {
				t.Errorf("%s: the days before are %d", path, len(days[path]))
			}
		}
	}
}

func TestEveryFaultHasItsWords(t *testing.T) {
	names := simulate.TroubleNames()
	for _, written := range names {
		name, _, _ := strings.Cut(strings.ReplaceAll(written, "[", ""), "=")
		if words := wordFaults[name]; words.In("en") == "" || words.In("zh") == "" {
			t.Errorf("help says nothing of %s", name)
		}
	}
	if len(names) != len(wordFaults) {
		t.Errorf("%d faults, and words of %d", len(names), len(wordFaults))
	}
}
