package change

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
)

// secretKept ends the dialog's work: the secret is in memory.
type secretKept struct {
	seq   int
	alias string
	err   error // it was to be stored as well, and that failed
}

// keepSecret holds a secret in memory, and stores it if that is wanted. A
// source that refuses takes nothing away from the session.
func keepSecret(ctx context.Context, s view.Secrets, a keystore.Account, secret keystore.Secret, store bool, seq int) secretKept {
	kept := secretKept{seq: seq, alias: a.Alias}
	if store {
		kept.err = s.Store(ctx, a, secret)
	}
	if !store || kept.err != nil {
		s.Remember(a, secret)
	}
	return kept
}

type secretPhase int

const (
	secretClosed secretPhase = iota
	secretTyping
	secretKeeping
	secretNotStored
)

// SecretDialog takes an AppSecret for this session.
type SecretDialog struct {
	view.Deps
	phase    secretPhase
	account  keystore.Account
	why      error
	secret   hidden
	store    bool
	onChoice bool
	quiet    view.Quiet
	seq      int
	err      error // of storing it
}

// NewSecretDialog makes the dialog, closed.
func NewSecretDialog(d view.Deps) *SecretDialog { return &SecretDialog{Deps: d, secret: newHidden(d)} }

// Open asks for the secret, after a quiet time if it opens by itself.
func (d *SecretDialog) Open(msg tea.Msg) (tea.Cmd, bool) {
	w, wanted := msg.(view.SecretWanted)
	if !wanted {
		return nil, false
	}
	d.Close()
	d.phase, d.account, d.why = secretTyping, w.Account, w.Err
	d.secret = d.secret.opened()
	if w.Asked {
		return nil, true
	}
	return d.quiet.Begin(d.Deps), true
}

// Close wipes what was typed.
func (d *SecretDialog) Close() {
	d.secret = d.secret.closed()
	*d = *NewSecretDialog(d.Deps)
	d.seq = d.Deps.Seq.Next()
}

// Update takes keys, pastes and the messages of the root.
func (d *SecretDialog) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.QuietOver:
		d.quiet.Took(msg)
	case secretKept:
		return d.kept(msg)
	case tea.PasteMsg:
		if d.phase == secretTyping && !d.quiet.On() {
			d.secret.take(msg)
		}
	case tea.KeyPressMsg:
		return d.pressed(msg)
	}
	return nil
}

// kept tells who waits for the secret, even when the dialog was closed meanwhile.
func (d *SecretDialog) kept(msg secretKept) tea.Cmd {
	known := view.Send(view.SecretKnown{Alias: msg.alias})
	switch {
	case msg.seq != d.seq || d.phase != secretKeeping:
		return known
	case msg.err != nil:
		d.phase, d.err, d.secret = secretNotStored, msg.err, d.secret.closed()
		return known
	}
	return tea.Batch(view.Leave(d), known)
}

func (d *SecretDialog) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := d.Key
	switch {
	case d.quiet.On() || d.phase == secretKeeping:
	case key.Matches(msg, k.Escape), d.phase == secretNotStored && key.Matches(msg, k.Enter):
		return view.Leave(d)
	case d.phase != secretTyping:
	case key.Matches(msg, k.Next, k.Prev):
		d.onChoice = !d.onChoice && d.offersStore()
	case key.Matches(msg, k.Enter):
		return d.confirmed()
	case !d.onChoice:
		d.secret.take(msg)
	case key.Matches(msg, k.Change):
		d.store = !d.store
	}
	return nil
}

// offersStore reports whether wxops can write to the account's source.
func (d *SecretDialog) offersStore() bool { return d.account.Source().Keeps() }

func (d *SecretDialog) confirmed() tea.Cmd {
	if d.secret.empty() {
		return nil
	}
	d.phase = secretKeeping
	s, a, secret, store, seq := d.Cfg.Secrets, d.account, d.secret.secret(), d.store, d.seq
	d.secret = d.secret.closed()
	return onTerminal(d.Cfg, store && a.Source().AsksToStore(),
		func(ctx context.Context) tea.Msg { return keepSecret(ctx, s, a, secret, store, seq) },
		func(err error) tea.Msg { s.Remember(a, secret); return secretKept{seq, a.Alias, err} })
}

// Keys are the keys of the view, the most wanted first.
func (d *SecretDialog) Keys() []key.Binding {
	k := d.Key
	switch d.phase {
	case secretKeeping:
		return nil
	case secretNotStored:
		return []key.Binding{k.Escape}
	}
	keys := []key.Binding{draw.Reword(k.Enter, draw.KeyStore.In(d.Lang)), k.Escape}
	if d.offersStore() {
		keys = append(keys, k.Next, k.Change)
	}
	return keys
}
