// Package change is the dialogs that change an account: the form, the removal, and the
// one that takes an AppSecret.
package change

import (
	"context"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
)

// formField is one line of the form.
type formField int

const (
	inAlias formField = iota
	inAppID
	inName
	inKind
	inEnv
	inSource
	inSecret // what the source needs: the AppSecret, a command, or nothing but the name of a variable
	inReadOnly
	formFields
)

type formPhase int

const (
	formClosed formPhase = iota
	formTyping
	formSaving
	formSaved
)

// Form adds or edits an account. The alias of an account that exists
// stays: people type it to confirm a reset, and scripts and variables name it.
type Form struct {
	view.Deps
	phase    formPhase
	edit     bool
	was      keystore.Account
	texts    [formFields]draw.Field // those that are typed
	command  draw.Field
	secret   hidden
	kind     int
	source   int
	readOnly bool
	at       formField
	judged   [formFields]bool // was left once: what is wrong there is said
	leaving  bool             // esc was pressed once, with something typed
	seq      int
	done     accountSaved
}

// NewForm makes the form, closed.
func NewForm(d view.Deps) *Form {
	f := &Form{Deps: d, command: draw.NewField(d.Key.Enter, 400), secret: newHidden(d)}
	for at, limit := range map[formField]int{inAlias: 40, inAppID: 64, inName: 60, inEnv: 20} {
		f.texts[at] = draw.NewField(d.Key.Enter, limit)
	}
	return f
}

// Open fills the form, and puts the cursor where typing begins.
func (v *Form) Open(msg tea.Msg) (tea.Cmd, bool) {
	w, wanted := msg.(view.FormWanted)
	if !wanted {
		return nil, false
	}
	v.Close()
	a := w.Account
	if !w.Edit {
		a = keystore.Account{Kind: keystore.MiniProgram, Secret: keystore.FromKeyring}
	}
	v.phase, v.edit, v.was = formTyping, w.Edit, a
	for at, text := range map[formField]string{inAlias: a.Alias, inAppID: a.AppID, inName: a.Name, inEnv: a.Env} {
		v.texts[at] = v.texts[at].With(text)
	}
	v.command = v.command.With(joinArgv(a.SecretCommand))
	v.secret = v.secret.opened()
	v.kind = max(slices.Index(keystore.Kinds, a.Kind), 0)
	v.source = max(slices.Index(keystore.SourceNames, a.Source()), 0)
	v.readOnly = a.ReadOnly
	if v.edit {
		v.focused(inAppID)
	} else {
		v.focused(inAlias)
	}
	return nil, true
}

// Close wipes the secret, also when an answer is still to come.
func (v *Form) Close() {
	v.secret = v.secret.closed()
	*v = *NewForm(v.Deps)
	v.seq = v.Deps.Seq.Next()
}

// account is what the form says.
func (v *Form) account() keystore.Account {
	a := v.was
	a.Alias, a.AppID = v.texts[inAlias].Value(), v.texts[inAppID].Value()
	a.Name, a.Env = strings.TrimSpace(v.texts[inName].Value()), strings.TrimSpace(v.texts[inEnv].Value())
	a.Kind, a.Secret, a.ReadOnly, a.SecretCommand = keystore.Kinds[v.kind], keystore.SourceNames[v.source], v.readOnly, nil
	if v.was.Secret == "" && a.Secret == keystore.FromKeyring {
		a.Secret = "" // the file leaves it out, and so it stays
	}
	if a.Secret == keystore.FromCommand {
		a.SecretCommand, _ = splitArgv(v.command.Value())
	}
	return a
}

// typedAnything reports whether leaving would lose something.
func (v *Form) typedAnything() bool {
	a := v.account()
	same := a.Alias == v.was.Alias && a.AppID == v.was.AppID && a.Name == v.was.Name && a.Env == v.was.Env &&
		a.Kind == v.was.Kind && a.Secret == v.was.Secret && a.ReadOnly == v.was.ReadOnly && slices.Equal(a.SecretCommand, v.was.SecretCommand)
	return !same || !v.secret.empty()
}

// input is the field that a line types into; nil for a choice.
func (v *Form) input(at formField) *draw.Field {
	switch {
	case at == inSecret && keystore.SourceNames[v.source] == keystore.FromCommand:
		return &v.command
	case at == inAlias || at == inAppID || at == inName || at == inEnv:
		return &v.texts[at]
	}
	return nil
}

// takesSecret reports whether the AppSecret can be typed for this source.
func (v *Form) takesSecret() bool {
	s := keystore.SourceNames[v.source]
	return s.Keeps() || s.Asks() == keystore.AsksSecret
}

// skips reports whether a line has nothing to type or choose.
func (v *Form) skips(at formField) bool {
	return at == inAlias && v.edit || at == inSecret && keystore.SourceNames[v.source] == keystore.FromEnv
}

// focused moves to a line; the one that was left is judged from now on.
func (v *Form) focused(at formField) {
	if f := v.input(v.at); f != nil {
		*f = f.Blurred()
	}
	v.judged[v.at] = v.judged[v.at] || v.at != at
	v.at = at
	if f := v.input(at); f != nil {
		*f = f.Opened()
	}
}

