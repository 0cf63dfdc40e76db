package quota

import (
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
)

// View draws the table, the details of one row, or both.
func (v *View) View(f draw.Frame) draw.Body {
	lang := v.Lang
	switch {
	case v.account().Alias == "":
		return draw.Body{Lines: draw.Centred(f, wordChoose.In(lang))}
	case !desk.Can(v.account(), desk.Read):
		return draw.Body{Lines: draw.Centred(f, wordPlatformBody.In(lang))}
	case v.detail.open:
		return v.detail.View(f)
	case !v.detail.beside():
		return v.table(f)
	}
	side := f
	f, side.Width = v.tableFrame(f), v.detail.besideCells()
	b := v.table(f)
	b.Lines = beside(b.Lines, v.detail.Beside(side), f)
	return b
}

// beside puts lines to the right of those that were drawn on a frame.
func beside(left, right []string, f draw.Frame) []string {
	side := f.Theme.Dim.Render(f.Theme.Side)
	out := make([]string, f.Height)
	for i := range out {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out[i] = l + strings.Repeat(" ", max(f.Width-ansi.StringWidth(l), 0)) + " " + side + strings.TrimRight(r, " ")
	}
	return out
}

// table draws the fields that are open, the table, and what is wrong.
func (v *View) table(f draw.Frame) draw.Body {
	top, at := v.rows.prompt(f)
	if v.add.field.Open {
		var lines []string
		lines, at = v.add.View(f)
		at.Y = len(top)
		top = append(top, lines...)
	}
	bottom := v.troubleLines(f)
	room := f.Height - len(bottom)
	lines := append(top, v.rows.View(f, room-len(top))...)
	for len(lines) < room {
		lines = append(lines, "")
	}
	if !v.Typing() {
		at = nil
	}
	return draw.Body{Lines: append(lines, bottom...), Cursor: at}
}

// tableFrame is the part of a frame that the table has.
func (v *View) tableFrame(f draw.Frame) draw.Frame {
	if v.detail.beside() {
		f.Width -= v.detail.besideCells() + besideGap
	}
	return f
}

// tableHeight is how many rows the table has room for.
func (v *View) tableHeight(f draw.Frame) int {
	top, _ := v.rows.prompt(f)
	if v.add.field.Open {
		lines, _ := v.add.View(f)
		top = append(top, lines...)
	}
	return f.Height - len(top) - len(v.troubleLines(f)) - 1
}

// trouble is why nothing can be read now, and what to do, in two lines.
func (v *View) trouble() (fact, remedy string) {
	known := v.rows.known
	switch {
	case known.Err == nil && known.Locked:
		return wordLocked.In(v.Lang), wordLockedWay.In(v.Lang)
	case known.Err == nil:
		return "", ""
	}
	fact, remedy = words.Explain(known.Err, v.Lang)
	var p *keystore.Problem
	if errors.As(known.Err, &p) {
		remedy = view.WordWay.In(v.Lang) + " " + remedy // first: a long remedy is cut off
	}
	return fact, remedy
}

// troubleLines are the trouble below the table: whole where the table leaves so many
// lines blank, else the fact on one line, and the status line has the remedy.
func (v *View) troubleLines(f draw.Frame) []string {
	fact, _ := v.trouble()
	if fact == "" {
		return nil
	}
	if whole := v.wholeTrouble(f); whole != nil {
		return whole
	}
	return []string{draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Bad.Span(" "+fact))}
}

// wholeTrouble is the trouble in full; nil where the table has no room for it.
func (v *View) wholeTrouble(f draw.Frame) []string {
	fact, remedy := v.trouble()
	var lines []string
	for i, text := range []string{fact, remedy} {
		style := f.Theme.Bad
		if i > 0 {
			style = f.Theme.Plain
		}
		for _, l := range draw.Wrap(text, f.Width-2) {
			lines = append(lines, draw.Line(f.Width, f.Theme.Ellipsis, style.Span(" "+l)))
		}
	}
	if fact == "" || v.Typing() || len(v.rows.table.IDs)+1+1+len(lines) > f.Height {
		return nil
	}
	return lines
}

