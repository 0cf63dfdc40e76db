package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
)

// pressed is a key on the table.
func (v *quotaView) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	switch {
	case v.Typing():
		return v.typed(msg)
	case v.idle() != "":
		return v.idlePressed(msg)
	case v.details:
		return v.detailPressed(msg)
	case key.Matches(msg, k.Refresh):
		if v.loading {
			return nil
		}
		return v.read(v.meter.Paths())
	case key.Matches(msg, k.Sort):
		v.order = (v.order + 1) % sortOrders
		v.arranged()
		return view.Notice(quotaWordSorted[v.order].In(v.Lang))
	case key.Matches(msg, k.Filter):
		v.filter = v.filter.Opened()
	case key.Matches(msg, k.Escape):
		v.filter = v.filter.Closed()
		v.arranged()
		return nil
	case key.Matches(msg, k.Add):
		v.add = v.add.Opened()
	case key.Matches(msg, k.Remove):
		return v.withoutPath()
	case key.Matches(msg, k.Secret):
		return v.askSecret()
	case key.Matches(msg, k.Reset):
		return v.wantReset()
	case key.Matches(msg, k.Inspect):
		return view.Send(view.TextInspected{})
	case key.Matches(msg, k.Copy):
		return v.copied()
	case key.Matches(msg, k.Write):
		return v.written()
	case key.Matches(msg, k.Enter):
		if v.table.Cur != "" {
			v.details, v.detail = true, draw.Scroller{}
		}
	default:
		var ok bool
		if v.table, ok = v.table.Pressed(msg, k); ok {
			v.moved = true
		}
	}
	return nil
}

// idle says why there is nothing to read here: no account, or a platform.
func (v *quotaView) idle() string {
	switch {
	case v.account().Alias == "":
		return quotaWordChoose.In(v.Lang)
	case !desk.Can(v.account(), desk.Read):
		return view.WordPlatform.In(v.Lang)
	}
	return ""
}

// idlePressed answers every key of the tab with the reason why it does nothing.
func (v *quotaView) idlePressed(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, v.Key.Inspect) {
		return view.Send(view.TextInspected{})
	}
	for _, b := range v.tableKeys() {
		if key.Matches(msg, b) {
			return view.Notice(v.idle())
		}
	}
	return nil
}

// tableKeys are the keys of the table, the most wanted first.
func (v *quotaView) tableKeys() []key.Binding {
	k := v.Key
	return []key.Binding{k.Refresh, k.Reset, k.Filter, k.Sort, k.Enter, k.Add, k.Remove, k.Inspect, k.Copy, k.Write, k.Secret}
}

func (v *quotaView) detailPressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, v.Key.Escape, v.Key.Enter):
		v.details = false
	case key.Matches(msg, v.Key.Reset):
		return v.wantReset()
	case key.Matches(msg, v.Key.Copy):
		return v.copied()
	case key.Matches(msg, v.Key.Refresh):
		if !v.loading {
			return v.read([]string{v.table.Cur})
		}
	default:
		f := v.Frame()
		v.detail = v.detail.Pressed(msg, v.Key, len(v.detailLines(f)), f.Height)
	}
	return nil
}

// typed gives a key or a paste to the open field.
func (v *quotaView) typed(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if key.Matches(press, v.Key.Escape) {
			v.filter, v.add = v.filter.Closed(), v.add.Closed()
			v.arranged()
			return nil
		}
		if moved, ok := v.table.Arrowed(press, v.Key); ok {
			v.table, v.moved = moved, true
			return nil
		}
	}
	if v.add.Open {
		return v.addTyped(msg)
	}
	var done bool
	v.filter, done = v.filter.Typed(msg)
	if done {
		v.filter.Open = false // the filter stays on; esc takes it away
	}
	v.moved = false
	v.arranged()
	return nil
}

func (v *quotaView) askSecret() tea.Cmd {
	return view.Send(view.SecretWanted{Account: v.account(), Asked: true})
}

// wantReset opens the dialog with the row under the cursor, or says why not.
func (v *quotaView) wantReset() tea.Cmd {
	a := v.account()
	switch {
	case v.table.Cur == "":
		return nil
	case a.ReadOnly || v.Cfg.ReadOnly:
		return view.Notice(quotaWordNoReset.In(v.Lang))
	}
	return view.Send(view.ResetWanted{Account: a, Path: v.table.Cur, Watch: slices.Clone(v.meter.Paths())})
}

func (v *quotaView) copied() tea.Cmd {
	if v.table.Cur == "" {
		return view.Notice(view.WordNothing.In(v.Lang))
	}
	return tea.Batch(tea.SetClipboard(v.table.Cur), view.Notice(view.WordSent.Fill(v.Lang, v.table.Cur)))
}
