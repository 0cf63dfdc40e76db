package draw

import (
	"charm.land/bubbles/v2/key"

	"wxops/ui/words"
)

// TabCount is how many tabs have a digit.
const TabCount = 5

// Keys is every key of the console, once. Views ask key.Matches only; the
// footer and the help are drawn from the same bindings. Never bound are
// [, O and A to D: torn escape sequences spell them.
type Keys struct {
	Tabs      [TabCount]key.Binding // a digit each
	NextTab   key.Binding           // round the end
	PrevTab   key.Binding           // round the start
	Up        key.Binding           // one row, or one line of a text
	Down      key.Binding           // one row, or one line of a text
	PageUp    key.Binding           // ten rows, or as many as are seen
	PageDown  key.Binding           // ten rows, or as many as are seen
	Top       key.Binding           // the first row
	Bottom    key.Binding           // the last row
	Enter     key.Binding           // opens the row, or answers what is asked
	Escape    key.Binding           // closes what is open, or goes back
	Filter    key.Binding           // lets the filter be typed
	Refresh   key.Binding           // asks WeChat again
	Reset     key.Binding           // opens the dialog that clears quotas
	Sort      key.Binding           // the next order of rows
	Add       key.Binding           // an API to the quotas of an account
	Remove    key.Binding           // an API from those quotas, or an account
	NextOne   key.Binding           // the account below on the Accounts tab
	PrevOne   key.Binding           // the account above on the Accounts tab
	New       key.Binding           // opens the form of a new account
	Edit      key.Binding           // opens the form of an account
	Test      key.Binding           // whether an account works
	TestAll   key.Binding           // whether each account works
	Unlock    key.Binding           // asks once for what opens several accounts
	Bell      key.Binding           // the terminal's bell, on or off
	Secret    key.Binding           // enters a secret that is not stored
	Inspect   key.Binding           // opens the rid tab, or there the text to edit
	Unmask    key.Binding           // shows what was masked
	Others    key.Binding           // asks every account not asked yet for a rid
	ToQuota   key.Binding           // the quota of the API that a rid's call was for
	Copy      key.Binding           // what is under the cursor, to the clipboard
	Write     key.Binding           // what is shown, to a file
	Calls     key.Binding           // what was called, and how it went
	Help      key.Binding           // every key of what is shown
	Repaint   key.Binding           // the whole screen
	Suspend   key.Binding           // to the shell
	Quit      key.Binding           // where no text is typed
	Cancel    key.Binding           // stops what is under way, else quits
	Next      key.Binding           // the next field of a dialog
	Prev      key.Binding           // the field before it
	Change    key.Binding           // the choice of a dialog
	Left      key.Binding           // the choice before it
	Save      key.Binding           // the form
	Erase     key.Binding           // the last letter of a secret
	EraseAll  key.Binding           // the whole secret
	ArrowUp   key.Binding           // moves while a field has the letters
	ArrowDown key.Binding           // moves while a field has the letters
}

// What each key does, in a word or two.
var (
	KeyTab           = words.Pair{"open a tab", "切换页"}
	KeyNextTab       = words.Pair{"next tab", "下一页"}
	KeyMove          = words.Pair{"move", "移动"}
	KeyPage          = words.Pair{"page", "翻页"}
	KeyEnds          = words.Pair{"ends", "首尾"}
	KeyOpen          = words.Pair{"open", "打开"}
	KeyDetails       = words.Pair{"details", "详情"}
	KeyAsk           = words.Pair{"ask WeChat", "查询"}
	KeyEscape        = words.Pair{"back", "返回"}
	KeyFilter        = words.Pair{"filter", "筛选"}
	KeyRefresh       = words.Pair{"refresh", "刷新"}
	KeyReset         = words.Pair{"reset", "清零"}
	KeySort          = words.Pair{"sort", "排序"}
	KeyAdd           = words.Pair{"add API", "加接口"}
	KeyTakeAway      = words.Pair{"take API away", "去掉接口"}
	KeyNextOne       = words.Pair{"next account", "下一账号"}
	KeyNew           = words.Pair{"new", "新增"}
	KeyEdit          = words.Pair{"edit", "编辑"}
	KeyRemoveAccount = words.Pair{"remove", "删除"}
	KeyTest          = words.Pair{"test", "测试"}
	KeyTestAll       = words.Pair{"test all", "全部测试"}
	KeyUnlock        = words.Pair{"unlock", "解锁"}
	KeyBell          = words.Pair{"bell", "响铃"}
	KeySecret        = words.Pair{"enter secret", "输入密钥"}
	KeyInspect       = words.Pair{"to the rid tab", "查 rid"}
	KeyEditText      = words.Pair{"edit text", "改文本"}
	KeyUnmask        = words.Pair{"unmask", "显示原文"}
	KeyOthers        = words.Pair{"ask all accounts", "逐个问账号"}
	KeyToQuota       = words.Pair{"its quota", "看额度"}
	KeyCopy          = words.Pair{"copy", "复制"}
	KeyWrite         = words.Pair{"write to file", "存文件"}
	KeyCalls         = words.Pair{"calls", "调用记录"}
	KeyHelp          = words.Pair{"help", "帮助"}
	KeyRepaint       = words.Pair{"repaint", "重绘"}
	KeySuspend       = words.Pair{"suspend", "挂起"}
	KeyQuit          = words.Pair{"quit", "退出"}
	KeyCancel        = words.Pair{"cancel, then quit", "取消，再按退出"}
	KeyNextField     = words.Pair{"next field", "下一项"}
	KeyChange        = words.Pair{"change", "切换"}
	KeySave          = words.Pair{"save", "保存"}
	KeyStore         = words.Pair{"use it", "使用"}
	KeyTypeSecret    = words.Pair{"type the secret", "输入密钥"}
	KeyErase         = words.Pair{"erase", "删除"}
)

