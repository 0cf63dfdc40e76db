package accounts

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/wechat"
)

// accountTested ends the test of an account's credentials.
type accountTested struct {
	seq   int
	alias string
	at    time.Time
	err   error
}

// testAccount tests an account's credentials.
func testAccount(ctx context.Context, connect view.Connector, a keystore.Account, seq int, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err == nil {
			_, err = desk.Test(ctx, client)
		}
		return accountTested{seq, a.Alias, now(), err}
	}
}

// accountTest is the last test of one account.
type accountTest struct {
	account keystore.Account // as it was then
	seq     int
	running bool
	cancel  context.CancelFunc
	at      time.Time
	err     error
}

// end stops a test that is under way.
func (t accountTest) end() {
	if t.running {
		t.cancel()
	}
}

func sameCredentials(a, b keystore.Account) bool {
	return a.AppID == b.AppID && a.Secret == b.Secret && a.Base == b.Base && a.Proxy == b.Proxy && slices.Equal(a.SecretCommand, b.SecretCommand)
}

// test opens the secret first where that needs the terminal or the person.
func (v *View) test(alias string) tea.Cmd {
	a, there := v.Accounts.Named(alias)
	switch {
	case !there || v.tests[alias].running:
		return nil
	case !desk.Can(a, desk.Read):
		return view.Notice(view.WordPlatform.In(v.Lang))
	case view.NeedsPerson(v.Cfg, a):
		v.waiting = alias
		return view.OpenSecret(v.Cfg, a)
	}
	return v.tried(a)
}

func (v *View) tried(a keystore.Account) tea.Cmd {
	v.waiting = ""
	ctx, cancel := context.WithCancel(v.Cfg.Ctx)
	t := accountTest{account: a, seq: v.Deps.Seq.Next(), running: true, cancel: cancel}
	v.tests[a.Alias] = t
	return testAccount(ctx, v.Cfg.Connect, a, t.seq, v.Cfg.Now)
}

// tested shows a result in its row. Without a secret it leads on to the
// dialog that takes one, if the cursor still is on the account.
func (v *View) tested(msg accountTested) tea.Cmd {
	t := v.tests[msg.alias]
	if t.seq != msg.seq || !t.running {
		return nil // the answer to an older question
	}
	t.end()
	v.tests[msg.alias] = accountTest{account: t.account, seq: msg.seq, at: msg.at, err: msg.err}
	var p *keystore.Problem
	if !errors.As(msg.err, &p) || v.table.Cur != msg.alias {
		return nil
	}
	v.waiting = msg.alias
	a, _ := v.Accounts.Named(msg.alias)
	return view.Send(view.SecretWanted{Account: a, Err: msg.err})
}

// errcodeOf is the errcode of a failed test as text, "" when it has none.
func errcodeOf(err error) string {
	if code := wechat.Code(err); code != 0 {
		return strconv.FormatInt(code, 10)
	}
	return ""
}

// TestWanted asks for the test of an account that was just saved.
type TestWanted struct{ alias string }
