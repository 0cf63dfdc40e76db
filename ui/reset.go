package ui

import (
	"context"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// resetWanted opens the dialog. Its target is copied here once: no refresh
// behind the dialog changes it.
type resetWanted struct {
	account keystore.Account
	path    string   // the API under the cursor; "" offers the whole account only
	watch   []string // the paths to read for the whole account
}

// planRead answers what a reset would do.
type planRead struct {
	seq  int
	plan guard.Plan
	err  error
}

// resetDone ends a reset, however it went.
type resetDone struct {
	seq    int
	result guard.Result
}

// followed brings the counters some minutes after a reset.
type followed struct {
	id    string
	after []wechat.Quota
	err   error
}

// quietOver ends the time in which keys that were typed ahead are ignored.
type quietOver struct{ seq int }

// dialogClosed gives the keys back to the tab.
type dialogClosed struct{}

// quietTime is how long a dialog that has just opened ignores keys.
const quietTime = 400 * time.Millisecond

func readPlan(ctx context.Context, connect connector, g Guard, a keystore.Account, t guard.Target, watch []string, seq int) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return planRead{seq: seq, err: err}
		}
		plan, err := g.Plan(ctx, client, t, watch)
		return planRead{seq, plan, err}
	}
}

// sendReset is the deed. It answers with its target, inside the result.
func sendReset(ctx context.Context, connect connector, g Guard, a keystore.Account, p guard.Plan, seq int) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return resetDone{seq, guard.Result{Target: p.Target, Outcome: guard.NotSent, Err: err}}
		}
		return resetDone{seq, g.Reset(ctx, client, p)}
	}
}

func readAfter(ctx context.Context, connect connector, g Guard, a keystore.Account, r guard.Result) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return followed{r.ID, nil, err}
		}
		after, err := g.Follow(ctx, client, r)
		return followed{r.ID, after, err}
	}
}

// resetPhase is how far the dialog has come.
type resetPhase int

const (
	resetClosed   resetPhase = iota
	resetPlanning            // the quota is being read again
	resetRefused             // the guard says no, or the plan could not be made
	resetArmed               // the alias may be typed
	resetSending             // on the wire
	resetOver                // the outcome is on screen
)

// choice is one way to reset.
type choice struct {
	scope guard.Scope
	via   guard.Via
}

// follow is a reset whose counters are read again later.
type follow struct {
	account keystore.Account
	result  guard.Result
	at      []time.Time
}

// followAfter is when the counters are read again after a reset: WeChat can
// take 20 to 30 minutes to show it.
var followAfter = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute}

// resetDialog clears a quota: it shows what would happen, has the alias typed,
// sends once, and shows what came of it.
type resetDialog struct {
	deps
	phase   resetPhase
	account keystore.Account
	path    string
	watch   []string
	choices []choice
	chosen  int
	quiet   bool
	seq     int
	plan    guard.Plan
	err     error
	alias   field
	reason  field
	focus   resetFocus
	scroll  scroller
	result  guard.Result
	follows []follow
}

// resetFocus is the part of the dialog that has the keys.
type resetFocus int

const (
	focusAlias resetFocus = iota
	focusChoice
	focusReason
	focusCount
)

func newResetDialog(d deps) resetDialog {
	return resetDialog{deps: d, alias: newField(d, 40), reason: newField(d, 80)}
}

func (d resetDialog) open(w resetWanted, _ time.Time) (resetDialog, tea.Cmd) {
	follows := d.follows
	d = newResetDialog(d.deps)
	d.follows = follows
	d.account, d.path, d.watch = w.account, w.path, w.watch
	if w.path != "" {
		d.choices = append(d.choices, choice{guard.ScopeAPI, guard.ViaToken})
	}
	d.choices = append(d.choices, choice{guard.ScopeAll, guard.ViaToken})
	d.alias = d.alias.opened()
	d.quiet = true
	d, plan := d.planned()
	seq := d.seq
	quiet := d.cfg.Later(quietTime, func() tea.Msg { return quietOver{seq} })
	return d, tea.Batch(plan, quiet)
}

// planned reads the quota again for the way that is chosen.
func (d resetDialog) planned() (resetDialog, tea.Cmd) {
	d.phase, d.seq = resetPlanning, d.deps.seq.next()
	d.plan, d.err = guard.Plan{}, nil
	return d, readPlan(d.cfg.Ctx, d.cfg.Connect, d.cfg.Guard, d.account, d.target(), d.watch, d.seq)
}

func (d resetDialog) target() guard.Target {
	c := d.choices[d.chosen]
	t := guard.Target{
		Account: d.account.Alias, AppID: d.account.AppID, Scope: c.scope, Via: c.via,
		Reason: wechat.Clean(d.reason.value()), ReadOnly: d.account.ReadOnly || d.cfg.ReadOnly,
	}
	if c.scope == guard.ScopeAPI {
		t.Path = d.path
	}
	return t
}

func (d resetDialog) sending() bool { return d.phase == resetSending }

func (d resetDialog) closed() resetDialog {
	d.phase, d.seq = resetClosed, d.deps.seq.next()
	d.alias, d.reason = d.alias.closed(), d.reason.closed()
	return d
}

