package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

// codesWords are the words of the Codes tab.
type codesWords struct {
	Code, Meaning, Do, Retry, Kind, Prompt, Count, None, Official, EveryKind, ByKind string
	Retries                                                                          map[string]string
}

func codesText(s say) codesWords {
	return codesWords{
		Code: s("errcode", "错误码"), Meaning: s("Meaning", "含义"), Do: s("What to do", "处理"), Retry: s("Retry", "重试"),
		Kind: s("Kind", "类别"), Prompt: s("number or words: ", "数字或关键词："), Count: s("%d codes", "%d 个错误码"),
		None: s("no code matches", "没有匹配的错误码"), Official: s("Official text", "官方文本"),
		EveryKind: s("every kind", "全部类别"), ByKind: s("kind", "类别"),
		Retries: map[string]string{
			"yes": s("yes", "可以"), "no": s("no", "不要"), "after-wait": s("wait first", "等待后"),
		},
	}
}

// codesView is the fifth tab: every error code that WeChat publishes.
type codesView struct {
	deps
	filter field
	kind   string // the ID of the kind that is shown; "" is every kind
	found  []catalog.Code
	loaded bool
	table  table
}

func newCodesView(d deps) codesView { return codesView{deps: d, filter: newField(d.keys.Enter, 200)} }

func (v codesView) typing() bool { return v.filter.open }

func (v codesView) stopped() (codesView, bool) {
	if !v.filter.open {
		return v, false
	}
	v.filter = v.filter.closed()
	return v.searched(), true
}

// searched looks the typed words up; of a pasted error it takes the errcodes.
func (v codesView) searched() codesView {
	text := strings.TrimSpace(v.filter.value())
	v.found, v.loaded = catalog.SearchCodes(text, v.kind), true
	if len(v.found) == 0 {
		for _, n := range rid.Find(text).Codes {
			if c, ok := catalog.Explain(n); ok && (v.kind == "" || v.kind == c.Kind) {
				v.found = append(v.found, c)
			}
		}
	}
	ids := make([]string, len(v.found))
	for i, c := range v.found {
		ids[i] = strconv.FormatInt(c.Code, 10)
	}
	v.table.cur = ""
	v.table = v.table.with(ids)
	return v
}

// at shows the code that another tab tells of.
func (v codesView) at(code int64) codesView {
	if _, ok := catalog.Explain(code); !ok {
		return v.shown()
	}
	v.filter, v.kind = v.filter.closed(), ""
	v = v.searched()
	v.table.cur = strconv.FormatInt(code, 10)
	v.table = v.table.seen(1) // at the top, with what belongs to it below
	return v
}

// turned goes on to the next kind, or back to the one before.
func (v codesView) turned(by int) codesView {
	ids := []string{""}
	for _, k := range catalog.CodeKinds() {
		ids = append(ids, k.ID)
	}
	v.kind = ids[(slices.Index(ids, v.kind)+by+len(ids))%len(ids)]
	return v.searched()
}

// shown fills the tab the first time it is opened, which spares the start.
func (v codesView) shown() codesView {
	if v.loaded {
		return v
	}
	return v.searched()
}

func (v codesView) Update(msg tea.Msg) (codesView, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		v.filter, _ = v.filter.typed(msg)
		return v.searched(), nil
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return v, nil
}

func (v codesView) pressed(msg tea.KeyPressMsg) (codesView, tea.Cmd) {
	k := v.keys
	switch {
	case key.Matches(msg, k.Escape):
		if v.filter.value() == "" {
			v.kind = ""
		}
		v.filter = v.filter.closed()
		return v.searched(), nil
	case v.filter.open:
		if moved, ok := v.table.arrowed(msg, k); ok {
			v.table = moved
			return v, nil
		}
		var done bool
		if v.filter, done = v.filter.typed(msg); done {
			v.filter.open = false
			return v, nil
		}
		return v.searched(), nil
	case key.Matches(msg, k.Left):
		return v.turned(-1), nil
	case key.Matches(msg, k.Change):
		return v.turned(1), nil
	case key.Matches(msg, k.Filter):
		v.filter = v.filter.opened()
	case key.Matches(msg, k.Copy):
		if v.table.cur == "" {
			return v, send(noticed{v.text.Nothing})
		}
		return v, tea.Batch(tea.SetClipboard(v.table.cur), send(noticed{fmt.Sprintf(v.text.Sent, v.table.cur)}))
	default:
		v.table, _ = v.table.pressed(msg, k)
	}
	return v, nil
}

