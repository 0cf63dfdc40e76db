package quota

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
)

// pressed is a key on the table.
func (v *View) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	refused, notOwn := view.NotOwn(v.account(), v.Lang)
	switch {
	case v.Typing():
		return v.typed(msg)
	case v.idle() != "":
		return v.idlePressed(msg)
	case v.detail.open:
		return v.detailPressed(msg)
	case notOwn && key.Matches(msg, k.Add, k.Remove):
		return refused
	case key.Matches(msg, k.Refresh):
		return v.unlockedAndRead()
	case key.Matches(msg, k.NextOne):
		return v.neighbour(1)
	case key.Matches(msg, k.PrevOne):
		return v.neighbour(-1)
	case key.Matches(msg, k.Sort):
		return v.rows.sorted()
	case key.Matches(msg, k.Filter):
		v.rows.filtering()
	case key.Matches(msg, k.Escape):
		v.rows.unfiltered()
	case key.Matches(msg, k.Add):
		v.add.field = v.add.field.Opened()
	case key.Matches(msg, k.Remove):
		return v.withoutPath()
	case key.Matches(msg, k.Secret):
		return view.Send(view.SecretWanted{Account: v.account(), Asked: true})
	case key.Matches(msg, k.Reset):
		return v.wantReset()
	case key.Matches(msg, k.Inspect):
		return view.Send(view.TextInspected{})
	case key.Matches(msg, k.Copy):
		return v.rows.copied()
	case key.Matches(msg, k.Write):
		return v.rows.written(v.account())
	case key.Matches(msg, k.Enter):
		if v.rows.table.Cur != "" {
			v.rows.chosen(v.rows.table.Cur) // a reading must not turn the sheet to another API
			v.detail.opened()
		}
	default:
		v.rows.pressed(msg)
		v.rows.table = v.rows.table.Seen(v.tableHeight(v.tableFrame(v.Frame())))
	}
	return nil
}

// unlockedAndRead reads all rows, after the secret where that needs a person.
func (v *View) unlockedAndRead() tea.Cmd {
	if view.NeedsPerson(v.Cfg, v.account()) {
		return view.OpenSecret(v.Cfg, v.account())
	}
	return v.read()
}

// idle says why there is nothing to read here: no account, or a platform.
func (v *View) idle() string {
	switch {
	case v.account().Alias == "":
		return wordChoose.In(v.Lang)
	case !desk.Can(v.account(), desk.Read):
		return view.WordPlatform.In(v.Lang)
	}
	return ""
}

// idlePressed answers every key of the tab with the reason why it does nothing.
func (v *View) idlePressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, v.Key.Inspect):
		return view.Send(view.TextInspected{})
	case key.Matches(msg, v.Key.NextOne) && v.account().Alias != "":
		return v.neighbour(1)
	case key.Matches(msg, v.Key.PrevOne) && v.account().Alias != "":
		return v.neighbour(-1)
	}
	for _, b := range tableKeys(v.Key) {
		if key.Matches(msg, b) {
			return view.Notice(v.idle())
		}
	}
	return nil
}

// tableKeys are the keys of the table, the most wanted first.
func tableKeys(k draw.Keys) []key.Binding {
	return []key.Binding{k.Refresh, k.Reset, k.Filter, k.Sort, k.Enter, k.NextOne, k.Add, k.Remove, k.Inspect, k.Copy, k.Write, k.Secret}
}

func (v *View) detailPressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, v.Key.Escape, v.Key.Enter):
		v.detail.open = false
	case key.Matches(msg, v.Key.Reset):
		return v.wantReset()
	case key.Matches(msg, v.Key.Copy):
		return v.rows.copied()
	case key.Matches(msg, v.Key.Refresh):
		return v.read(v.rows.table.Cur)
	default:
		v.detail.scrolled(msg)
	}
	return nil
}

// typed gives a key or a paste to the open field.
func (v *View) typed(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if key.Matches(press, v.Key.Escape) {
			v.untyped()
			return nil
		}
		if v.rows.arrowed(press) {
			return nil
		}
	}
	if !v.add.field.Open {
		v.rows.filtered(msg)
		return nil
	}
	path, cmd := v.add.typed(msg)
	if path != "" {
		return v.added(path)
	}
	return cmd
}

// untyped closes the fields; what was typed is gone.
func (v *View) untyped() {
	v.add.field = v.add.field.Closed()
	v.rows.unfiltered()
}

// wantReset opens the dialog with the row under the cursor, or says why not.
func (v *View) wantReset() tea.Cmd {
	a := v.account()
	switch {
	case v.rows.table.Cur == "":
		return view.Notice(wordNoMatch.In(v.Lang))
	case a.ReadOnly || v.Cfg.ReadOnly:
		return view.Notice(wordNoReset.In(v.Lang))
	}
	return view.Send(view.ResetWanted{Account: a, Path: v.rows.table.Cur, Watch: a.Watched()})
}
