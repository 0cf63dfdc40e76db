// Package codes is the tab of the error codes that WeChat publishes: found by
// number or words, with what to do about each.
package codes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

// The words of the view.
var (
	wordTitle     = words.Pair{"Codes", "错误码"}
	wordCode      = words.Pair{"errcode", "错误码"}
	wordDo        = words.Pair{"What to do", "处理"}
	wordRetry     = words.Pair{"Retry", "重试"}
	wordKind      = words.Pair{"Kind", "类别"}
	wordPrompt    = words.Pair{"number or words: ", "数字或关键词："}
	wordCount     = words.Pair{"%s codes", "%s 个错误码"}
	wordOne       = words.Pair{"1 code", "1 个错误码"}
	wordRows      = words.Pair{"%d-%d of %s", "%d-%d / %s"}
	wordWhere     = words.Pair{"Where", "位置"}
	wordPlace     = words.Pair{"%s: %s", "%s：%s"}
	wordFamily    = words.Pair{"Family", "分类"}
	wordNone      = words.Pair{"no code matches", "没有匹配的错误码"}
	wordOfficial  = words.Pair{"Official text", "官方文本"}
	wordEveryKind = words.Pair{"every kind", "全部类别"}
	wordByKind    = words.Pair{"kind", "类别"}
)

// View is the fifth tab: every error code that WeChat publishes.
type View struct {
	view.Deps
	filter draw.Field
	kind   string // the ID of the kind that is shown; "" is every kind
	found  []catalog.Code
	loaded bool
	table  draw.Table
}

// New makes the tab.
func New(d view.Deps) *View {
	return &View{Deps: d, filter: draw.NewField(d.Key.Enter, 200)}
}

// Title names the tab.
func (v *View) Title() string { return wordTitle.In(v.Lang) }

// Typing reports whether the filter has the keys.
func (v *View) Typing() bool { return v.filter.Open }

// Stop takes the filter away, for ctrl+c.
func (v *View) Stop() bool {
	if !v.filter.Open {
		return false
	}
	v.filter = v.filter.Closed()
	v.searched()
	return true
}

// searched looks the typed words up; of a pasted error it takes the errcodes.
func (v *View) searched() {
	text := strings.TrimSpace(v.filter.Value())
	v.found, v.loaded = catalog.SearchCodes(text, v.kind, ""), true
	if len(v.found) == 0 {
		for _, n := range rid.Find(text).Numbers() {
			if c, ok := catalog.Explain(n); ok && (v.kind == "" || v.kind == c.Kind) {
				v.found = append(v.found, c)
			}
		}
	}
	ids := make([]string, len(v.found))
	for i, c := range v.found {
		ids[i] = strconv.FormatInt(c.Code, 10)
	}
	v.table.Cur = ""
	v.table = v.table.With(ids)
}

// at shows the code that another tab tells of.
func (v *View) at(code int64) {
	if _, ok := catalog.Explain(code); !ok {
		v.shown()
		return
	}
	v.filter, v.kind = v.filter.Closed(), ""
	v.searched()
	v.table.Cur = strconv.FormatInt(code, 10)
	v.table = v.table.Seen(1) // at the top, with what belongs to it below
}

// shown fills the tab the first time it is opened, which spares the start.
func (v *View) shown() {
	if !v.loaded {
		v.searched()
	}
}

// turned goes on to the next kind, or back to the one before.
func (v *View) turned(by int) {
	ids := []string{""}
	for _, k := range catalog.CodeKinds() {
		ids = append(ids, k.ID)
	}
	v.kind = ids[(slices.Index(ids, v.kind)+by+len(ids))%len(ids)]
	v.searched()
}

// Update takes keys, pastes and the messages of the root.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.TabShown:
		if msg.About {
			v.at(msg.Code)
		} else {
			v.shown()
		}
	case tea.PasteMsg:
		v.filter, _ = v.filter.Typed(msg)
		v.searched()
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return nil
}

func (v *View) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	switch {
	case key.Matches(msg, k.Escape):
		if v.filter.Value() == "" {
			v.kind = ""
		}
		v.filter = v.filter.Closed()
		v.searched()
		return nil
	case v.filter.Open:
		if moved, ok := v.table.Arrowed(msg, k); ok {
			v.table = moved
			return nil
		}
		var done bool
		if v.filter, done = v.filter.Typed(msg); done {
			v.filter.Open = false
			return nil
		}
		v.searched()
		return nil
	case key.Matches(msg, k.Left):
		v.turned(-1)
		return nil
	case key.Matches(msg, k.Change):
		v.turned(1)
		return nil
	case key.Matches(msg, k.Write):
		return v.WriteScreen("codes.txt", v.View(v.Frame()))
	case key.Matches(msg, k.Filter):
		v.filter = v.filter.Opened()
	case key.Matches(msg, k.Copy):
		if v.table.Cur == "" {
			return view.Notice(view.WordNothing.In(v.Lang))
		}
		return tea.Batch(tea.SetClipboard(v.table.Cur), view.Notice(view.WordSent.Fill(v.Lang, v.table.Cur)))
	default:
		v.table, _ = v.table.Pressed(msg, k)
	}
	return nil
}

