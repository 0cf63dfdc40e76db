package meter

import (
	"testing"
	"time"

	"wxops/wechat"
)

// standingNow is an account of rows that were read just now.
func standingNow(now time.Time, quotas ...wechat.Quota) Account {
	f := NewFleet(Config{Refresh: time.Minute, Now: func() time.Time { return now }})
	t := Target{ID: "mall"}
	for _, q := range quotas {
		t.Paths = append(t.Paths, q.Path)
	}
	f.Set([]Target{t})
	for _, q := range quotas {
		q.At = now
		f.Take("mall", wechat.Reading{Path: q.Path, Quota: q}, now)
	}
	a, _ := f.Account("mall")
	return a
}

func usedOf(path string, limit, used int64) wechat.Quota {
	return wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: limit - used}}
}

// TestAClearOfWhatIsOutLastsAtMostAsLongAsItDidBefore: at noon twelve hours have used
// the whole limit, or fewer.
func TestAClearOfWhatIsOutLastsAtMostAsLongAsItDidBefore(t *testing.T) {
	a := standingNow(noon.Add(-time.Hour), usedOf("a", 1100, 1100))
	o, known := a.Outlook("a", noon.Add(-time.Hour))
	if want := noon.Add(10 * time.Hour); !known || !o.AtMost || o.LastsUntil.Sub(want).Abs() > time.Minute || o.Lasts() {
		t.Errorf("%+v, %v; want until %v", o, known, want)
	}
	evening := noon.Add(6 * time.Hour)
	if o, known := standingNow(evening, usedOf("a", 1100, 1100)).Outlook("a", evening); !known || !o.Lasts() || !o.LastsUntil.Equal(BackAt(evening)) {
		t.Errorf("in the evening: %+v, %v", o, known)
	}
}

// TestNoAdviceWithoutAPace, as just after midnight, of a row without figures or one that was never read.
func TestNoAdviceWithoutAPace(t *testing.T) {
	early := BackAt(noon).Add(5 * time.Minute)
	for name, a := range map[string]Account{
		"just after midnight": standingNow(early, usedOf("a", 1000, 1000)),
		"no figures":          standingNow(early, wechat.Quota{Path: "a"}),
		"not read":            {Rows: []*Row{{Path: "a"}}},
		"not watched":         {},
	} {
		if o, known := a.Outlook("a", early); known {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

// TestTheWholeAccountLastsAsLongAsItsFirst: what is far from its limit does not count.
func TestTheWholeAccountLastsAsLongAsItsFirst(t *testing.T) {
	at := noon.Add(-time.Hour)
	a := standingNow(at, usedOf("quiet", 10, 1), usedOf("slow", 1100, 1100), usedOf("far", 1000, 3))
	whole, known := a.Outlook("", at)
	alone, _ := a.Outlook("slow", at)
	if !known || whole != alone {
		t.Errorf("%+v, want %+v", whole, alone)
	}
}
