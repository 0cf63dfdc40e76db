package accounts

import (
	"fmt"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// From these widths on there is room for names, for a clock beside a time that is
// left, for any env, and for a pane beside the table.
const (
	nameWidth  = 96
	clockWidth = 110
	envWidth   = 120
	paneWidth  = 150
)

// row is one account as it is drawn.
type row struct {
	a      keystore.Account
	m      meter.Account
	worst  *meter.Row // nil: there are no numbers
	reason draw.Span  // why not
}

func (v *View) row(alias string, th draw.Theme) row {
	r := row{}
	r.a, _ = v.Accounts.Named(alias)
	r.m, _ = v.known.of(alias)
	if r.reason = v.reason(r.a, r.m, th); r.reason.Text == "" {
		r.worst = r.m.Worst(v.Screen.Now)
	}
	return r
}

// column is a column and what it shows of an account.
type column struct {
	draw.Column
	cell func(r row) draw.Span
}

// columns are those that there is room for. Their widths do not depend on numbers,
// so that nothing moves as these come.
func (v *View) columns(f draw.Frame) []column {
	lang, th := v.Lang, f.Theme
	worst, out := 18, 13
	if f.Width < 80 {
		worst = 14
	}
	if f.Width >= clockWidth {
		out = 16
	}
	givesWay := 0
	if v.tests.shown && f.Width < 80 {
		givesWay = 5 // to the result of the tests
	}
	alias := min(max(v.widest.alias, draw.Width(wordAccount.In(lang)), 7), 24)
	cols := []column{{draw.Column{Title: wordAccount.In(lang), Width: min(alias, 12), Flex: true, Most: alias},
		func(r row) draw.Span { return th.Bold.Span(r.a.Alias) }}}
	if f.Width >= nameWidth && v.widest.name > 0 {
		cols = append(cols, column{draw.Column{Title: wordName.In(lang), Width: 8, Flex: true, Most: max(8, min(v.widest.name, f.Width/5)), Drop: 3},
			func(r row) draw.Span { return th.Plain.Span(v.Named(r.a)) }})
	}
	cols = append(cols, v.envColumn(f),
		column{draw.Column{Title: wordWorst.In(lang), Width: worst, Flex: true}, func(r row) draw.Span { return v.worstCell(r, th) }},
		column{draw.Column{Title: wordUse.In(lang), Width: 11}, func(r row) draw.Span { return v.useCell(r, th) }},
		column{draw.Column{Title: words.OutAt.In(lang), Width: out, Drop: givesWay}, func(r row) draw.Span { return v.outCell(r, f) }},
		column{draw.Column{Title: v.leftTitle(), Width: 7, Right: true, Drop: 2}, func(r row) draw.Span { return v.leftCell(r, th) }},
		column{draw.Column{Title: wordRead.In(lang), Width: 7, Right: true, Drop: 1}, func(r row) draw.Span { return v.readCell(r, f) }})
	if v.tests.shown {
		cols = append(cols, column{draw.Column{Title: wordTested.In(lang), Width: 15}, func(r row) draw.Span { return v.testCell(r.a, f) }})
	}
	return cols
}

// envColumn says where production is; where there is room, any env.
func (v *View) envColumn(f draw.Frame) column {
	width := 4
	if f.Width >= envWidth {
		width = min(max(v.widest.env, 4), 12)
	}
	return column{draw.Column{Title: wordEnv.In(v.Lang), Width: width, Drop: 4}, func(r row) draw.Span {
		switch env := clean.Line(r.a.Env); {
		case view.Production(env) && draw.Width(env) > width:
			return f.Theme.Bad.Span("prod")
		case view.Production(env):
			return f.Theme.Bad.Span(env)
		case f.Width >= envWidth:
			return f.Theme.Plain.Span(env)
		}
		return draw.Span{}
	}}
}

// leftTitle says that the budgets are bounds: resets made elsewhere are not known here.
func (v *View) leftTitle() string { return wordLeft.In(v.Lang) + v.atMost() }

// atMost is the sign of an upper bound.
func (v *View) atMost() string {
	if v.Cfg.Unicode {
		return " ≤"
	}
	return " <="
}

func (v *View) worstCell(r row, th draw.Theme) draw.Span {
	if r.worst == nil {
		return v.Written(r.reason)
	}
	return th.Plain.Span(words.APIAt(r.worst.Path, v.Lang))
}

// useCell is the bar with a word or a number behind it, so that it reads without colour.
func (v *View) useCell(r row, th draw.Theme) draw.Span {
	if r.worst == nil {
		return draw.Span{}
	}
	d := r.worst.Quota.Daily
	sign := fmt.Sprintf("%d%%", min(d.Percent(), 999))
	switch {
	case d.Out():
		sign = wordOut.In(v.Lang)
	case d.Limit <= 0:
		return th.Dim.Span(view.WordNone.In(v.Lang))
	}
	return heat(r.m, r.worst, th).Span(th.Bar(100*d.Part(), 6) + " " + draw.FitRight(sign, 4, ""))
}

// heat is the colour of a row's numbers.
func heat(m meter.Account, r *meter.Row, th draw.Theme) draw.Style {
	switch m.Level(r) {
	case meter.LevelOK:
		return th.Good
	case meter.LevelNear:
		return th.Warn
	}
	return th.Bad
}

// outCell is when the worst API will be used up, or that its numbers are too old to say.
func (v *View) outCell(r row, f draw.Frame) draw.Span {
	if r.worst == nil {
		return draw.Span{}
	}
	if r.m.Stale(r.worst, f.Now) {
		return f.Theme.Warn.Span(wordStale.In(v.Lang))
	}
	style := heat(r.m, r.worst, f.Theme)
	if r.m.Level(r.worst) == meter.LevelOK {
		style = f.Theme.Plain
	}
	says := words.End
	if f.Width < clockWidth {
		says = words.EndBrief
	}
	end := says(r.m.Forecast(r.worst, f.Now), f.Now, v.Lang)
	return v.Written(style.Span(end))
}

// leftCell is what is left of the month's budgets: of the whole account, of single APIs.
func (v *View) leftCell(r row, th draw.Theme) draw.Span {
	l, known := v.left(r.a)
	switch {
	case !known:
		return th.Dim.Span(view.WordNone.In(v.Lang))
	case l.All == 0 || l.API == 0:
		return th.Warn.Span(budgetsBrief(l))
	}
	return th.Plain.Span(budgetsBrief(l))
}

func budgetsBrief(l guard.Left) string { return fmt.Sprintf("%d, %d", l.All, l.API) }

// readCell is the age of the numbers that are shown; the status line has the oldest of all.
func (v *View) readCell(r row, f draw.Frame) draw.Span {
	if r.worst == nil {
		return f.Theme.Dim.Span(view.WordNone.In(v.Lang))
	}
	style := f.Theme.Dim
	if r.m.Stale(r.worst, f.Now) {
		style = f.Theme.Warn
	}
	return style.Span(words.AgeStep(v.Lang, f.Now.Sub(r.worst.At)))
}

// rowsView draws the table on height lines.
func (v *View) rowsView(f draw.Frame, height int) []string {
	cols := v.columns(f)
	drawn := make([]draw.Column, len(cols))
	for i, c := range cols {
		drawn[i] = c.Column
	}
	return v.list.table.View(drawn, f.Width, height, f.Theme, func(id string) []draw.Span {
		r, cells := v.row(id, f.Theme), make([]draw.Span, len(cols))
		for i, c := range cols {
			cells[i] = c.cell(r)
		}
		return cells
	})
}
