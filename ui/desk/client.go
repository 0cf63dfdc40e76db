package desk

import (
	"cmp"
	"context"
	"strings"

	"wxops/keystore"
	"wxops/wechat"
)

// Act is what one may want to do with an account.
type Act int

// The acts.
const (
	Read  Act = iota // its quotas
	Reset            // clear a quota of it
	Ask              // ask about a rid of it
)

// Can tells whether wxops can do something with an account at all, whoever
// asks and whatever its secret is. A third-party platform has neither a
// stable_token nor quotas of its own.
func Can(acc keystore.Account, _ Act) bool { return acc.Kind != keystore.Component }

// CannotError says that wxops can do nothing with an account of this kind.
type CannotError struct {
	Alias string
	Kind  keystore.Kind
}

// Error gives the account and what it cannot do.
func (e *CannotError) Error() string {
	return e.Alias + ": an account of kind " + string(e.Kind) + " is not supported"
}

// Connect gives the client of an account: the same one for the same account,
// so that its token is fetched once. It calls nobody and opens no secret; for
// an account that cannot be read the error is a *CannotError.
func (d *Desk) Connect(acc keystore.Account) (*wechat.Client, error) {
	if !Can(acc, Read) {
		return nil, &CannotError{acc.Alias, acc.Kind}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	key := clientKey(acc)
	if client, ok := d.clients[key]; ok {
		return client, nil
	}
	transport, err := d.transportOf(acc)
	if err != nil {
		return nil, err
	}
	client, err := wechat.New(wechat.Config{
		BaseURL: d.base(acc),
		AppID:   acc.AppID,
		Kind:    string(acc.Kind),
		Secret: func(ctx context.Context) (wechat.Secret, error) {
			secret, err := d.secrets.Secret(ctx, acc)
			if err != nil {
				return nil, err
			}
			return secret, nil
		},
		Tokens:    d.tokens(acc),
		Transport: transport,
		Now:       d.cfg.Now,
		Timeout:   d.cfg.Timeout,
		OnCall: func(c wechat.Call) {
			c.Account = acc.Alias
			d.logCall(c)
		},
		Wait: d.cfg.Wait,
	})
	if err != nil {
		return nil, err
	}
	d.clients[key] = client
	return client, nil
}

// clientKey tells apart the accounts that need clients of their own: an
// account that was edited has another secret, or another way to it. Where two have one
// AppID, each has its own secret still, as the environment's goes by the alias.
func clientKey(acc keystore.Account) string {
	return strings.Join(append([]string{acc.Alias, acc.AppID, string(acc.Kind), string(acc.Secret), acc.Base, acc.Proxy}, acc.SecretCommand...), "\x00")
}

// base is the address that an account is asked at: its own, else that of the run.
func (d *Desk) base(acc keystore.Account) string { return cmp.Or(acc.Base, d.cfg.BaseURL) }

// transportOf is the way to WeChat: one that all accounts behind the same proxy share,
// because it keeps connections. What stands for the network stands for all of it. The
// desk is locked.
func (d *Desk) transportOf(acc keystore.Account) (wechat.Transport, error) {
	if acc.Proxy == "" || d.cfg.Transport != nil {
		return d.transport, nil
	}
	if t, ok := d.proxied[acc.Proxy]; ok {
		return t, nil
	}
	t, err := wechat.NewTransportThrough(acc.Proxy)
	if err != nil {
		return nil, err
	}
	d.proxied[acc.Proxy] = t
	return t, nil
}

// tokens chooses where the access_tokens of an account come from; nil is
// stable_token with its AppSecret, which is all that an account can say yet.
func (d *Desk) tokens(keystore.Account) wechat.TokenSource { return nil }
