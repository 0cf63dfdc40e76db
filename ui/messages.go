package ui

import (
	"time"
	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// The views ask the root for these.
type (
	// accountOpened shows an account's quotas; path, when given, is added and selected.
	accountOpened struct {
		account keystore.Account
		path    string
		behind  bool // another tab was asked for, and stays on the screen
	}
	// textInspected opens the Rid tab with a text filled in, not sent.
	textInspected struct{ text string }
	// noticed shows one line until the next key.
	noticed struct{ text string }
	// accountsChanged follows every change of the accounts.
	accountsChanged struct{ accounts []keystore.Account }
	// dialogClosed gives the keys back to the tab.
	dialogClosed struct{}
)

// The root tells the views these.
type (
	// tabShown tells a tab that it is on the screen now. code is the errcode
	// that the tab before was about, if it was about one.
	tabShown struct {
		code  int64
		about bool
	}
	// resized follows a change of the size of the screen.
	resized struct{}
)

// tickMsg comes once a second and carries the time.
type tickMsg time.Time

// quietOver ends the time in which keys that were typed ahead are ignored.
type quietOver struct{ seq int }

// quietTime is how long a dialog that has just opened ignores keys.
const quietTime = 400 * time.Millisecond

// resetWanted opens the dialog. Its target is copied here once: no refresh
// behind the dialog changes it.
type resetWanted struct {
	account keystore.Account
	path    string   // the API under the cursor; "" offers the whole account only
	watch   []string // the paths to read for the whole account
}

// resetDone ends a reset, however it went.
type resetDone struct {
	seq    int
	result guard.Result
}

// followed brings the counters some minutes after a reset.
type followed struct {
	id    string
	appID string
	after []wechat.Quota
	err   error
}
