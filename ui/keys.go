package ui

import (
	"charm.land/bubbles/v2/key"
)

// keyMap is every key of the console, once. Views ask key.Matches only; the
// footer and the help are drawn from the same bindings. Never bound are
// [, O and A to D: torn escape sequences spell them.
type keyMap struct {
	Tabs      [tabCount]key.Binding
	NextTab   key.Binding
	PrevTab   key.Binding
	Up        key.Binding
	Down      key.Binding
	PageUp    key.Binding
	PageDown  key.Binding
	Top       key.Binding
	Bottom    key.Binding
	Enter     key.Binding
	Escape    key.Binding
	Filter    key.Binding
	Refresh   key.Binding
	Reset     key.Binding
	Sort      key.Binding
	Add       key.Binding
	Remove    key.Binding
	New       key.Binding
	Edit      key.Binding
	Test      key.Binding
	Secret    key.Binding
	Inspect   key.Binding
	Unmask    key.Binding
	Others    key.Binding
	ToQuota   key.Binding
	Copy      key.Binding
	Write     key.Binding
	Calls     key.Binding
	Help      key.Binding
	Repaint   key.Binding
	Suspend   key.Binding
	Quit      key.Binding
	Cancel    key.Binding
	Next      key.Binding // the next field of a dialog
	Prev      key.Binding
	Change    key.Binding // the choice of a dialog
	Left      key.Binding // the choice before it
	Save      key.Binding
	Erase     key.Binding // the last letter of a secret
	EraseAll  key.Binding
	ArrowUp   key.Binding // moves while a field has the letters
	ArrowDown key.Binding
}

// keyWords says what each key does, in a word or two.
type keyWords struct {
	Tab, NextTab, Move, Page, Ends, Open, Details, Ask, Escape, Filter, Refresh, Reset, Sort, Add, TakeAway,
	New, Edit, RemoveAccount, Test, Secret, Inspect, EditText, Unmask, Others, ToQuota, Copy, Write, Calls,
	Help, Repaint, Suspend, Quit, Cancel, NextField, Change, Save, Store, TypeSecret, Erase string
}

func keyText(s say) keyWords {
	return keyWords{
		Tab: s("open a tab", "切换页"), NextTab: s("next tab", "下一页"), Move: s("move", "移动"),
		Page: s("page", "翻页"), Ends: s("ends", "首尾"), Open: s("open", "打开"), Details: s("details", "详情"),
		Ask: s("ask WeChat", "查询"), Escape: s("back", "返回"), Filter: s("filter", "筛选"),
		Refresh: s("refresh", "刷新"), Reset: s("reset", "清零"), Sort: s("sort", "排序"), Add: s("add API", "加接口"),
		TakeAway: s("take API away", "去掉接口"), New: s("new", "新增"), Edit: s("edit", "编辑"),
		RemoveAccount: s("remove", "删除"), Test: s("test", "测试"), Secret: s("enter secret", "输入密钥"),
		Inspect: s("to the rid tab", "查 rid"), EditText: s("edit text", "改文本"), Unmask: s("unmask", "显示原文"),
		Others: s("ask other accounts", "问其他账号"), ToQuota: s("its quota", "看额度"), Copy: s("copy", "复制"),
		Write: s("write to file", "存文件"), Calls: s("calls", "调用记录"), Help: s("help", "帮助"),
		Repaint: s("repaint", "重绘"), Suspend: s("suspend", "挂起"), Quit: s("quit", "退出"),
		Cancel: s("cancel, then quit", "取消，再按退出"), NextField: s("next field", "下一项"), Change: s("change", "切换"),
		Save: s("save", "保存"), Store: s("use it", "使用"), TypeSecret: s("type the secret", "输入密钥"), Erase: s("erase", "删除"),
	}
}

func newKeyMap(w keyWords) keyMap {
	bind := func(help, word string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, word))
	}
	k := keyMap{
		NextTab:   bind("tab", w.NextTab, "tab"),
		PrevTab:   bind("shift+tab", w.NextTab, "shift+tab"),
		Up:        bind("k", w.Move, "up", "k"),
		Down:      bind("j/k", w.Move, "down", "j"),
		PageUp:    bind("pgup", w.Page, "pgup", "ctrl+u"),
		PageDown:  bind("pgdn", w.Page, "pgdown", "ctrl+d"),
		Top:       bind("g", w.Ends, "g", "home"),
		Bottom:    bind("g/G", w.Ends, "G", "end"),
		Enter:     bind("enter", w.Details, "enter"),
		Escape:    bind("esc", w.Escape, "esc"),
		Filter:    bind("/", w.Filter, "/"),
		Refresh:   bind("r", w.Refresh, "r"),
		Reset:     bind("R", w.Reset, "R"),
		Sort:      bind("s", w.Sort, "s"),
		Add:       bind("a", w.Add, "a"),
		Remove:    bind("x", w.TakeAway, "x"),
		New:       bind("n", w.New, "n"),
		Edit:      bind("e", w.Edit, "e"),
		Test:      bind("t", w.Test, "t"),
		Secret:    bind("e", w.Secret, "e"),
		Inspect:   bind("i", w.Inspect, "i"),
		Unmask:    bind("u", w.Unmask, "u"),
		Others:    bind("o", w.Others, "o"),
		ToQuota:   bind("p", w.ToQuota, "p"),
		Copy:      bind("c", w.Copy, "c"),
		Write:     bind("w", w.Write, "w"),
		Calls:     bind("@", w.Calls, "@"),
		Help:      bind("?", w.Help, "?"),
		Repaint:   bind("ctrl+l", w.Repaint, "ctrl+l"),
		Suspend:   bind("ctrl+z", w.Suspend, "ctrl+z"),
		Quit:      bind("q", w.Quit, "q"),
		Cancel:    bind("ctrl+c", w.Cancel, "ctrl+c"),
		Next:      bind("tab", w.NextField, "tab", "down"),
		Prev:      bind("shift+tab", w.NextField, "shift+tab", "up"),
		Change:    bind("space", w.Change, "space", "left", "right"),
		Left:      bind("left", w.Change, "left"),
		Save:      bind("ctrl+s", w.Save, "ctrl+s"),
		Erase:     bind("backspace", w.Erase, "backspace", "ctrl+h"),
		EraseAll:  bind("ctrl+u", w.Erase, "ctrl+u"),
		ArrowUp:   bind("up", w.Move, "up"),
		ArrowDown: bind("down", w.Move, "down"),
	}
	for i, digit := range []string{"1", "2", "3", "4", "5"} {
		k.Tabs[i] = bind("1-5", w.Tab, digit)
	}
	return k
}

// reword gives a binding the word it has in one view.
func reword(b key.Binding, word string) key.Binding {
	b.SetHelp(b.Help().Key, word)
	return b
}