// Status says how far the reading is, how old the oldest number is, which rows are
// on the screen, and what is left of the month.
func (v *View) Status(f draw.Frame) []draw.Span {
	th := f.Theme
	if v.account().Alias == "" || !desk.Can(v.account(), desk.Read) {
		return nil
	}
	table := v.tableFrame(f)
	age := v.age(f)
	if _, remedy := v.trouble(); remedy != "" && v.wholeTrouble(table) == nil {
		return []draw.Span{th.Plain.Span(" " + draw.FirstFitting(f.Width-2, []string{remedy, age}, []string{remedy}))}
	}
	return []draw.Span{th.Plain.Span(" " + draw.FirstFitting(f.Width-2, v.statusLines(age, v.tableHeight(table))...))}
}

// statusLines are the status line, and what may stand there in its place where it has
// no room: less and less, how old the numbers are last. Of a list that is not whole
// on its height rows, the place in it goes before the month's budgets.
func (v *View) statusLines(age string, height int) [][]string {
	reading, left, shown := v.reading(), v.left.in(v.Lang), v.rows.shown(height)
	if lost := words.Unkept(v.Cfg.Meter.MemoryErr(), v.Lang); lost != nil {
		var less [][]string
		for _, l := range lost {
			less = append(less, []string{reading, age, shown, l}, []string{reading, age, l})
		}
		return append(less, []string{age})
	}
	var again string
	if v.Cfg.Refresh <= 0 {
		again = wordNoRefresh.In(v.Lang)
	}
	less := [][]string{{reading, age, left}, {reading, age, shown}}
	if !v.rows.whole(height) {
		slices.Reverse(less)
	}
	return slices.Concat([][]string{{reading, age, shown, again, left}, {reading, age, shown, left}}, less, [][]string{{reading, age}, {age}})
}

// reading is how far the reading of the account is, where one is under way. One that
// takes less than a tick is not worth the bytes, unless it is the first.
func (v *View) reading() string {
	known := v.rows.known
	if !v.rows.reading() || !v.slow && !known.Oldest().IsZero() {
		return ""
	}
	return wordReading.Fill(v.Lang, words.Group(int64(known.Done)), words.Group(int64(known.Of)))
}

// age is how old the oldest number is.
func (v *View) age(f draw.Frame) string {
	oldest := v.rows.known.Oldest()
	if oldest.IsZero() {
		if v.reading() != "" {
			return ""
		}
		return wordUnread.In(v.Lang)
	}
	return words.Oldest(v.Lang, f.Now.Sub(oldest))
}

// in says what is left, or why that is not known.
func (l leftRead) in(lang words.Lang) string {
	switch {
	case l.appID == "":
		return ""
	case l.err != nil:
		fact, _ := words.Explain(l.err, lang)
		return fact
	}
	return wordLeftThisMonth.Fill(lang, words.Budgets(l.left, lang))
}

// Keys are the keys of the view, the most wanted first.
func (v *View) Keys() []key.Binding {
	k := v.Key
	switch {
	case v.add.field.Open:
		return []key.Binding{draw.Reword(k.Enter, draw.KeyAdd.In(v.Lang)), k.Escape}
	case v.rows.filter.Open:
		return []key.Binding{draw.Reword(k.Enter, draw.KeyFilter.In(v.Lang)), k.Escape}
	}
	if v.idle() != "" {
		return []key.Binding{k.Inspect}
	}
	reset := k.Reset
	reset.SetEnabled(!v.account().ReadOnly && !v.Cfg.ReadOnly)
	if v.detail.open {
		return []key.Binding{k.Escape, k.Refresh, reset, k.Copy}
	}
	keys := tableKeys(k)
	for i, b := range keys {
		if b.Help() == reset.Help() {
			keys[i] = reset
		}
	}
	return keys
}