// View draws the codes, and below them what to do about the one under the cursor.
func (v *View) View(f draw.Frame) draw.Body {
	lang, th := v.Lang, f.Theme
	kinds := words.CodeKinds(v.Lang)
	lines, at := v.prompt(f)
	about := v.about(f)
	cols := []draw.Column{
		{Title: wordCode.In(lang), Width: 8, Right: true}, {Title: view.WordMeaning.In(lang), Width: 30, Flex: true},
		{Title: wordKind.In(lang), Width: 13, Drop: 2}, {Title: wordRetry.In(lang), Width: 10, Drop: 1},
	}
	rows := v.table.View(cols, f.Width, f.Height-len(lines)-len(about), th, func(id string) []draw.Span {
		code, _ := strconv.ParseInt(id, 10, 64)
		c, _ := catalog.Explain(code)
		return []draw.Span{th.Bold.Span(id), th.Plain.Span(words.Meaning(c, v.Lang)), th.Dim.Span(kinds[c.Kind]), th.Dim.Span(view.WordRetries[c.Retry].In(lang))}
	})
	lines = append(lines, rows...)
	for len(lines) < f.Height-len(about) {
		lines = append(lines, "")
	}
	return draw.Body{Lines: append(lines, about...), Cursor: at}
}

// prompt is the line of the filter, while it is open or holds something.
func (v *View) prompt(f draw.Frame) ([]string, *tea.Position) {
	if !v.filter.Open && v.filter.Value() == "" {
		return nil, nil
	}
	label := wordPrompt.In(v.Lang)
	text, x := v.filter.View(max(f.Width-draw.Width(label)-4, 10))
	line := draw.Line(f.Width, "", f.Theme.Plain.Span("  "), f.Theme.Accent.Span(label), f.Theme.Plain.Span(text))
	if !v.filter.Open {
		return []string{line}, nil
	}
	return []string{line}, &tea.Position{X: 2 + draw.Width(label) + x}
}

// about is all that is known of the code under the cursor: what it means, what to do and where.
func (v *View) about(f draw.Frame) []string {
	code, err := strconv.ParseInt(v.table.Cur, 10, 64)
	if err != nil {
		return nil
	}
	c, _ := catalog.Explain(code)
	lang := v.Lang
	lines := []string{f.Theme.Dim.Render(strings.Repeat(f.Theme.Rule, f.Width))}
	add := func(label words.Pair, text string) {
		if text != "" {
			lines = append(lines, labelled(f, label.In(lang), lang, text)...)
		}
	}
	add(view.WordMeaning, words.Meaning(c, lang))
	add(wordDo, words.Hint(c, lang))
	for _, w := range words.CodeWays(c, lang) {
		add(wordWhere, wordPlace.Fill(lang, w.Of(lang), w.In(lang)))
	}
	add(wordOfficial, c.Msg)
	add(wordFamily, words.CodeFamily(c.Family, lang)+"  "+words.CodeKinds(lang)[c.Kind])
	return lines[:min(len(lines), max(f.Height-5, 2))] // the table keeps its head and some rows
}

// labelled is a fact on as many lines as it needs.
func labelled(f draw.Frame, label string, lang words.Lang, text string) []string {
	indent := max(draw.Width(wordDo.In(lang)), draw.Width(wordOfficial.In(lang))) + 4
	var lines []string
	for _, l := range draw.Wrap(text, f.Width-indent-2) {
		lines = append(lines, draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Dim.Span("  "+draw.Fit(label, indent-2, "")), f.Theme.Plain.Span(l)))
		label = ""
	}
	return lines
}

// Status is the line below the view.
func (v *View) Status(f draw.Frame) []draw.Span {
	if v.loaded && len(v.found) == 0 {
		return []draw.Span{f.Theme.Warn.Span(" " + wordNone.In(v.Lang))}
	}
	kind := cmp.Or(words.CodeKinds(v.Lang)[v.kind], wordEveryKind.In(v.Lang))
	return []draw.Span{f.Theme.Plain.Span(" " + draw.FirstFitting(f.Width-2, []string{v.count(), kind, v.rows(f)}, []string{v.count(), kind}))}
}

// count is how many codes there are to see.
func (v *View) count() string {
	if len(v.found) == 1 {
		return wordOne.In(v.Lang)
	}
	return wordCount.Fill(v.Lang, words.Group(int64(len(v.found))))
}

// rows are those of a list that is longer than the screen.
func (v *View) rows(f draw.Frame) string {
	top, _ := v.prompt(f)
	first, last := v.table.Shown(f.Height - len(top) - len(v.about(f)) - 1)
	if first == 1 && last == len(v.found) {
		return ""
	}
	return wordRows.Fill(v.Lang, first, last, words.Group(int64(len(v.found))))
}

// Keys are the keys of the view, the most wanted first.
func (v *View) Keys() []key.Binding {
	if v.filter.Open {
		return []key.Binding{draw.Reword(v.Key.Enter, draw.KeyFilter.In(v.Lang)), v.Key.Escape}
	}
	return []key.Binding{v.Key.Filter, draw.Reword(v.Key.Change, wordByKind.In(v.Lang)), v.Key.Copy, v.Key.Write}
}
