package ui

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
)

// quotaRow is what is known of one API.
type quotaRow struct {
	quota   wechat.Quota
	read    bool
	err     error // WeChat has no quota for this path
	at      time.Time
	history []sample
}

// sample is one reading of a counter, kept to see how fast it rises.
type sample struct {
	at   time.Time
	used int64
}

// historyKept is enough for an hour at the usual pace.
const historyKept = 120

func (r quotaRow) with(q wechat.Quota, at time.Time) quotaRow {
	r.quota, r.read, r.err, r.at = q, true, nil, at
	if q.Daily != nil {
		r.history = append(slices.Clip(r.history), sample{at, q.Daily.Used})
		if over := len(r.history) - historyKept; over > 0 {
			r.history = r.history[over:]
		}
	}
	return r
}

// ofRow tells an error about this one API from one that stops them all.
func ofRow(err error) bool {
	switch wechat.Code(err) {
	case 76021, 76022, 76003:
		return true
	case 0:
		for _, e := range []error{catalog.ErrPathEmpty, catalog.ErrPathForm, catalog.ErrPathHost, catalog.ErrPathQuery, catalog.ErrPathSlash, catalog.ErrPathSNS} {
			if errors.Is(err, e) {
				return true
			}
		}
	}
	return false
}

// perSecond is how fast the counter rises, in calls a second, over the last
// ten minutes; 0 when it stands still or too little is known.
func (r quotaRow) perSecond() float64 {
	n := len(r.history)
	if n < 2 {
		return 0
	}
	last := r.history[n-1]
	for _, s := range r.history {
		span := last.at.Sub(s.at)
		if span > 10*time.Minute || s.used > last.used {
			continue // too old, or from before a reset
		}
		if span <= 0 {
			return 0
		}
		return float64(last.used-s.used) / span.Seconds()
	}
	return 0
}

// outAt is when the quota will be used up at the present pace; zero when it
// already is, or will not be before the day ends in Beijing.
func (r quotaRow) outAt() time.Time {
	d := r.quota.Daily
	pace := r.perSecond()
	if d == nil || d.Remain <= 0 || pace <= 0 {
		return time.Time{}
	}
	secs := float64(d.Remain) / pace
	if secs > 24*3600 {
		return time.Time{}
	}
	at := r.at.Add(time.Duration(secs * float64(time.Second)))
	if at.After(dayEnd(r.at)) {
		return time.Time{}
	}
	return at
}

// beijing is where WeChat counts its days and months.
var beijing = time.FixedZone("CST", 8*3600)

func dayEnd(at time.Time) time.Time {
	y, m, d := at.In(beijing).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, beijing)
}

// sortOrder is how the rows are ordered.
type sortOrder int

const (
	sortPressure sortOrder = iota
	sortName
	sortUsed
	sortOrders
)

// pressure puts what is out first, then by the part used; rows without
// numbers follow, those without a quota stand last.
func (r quotaRow) pressure() float64 {
	switch {
	case r.err != nil:
		return -2
	case !r.read || r.quota.Daily == nil:
		return -1
	}
	return pressure(r.quota.Daily)
}

func pressure(d *wechat.Daily) float64 {
	if d.Out() {
		return 1e9
	}
	return d.Percent()
}

func (r quotaRow) used() int64 {
	if r.quota.Daily == nil {
		return -1
	}
	return r.quota.Daily.Used
}

// rank is where a row belongs: the larger number first, then by name.
type rank struct {
	path   string
	number float64
	name   string
}

func (v quotaView) rank(path string) rank {
	switch r := v.rows[path]; v.order {
	case sortName:
		return rank{path: path, name: v.name(path)}
	case sortUsed:
		return rank{path: path, number: float64(r.used())}
	default:
		return rank{path: path, number: r.pressure()}
	}
}

// arranged filters and sorts the rows anew; equal rows stay in the order of
// the account's list.
func (v quotaView) arranged() quotaView {
	ranks := make([]rank, 0, len(v.paths))
	words := strings.Fields(strings.ToLower(v.filter.Value()))
	for _, p := range v.paths {
		if matches(p, words) {
			ranks = append(ranks, v.rank(p))
		}
	}
	slices.SortStableFunc(ranks, func(a, b rank) int {
		return cmp.Or(cmp.Compare(b.number, a.number), strings.Compare(a.name, b.name))
	})
	ids := make([]string, len(ranks))
	for i, r := range ranks {
		ids[i] = r.path
	}
	if !v.moved {
		v.table.Cur = ""
	}
	v.table = v.table.With(ids)
	return v
}

// byPressure orders paths for a sweep, the most pressed first.
func (v quotaView) byPressure(paths []string) []string {
	out := slices.Clone(paths)
	slices.SortStableFunc(out, func(a, b string) int {
		return cmp.Compare(v.rows[b].pressure(), v.rows[a].pressure())
	})
	return out
}

// due are the rows whose time has come: those near their limit at every
// refresh, the others more seldom, because reading costs quota too.
func (v quotaView) due(now time.Time) []string {
	var paths []string
	for _, p := range v.paths {
		r := v.rows[p]
		switch {
		case r.err != nil:
		case !r.read || now.Sub(r.at) >= wechat.Interval(r.quota, v.cfg.Refresh)-time.Second:
			paths = append(paths, p)
		}
	}
	return paths
}

// matches reports whether a path or its names hold every word.
func matches(path string, words []string) bool {
	if len(words) == 0 {
		return true
	}
	api, _ := catalog.Lookup(path)
	text := strings.ToLower(path + "\n" + api.Name + "\n" + api.Zh + "\n" + api.En)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// name is what an API is called on the screen.
func (v quotaView) name(path string) string { return apiName(path, v.text.Lang) }

func apiName(path string, lang words.Lang) string {
	api, ok := catalog.Lookup(path)
	switch {
	case !ok:
		return clean.Line(path)
	case lang == words.Chinese && api.Zh != "":
		return api.Zh
	case api.En != "":
		return api.En
	}
	return path
}
