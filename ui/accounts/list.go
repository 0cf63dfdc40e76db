package accounts

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/meter"
)

// sortOrder is how the accounts are ordered.
type sortOrder int

const (
	sortTrouble sortOrder = iota
	sortAlias
	sortFile
	sortUse
	sortOrders
)

// sortNames name the orders where they are remembered.
var sortNames = [sortOrders]string{"trouble", "alias", "file", "use"}

// list is which accounts are on the screen, in which order, and which is chosen.
type list struct {
	table    draw.Table
	order    sortOrder
	chosen   bool // the person has pressed a key: the cursor stays on its account
	filter   draw.Field
	before   draw.Table // as it was when the filter was opened
	haystack []string   // what the filter searches, one text for each account; nil until it is needed
}

// rank is where an account belongs, by the order that is chosen.
type rank struct {
	alias   string
	trouble meter.Trouble
}

// compare orders two accounts; equal ones stay in the order of the file.
func (o sortOrder) compare(a, b rank) int {
	switch o {
	case sortTrouble:
		return a.trouble.Compare(b.trouble)
	case sortUse:
		return a.trouble.Worst.Compare(b.trouble.Worst)
	case sortAlias:
		return strings.Compare(a.alias, b.alias)
	}
	return 0
}

// arranged filters and sorts the accounts anew; equal ones stay in the order of the file.
func (v *View) arranged() {
	ranks := make([]rank, 0, len(v.Accounts.All))
	wanted := strings.Fields(strings.ToLower(v.list.filter.Value()))
	for i, a := range v.Accounts.All {
		if len(wanted) == 0 || v.matches(i, a, wanted) {
			ranks = append(ranks, rank{a.Alias, v.known.trouble(a.Alias)})
		}
	}
	slices.SortStableFunc(ranks, v.list.order.compare)
	ids := make([]string, len(ranks))
	for i, r := range ranks {
		ids[i] = r.alias
	}
	if !v.list.chosen {
		v.list.table.Cur = ""
	}
	v.moved(v.list.table.With(ids))
}

// moved takes over a table with other rows or another cursor, and tells the other
// views of both.
func (v *View) moved(t draw.Table) {
	v.list.table = t
	v.Accounts.Order, v.Accounts.Cursor = t.IDs, t.Cur
}

// matches reports whether an account holds every word.
func (v *View) matches(i int, a keystore.Account, wanted []string) bool {
	if v.list.haystack == nil {
		v.list.haystack = make([]string, len(v.Accounts.All))
		for i, a := range v.Accounts.All {
			v.list.haystack[i] = strings.ToLower(strings.Join([]string{
				a.Alias, a.Name, a.AppID, a.Env, string(a.Kind), words.Kind(a.Kind, v.Lang), words.Source(a.Source(), v.Lang),
				strings.Join(a.Tags, "\n"),
			}, "\n"))
		}
	}
	state := v.known.trouble(a.Alias).State
	for _, w := range wanted {
		if !strings.Contains(v.list.haystack[i], w) && !strings.HasPrefix(string(state), w) && !strings.HasPrefix(words.State(state, v.Lang), w) {
			return false
		}
	}
	return true
}

func (v *View) selected() (keystore.Account, bool) {
	return v.Accounts.Named(v.list.table.Cur)
}

// ordered goes on to the next order, which is remembered.
func (v *View) ordered() tea.Cmd {
	v.list.order = (v.list.order + 1) % sortOrders
	v.arranged()
	v.settings.Sort = sortNames[v.list.order]
	return v.Keep(v.settings)
}

// filtering opens the filter; what is on the screen comes back at esc.
func (v *View) filtering() {
	if v.list.filter.Value() == "" {
		v.list.before = v.list.table
	}
	v.list.filter = v.list.filter.Opened()
}

// unfiltered shows all accounts again, the cursor where it was.
func (v *View) unfiltered() {
	if v.list.filter.Open || v.list.filter.Value() != "" {
		v.list.table = v.list.before
	}
	v.list.filter = v.list.filter.Closed()
	v.arranged()
}

// typed gives a key or a paste to the filter; the cursor goes to the first match.
func (v *View) typed(msg tea.Msg) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if key.Matches(press, v.Key.Escape) {
			v.unfiltered()
			return
		}
		if moved, ok := v.list.table.Arrowed(press, v.Key); ok {
			v.list.chosen = true
			v.moved(moved)
			return
		}
	}
	before := v.list.filter.Value()
	var done bool
	if v.list.filter, done = v.list.filter.Typed(msg); done {
		v.list.filter.Open = false // the filter stays on; esc takes it away
	}
	switch now := v.list.filter.Value(); {
	case now == before:
		return
	case now == "":
		v.list.table = v.list.before
	default:
		v.list.table.Cur = ""
	}
	v.arranged()
}
