package quota

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
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

// rows is the table: which rows, in which order, and which is chosen.
type rows struct {
	*view.Deps
	meter  *meter.Meter
	table  draw.Table
	moved  bool // the person has chosen a row: it stays chosen
	order  sortOrder
	filter draw.Field
	widest wechat.Daily // the largest numbers so far, for the width of the columns
}

func (t *rows) rank(path string) rank {
	switch row := t.meter.Row(path); t.order {
	case sortName:
		return rank{path: path, name: words.APIAt(path, t.Lang)}
	case sortUsed:
		return rank{path: path, used: row.Used()}
	default:
		return rank{path: path, standing: row.Standing()}
	}
}

// arranged filters and sorts the rows anew; equal rows stay in the order of
// the account's list.
func (t *rows) arranged() {
	ranks := make([]rank, 0, len(t.meter.Paths()))
	words := strings.Fields(strings.ToLower(t.filter.Value()))
	for _, p := range t.meter.Paths() {
		if matches(p, words) {
			ranks = append(ranks, t.rank(p))
		}
	}
	slices.SortStableFunc(ranks, func(a, b rank) int {
		return cmp.Or(a.standing.Compare(b.standing), cmp.Compare(b.used, a.used), strings.Compare(a.name, b.name))
	})
	ids := make([]string, len(ranks))
	for i, r := range ranks {
		ids[i] = r.path
	}
	if !t.moved {
		t.table.Cur = ""
	}
	t.table = t.table.With(ids)
}

// chosen puts the cursor on a row, and keeps it there.
func (t *rows) chosen(path string) { t.table.Cur, t.moved = path, true }

// sorted goes on to the next order, and says which it is.
func (t *rows) sorted() tea.Cmd {
	t.order = (t.order + 1) % sortOrders
	t.arranged()
	return view.Notice(wordSorted[t.order].In(t.Lang))
}

// unfiltered shows all rows again.
func (t *rows) unfiltered() {
	t.filter = t.filter.Closed()
	t.arranged()
}

// pressed moves the cursor.
func (t *rows) pressed(msg tea.KeyPressMsg) {
	if moved, ok := t.table.Pressed(msg, t.Key); ok {
		t.table, t.moved = moved, true
	}
}

// arrowed moves the cursor while a field has the letters.
func (t *rows) arrowed(msg tea.KeyPressMsg) bool {
	moved, ok := t.table.Arrowed(msg, t.Key)
	if ok {
		t.table, t.moved = moved, true
	}
	return ok
}

// filtered gives a key or a paste to the filter.
func (t *rows) filtered(msg tea.Msg) {
	var done bool
	if t.filter, done = t.filter.Typed(msg); done {
		t.filter.Open = false // the filter stays on; esc takes it away
	}
	t.moved = false
	t.arranged()
}

// placed puts one reading into its row.
func (t *rows) placed(r wechat.Reading, at time.Time) {
	t.meter.Take(r, at)
	if d := t.meter.Row(r.Path).Quota.Daily; d != nil {
		t.widest = wechat.Daily{Limit: max(t.widest.Limit, d.Limit), Used: max(t.widest.Used, d.Used), Remain: max(t.widest.Remain, d.Remain)}
	}
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
