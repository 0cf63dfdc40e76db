package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// The lines round the body: header, tabs, rule above; rule, status, keys below.
const chromeLines = 6

// The least window that is drawn.
const leastWidth, leastHeight = 40, 10

// View draws the whole screen.
func (m Model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	switch {
	case m.screen.width == 0:
		return v
	case m.screen.width < leastWidth || m.screen.height < leastHeight:
		v.Content = draw.Fit(m.text.TooSmall, m.screen.width, "")
		return v
	}
	f := m.frame()
	f.Now = m.now
	b := m.body(f)
	for len(b.Lines) < f.Height {
		b.Lines = append(b.Lines, "")
	}
	rule := m.theme.Dim.Render(strings.Repeat(m.theme.Rule, m.screen.width))
	lines := append([]string{m.header(), m.tabBar(), rule}, b.Lines[:f.Height]...)
	lines = append(lines, rule, m.status(f), m.footer())
	v.Content = strings.Join(lines, "\n")
	if b.Cursor != nil {
		v.Cursor = tea.NewCursor(b.Cursor.X, b.Cursor.Y+3)
		v.Cursor.Blink = false
	}
	return v
}

func (m Model) body(f draw.Frame) draw.Body {
	switch m.dialog {
	case helpDialog:
		return m.help.View(f, m.help.rows(m.tabKeys(), m.keys))
	case callsDialog:
		return m.calls.View(f)
	case resetDialogOpen:
		return m.reset.View(f)
	case formDialog:
		return m.form.View(f)
	case secretDialogOpen:
		return m.secret.View(f)
	case removeDialogOpen:
		return m.remove.View(f)
	}
	switch m.tab {
	case tabAccounts:
		return m.accounts.View(f)
	case tabQuota:
		return m.quota.View(f)
	case tabRID:
		return m.rid.View(f)
	case tabResets:
		return m.resets.View(f)
	}
	return m.codes.View(f)
}

// header names the program, the account and the time; the env is a word, so
// that production is seen without colour.
func (m Model) header() string {
	th, a := m.theme, m.quota.account
	right := " " + words.Clock(m.now) + " "
	spans := []draw.Span{th.Bold.Span(" wxops")}
	if m.cfg.Demo {
		spans = append(spans, th.Accent.Span("  DEMO"))
	}
	if a.Alias != "" {
		spans = append(spans, th.Bold.Span("  "+a.Alias), th.Plain.Span(draw.Apart(" ", clean.Line(a.Name))),
			th.Dim.Span("  "+clean.Line(a.AppID)), m.envStyle(a.Env).Span(draw.Apart("  ", strings.ToUpper(clean.Line(a.Env)))))
	}
	if a.ReadOnly || m.cfg.ReadOnly {
		spans = append(spans, th.Warn.Span("  "+m.text.ReadOnly))
	}
	room := m.screen.width - draw.Width(right)
	for _, text := range []string{"  " + clean.Line(a.AppID), " " + clean.Line(a.Name)} {
		if spansWidth(spans) > room { // the env must stay
			spans = slices.DeleteFunc(spans, func(s draw.Span) bool { return s.Text == text })
		}
	}
	return draw.Line(room, th.Ellipsis, spans...) + right
}

func (m Model) envStyle(env string) draw.Style {
	if production(env) {
		return m.theme.Bad
	}
	return m.theme.Accent
}

func spansWidth(spans []draw.Span) int {
	n := 0
	for _, s := range spans {
		n += draw.Width(s.Text)
	}
	return n
}

func (m Model) tabBar() string {
	spans := []draw.Span{m.theme.Plain.Span(" ")}
	for i, name := range m.text.Tabs {
		style := m.theme.Dim
		mark := " "
		if i == m.tab {
			style = m.theme.Selected
		}
		spans = append(spans, style.Span(mark+string(rune('1'+i))+" "+name+mark))
	}
	return draw.Line(m.screen.width, m.theme.Ellipsis, spans...)
}

// status is the one line for errors and numbers; a notice comes before both.
func (m Model) status(f draw.Frame) string {
	var spans []draw.Span
	switch {
	case m.notice != "":
		spans = []draw.Span{m.theme.Accent.Span(" " + m.notice)}
	case m.dialog == callsDialog:
		spans = m.calls.status(f)
	case m.dialog != noDialog:
	default:
		spans = m.tabStatus(f)
	}
	return draw.Line(m.screen.width, m.theme.Ellipsis, spans...)
}

func (m Model) tabStatus(f draw.Frame) []draw.Span {
	switch m.tab {
	case tabAccounts:
		return m.accounts.status(f)
	case tabQuota:
		return m.quota.status(f)
	case tabRID:
		return m.rid.status(f)
	case tabResets:
		return m.resets.status(f)
	}
	return m.codes.status(f)
}

// tabKeys are the keys of the open tab, the most wanted first; the demo writes no files.
func (m Model) tabKeys() []key.Binding {
	keys := m.keysOfTab()
	for i, k := range keys {
		if k.Help() == m.keys.Write.Help() {
			keys[i].SetEnabled(m.cfg.Export != nil)
		}
	}
	return keys
}

func (m Model) keysOfTab() []key.Binding {
	switch m.tab {
	case tabAccounts:
		return m.accounts.bindings()
	case tabQuota:
		return m.quota.bindings()
	case tabRID:
		return m.rid.bindings()
	case tabResets:
		return m.resets.bindings()
	}
	return m.codes.bindings()
}

func (m Model) dialogKeys() []key.Binding {
	switch m.dialog {
	case resetDialogOpen:
		return m.reset.bindings()
	case formDialog:
		return m.form.bindings()
	case secretDialogOpen:
		return m.secret.bindings()
	case removeDialogOpen:
		return m.remove.bindings()
	case callsDialog:
		return m.calls.bindings()
	}
	return []key.Binding{m.keys.Escape, m.keys.Down}
}

// footer names as many keys as fit; help and quit keep their place.
func (m Model) footer() string {
	keys := m.dialogKeys()
	last := []key.Binding{}
	if m.dialog == noDialog {
		keys = m.tabKeys()
		if !m.typing() { // there they are letters
			last = []key.Binding{m.keys.Help, m.keys.Quit}
		}
	}
	room := m.screen.width - 1
	for _, k := range last {
		room -= keyWidth(k)
	}
	spans := []draw.Span{m.theme.Plain.Span(" ")}
	for _, k := range slices.Concat(keys, last) {
		if !k.Enabled() {
			continue
		}
		own := slices.ContainsFunc(last, func(l key.Binding) bool { return l.Help() == k.Help() })
		if !own && keyWidth(k) > room {
			continue
		}
		if !own {
			room -= keyWidth(k)
		}
		spans = append(spans, m.theme.Accent.Span(k.Help().Key), m.theme.Plain.Span(" "+k.Help().Desc+"  "))
	}
	return draw.Line(m.screen.width, m.theme.Ellipsis, spans...)
}

func keyWidth(k key.Binding) int {
	if !k.Enabled() {
		return 0
	}
	return draw.Width(k.Help().Key) + 1 + draw.Width(k.Help().Desc) + 2
}
