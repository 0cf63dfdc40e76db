package shell

import (
	"cmp"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/meter"
)

// Remember gives what is known of an account by quotas that were just read and by what is
// kept of its APIs, and keeps these, too.
func (sh *Shell) Remember(acc keystore.Account, read []wechat.Quota) meter.Account {
	known, err := sh.Desk().Known(acc, read)
	sh.WarnUnkept(cmp.Or(err, sh.Desk().Keep(acc, read)))
	return known
}

// WarnUnkept says why readings are not kept, where they are not.
func (sh *Shell) WarnUnkept(err error) {
	if err == nil {
		return
	}
	fact, _ := words.Explain(err, sh.Lang)
	sh.Warn(wordUnkept.Fill(sh.Lang, fact))
}

var wordUnkept = words.Pair{"the readings are not kept: %s", "读数未能保存：%s"}
