package view

import (
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/words"
)

var wordOfMachine = words.Pair{"%[1]s is root's (%[2]s); copy it: wxops account add %[1]s", "%[1]s 属于 root（%[2]s）；复制：wxops account add %[1]s"}

// NotOwn says that an account of the whole machine is not changed here, and what to do
// instead; false for one of the person's own.
func NotOwn(a keystore.Account, lang words.Lang) (tea.Cmd, bool) {
	if keystore.Own(a) == nil {
		return nil, false
	}
	return Notice(wordOfMachine.Fill(lang, a.Alias, a.From)), true
}
