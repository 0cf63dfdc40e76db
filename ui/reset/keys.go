package reset

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/clean"
)

// Update takes keys, pastes and the messages of the root.
func (d *Dialog) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.QuietOver:
		d.quiet.Took(msg)
	case planRead:
		return d.tookPlan(msg)
	case view.ResetDone:
		return d.tookResult(msg)
	case view.Followed:
		if msg.Err == nil && msg.ID == d.result.ID {
			d.result.After, d.result.AfterErr = msg.After, nil
		}
	case tea.KeyPressMsg:
		return d.pressed(msg)
	}
	return nil
}

func (d *Dialog) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := d.Key
	switch {
	case d.quiet.On() || d.phase == sending:
		return nil
	case key.Matches(msg, k.Escape):
		return view.Leave(d)
	case d.phase == over || d.phase == refused:
		if key.Matches(msg, k.Enter) {
			return view.Leave(d)
		}
		if d.phase == refused && len(d.choices) > 1 && key.Matches(msg, k.Change) {
			return d.changed()
		}
		d.scroll = d.scrolledBy(msg)
		return nil
	case key.Matches(msg, k.PageDown, k.PageUp):
		d.scroll = d.scrolledBy(msg)
	case key.Matches(msg, k.Next):
		d.confirm.moved(1, len(d.choices) > 1)
		return nil
	case key.Matches(msg, k.Prev):
		d.confirm.moved(focusCount-1, len(d.choices) > 1)
		return nil
	case d.confirm.focus == focusChoice:
		if key.Matches(msg, k.Change) {
			return d.changed()
		}
	case key.Matches(msg, k.Enter):
		return d.confirmed()
	default:
		d.confirm.typed(msg)
	}
	return nil
}

// scrolledBy moves through what stands above the fields.
func (d *Dialog) scrolledBy(msg tea.KeyPressMsg) draw.Scroller {
	f := d.Frame()
	top, bottom := d.parts(f)
	return d.scroll.Pressed(msg, d.Key, len(top), f.Height-len(bottom))
}

// changed takes the next way to reset.
func (d *Dialog) changed() tea.Cmd {
	d.chosen = (d.chosen + 1) % len(d.choices)
	d.renewed = nil
	return d.planned(false)
}

// confirmed sends, if the plan is read and the alias is typed in full.
func (d *Dialog) confirmed() tea.Cmd {
	if d.phase != armed || !d.confirm.alias.Full() {
		return nil
	}
	d.phase, d.seq, d.renewed = sending, d.Deps.Seq.Next(), nil
	d.plan.Target.Reason = clean.Line(d.confirm.reason.Value())
	ctx, stop := context.WithCancel(d.Cfg.Ctx)
	d.stop = stop
	return send(ctx, d.Cfg.Connect, d.Cfg.Guard, d.account, d.plan, d.seq)
}

// Keys are the keys of the view, the most wanted first.
func (d *Dialog) Keys() []key.Binding {
	k := d.Key
	switch d.phase {
	case sending:
		return nil
	case over:
		return []key.Binding{k.Escape}
	case refused:
		if len(d.choices) == 1 {
			return []key.Binding{k.Escape}
		}
		return []key.Binding{k.Escape, k.Change}
	}
	return []key.Binding{draw.Reword(k.Enter, draw.KeyReset.In(d.Lang)), k.Escape, k.Next, k.Change}
}
