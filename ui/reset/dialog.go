// Package reset is what the console shows of clearing a quota: the dialog that
// asks for the alias, sends once and tells the outcome, and the tab of the
// journal. What may be sent, and when it is read again, package guard decides.
package reset

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// planRead answers what a reset would do.
type planRead struct {
	seq  int
	plan guard.Plan
	err  error
}

func readPlan(ctx context.Context, connect view.Connector, g view.Guard, a keystore.Account, t guard.Target, watch []string, seq int) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return planRead{seq: seq, err: err}
		}
		plan, err := g.Plan(ctx, client, t, watch)
		return planRead{seq, plan, err}
	}
}

// send is the deed. It answers with its target, inside the result.
func send(ctx context.Context, connect view.Connector, g view.Guard, a keystore.Account, p guard.Plan, seq int) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return view.ResetDone{Seq: seq, Result: guard.Result{Target: p.Target, Outcome: guard.NotSent, Err: err}}
		}
		return view.ResetDone{Seq: seq, Result: g.Reset(ctx, client, p)}
	}
}

// phase is how far the dialog has come.
type phase int

const (
	closed   phase = iota
	planning       // the quota is being read again
	refused        // the guard says no, or the plan could not be made
	armed          // the alias may be typed
	sending        // on the wire
	over           // the outcome is on screen
)

// choice is one way to reset.
type choice struct {
	scope guard.Scope
	via   guard.Via
}

// Dialog clears a quota: it shows what would happen, has the alias typed,
// sends once, and shows what came of it.
type Dialog struct {
	view.Deps
	phase   phase
	account keystore.Account
	path    string
	watch   []string
	choices []choice
	chosen  int
	quiet   view.Quiet
	seq     int
	plan    guard.Plan
	outlook meter.Outlook // what a clear would buy, where foreseen is set
	err     error
	renewed error // why the plan was made again by itself
	stop    context.CancelFunc
	confirm confirm
	scroll  draw.Scroller
	result  guard.Result

	foreseen bool
}

// NewDialog makes the dialog, closed.
func NewDialog(d view.Deps) *Dialog {
	return &Dialog{Deps: d, confirm: newConfirm(d, ""), stop: func() {}}
}

// Open reads what a reset would do.
func (d *Dialog) Open(msg tea.Msg) (tea.Cmd, bool) {
	w, wanted := msg.(view.ResetWanted)
	if !wanted {
		return nil, false
	}
	*d = *NewDialog(d.Deps)
	d.account, d.path, d.watch = w.Account, w.Path, w.Watch
	if w.Path != "" {
		d.choices = append(d.choices, choice{guard.ScopeAPI, guard.ViaToken})
	}
	d.choices = append(d.choices, choice{guard.ScopeAll, guard.ViaToken})
	d.confirm = newConfirm(d.Deps, w.Account.Alias)
	return d.planned(true), true
}

// planned reads the quota again for the way that is chosen. The alias was typed
// for another plan, and is taken back. byItself: the person did not ask for it.
func (d *Dialog) planned(byItself bool) tea.Cmd {
	d.phase, d.seq = planning, d.Deps.Seq.Next()
	d.plan, d.err, d.scroll, d.foreseen = guard.Plan{}, nil, draw.Scroller{}, false
	d.confirm.alias.Field = d.confirm.alias.Closed()
	read := readPlan(d.Cfg.Ctx, d.Cfg.Connect, d.Cfg.Guard, d.account, d.target(), d.watch, d.seq)
	if !byItself {
		d.confirm.focused(d.confirm.focus)
		return read
	}
	d.confirm.focused(focusAlias)
	return tea.Batch(read, d.quiet.Begin(d.Deps))
}

func (d *Dialog) target() guard.Target {
	c := d.choices[d.chosen]
	t := guard.Target{
		Alias: d.account.Alias, AppID: d.account.AppID, Scope: c.scope, Via: c.via,
		Reason: clean.Line(d.confirm.reason.Value()), ReadOnly: d.account.ReadOnly || d.Cfg.ReadOnly,
	}
	if c.scope == guard.ScopeAPI {
		t.Path = d.path
	}
	return t
}

// Sending reports whether a reset is on the wire.
func (d *Dialog) Sending() bool { return d.phase == sending }

// Stop ends a reset that has not been sent yet.
func (d *Dialog) Stop() { d.stop() }

// Close leaves; what was typed is forgotten.
func (d *Dialog) Close() {
	d.phase, d.seq = closed, d.Deps.Seq.Next()
	d.confirm.closed()
}

func (d *Dialog) tookPlan(msg planRead) tea.Cmd {
	if msg.seq != d.seq || d.phase != planning {
		return nil
	}
	d.plan, d.err = msg.plan, msg.err
	if msg.err != nil {
		d.phase = refused
	} else {
		d.phase = armed
	}
	d.foresaw()
	if msg.plan.Next() == guard.BySecret {
		return d.bySecret()
	}
	return nil
}

// foresaw gives the meter what the plan has read, and keeps what a clear would buy.
func (d *Dialog) foresaw() {
	for _, q := range d.plan.Before {
		d.Cfg.Meter.Take(d.account.Alias, wechat.Reading{Path: q.Path, Quota: q}, q.At)
	}
	known, _ := d.Cfg.Meter.Account(d.account.Alias)
	d.outlook, d.foreseen = known.Outlook(d.target().Path, d.Cfg.Now())
}

// bySecret offers the way without a token; no other is open while the token's
// own quota is used up.
func (d *Dialog) bySecret() tea.Cmd {
	way := choice{guard.ScopeAll, guard.ViaSecret}
	if !slices.Contains(d.choices, way) {
		d.choices = append(slices.Clip(d.choices), way)
	}
	d.chosen = slices.Index(d.choices, way)
	return d.planned(true)
}

func (d *Dialog) tookResult(msg view.ResetDone) tea.Cmd {
	if msg.Seq != d.seq {
		return nil
	}
	d.stop()
	switch msg.Result.Next() {
	case guard.PlanAgain:
		d.renewed = msg.Result.Err
		return d.planned(true)
	case guard.BySecret:
		return d.bySecret()
	}
	d.phase, d.result, d.scroll = over, msg.Result, draw.Scroller{}
	return d.quiet.Begin(d.Deps)
}
