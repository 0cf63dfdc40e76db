package view

import (
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// The views ask the root for these.
type (
	// AccountOpened shows an account's quotas; path, when given, is added and selected.
	AccountOpened struct {
		Account keystore.Account
		Path    string
		Behind  bool // another tab was asked for, and stays on the screen
		Passing bool // on the way to another account: no secret is asked for
	}
	// TextInspected opens the Rid tab with a text filled in, not sent.
	TextInspected struct{ Text string }
	// Noticed shows one line until the next key.
	Noticed struct{ Text string }
	// AccountsChanged follows every change of the accounts.
	AccountsChanged struct{ Accounts []keystore.Account }
	// DialogClosed gives the keys back to the tab.
	DialogClosed struct{}
)

// The root tells the views these.
type (
	// TabShown tells a tab that it is on the screen now. code is the errcode
	// that the tab before was about, if it was about one.
	TabShown struct {
		Code  int64
		About bool
	}
	// TabLeft tells a tab that another is on the screen now.
	TabLeft struct{}
	// Resized follows a change of the size of the screen.
	Resized struct{}
	// Metered says that the meter knows something new.
	Metered struct{}
)

// Tick comes once a second and carries the time.
type Tick time.Time

// What the Accounts tab and the dialogs that change an account tell one another.
type (
	// FormWanted opens the form: empty for a new account, filled for an edit.
	FormWanted struct {
		Account keystore.Account
		Edit    bool
	}
	// RemoveWanted opens the dialog that takes an account out of accounts.toml.
	RemoveWanted struct{ Account keystore.Account }
	// AccountSaved follows an account that was added or edited.
	AccountSaved struct{ Alias string }
	// TestWanted asks for the test of an account.
	TestWanted struct{ Alias string }
)

// ResetWanted opens the dialog. Its target is copied here once: no refresh
// behind the dialog changes it.
type ResetWanted struct {
	Account keystore.Account
	Path    string   // the API under the cursor; "" offers the whole account only
	Watch   []string // the paths to read for the whole account
}

// ResetDone ends a reset, however it went.
type ResetDone struct {
	Seq    int
	Result guard.Result
}

// Followed brings the counters some minutes after a reset.
type Followed struct {
	ID    string
	AppID string
	After []wechat.Quota
	Err   error
}
