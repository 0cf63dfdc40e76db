package ui

import (
	"cmp"
	"slices"
	"strings"

	"wxops/ui/view"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

// sortOrder is how the rows are ordered.
type sortOrder int

const (
	sortPressure sortOrder = iota
	sortName
	sortUsed
	sortOrders
)

// rank is where a row belongs: one of the three decides, by the order that is chosen.
type rank struct {
	path     string
	name     string
	used     int64
	standing meter.Standing
}

func (v *quotaView) rank(path string) rank {
	switch row := v.meter.Row(path); v.order {
	case sortName:
		return rank{path: path, name: v.name(path)}
	case sortUsed:
		return rank{path: path, used: row.Used()}
	default:
		return rank{path: path, standing: row.Standing()}
	}
}

// arranged filters and sorts the rows anew; equal rows stay in the order of
// the account's list.
func (v *quotaView) arranged() {
	ranks := make([]rank, 0, len(v.meter.Paths()))
	words := strings.Fields(strings.ToLower(v.filter.Value()))
	for _, p := range v.meter.Paths() {
		if matches(p, words) {
			ranks = append(ranks, v.rank(p))
		}
	}
	slices.SortStableFunc(ranks, func(a, b rank) int {
		return cmp.Or(a.standing.Compare(b.standing), cmp.Compare(b.used, a.used), strings.Compare(a.name, b.name))
	})
	ids := make([]string, len(ranks))
	for i, r := range ranks {
		ids[i] = r.path
	}
	if !v.moved {
		v.table.Cur = ""
	}
	v.table = v.table.With(ids)
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
func (v *quotaView) name(path string) string { return view.APIName(path, v.Lang) }
