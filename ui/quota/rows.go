package quota

import (
	"cmp"
	"math"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

// sortOrder is how the rows are ordered.
type sortOrder int

const (
	sortPressure sortOrder = iota
	sortEnd
	sortUsed
	sortName
	sortOrders
)

// rank is where a row belongs. The fields that its order has no use for are zero;
// equal rows stay in the order of the account's list.
type rank struct {
	row      *meter.Row
	at       int // in the account's list
	end      int64
	used     int64
	name     string
	standing meter.Standing
}

func (a rank) compare(b rank) int {
	return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(b.used, a.used), strings.Compare(a.name, b.name),
		a.standing.Compare(b.standing), a.at-b.at)
}

// rows is the table: which rows, in which order, and which is chosen.
type rows struct {
	*view.Deps
	known  meter.Account  // what the meter knew when it was last looked at
	ranks  []rank         // of all rows, in their order
	at     map[string]int // where a path stands in the account's list
	texts  []string       // what the filter searches, in the order of that list; made for its first letter
	table  draw.Table
	before draw.Table // the table as it was when the filter was opened
	moved  bool       // the person has chosen a row: it stays chosen
	was    bool       // moved, when the filter was opened
	outs   bool       // the cursor is on the first row that is out, until the person moves it
	order  sortOrder
	filter draw.Field
}

// took takes over what the meter knows now. Its rows are never written again, so
// those that are the same say nothing new, and only news is worth a sort.
func (t *rows) took(known meter.Account) {
	same := slices.EqualFunc(known.Rows, t.known.Rows, func(a, b *meter.Row) bool { return a == b || a.Path == b.Path })
	t.known = known
	if !same || t.at == nil {
		t.listed()
		return
	}
	news := false
	for i, r := range t.ranks {
		if now := known.Rows[r.at]; now != r.row {
			t.ranks[i], news = t.rank(now, r.at), true
		}
	}
	if news {
		t.arranged()
	}
}

// listed takes over another list of paths.
func (t *rows) listed() {
	t.at, t.texts = make(map[string]int, len(t.known.Rows)), nil
	for i, r := range t.known.Rows {
		t.at[r.Path] = i
	}
	t.ranked()
}

// ranked puts all rows into the order that is chosen.
func (t *rows) ranked() {
	t.ranks = make([]rank, len(t.known.Rows))
	for i, r := range t.known.Rows {
		t.ranks[i] = t.rank(r, i)
	}
	t.arranged()
}

// reading reports whether a round of readings is under way.
func (t *rows) reading() bool { return t.known.Done < t.known.Of }

// lists reports whether a path is watched.
func (t *rows) lists(path string) bool { _, there := t.at[path]; return there }

// row is what is known of a path.
func (t *rows) row(path string) *meter.Row {
	if i, there := t.at[path]; there {
		return t.known.Rows[i]
	}
	return &meter.Row{Path: path}
}

func (t *rows) rank(row *meter.Row, at int) rank {
	switch t.order {
	case sortName:
		return rank{row: row, at: at, name: words.APIAt(row.Path, t.Lang)}
	case sortUsed:
		return rank{row: row, at: at, used: row.Used()}
	case sortEnd:
		return rank{row: row, at: at, end: t.end(row), standing: row.Standing()}
	default:
		return rank{row: row, at: at, standing: row.Standing()}
	}
}

// end is when a row's quota is used up, in seconds: the past where it is, and the
// end of time where it will not be, or nobody knows.
func (t *rows) end(row *meter.Row) int64 {
	switch f := t.known.Forecast(row, t.Screen.Now); f.Saying {
	case meter.IsOut:
		return math.MinInt64
	case meter.OutLater:
		return f.At.Unix()
	default:
		return math.MaxInt64
	}
}

// arranged sorts the rows anew, those that have news among the others, and lists
// those that the filter leaves.
func (t *rows) arranged() {
	slices.SortFunc(t.ranks, rank.compare)
	words := strings.Fields(strings.ToLower(t.filter.Value()))
	ids := make([]string, 0, len(t.ranks))
	for _, r := range t.ranks {
		if t.matches(r, words) {
			ids = append(ids, r.row.Path)
		}
	}
	if !t.moved {
		t.table.Cur = t.firstOut()
	}
	t.table = t.table.With(ids)
}

// toOut puts the cursor on the first row that is out; where none is, it stays.
func (t *rows) toOut() {
	t.outs = true
	if t.firstOut() == "" {
		return
	}
	t.unfiltered()
	t.moved = false
	t.arranged()
}

// firstOut is the first row that is out, "" where none is, or another row was wanted since.
func (t *rows) firstOut() string {
	if !t.outs {
		return ""
	}
	i := slices.IndexFunc(t.ranks, func(r rank) bool {
		d := r.row.Quota.Daily // asked first: a forecast is dear
		return d != nil && d.Out() && t.known.Forecast(r.row, t.Screen.Now).Saying == meter.IsOut
	})
	if i < 0 {
		return ""
	}
	return t.ranks[i].row.Path
}

// matches reports whether a path or its names hold every word.
func (t *rows) matches(r rank, words []string) bool {
	if len(words) == 0 {
		return true
	}
	if t.texts == nil {
		t.texts = make([]string, len(t.known.Rows))
		for i, row := range t.known.Rows {
			api, _ := catalog.Lookup(row.Path)
			t.texts[i] = strings.ToLower(row.Path + "\n" + api.Name + "\n" + api.Zh + "\n" + api.En)
		}
	}
	for _, w := range words {
		if !strings.Contains(t.texts[r.at], w) {
			return false
		}
	}
	return true
}

// chosen puts the cursor on a row, and keeps it there.
func (t *rows) chosen(path string) { t.table.Cur, t.moved, t.outs = path, true, false }

// sorted goes on to the next order, and says which it is.
func (t *rows) sorted() tea.Cmd {
	t.order = (t.order + 1) % sortOrders
	t.ranked()
	return view.Notice(wordSorted[t.order].In(t.Lang))
}

// filtering opens the filter.
func (t *rows) filtering() {
	if !t.narrowed() {
		t.before, t.was = t.table, t.moved
	}
	t.filter = t.filter.Opened()
}

// narrowed reports whether the filter holds some rows back, or may.
func (t *rows) narrowed() bool { return t.filter.Open || t.filter.Value() != "" }

// unfiltered shows all rows again, the cursor and the first row on the screen
// where they were; but a row that was chosen among the matches stays chosen.
func (t *rows) unfiltered() {
	if !t.narrowed() {
		return
	}
	among := t.moved && !t.filter.Open
	t.filter = t.filter.Closed()
	if !among {
		t.table, t.moved = t.before, t.was
	}
	t.arranged()
}

// pressed moves the cursor.
func (t *rows) pressed(msg tea.KeyPressMsg) {
	if moved, ok := t.table.Pressed(msg, t.Key); ok {
		t.table, t.moved, t.outs = moved, true, false
	}
}

// arrowed moves the cursor while a field has the letters.
func (t *rows) arrowed(msg tea.KeyPressMsg) bool {
	moved, ok := t.table.Arrowed(msg, t.Key)
	if ok {
		t.table, t.moved, t.outs = moved, true, false
	}
	return ok
}

// filtered gives a key or a paste to the filter, and lands on the first match.
func (t *rows) filtered(msg tea.Msg) {
	var done bool
	if t.filter, done = t.filter.Typed(msg); done {
		t.filter.Open = false // the filter stays on; esc takes it away
	}
	t.moved, t.outs = false, false
	t.arranged()
}
