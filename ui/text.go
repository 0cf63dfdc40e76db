package ui

import (
	"wxops/ui/draw"
	"wxops/ui/words"
)

// Text is every word on the screen. Words that a view alone uses are in the
// view's own part, beside the view.
type Text struct {
	Lang words.Lang

	Tabs           [draw.TabCount]string
	TooSmall       string
	ReadOnly       string
	Ago            string // an age: %s
	None           string
	Sent           string // to the clipboard: what
	Wrote          string // an export: file
	Nothing        string // to copy
	NothingToWrite string
	NoFiles        string // the demo writes none
	Dropped        string // a paste
	Busy           string
	Quitting       string
	Cancelled      string
	Platform       string // third-party platforms are not supported yet

	Accounts accountsWords
	Form     formWords
	Secret   secretWords
	Remove   removeWords
	Quota    quotaWords
	Reset    resetWords
	RID      ridWords
	Resets   resetsWords
	Codes    codesWords
	Calls    callsWords
}

// say picks one of two wordings; being a function of both, it lets neither be
// forgotten.
type say func(en, zh string) string

// Words gives all words in one language.
func Words(lang words.Lang) Text {
	s := say(func(en, _ string) string { return en })
	if lang == words.Chinese {
		s = func(_, zh string) string { return zh }
	}
	return Text{
		Lang: lang,
		Tabs: [draw.TabCount]string{
			s("Accounts", "账号"), s("Quota", "额度"), s("Rid", "Rid"), s("Resets", "清零"), s("Codes", "错误码"),
		},
		TooSmall:       s("The window is too small: wxops needs 40x10.", "窗口太小：至少需要 40x10。"),
		ReadOnly:       s("READ-ONLY", "只读"),
		Ago:            s("%s ago", "%s前"),
		None:           "-",
		Sent:           s("%s: sent to the terminal", "%s：已发送到终端"),
		Wrote:          s("wrote %s", "已写入 %s"),
		NothingToWrite: s("nothing to write here", "此处没有可保存的内容"),
		NoFiles:        s("the demo writes no files", "演示模式不写文件"),
		Nothing:        s("nothing to copy here", "此处没有可复制的内容"),
		Dropped:        s("paste dropped: no rid or errcode in it", "已忽略粘贴：其中没有 rid 或错误码"),
		Busy:           s("a reset is under way, waiting for its outcome", "清零正在进行，等待结果"),
		Quitting:       s("a reset is under way: wxops quits when its outcome is known", "清零正在进行：得到结果后退出"),
		Cancelled:      s("cancelled", "已取消"),
		Platform:       s("third-party platforms are not supported yet", "暂不支持第三方平台账号"),
		Accounts:       accountsText(s),
		Form:           formText(s),
		Secret:         secretText(s),
		Remove:         removeText(s),
		Quota:          quotaText(s),
		Reset:          resetText(s),
		RID:            ridText(s),
		Resets:         resetsText(s),
		Codes:          codesText(s),
		Calls:          callsText(s),
	}
}
