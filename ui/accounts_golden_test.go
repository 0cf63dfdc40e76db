package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/wechat"
)

var (
	locked  = &keystore.Problem{Account: "mall", Source: keystore.FromKeyring, Reason: secret.KeyringLocked}
	refused = &wechat.Error{Op: "fetch the token", Code: 40125, Kind: "miniprogram", Msg: "invalid appsecret", Status: 200, Sent: true}
)

func onAccounts(story ...string) func(*Model) *Model {
	return func(m *Model) *Model { return press(m, append([]string{"1"}, story...)...) }
}

func TestGoldenAccounts(t *testing.T) { goldenFrames(t, nil, onAccounts("j")) }

func TestGoldenAccountsTested(t *testing.T) { goldenFrames(t, nil, onAccounts("t")) }

func TestGoldenAccountsRefused(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.wechat.err = refused }, onAccounts("t"))
}

func TestGoldenAccountsFilter(t *testing.T) { goldenFrames(t, nil, onAccounts("/", "n", "e")) }

func TestGoldenAccountsNoMatch(t *testing.T) { goldenFrames(t, nil, onAccounts("/", "q", "q")) }

func TestGoldenAccountsDemo(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.Book, o.Secrets, o.Export, o.Demo = nil, nil, nil, true }, onAccounts("n"))
}

func TestGoldenAccountsPlatform(t *testing.T) { goldenFrames(t, nil, onAccounts("G", "t")) }

func TestGoldenFormNew(t *testing.T) { goldenFrames(t, nil, onAccounts("n")) }

func TestGoldenFormFaults(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model {
		m = typeText(press(m, "1", "n"), "mall")
		m = typeText(press(m, "tab"), "gh_0123456789ab")
		return press(m, "ctrl+s")
	})
}

func TestGoldenFormSecret(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model {
		m = press(m, "1", "n", "tab", "tab", "tab", "tab", "tab", "tab")
		return update(m, tea.PasteMsg{Content: canary + "\n"})
	})
}

func TestGoldenFormCommand(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model {
		m = press(m, "1", "n", "tab", "tab", "tab", "tab", "tab", "space", "tab")
		return typeText(m, `op read "op://ops/mall shop/appsecret"`)
	})
}

func TestGoldenFormVariable(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model {
		m = typeText(press(m, "1", "n"), "mall-2")
		return press(m, "tab", "tab", "tab", "tab", "tab", "left")
	})
}

func TestGoldenFormEdit(t *testing.T) { goldenFrames(t, nil, onAccounts("e", "up", "up")) }

func TestGoldenFormLeaving(t *testing.T) {
	goldenFrames(t, nil, func(m *Model) *Model { return press(typeText(press(m, "1", "n"), "shop"), "esc") })
}

func TestGoldenFormNotSaved(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		o.book.err = &keystore.BookError{Path: "/home/lin/.config/wxops/accounts.toml", Faults: []keystore.Fault{{Line: 12, What: keystore.UnknownKey, Key: "colour"}}}
	}, onAccounts("e", "ctrl+s"))
}

func filled(m *Model) *Model {
	m = typeText(press(m, "1", "n"), "shop")
	m = update(press(m, "tab"), tea.PasteMsg{Content: " wx00112233445566aa\n"})
	m = typeText(press(m, "tab"), "小店")
	m = typeText(press(m, "tab", "left", "tab"), "test")
	m = update(press(m, "tab", "tab"), tea.PasteMsg{Content: canary})
	return press(m, "ctrl+s")
}

func TestGoldenFormSaved(t *testing.T) { goldenFrames(t, nil, filled) }

func TestGoldenFormNotStored(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		o.secrets.err = &keystore.Problem{Account: "shop", Source: keystore.FromKeyring, Reason: secret.KeyringLocked}
	}, filled)
}

func TestGoldenRemove(t *testing.T) { goldenFrames(t, nil, onAccounts("x", "m", "a")) }

func TestGoldenRemoveForget(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		twin := mall
		twin.Alias = "mall-2"
		o.Accounts = append(o.Accounts, twin)
	}, onAccounts("x", "tab", "space"))
}

func TestGoldenRemoveElsewhere(t *testing.T) { goldenFrames(t, nil, onAccounts("j", "x")) }

func TestGoldenRemoveFailed(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.secrets.err = locked }, func(m *Model) *Model {
		return press(typeText(press(m, "1", "x", "tab", "space", "tab"), "mall"), "enter")
	})
}

// The keyring does not give the secret, and the dialog opens by itself.
func TestGoldenSecretLocked(t *testing.T) {
	goldenFrames(t, func(o *outside) { o.wechat.err = locked }, func(m *Model) *Model {
		m = press(m, "1", "t")
		m = calmed(m)
		return press(typeText(m, "0123456789"), "tab", "space")
	})
}

func TestGoldenSecretPrompt(t *testing.T) {
	goldenFrames(t, func(o *outside) {
		a := mall
		a.Secret = keystore.FromPrompt
		o.Accounts, o.secrets.missing = []keystore.Account{a}, []string{"mall"}
	}, onAccounts("enter"))
}

func TestGoldenSecretNotStored(t *testing.T) {
	goldenFrames(t, func(o *outside) { openMall(o); o.secrets.err = locked }, func(m *Model) *Model {
		m = update(press(m, "e"), tea.PasteMsg{Content: canary})
		return press(m, "tab", "space", "enter")
	})
}