// View draws the codes, and below them what to do about the one under the cursor.
func (v codesView) View(f frame) body {
	w, th := v.text.Codes, f.theme
	kinds := kindNames(v.text.Lang)
	kind := orElse(kinds[v.kind], w.EveryKind)
	room := max(f.width-width(w.Prompt)-width(kind)-6, 10)
	prompt, x := v.filter.view(room)
	lines := []string{"  " + th.Accent.Render(w.Prompt) + prompt + strings.Repeat(" ", max(room-ansi.StringWidth(prompt), 0)+2) + th.Accent.Render(kind)}
	var at *tea.Position
	if v.filter.open {
		at = &tea.Position{X: 2 + width(w.Prompt) + x}
	}
	about := v.about(f)
	cols := []column{
		{title: w.Code, width: 8, right: true}, {title: w.Meaning, width: 30, flex: true},
		{title: w.Kind, width: 12, drop: 2}, {title: w.Retry, width: 10, drop: 1},
	}
	rows := v.table.view(cols, f.width, f.height-1-len(about), th, func(id string) []span {
		code, _ := strconv.ParseInt(id, 10, 64)
		c, _ := catalog.Explain(code)
		return []span{th.Bold.Span(id), th.Plain.Span(meaning(c, v.text.Lang)), th.Dim.Span(kinds[c.Kind]), th.Dim.Span(w.Retries[c.Retry])}
	})
	lines = append(lines, rows...)
	for len(lines) < f.height-len(about) {
		lines = append(lines, "")
	}
	return body{lines: append(lines, about...), cursor: at}
}

// kindNames are the kinds of codes in the language of the screen.
func kindNames(lang Lang) map[string]string {
	names := map[string]string{}
	for _, k := range catalog.CodeKinds() {
		names[k.ID] = k.En
		if lang == Chinese {
			names[k.ID] = k.Zh
		}
	}
	return names
}

// about says what to do about the code under the cursor.
func (v codesView) about(f frame) []string {
	code, err := strconv.ParseInt(v.table.cur, 10, 64)
	if err != nil {
		return nil
	}
	c, _ := catalog.Explain(code)
	w := v.text.Codes
	lines := []string{f.theme.Dim.Render(strings.Repeat(f.theme.Rule, f.width))}
	indent := max(width(w.Do), width(w.Official)) + 4
	for _, part := range []struct{ label, text string }{{w.Official, c.Msg}, {w.Do, advice(c, v.text.Lang)}} {
		for i, l := range wrap(part.text, f.width-indent-2) {
			label := part.label
			if i > 0 {
				label = ""
			}
			lines = append(lines, line(f.width, f.theme.Ellipsis, f.theme.Dim.Span("  "+fit(label, indent-2, "")), f.theme.Plain.Span(l)))
		}
	}
	return lines[:min(len(lines), max(f.height/2, 2))]
}

// meaning is what a code says, in the language of the screen where it is known.
func meaning(c catalog.Code, lang Lang) string {
	if lang == Chinese && c.Zh != "" {
		return c.Zh
	}
	return c.En
}

// advice is what to do about a code, in the language of the screen where it is known.
func advice(c catalog.Code, lang Lang) string {
	if lang == Chinese && c.DoZh != "" {
		return c.DoZh
	}
	return c.DoEn
}

func (v codesView) status(f frame) []span {
	if v.loaded && len(v.found) == 0 {
		return []span{f.theme.Warn.Span(" " + v.text.Codes.None)}
	}
	return []span{f.theme.Plain.Span(" " + fmt.Sprintf(v.text.Codes.Count, len(v.found)))}
}

func (v codesView) bindings() []key.Binding {
	if v.filter.open {
		return []key.Binding{reword(v.keys.Enter, KeyFilter.In(v.text.Lang)), v.keys.Escape}
	}
	return []key.Binding{v.keys.Filter, reword(v.keys.Change, v.text.Codes.ByKind), v.keys.Copy, v.keys.Write}
}
