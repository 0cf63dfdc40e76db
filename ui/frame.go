package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// The least window that is drawn.
const leastWidth, leastHeight = 40, 10

// What the root says itself.
var (
	wordTooSmall  = words.Pair{"The window is too small: wxops needs 40x10.", "窗口太小：至少需要 40x10。"}
	wordReadOnly  = words.Pair{"READ-ONLY", "只读"}
	wordDropped   = words.Pair{"paste dropped: no rid or errcode in it", "已忽略粘贴：其中没有 rid 或错误码"}
	wordBusy      = words.Pair{"a reset is under way, waiting for its outcome", "清零正在进行，等待结果"}
	wordQuitting  = words.Pair{"a reset is under way: wxops quits when its outcome is known", "清零正在进行：得到结果后退出"}
	wordCancelled = words.Pair{"cancelled", "已取消"}
	wordNoSecrets = words.Pair{"no secret can be entered here", "这里不能输入密钥"}
)

// View draws the whole screen.
func (m *Model) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	switch {
	case m.Screen.Width == 0:
		return v
	case m.Screen.Width < leastWidth || m.Screen.Height < leastHeight:
		v.Content = draw.Fit(wordTooSmall.In(m.Lang), m.Screen.Width, "")
		return v
	}
	f, top := m.Frame(), m.top()
	b := top.View(f)
	for len(b.Lines) < f.Height {
		b.Lines = append(b.Lines, "")
	}
	rule := m.Theme.Dim.Render(strings.Repeat(m.Theme.Rule, m.Screen.Width))
	lines := append([]string{m.header(), m.tabBar(), rule}, b.Lines[:f.Height]...)
	lines = append(lines, rule, m.status(f), m.footer())
	v.Content = strings.Join(lines, "\n")
	if b.Cursor != nil {
		v.Cursor = tea.NewCursor(b.Cursor.X, b.Cursor.Y+3)
		v.Cursor.Blink = false
	}
	return v
}

// top is the view that has the keys.
func (m *Model) top() pane {
	if m.open != nil {
		return m.open
	}
	return m.tabs[m.tab]
}

// header names the program, what the tab is about, and the time.
func (m *Model) header() string {
	th := m.Theme
	right := " " + words.Clock(m.Screen.Now) + " "
	room := m.Screen.Width - draw.Width(right)
	spans := []draw.Span{th.Bold.Span(" wxops")}
	if m.Cfg.Demo {
		spans = append(spans, th.Accent.Span("  DEMO"))
	}
	if t, ok := m.tabs[m.tab].(headed); ok {
		spans = append(spans, m.headline(t, room-draw.SpansWidth(spans))...)
	} else {
		spans = append(spans, m.openAccount(room-draw.SpansWidth(spans))...)
	}
	return draw.Line(room, th.Ellipsis, spans...) + right
}

// headline is what a tab says that it is about.
func (m *Model) headline(t headed, room int) []draw.Span {
	var readOnly []draw.Span
	if m.Cfg.ReadOnly {
		readOnly = []draw.Span{m.Theme.Warn.Span("  " + wordReadOnly.In(m.Lang))}
	}
	about := t.Headline(m.Frame(), room-2-draw.SpansWidth(readOnly))
	if len(about) == 0 {
		return readOnly
	}
	return slices.Concat([]draw.Span{m.Theme.Plain.Span("  ")}, about, readOnly)
}

// openAccount names the account that is open; the env is a word, so that production is
// seen without colour, and stays where there is little room.
func (m *Model) openAccount(room int) []draw.Span {
	th, a := m.Theme, m.Accounts.Opened()
	var spans []draw.Span
	name, appID := draw.Apart(" ", m.Named(a)), "  "+clean.Line(a.AppID)
	if a.Alias != "" {
		spans = append(spans, th.Bold.Span("  "+a.Alias), th.Plain.Span(name), th.Dim.Span(appID),
			m.envStyle(a.Env).Span(draw.Apart("  ", strings.ToUpper(clean.Line(a.Env)))))
	}
	if a.ReadOnly || m.Cfg.ReadOnly {
		spans = append(spans, th.Warn.Span("  "+wordReadOnly.In(m.Lang)))
	}
	for _, text := range []string{appID, name} {
		if draw.SpansWidth(spans) > room {
			spans = slices.DeleteFunc(spans, func(s draw.Span) bool { return s.Text == text })
		}
	}
	return spans
}

func (m *Model) envStyle(env string) draw.Style {
	if view.Production(env) {
		return m.Theme.Bad
	}
	return m.Theme.Accent
}

func (m *Model) tabBar() string {
	spans := []draw.Span{m.Theme.Plain.Span(" ")}
	for i, t := range m.tabs {
		style := m.Theme.Dim
		mark := " "
		if i == m.tab {
			style = m.Theme.Selected
		}
		title := mark + string(rune('1'+i)) + " " + t.Title()
		if t, ok := t.(marked); ok && t.Marked() {
			spans = append(spans, style.Span(title), m.Theme.Bad.Span("!"))
			continue
		}
		spans = append(spans, style.Span(title+mark))
	}
	return draw.Line(m.Screen.Width, m.Theme.Ellipsis, spans...)
}

// status is the one line for errors and numbers; a notice comes before both.
func (m *Model) status(f draw.Frame) string {
	spans := []draw.Span{m.Theme.Accent.Span(" " + m.notice)}
	if m.notice == "" {
		spans = m.top().Status(f)
	}
	return draw.Line(m.Screen.Width, m.Theme.Ellipsis, spans...)
}

// tabKeys are the keys of the open tab, the most wanted first; the demo writes no files.
func (m *Model) tabKeys() []key.Binding {
	keys := m.tabs[m.tab].Keys()
	for i, k := range keys {
		if k.Help() == m.Key.Write.Help() {
			keys[i].SetEnabled(m.Cfg.Export != nil)
		}
	}
	return keys
}

// footer names as many keys as fit; help and quit keep their place.
func (m *Model) footer() string {
	keys, last := m.tabKeys(), []key.Binding{}
	if m.open != nil {
		keys = m.open.Keys()
	} else {
		if !m.typing() { // there they are letters
			last = []key.Binding{m.Key.Help, m.Key.Quit}
		}
	}
	room := m.Screen.Width - 1
	for _, k := range last {
		room -= keyWidth(k)
	}
	spans := []draw.Span{m.Theme.Plain.Span(" ")}
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
		spans = append(spans, m.Theme.Accent.Span(k.Help().Key), m.Theme.Plain.Span(" "+k.Help().Desc+"  "))
	}
	return draw.Line(m.Screen.Width, m.Theme.Ellipsis, spans...)
}

func keyWidth(k key.Binding) int {
	if !k.Enabled() {
		return 0
	}
	return draw.Width(k.Help().Key) + 1 + draw.Width(k.Help().Desc) + 2
}
