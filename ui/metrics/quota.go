package metrics

import (
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// MaxSeries is how many series of quotas there are at most: those of the most pressed.
const MaxSeries = 2000

// attempts is after how many failures on end a row is taken away, so that no alert goes by
// numbers that nobody can renew.
const attempts = 3

// quota is a row that can be shown.
type quota struct {
	alias  string
	row    *meter.Row
	out    time.Time // when it is used up, or since when; zero: not known
	labels string
}

// series is how many samples it makes.
func (q quota) series() int {
	n := 1
	if q.row.Quota.Daily != nil {
		n += 3
	}
	if !q.out.IsZero() {
		n++
	}
	return n
}

// readable reports whether the last readings of an account succeeded. That WeChat wants
// it to be read more slowly is no failure. Nothing is sure before the first.
func readable(a meter.Account) (ok, sure bool) {
	if a.Err != nil && wechat.TooFast(a.Err) {
		a.Err = nil
	}
	failed := a.Locked || a.Fault() != nil
	return !failed, failed || a.Opened
}

// quotas gives the rows with numbers of today, in the order of the accounts, and how many
// series are left out.
func (m *Metrics) quotas(known []watch.Known, now time.Time) (shown []quota, dropped int) {
	rows := 0
	for _, k := range known {
		rows += len(k.Meter.Rows)
	}
	all, total := make([]quota, 0, rows), 0
	for _, k := range known {
		if m.lost(k.Meter.ID, now) {
			continue
		}
		for _, r := range k.Meter.Rows {
			if !r.Today(now) || k.Gone[r.Path] >= attempts {
				continue
			}
			q := quota{alias: k.Meter.ID, row: r, out: outAt(k.Meter, r, now)}
			all = append(all, q)
			total += q.series()
		}
	}
	if total > MaxSeries {
		all = mostPressed(all)
	}
	kept := 0
	seen := map[string]bool{}
	for _, q := range all {
		q.labels = labelled(label{"account", q.alias}, label{"cgi_path", q.row.Path})
		if !seen[q.labels] { // two paths that look alike once they are cleaned
			seen[q.labels] = true
			shown = append(shown, q)
			kept += q.series()
		}
	}
	return shown, total - kept
}

// outAt is what the forecast of today says; zero where it says nothing.
func outAt(a meter.Account, r *meter.Row, now time.Time) time.Time {
	switch f := a.Forecast(r, now); f.Saying {
	case meter.IsOut, meter.OutLater:
		return f.At
	}
	return time.Time{}
}

// mostPressed chooses the rows that are shown where not all can be, and leaves their
// order as it is.
func mostPressed(all []quota) []quota {
	type place struct {
		n        int
		standing meter.Standing
	}
	places := make([]place, len(all))
	for n, q := range all {
		places[n] = place{n, q.row.Standing()}
	}
	slices.SortStableFunc(places, func(a, b place) int { return a.standing.Compare(b.standing) })
	chosen, room := []int{}, MaxSeries
	for _, p := range places {
		if room -= all[p.n].series(); room < 0 {
			break
		}
		chosen = append(chosen, p.n)
	}
	slices.Sort(chosen)
	kept := make([]quota, 0, len(chosen))
	for _, n := range chosen {
		kept = append(kept, all[n])
	}
	return kept
}

// tellQuotas writes the rows, metric by metric.
func tellQuotas(t *text, quotas []quota) {
	daily := func(m metric, of func(*wechat.Daily) int64) {
		for _, q := range quotas {
			if d := q.row.Quota.Daily; d != nil {
				t.add(m, q.labels, of(d))
			}
		}
	}
	daily(quotaLimit, func(d *wechat.Daily) int64 { return d.Limit })
	daily(quotaUsed, func(d *wechat.Daily) int64 { return d.Used })
	daily(quotaRemain, func(d *wechat.Daily) int64 { return d.Remain })
	for _, q := range quotas {
		t.add(quotaRead, q.labels, q.row.At.Unix())
	}
	for _, q := range quotas {
		if !q.out.IsZero() {
			t.add(quotaOut, q.labels, q.out.Unix())
		}
	}
}
