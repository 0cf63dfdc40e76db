package ui

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/catalog"
)

// accountTested ends the test of an account's credentials.
type accountTested struct {
	seq   int
	alias string
	at    time.Time
	err   error
}

// testWanted asks for the test of an account that was just saved.
type testWanted struct{ alias string }

// testAccount fetches a token and reads one quota: that proves the AppSecret
// and the address, and costs no reset. A token that was held would prove
// nothing, so it is dropped; WeChat gives the same one again. path may be "".
func testAccount(ctx context.Context, connect connector, a keystore.Account, path string, seq int, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err == nil {
			client.Forget()
			err = client.Authorize(ctx)
		}
		if err == nil && path != "" {
			if _, err = client.Quota(ctx, path); ofRow(err) {
				err = nil // this API has no quota, and the credentials are good
			}
		}
		return accountTested{seq, a.Alias, now(), err}
	}
}

// accountTest is the last test of one account.
type accountTest struct {
	seq     int
	running bool
	cancel  context.CancelFunc
	at      time.Time
	err     error
}

func sameCredentials(a, b keystore.Account) bool {
	return a.AppID == b.AppID && a.Secret == b.Secret && slices.Equal(a.SecretCommand, b.SecretCommand)
}

// test opens the secret first where that needs the terminal or the person.
func (v accountsView) test(alias string) (accountsView, tea.Cmd) {
	a, there := v.byAlias[alias]
	switch {
	case !there || v.tests[alias].running:
		return v, nil
	case a.Kind == keystore.Component:
		return v, send(noticed{v.text.Platform})
	case needsPerson(v.cfg, a):
		v.waiting = alias
		return v, openSecret(v.cfg, a)
	}
	return v.tried(a)
}

func (v accountsView) tried(a keystore.Account) (accountsView, tea.Cmd) {
	v.waiting = ""
	path := ""
	for _, p := range a.Watched() {
		if catalog.CheckPath(p) == nil {
			path = p
			break
		}
	}
	ctx, cancel := context.WithCancel(v.cfg.Ctx)
	t := accountTest{seq: v.deps.seq.next(), running: true, cancel: cancel}
	return v.noted(a.Alias, t), testAccount(ctx, v.cfg.Connect, a, path, t.seq, v.cfg.Now)
}

// tested shows a result in its row. Without a secret it leads on to the
// dialog that takes one, if the cursor still is on the account.
func (v accountsView) tested(msg accountTested) (accountsView, tea.Cmd) {
	t := v.tests[msg.alias]
	if t.seq != msg.seq || !t.running {
		return v, nil // the answer to an older question
	}
	t.cancel()
	v = v.noted(msg.alias, accountTest{seq: msg.seq, at: msg.at, err: msg.err})
	var p *keystore.Problem
	if !errors.As(msg.err, &p) || v.table.Cur != msg.alias {
		return v, nil
	}
	v.waiting = msg.alias
	return v, send(secretWanted{account: v.byAlias[msg.alias], err: msg.err})
}

func (v accountsView) noted(alias string, t accountTest) accountsView {
	v.tests = maps.Clone(v.tests)
	v.tests[alias] = t
	return v
}

// errcodeOf is the errcode of a failed test as text, "" when it has none.
func errcodeOf(err error) string {
	if code := wechat.Code(err); code != 0 {
		return strconv.FormatInt(code, 10)
	}
	return ""
}
