package meter

import (
	"testing"
	"time"

	"wxops/wechat"
)

// standingNow is an account of rows that were read just now.
func standingNow(now time.Time, quotas ...wechat.Quota) Account {
	var a Account
	for _, q := range quotas {
		q.At = now
		row := (&Row{Path: q.Path}).With(wechat.Reading{Path: q.Path, Quota: q}, now, time.Minute)
		a.Rows = append(a.Rows, row)
	}
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

// TestAClearOfWhatASurgeUsedUpLastsAsLongAsTheSurgeLetsIt, and not as long as the quiet day
// before it would.
func TestAClearOfWhatASurgeUsedUpLastsAsLongAsTheSurgeLetsIt(t *testing.T) {
	row := reads(100000, 92000, 94000, 96000, 98000, 100000)
	for late, want := range map[time.Duration]time.Duration{0: 50 * time.Minute, time.Hour: 50 * time.Minute, 3 * time.Hour: 9 * time.Hour} {
		now := noon.Add(late)
		r := row.With(reading("a", 100000, 100000, 0), now, refresh)
		o, known := Account{Rows: []*Row{r}}.Outlook("a", now)
		if !known || o.AtMost || o.LastsUntil.Sub(now.Add(want)).Abs() > time.Minute {
			t.Errorf("%v after it was out: %+v, %v; want until %v", late, o, known, now.Add(want))
		}
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

// TestAClearLastsAsTheUsualDaysGo: of an API whose afternoons are twice as busy as its mornings.
func TestAClearLastsAsTheUsualDaysGo(t *testing.T) {
	midnight := midnightOf(noon)
	var days []Day
	for n := range 5 {
		d, used := Day{Start: midnight.AddDate(0, 0, -1-n), Limit: 100000}, int64(0)
		for s := range d.Used {
			used += 100
			if s >= SlotsADay/2 {
				used += 100
			}
			d.Used[s] = used
		}
		days = append(days, d)
	}
	at := func(hour int) time.Time { return midnight.Add(time.Duration(hour) * time.Hour) }
	for name, c := range map[string]struct {
		samples []Sample
		now     time.Time
		want    time.Time
	}{
		"seen to be out, a usual day":            {[]Sample{{at(12).Add(-time.Minute), 4600}, {at(12), 4800}}, at(12), at(18)},
		"out before anybody looked":              {[]Sample{{at(12), 4800}}, at(12), at(18)},
		"later, and still no one knows":          {[]Sample{{at(14), 4800}}, at(14), at(20)},
		"twice as busy":                          {[]Sample{{at(6).Add(-time.Minute), 4600}, {at(6), 4800}, {at(12), 4800}}, at(12), at(15)},
		"it lasts the day":                       {[]Sample{{at(20), 4800}}, at(20), BackAt(noon)},
		"cleared once, and used up for a second": {[]Sample{{at(6), 4700}, {at(6).Add(time.Minute), 0}, {at(9), 2400}, {at(12).Add(-time.Minute), 4600}, {at(12), 4800}}, at(12), at(15)},
	} {
		last := c.samples[len(c.samples)-1]
		past := Past{Last: wechat.Quota{Path: "a", At: last.At, Daily: &wechat.Daily{Limit: 4800, Used: 4800}}, Today: c.samples}
		row := (&Row{Path: "a"}).Remembering(past, c.now, 0).Knowing(days, c.now, 0)
		o, known := Account{Rows: []*Row{row}}.Outlook("a", c.now)
		if !known || o.AtMost || o.LastsUntil.Sub(c.want).Abs() > 10*time.Minute || !o.BackAt.Equal(BackAt(noon)) {
			t.Errorf("%s: %+v, %v; want until %v", name, o, known, c.want)
		}
	}
}