func (v *Form) stepped(by formField) {
	at := v.at
	for {
		at = (at + by + formFields) % formFields
		if !v.skips(at) {
			v.focused(at)
			return
		}
	}
}

// Update takes keys, pastes and the messages of the root.
func (v *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case accountSaved:
		return v.saved(msg)
	case tea.KeyPressMsg:
		return v.pressed(msg)
	case tea.PasteMsg:
		if v.phase == formTyping {
			v.typed(msg)
			return nil
		}
	}
	return nil
}

func (v *Form) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	switch v.phase {
	case formSaving, formClosed:
		return nil
	case formSaved:
		return v.savedPressed(msg)
	}
	if key.Matches(msg, k.Escape) {
		if v.leaving || !v.typedAnything() {
			return view.Leave(v)
		}
		v.leaving = true
		return nil
	}
	v.leaving = false
	switch {
	case key.Matches(msg, k.Save), key.Matches(msg, k.Enter) && v.at == formFields-1:
		return v.save()
	case key.Matches(msg, k.Next, k.Enter):
		v.stepped(1)
		return nil
	case key.Matches(msg, k.Prev):
		v.stepped(-1)
		return nil
	}
	v.typed(msg)
	return nil
}

// typed gives a key or a paste to the line that has the focus.
func (v *Form) typed(msg tea.Msg) {
	v.done.err = nil
	if paste, ok := msg.(tea.PasteMsg); ok && (v.at == inAlias || v.at == inAppID) {
		msg = tea.PasteMsg{Content: unspaced(paste.Content)}
	}
	if f := v.input(v.at); f != nil {
		*f, _ = f.Typed(msg)
		return
	}
	if v.at == inSecret && v.takesSecret() {
		v.secret.take(msg)
		return
	}
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case ok && key.Matches(press, v.Key.Left):
		v.chosen(-1)
		return
	case ok && key.Matches(press, v.Key.Change):
		v.chosen(1)
		return
	}
}

func (v *Form) chosen(by int) {
	switch v.at {
	case inKind:
		v.kind = (v.kind + by + len(keystore.Kinds)) % len(keystore.Kinds)
	case inSource:
		v.source = (v.source + by + len(keystore.SourceNames)) % len(keystore.SourceNames)
	case inReadOnly:
		v.readOnly = !v.readOnly
	}
}

// save writes the account, or goes to the first line that is not right yet.
func (v *Form) save() tea.Cmd {
	for at := range v.judged {
		v.judged[at] = true
	}
	for at, fault := range v.faults() {
		if fault.refuses {
			v.focused(formField(at))
			return nil
		}
	}
	sv := keystore.Saving{Now: v.account()}
	if v.edit {
		sv.Was = v.was
	}
	if v.takesSecret() {
		sv.Secret = v.secret.secret()
	}
	seq := v.Deps.Seq.Next()
	v.phase, v.seq, v.done = formSaving, seq, accountSaved{}
	b, s := v.Cfg.Book, v.Cfg.Secrets
	return onTerminal(v.Cfg, sv.AsksAtTerminal(s),
		func(ctx context.Context) tea.Msg { return saveAccount(ctx, b, s, sv, seq) },
		func(err error) tea.Msg { return accountSaved{seq: seq, account: sv.Now, err: err} })
}

// saved shows the outcome. The list of accounts is true even when the form
// was closed meanwhile.
func (v *Form) saved(msg accountSaved) tea.Cmd {
	var cmd tea.Cmd
	if msg.written() {
		cmd = msg.now.changed(v.Lang)
	}
	if msg.err == nil && msg.now.err == nil {
		cmd = tea.Batch(view.Send(view.AccountSaved{Alias: msg.account.Alias}), cmd)
	}
	if msg.seq != v.seq || v.phase != formSaving {
		return cmd
	}
	v.done = msg
	if msg.err != nil {
		v.phase = formTyping
		return cmd
	}
	v.phase, v.secret = formSaved, v.secret.closed()
	return cmd
}

func (v *Form) savedPressed(msg tea.KeyPressMsg) tea.Cmd {
	a := v.done.account
	switch {
	case key.Matches(msg, v.Key.Test):
		v.Close()
		return view.Send(view.TestWanted{Alias: a.Alias})
	case key.Matches(msg, v.Key.Enter) && v.done.saved.Fate == keystore.SecretAwaited:
		v.Close()
		return view.Send(view.SecretWanted{Account: a, Err: v.done.saved.Why, Asked: true})
	case key.Matches(msg, v.Key.Escape, v.Key.Enter):
		return view.Leave(v)
	}
	return nil
}

// Keys are the keys of the view, the most wanted first.
func (v *Form) Keys() []key.Binding {
	k, lang := v.Key, v.Lang
	switch v.phase {
	case formSaving:
		return nil
	case formSaved:
		keys := []key.Binding{k.Test, k.Escape}
		if v.done.saved.Fate == keystore.SecretAwaited {
			keys = slices.Insert(keys, 0, draw.Reword(k.Enter, draw.KeyTypeSecret.In(lang)))
		}
		return keys
	}
	keys := []key.Binding{k.Save, k.Escape, k.Next}
	if v.input(v.at) == nil && (v.at != inSecret || !v.takesSecret()) {
		keys = append(keys, k.Change)
	}
	return keys
}
