package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/desk"
	"wxops/ui/draw"
)

// pressed is a key on the table.
func (v *quotaView) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.keys
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
		return send(noticed{quotaWordSorted[v.order].In(v.lang)})
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
		return send(textInspected{})
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
		return quotaWordChoose.In(v.lang)
	case !desk.Can(v.account(), desk.Read):
		return wordPlatform.In(v.lang)
	}
	return ""
}

// idlePressed answers every key of the tab with the reason why it does nothing.
func (v *quotaView) idlePressed(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, v.keys.Inspect) {
		return send(textInspected{})
	}
	for _, b := range v.tableKeys() {
		if key.Matches(msg, b) {
			return send(noticed{v.idle()})
		}
	}
	return nil
}

// tableKeys are the keys of the table, the most wanted first.
func (v *quotaView) tableKeys() []key.Binding {
	k := v.keys
	return []key.Binding{k.Refresh, k.Reset, k.Filter, k.Sort, k.Enter, k.Add, k.Remove, k.Inspect, k.Copy, k.Write, k.Secret}
}

func (v *quotaView) detailPressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, v.keys.Escape, v.keys.Enter):
		v.details = false
	case key.Matches(msg, v.keys.Reset):
		return v.wantReset()
	case key.Matches(msg, v.keys.Copy):
		return v.copied()
	case key.Matches(msg, v.keys.Refresh):
		if !v.loading {
			return v.read([]string{v.table.Cur})
		}
	default:
		f := v.frame()
		v.detail = v.detail.Pressed(msg, v.keys, len(v.detailLines(f)), f.Height)
	}
	return nil
}

// typed gives a key or a paste to the open field.
func (v *quotaView) typed(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if key.Matches(press, v.keys.Escape) {
			v.filter, v.add = v.filter.Closed(), v.add.Closed()
			v.arranged()
			return nil
		}
		if moved, ok := v.table.Arrowed(press, v.keys); ok {
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
	return send(secretWanted{account: v.account(), asked: true})
}

// wantReset opens the dialog with the row under the cursor, or says why not.
func (v *quotaView) wantReset() tea.Cmd {
	a := v.account()
	switch {
	case v.table.Cur == "":
		return nil
	case a.ReadOnly || v.cfg.ReadOnly:
		return send(noticed{quotaWordNoReset.In(v.lang)})
	}
	return send(resetWanted{account: a, path: v.table.Cur, watch: slices.Clone(v.meter.Paths())})
}

func (v *quotaView) copied() tea.Cmd {
	if v.table.Cur == "" {
		return send(noticed{wordNothing.In(v.lang)})
	}
	return tea.Batch(tea.SetClipboard(v.table.Cur), send(noticed{wordSent.Fill(v.lang, v.table.Cur)}))
}