// NewKeys names the keys in one language.
func NewKeys(lang words.Lang) Keys {
	bind := func(help string, word words.Pair, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, word.In(lang)))
	}
	k := Keys{
		NextTab:   bind("tab", KeyNextTab, "tab"),
		PrevTab:   bind("shift+tab", KeyNextTab, "shift+tab"),
		Up:        bind("k", KeyMove, "up", "k"),
		Down:      bind("j/k", KeyMove, "down", "j"),
		PageUp:    bind("pgup", KeyPage, "pgup", "ctrl+u"),
		PageDown:  bind("pgdn", KeyPage, "pgdown", "ctrl+d"),
		Top:       bind("g", KeyEnds, "g", "home"),
		Bottom:    bind("g/G", KeyEnds, "G", "end"),
		Enter:     bind("enter", KeyDetails, "enter"),
		Escape:    bind("esc", KeyEscape, "esc"),
		Filter:    bind("/", KeyFilter, "/"),
		Refresh:   bind("r", KeyRefresh, "r"),
		Reset:     bind("R", KeyReset, "R"),
		Sort:      bind("s", KeySort, "s"),
		Add:       bind("a", KeyAdd, "a"),
		Remove:    bind("x", KeyTakeAway, "x"),
		NextOne:   bind("n/N", KeyNextOne, "n"),
		PrevOne:   bind("N", KeyNextOne, "N"),
		New:       bind("n", KeyNew, "n"),
		Edit:      bind("e", KeyEdit, "e"),
		Test:      bind("t", KeyTest, "t"),
		TestAll:   bind("T", KeyTestAll, "T"),
		Unlock:    bind("U", KeyUnlock, "U"),
		Bell:      bind("!", KeyBell, "!"),
		Secret:    bind("e", KeySecret, "e"),
		Inspect:   bind("i", KeyInspect, "i"),
		Unmask:    bind("u", KeyUnmask, "u"),
		Others:    bind("o", KeyOthers, "o"),
		ToQuota:   bind("p", KeyToQuota, "p"),
		Copy:      bind("c", KeyCopy, "c"),
		Write:     bind("w", KeyWrite, "w"),
		Calls:     bind("@", KeyCalls, "@"),
		Help:      bind("?", KeyHelp, "?"),
		Repaint:   bind("ctrl+l", KeyRepaint, "ctrl+l"),
		Suspend:   bind("ctrl+z", KeySuspend, "ctrl+z"),
		Quit:      bind("q", KeyQuit, "q"),
		Cancel:    bind("ctrl+c", KeyCancel, "ctrl+c"),
		Next:      bind("tab", KeyNextField, "tab", "down"),
		Prev:      bind("shift+tab", KeyNextField, "shift+tab", "up"),
		Change:    bind("space", KeyChange, "space", "left", "right"),
		Left:      bind("left", KeyChange, "left"),
		Save:      bind("ctrl+s", KeySave, "ctrl+s"),
		Erase:     bind("backspace", KeyErase, "backspace", "ctrl+h"),
		EraseAll:  bind("ctrl+u", KeyErase, "ctrl+u"),
		ArrowUp:   bind("up", KeyMove, "up"),
		ArrowDown: bind("down", KeyMove, "down"),
	}
	for i, digit := range []string{"1", "2", "3", "4", "5"} {
		k.Tabs[i] = bind("1-5", KeyTab, digit)
	}
	return k
}

// Reword gives a binding the word it has in one view.
func Reword(b key.Binding, word string) key.Binding {
	b.SetHelp(b.Help().Key, word)
	return b
}
