package accounts

import (
	"strings"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// What the pane says of an account.
var (
	wordNotShown   = words.Pair{"%d more", "另有 %d 个"}
	wordTags       = words.Pair{"Tags", "标签"}
	wordBudgets    = words.Pair{"Left", "清零余"}
	wordProtection = words.Pair{"Resets", "清零"}
)

// paneRows is how many of an account's APIs the pane shows.
const paneRows = 5

// facts are what is known of an account beside its numbers.
func (v *View) facts(f draw.Frame, r row) []string {
	a, lang := r.a, v.Lang
	head := []draw.Span{f.Theme.Bold.Span("  " + a.Alias), f.Theme.Plain.Span(draw.Apart("  ", v.Named(a)))}
	if env := clean.Line(a.Env); env != "" {
		style := f.Theme.Plain
		if view.Production(env) {
			style = f.Theme.Bad
		}
		head = append(head, style.Span("  "+env))
	}
	lines := []string{draw.Line(f.Width, f.Theme.Ellipsis, head...)}
	add := func(label words.Pair, text string) {
		if text != "" {
			lines = append(lines, draw.LabelledLines(f, label.In(lang), text)...)
		}
	}
	add(wordAppID, clean.Line(a.AppID)+"  "+words.Kind(a.Kind, lang))
	add(wordTags, clean.Line(strings.Join(a.Tags, ", ")))
	add(wordSecret, words.Source(a.Source(), lang))
	if a.ReadOnly || v.Cfg.ReadOnly {
		add(wordProtection, wordReadOnly.In(lang))
	}
	if l, known := v.left(a); known {
		add(wordBudgets, words.Budgets(l, lang))
	}
	if t, tested := v.tests.of[a.Alias]; tested {
		add(wordTested, v.Written(v.testSpan(t, f)).Text)
	}
	return lines
}

// trouble is why nothing can be read now, or else why the last test failed, in two
// lines of any length.
func (v *View) trouble(r row) (fact, remedy string) {
	err := r.m.Err
	if err == nil {
		err = v.tests.of[r.a.Alias].err
	}
	fact, remedy = words.Explain(err, v.Lang)
	return fact, remedy
}

// explained is trouble as lines.
func (v *View) explained(f draw.Frame, r row) []string {
	fact, remedy := v.trouble(r)
	if fact == "" {
		return nil
	}
	return draw.TwoLines(f, fact, remedy)
}

// pane is the account under the cursor: its worst APIs, and all else that is known.
func (v *View) pane(f draw.Frame) []string {
	if _, there := v.selected(); !there {
		return nil
	}
	r := v.row(v.list.table.Cur, f.Theme)
	lines := v.facts(f, r)
	if rows := r.m.WorstRows(paneRows, f.Now); len(rows) > 0 && r.worst != nil {
		table := draw.Table{}.With(paths(rows))
		table.Cur = ""
		lines = append(lines, "")
		lines = append(lines, table.View(v.paneColumns(), f.Width, len(rows)+1, f.Theme, func(id string) []draw.Span {
			one := row{a: r.a, m: r.m, worst: r.m.Row(id)}
			return []draw.Span{v.worstCell(one, f.Theme), v.useCell(one, f.Theme), v.outCell(one, f)}
		})...)
		if more := len(r.m.Rows) - len(rows); more > 0 {
			lines = append(lines, draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Dim.Span("  "+wordNotShown.Fill(v.Lang, more))))
		}
	}
	if why := v.explained(f, r); len(why) > 0 {
		lines = append(append(lines, ""), why...)
	}
	return lines[:min(len(lines), f.Height)]
}

func (v *View) paneColumns() []draw.Column {
	return []draw.Column{
		{Title: view.WordAPI.In(v.Lang), Width: 12, Flex: true}, {Title: wordUse.In(v.Lang), Width: 11}, {Title: words.OutAt.In(v.Lang), Width: 13},
	}
}

func paths(rows []*meter.Row) []string {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.Path
	}
	return ids
}

// beside puts a pane to the right of lines that are width cells wide.
func beside(lines, pane []string, width, height int) []string {
	out := make([]string, 0, height)
	for i := range height {
		line := strings.Repeat(" ", width)
		if i < len(lines) {
			line = lines[i]
		}
		if i < len(pane) {
			line += pane[i]
		}
		out = append(out, line)
	}
	return out
}
