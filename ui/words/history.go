package words

import (
	"errors"

	"wxops/wechat/history"
)

// historyAdvice is for a file that stands where readings should be and is none, or
// none that can be read; it is left as it is.
var historyAdvice = map[history.Kind]Advice{
	history.Foreign: {
		{"{account} is not the history of this account", "{account} 不是该账号的历史读数"},
		{"Move it away; wxops begins a new one, and leaves this as it is", "请移走该文件；wxops 会新建一份，不改动它"},
	},
	history.Huge: {
		{"{account} is larger than any history of wxops", "{account} 超出历史读数文件应有的大小"},
		{"Look at it and move it away; wxops begins a new one", "请查看并移走该文件；wxops 会新建一份"},
	},
	history.Later: {
		{"{account} was written by a later version of wxops", "{account} 由更新版本的 wxops 写入"},
		{"Use that version, or move the file away; wxops begins a new one", "请使用该版本，或移走该文件；wxops 会新建一份"},
	},
}

// explainHistory gives the words for a file of readings that is not used.
func explainHistory(err error, lang Lang) (fact, remedy string, known bool) {
	var wrong *history.Error
	if !errors.As(err, &wrong) {
		return "", "", false
	}
	fact, remedy = historyAdvice[wrong.Kind].fill(lang, wrong.Path, "", "", err.Error())
	return fact, remedy, true
}
