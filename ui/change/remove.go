package change

import (
	"context"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
)

// accountRemoved ends a removal.
type accountRemoved struct {
	seq       int
	alias     string
	forgotten bool
	err       error // nothing was removed
	secretErr error // the account is gone, its secret is not
	now       reread
}

// removeAccount takes the account out first: a secret without an account harms
// nobody, an account without its secret does.
func removeAccount(ctx context.Context, b view.Book, s view.Secrets, a keystore.Account, forget bool, seq int) accountRemoved {
	done := accountRemoved{seq: seq, alias: a.Alias}
	if done.err = b.Remove(a.Alias); done.err != nil {
		return done
	}
	done.now = readBook(b)
	if forget && !slices.ContainsFunc(done.now.accounts, a.SharesSecret) { // the machine's of its alias may, which comes to light now
		done.secretErr = s.Forget(ctx, a)
		done.forgotten = done.secretErr == nil
	}
	return done
}

type removePhase int

const (
	removeClosed removePhase = iota
	removeAsking
	removeRunning
	removeFailed
)

// RemoveDialog removes an account once its alias has been typed.
type RemoveDialog struct {
	view.Deps
	phase    removePhase
	account  keystore.Account
	shared   []string // other accounts whose secret is the same stored copy
	forget   bool
	onChoice bool
	alias    view.Typed
	seq      int
	done     accountRemoved
}

// NewRemoveDialog makes the dialog, closed.
func NewRemoveDialog(d view.Deps) *RemoveDialog {
	return &RemoveDialog{Deps: d, alias: view.NewTyped(d, "")}
}

// Open asks for the alias.
func (d *RemoveDialog) Open(msg tea.Msg) (tea.Cmd, bool) {
	w, wanted := msg.(view.RemoveWanted)
	if !wanted {
		return nil, false
	}
	*d = *NewRemoveDialog(d.Deps)
	d.phase, d.account, d.shared = removeAsking, w.Account, d.Accounts.Sharing(w.Account)
	d.alias = view.NewTyped(d.Deps, w.Account.Alias)
	d.alias.Field = d.alias.Opened()
	return nil, true
}

// Close leaves; what was typed is forgotten.
func (d *RemoveDialog) Close() {
	d.phase, d.seq = removeClosed, d.Deps.Seq.Next()
	d.alias.Field = d.alias.Closed()
}

// Update takes keys, pastes and the messages of the root.
func (d *RemoveDialog) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case accountRemoved:
		return d.removed(msg)
	case tea.KeyPressMsg:
		return d.pressed(msg)
	}
	return nil
}

// removed takes the outcome. The list of accounts is true even when the
// dialog was closed meanwhile.
func (d *RemoveDialog) removed(msg accountRemoved) tea.Cmd {
	var cmds []tea.Cmd
	if msg.err == nil {
		cmds = append(cmds, msg.now.changed(d.Lang))
	}
	failed := msg.err != nil || msg.secretErr != nil
	switch {
	case msg.seq != d.seq || d.phase != removeRunning:
	case failed:
		d.phase, d.done = removeFailed, msg
	default:
		cmds = append(cmds, view.Notice(d.outcome(msg)), view.Leave(d))
	}
	return tea.Batch(cmds...)
}

func (d *RemoveDialog) outcome(msg accountRemoved) string {
	lang := d.Lang
	switch {
	case msg.forgotten:
		return removeWordForgotten.Fill(lang, msg.alias)
	case d.account.Source().Keeps():
		return removeWordRemovedKept.Fill(lang, msg.alias, d.place())
	}
	return removeWordRemoved.Fill(lang, msg.alias)
}

func (d *RemoveDialog) place() string { return wordPlaces[d.account.Source()].In(d.Lang) }

func (d *RemoveDialog) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := d.Key
	switch {
	case d.phase == removeRunning:
		return nil
	case key.Matches(msg, k.Escape), d.phase == removeFailed && key.Matches(msg, k.Enter):
		return view.Leave(d)
	case d.phase != removeAsking:
	case key.Matches(msg, k.Next, k.Prev):
		d.onChoice = !d.onChoice && d.account.Source().Keeps()
	case d.onChoice && key.Matches(msg, k.Change):
		d.forget = !d.forget
	case key.Matches(msg, k.Enter):
		return d.confirmed()
	case !d.onChoice:
		d.alias.Field, _ = d.alias.Typed(msg)
	}
	return nil
}

func (d *RemoveDialog) confirmed() tea.Cmd {
	if !d.alias.Full() {
		return nil
	}
	d.phase, d.seq = removeRunning, d.Deps.Seq.Next()
	b, s, a, forget, seq := d.Cfg.Book, d.Cfg.Secrets, d.account, d.forget, d.seq
	return onTerminal(d.Cfg, forget && a.Source().AsksToStore(),
		func(ctx context.Context) tea.Msg { return removeAccount(ctx, b, s, a, forget, seq) },
		func(err error) tea.Msg { return accountRemoved{seq: seq, alias: a.Alias, err: err} })
}

// Keys are the keys of the view, the most wanted first.
func (d *RemoveDialog) Keys() []key.Binding {
	k := d.Key
	switch {
	case d.phase == removeRunning:
		return nil
	case d.phase == removeFailed:
		return []key.Binding{k.Escape}
	case d.account.Source().Keeps():
		return []key.Binding{draw.Reword(k.Enter, draw.KeyRemoveAccount.In(d.Lang)), k.Escape, k.Next, k.Change}
	}
	return []key.Binding{draw.Reword(k.Enter, draw.KeyRemoveAccount.In(d.Lang)), k.Escape}
}