// ticked reads the counters of earlier resets again when their time has come.
func (d resetDialog) ticked(now time.Time) (resetDialog, tea.Cmd) {
	var cmds []tea.Cmd
	var rest []follow
	for _, f := range d.follows {
		if len(f.at) > 0 && !now.Before(f.at[0]) {
			cmds = append(cmds, readAfter(d.cfg.Ctx, d.cfg.Connect, d.cfg.Guard, f.account, f.result))
			f.at = f.at[1:]
		}
		if len(f.at) > 0 {
			rest = append(rest, f)
		}
	}
	d.follows = rest
	return d, tea.Batch(cmds...)
}

func (d resetDialog) Update(msg tea.Msg) (resetDialog, tea.Cmd) {
	switch msg := msg.(type) {
	case quietOver:
		d.quiet = false
	case planRead:
		return d.tookPlan(msg)
	case resetDone:
		return d.tookResult(msg)
	case followed:
		if msg.err == nil && msg.id == d.result.ID {
			d.result.After, d.result.AfterErr = msg.after, nil
		}
		return d, send(quotaWanted{})
	case tea.KeyPressMsg:
		return d.pressed(msg)
	}
	return d, nil
}

func (d resetDialog) tookPlan(msg planRead) (resetDialog, tea.Cmd) {
	if msg.seq != d.seq || d.phase != resetPlanning {
		return d, nil
	}
	d.plan, d.err = msg.plan, msg.err
	if msg.err != nil {
		d.phase = resetRefused
	} else {
		d.phase = resetArmed
	}
	bySecret := choice{guard.ScopeAll, guard.ViaSecret}
	if msg.plan.Deadlock && !slices.Contains(d.choices, bySecret) {
		d.choices = append(d.choices, bySecret)
		d.chosen = len(d.choices) - 1
		return d.planned()
	}
	return d, nil
}

func (d resetDialog) tookResult(msg resetDone) (resetDialog, tea.Cmd) {
	if msg.seq != d.seq {
		return d, nil
	}
	d.phase, d.result = resetOver, msg.result
	if msg.result.Outcome == guard.OK || msg.result.Outcome == guard.Unknown {
		f := follow{account: d.account, result: msg.result}
		now := d.cfg.Now()
		for _, after := range followAfter {
			f.at = append(f.at, now.Add(after))
		}
		d.follows = append(slices.Clip(d.follows), f)
	}
	return d, nil
}

func (d resetDialog) pressed(msg tea.KeyPressMsg) (resetDialog, tea.Cmd) {
	k := d.keys
	switch {
	case d.quiet || d.phase == resetSending:
		return d, nil
	case key.Matches(msg, k.Escape):
		return d.closed(), send(dialogClosed{})
	case d.phase == resetOver || d.phase == resetRefused:
		if key.Matches(msg, k.Enter) {
			return d.closed(), send(dialogClosed{})
		}
		if d.phase == resetRefused && len(d.choices) > 1 && key.Matches(msg, k.Change) {
			return d.changed()
		}
		d.scroll = d.scrolledBy(msg)
		return d, nil
	case key.Matches(msg, k.PageDown, k.PageUp):
		d.scroll = d.scrolledBy(msg)
	case key.Matches(msg, k.Next):
		return d.focused(d.focus + 1), nil
	case key.Matches(msg, k.Prev):
		return d.focused(d.focus + focusCount - 1), nil
	case d.focus == focusChoice:
		if key.Matches(msg, k.Change) {
			return d.changed()
		}
	case key.Matches(msg, k.Enter):
		return d.confirmed()
	case d.focus == focusReason:
		d.reason, _ = d.reason.typed(msg)
	default:
		d.alias, _ = d.alias.typed(msg)
	}
	return d, nil
}

// scrolledBy moves through what stands above the fields.
func (d resetDialog) scrolledBy(msg tea.KeyPressMsg) scroller {
	f := d.frame()
	top, bottom := d.parts(f)
	return d.scroll.pressed(msg, d.keys, len(top), f.height-len(bottom))
}

// changed takes the next way to reset; what was typed is taken back.
func (d resetDialog) changed() (resetDialog, tea.Cmd) {
	d.chosen = (d.chosen + 1) % len(d.choices)
	d.alias = d.alias.closed()
	return d.planned()
}

func (d resetDialog) focused(f resetFocus) resetDialog {
	d.focus = f % focusCount
	if d.focus == focusChoice && len(d.choices) == 1 {
		d.focus = focusReason
	}
	d.alias, d.reason = d.alias.left(), d.reason.left()
	switch d.focus {
	case focusAlias:
		d.alias = d.alias.opened()
	case focusReason:
		d.reason = d.reason.opened()
	}
	return d
}

// confirmed sends, if the plan is read and the alias is typed in full.
func (d resetDialog) confirmed() (resetDialog, tea.Cmd) {
	if d.phase != resetArmed || d.alias.value() != d.account.Alias {
		return d, nil
	}
	d.phase, d.seq = resetSending, d.deps.seq.next()
	d.plan.Target.Reason = wechat.Clean(d.reason.value())
	return d, sendReset(d.cfg.Ctx, d.cfg.Connect, d.cfg.Guard, d.account, d.plan, d.seq)
}

func (d resetDialog) bindings() []key.Binding {
	k := d.keys
	switch d.phase {
	case resetSending:
		return nil
	case resetOver:
		return []key.Binding{k.Escape}
	case resetRefused:
		if len(d.choices) == 1 {
			return []key.Binding{k.Escape}
		}
		return []key.Binding{k.Escape, k.Change}
	}
	return []key.Binding{reword(k.Enter, d.text.Keys.Reset), k.Escape, k.Next, k.Change}
}
