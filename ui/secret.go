package ui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
)

// secretWanted asks for an account's AppSecret.
type secretWanted struct {
	account keystore.Account
	err     error // why its source did not give it; nil where none was tried
	asked   bool  // by the person: the dialog does not open by itself
}

// needsPerson reports whether the secret of an account is to be had from the
// person, or on the bare terminal.
func needsPerson(cfg Config, a keystore.Account) bool {
	if cfg.Secrets == nil || cfg.Secrets.Has(a) {
		return false
	}
	asks := a.Source().Asks()
	return asks == keystore.AsksSecret || asks == keystore.AsksTerminal && cfg.Unlock != nil
}

// openSecret goes to the person or to the bare terminal; secretKnown or
// unlocked tells how it ended.
func openSecret(cfg Config, a keystore.Account) tea.Cmd {
	if a.Source().Asks() == keystore.AsksSecret {
		return send(secretWanted{account: a})
	}
	return tea.Exec(cfg.Unlock(a), func(err error) tea.Msg { return unlocked{a.Alias, err} })
}

// secretKnown says that the secret of an account can be had now.
type secretKnown struct{ alias string }

// secretKept ends the dialog's work: the secret is in memory.
type secretKept struct {
	seq   int
	alias string
	err   error // it was to be stored as well, and that failed
}

// keepSecret holds a secret in memory, and stores it if that is wanted. A
// source that refuses takes nothing away from the session.
func keepSecret(ctx context.Context, s Secrets, a keystore.Account, secret keystore.Secret, store bool, seq int) secretKept {
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

// secretDialog takes an AppSecret for this session.
type secretDialog struct {
	deps
	phase    secretPhase
	account  keystore.Account
	why      error
	secret   hidden
	store    bool
	onChoice bool
	quiet    bool
	seq      int
	err      error // of storing it
}

func newSecretDialog(d deps) secretDialog { return secretDialog{deps: d, secret: newHidden(d)} }

func (d secretDialog) open(w secretWanted) (secretDialog, tea.Cmd) {
	d = d.closed()
	d.phase, d.account, d.why = secretTyping, w.account, w.err
	d.secret = d.secret.opened()
	if w.asked {
		return d, nil
	}
	d.quiet = true
	seq := d.seq
	return d, d.cfg.Later(quietTime, func() tea.Msg { return quietOver{seq} })
}

// closed wipes what was typed.
func (d secretDialog) closed() secretDialog {
	d.secret = d.secret.closed()
	d = newSecretDialog(d.deps)
	d.seq = d.deps.seq.next()
	return d
}

func (d secretDialog) Update(msg tea.Msg) (secretDialog, tea.Cmd) {
	switch msg := msg.(type) {
	case quietOver:
		d.quiet = d.quiet && msg.seq != d.seq
	case secretKept:
		return d.kept(msg)
	case tea.PasteMsg:
		if d.phase == secretTyping && !d.quiet {
			d.secret.take(msg)
		}
	case tea.KeyPressMsg:
		return d.pressed(msg)
	}
	return d, nil
}

// kept tells who waits for the secret, even when the dialog was closed meanwhile.
func (d secretDialog) kept(msg secretKept) (secretDialog, tea.Cmd) {
	known := send(secretKnown{msg.alias})
	switch {
	case msg.seq != d.seq || d.phase != secretKeeping:
		return d, known
	case msg.err != nil:
		d.phase, d.err, d.secret = secretNotStored, msg.err, d.secret.closed()
		return d, known
	}
	return d.closed(), tea.Batch(send(dialogClosed{}), known)
}

func (d secretDialog) pressed(msg tea.KeyPressMsg) (secretDialog, tea.Cmd) {
	k := d.keys
	switch {
	case d.quiet || d.phase == secretKeeping:
	case key.Matches(msg, k.Escape), d.phase == secretNotStored && key.Matches(msg, k.Enter):
		return d.closed(), send(dialogClosed{})
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
	return d, nil
}

// offersStore reports whether wxops can write to the account's source.
func (d secretDialog) offersStore() bool { return d.account.Source().Keeps() }

func (d secretDialog) confirmed() (secretDialog, tea.Cmd) {
	if d.secret.empty() {
		return d, nil
	}
	d.phase = secretKeeping
	s, a, secret, store, seq := d.cfg.Secrets, d.account, d.secret.secret(), d.store, d.seq
	d.secret = d.secret.closed()
	return d, onTerminal(d.cfg, store && a.Source().AsksToStore(),
		func(ctx context.Context) tea.Msg { return keepSecret(ctx, s, a, secret, store, seq) },
		func(err error) tea.Msg { s.Remember(a, secret); return secretKept{seq, a.Alias, err} })
}

func (d secretDialog) bindings() []key.Binding {
	k := d.keys
	switch d.phase {
	case secretKeeping:
		return nil
	case secretNotStored:
		return []key.Binding{k.Escape}
	}
	keys := []key.Binding{draw.Reword(k.Enter, draw.KeyStore.In(d.text.Lang)), k.Escape}
	if d.offersStore() {
		keys = append(keys, k.Next, k.Change)
	}
	return keys
}

// secretAsked opens the dialog, unless it would take the keys from something
// else: then the reason is said, and the person may ask for it.
func (m Model) secretAsked(msg secretWanted) (Model, tea.Cmd) {
	switch {
	case m.cfg.Secrets == nil:
		m.notice = m.text.Secret.Disabled
	case !msg.asked && (m.dialog != noDialog || m.typing()):
		m.notice, _ = words.Explain(msg.err, m.text.Lang)
	default:
		var cmd tea.Cmd
		m.dialog = secretDialogOpen
		m.secret, cmd = m.secret.open(msg)
		return m, cmd
	}
	return m, nil
}
