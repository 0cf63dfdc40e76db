package inspect

import (
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// textScreen shows a text, the rids in it, and what is known of them.
type textScreen struct {
	*view.Deps
	asking *asking

	paste   inspected
	seq     int // of the text that is being read
	reading bool
	field   draw.Field
	before  inspected // the text that esc brings back to the field
	rids    draw.Table
	scroll  draw.Scroller
	warned  rid.RID // an expired rid that enter asks for all the same
}

func newTextScreen(d *view.Deps, q *asking) textScreen {
	return textScreen{Deps: d, asking: q, field: draw.NewField(d.Key.Enter, longestTyped)}
}

// blank reports whether there is no text, and none being typed.
func (t *textScreen) blank() bool { return !t.field.Open && t.paste.text == "" }

// wish is the rid that is chosen in the text.
func (t *textScreen) wish() inquiry.Wish {
	id := rid.RID(t.rids.Cur)
	return inquiry.Wish{Found: t.paste.found, RID: id, At: t.Screen.Now, Insist: t.warned == id}
}

// chosen is what the text says of the rid that is chosen in it.
func (t *textScreen) chosen() rid.FoundRID { return findingOf(t.paste.found, rid.RID(t.rids.Cur)) }

// code is the errcode next to the chosen rid, or the first of the text.
func (t *textScreen) code() (int64, bool) {
	if codes := codesOf(t.paste.found, rid.RID(t.rids.Cur)); len(codes) > 0 {
		return codes[0].Code, true
	}
	if stray := t.paste.stray.codes; len(stray) > 0 {
		return stray[0].Code, true
	}
	return 0, false
}

// filled takes a whole text; a long one is looked through in a command.
func (t *textScreen) filled(text string) tea.Cmd {
	t.inspecting()
	if len(text) <= readAtOnce {
		t.inspected(inspect(text))
		return nil
	}
	t.paste, t.rids, t.reading = inspected{text: text}, draw.Table{}, true
	return inspectText(text, t.seq)
}

// inspecting turns to another text, whose findings come now or later.
func (t *textScreen) inspecting() {
	t.asking.ended()
	t.field, t.seq = t.field.Closed(), t.Seq.Next()
}

// inspected shows what was found; the first rid that WeChat can know is chosen.
func (t *textScreen) inspected(in inspected) {
	ids := make([]string, len(in.found.RIDs))
	for i, r := range in.found.RIDs {
		ids[i] = string(r.RID)
	}
	t.paste, t.reading, t.scroll, t.warned = in, false, draw.Scroller{}, ""
	t.rids = draw.Table{Cur: string(inquiry.Choose(in.found.RIDs, t.Screen.Now))}.With(ids)
}

// joins takes a short paste into what is being typed.
func (t *textScreen) joins(msg tea.PasteMsg) bool {
	if !t.field.Open || t.field.Value() == "" || !editable(msg.Content) {
		return false
	}
	t.field, _ = t.field.Typed(msg)
	t.inspected(inspect(t.field.Value()))
	return true
}

// edited opens the field: with the text if it can be edited there, else empty.
func (t *textScreen) edited() {
	t.asking.ended()
	t.before, t.scroll = t.paste, draw.Scroller{}
	t.field = t.field.Opened()
	if editable(t.paste.text) {
		t.field = t.field.With(t.paste.text)
	}
}

// typed gives a key to the field. What is typed is explained as it grows.
func (t *textScreen) typed(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, t.Key.Escape) {
		return t.unedited()
	}
	if moved, ok := t.rids.Arrowed(msg, t.Key); ok {
		t.rids = moved
		return nil
	}
	was := t.field.Value()
	var done bool
	t.field, done = t.field.Typed(msg)
	switch {
	case done && t.field.Value() == "":
		return t.unedited()
	case done:
		t.field = t.field.Closed()
		if t.rids.Cur == "" {
			return nil
		}
		return t.ask(t.asking.ask)
	case t.field.Value() == was:
		return nil
	}
	t.asking.ended()
	t.seq = t.Seq.Next()
	t.inspected(inspect(t.field.Value()))
	return nil
}

// unedited brings back the text of before, or none.
func (t *textScreen) unedited() tea.Cmd {
	t.inspecting()
	t.inspected(t.before)
	return nil
}

func (t *textScreen) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := t.Key
	switch {
	case key.Matches(msg, k.Enter):
		return t.ask(t.asking.ask)
	case key.Matches(msg, k.Others):
		return t.ask(t.asking.askAll)
	case key.Matches(msg, k.ToQuota):
		return t.toQuota()
	case key.Matches(msg, k.Secret):
		return t.asking.enterSecret(t.wish())
	case key.Matches(msg, k.Copy):
		return t.copied()
	case key.Matches(msg, k.Write):
		return writeFindings(t.Cfg, t.Lang, t.subject())
	case len(t.rids.IDs) > 1 && !key.Matches(msg, k.PageDown, k.PageUp):
		t.rids, _ = t.rids.Pressed(msg, k)
	default:
		p := t.parts(t.Frame())
		t.scroll = t.scroll.Pressed(msg, k, len(p.rows), p.room)
	}
	return nil
}

// ask asks for the chosen rid in one way or the other. Once it was said that it
// has expired, the same key again asks.
func (t *textScreen) ask(by func(inquiry.Wish) (tea.Cmd, error)) tea.Cmd {
	if t.asking.busy || t.reading {
		return nil
	}
	if t.chosen().WeCom {
		return view.Notice(wordWeComNotAsked.In(t.Lang))
	}
	t.asking.paste = t.paste
	cmd, err := by(t.wish())
	if errors.Is(err, inquiry.ErrExpired) {
		t.warned = rid.RID(t.rids.Cur)
	}
	return cmd
}

// toQuota leads on once WeChat has said whose the call is.
func (t *textScreen) toQuota() tea.Cmd {
	w := t.wish()
	a, proved := t.asking.owner(w.RID)
	if !proved {
		return view.Notice(t.asking.notProved(w))
	}
	told, _ := t.asking.known(w.RID).Told()
	return quotaOf(t.Deps, a, told)
}

func (t *textScreen) copied() tea.Cmd {
	if t.rids.Cur == "" {
		return view.Notice(view.WordNothing.In(t.Lang))
	}
	return tea.Batch(tea.SetClipboard(t.rids.Cur), view.Notice(view.WordSent.Fill(t.Lang, t.rids.Cur)))
}

// Keys are the keys of a text, or of the field.
func (t *textScreen) Keys() []key.Binding {
	k, lang := t.Key, t.Lang
	ask := draw.Reword(k.Enter, draw.KeyAsk.In(lang))
	ask.SetEnabled(t.rids.Cur != "" && !t.chosen().WeCom)
	if t.field.Open {
		return []key.Binding{ask, k.Escape}
	}
	w := t.wish()
	is := t.asking.whose(w)
	proved := is.why == inquiry.Owned
	k.Copy.SetEnabled(t.rids.Cur != "")
	k.Others.SetEnabled(ask.Enabled() && !proved && len(is.left) > 1)
	k.ToQuota.SetEnabled(proved)
	k.Secret.SetEnabled(t.rids.Cur != "")
	return []key.Binding{ask, k.Others, k.ToQuota, draw.Reword(k.Inspect, draw.KeyEditText.In(lang)), k.Copy, k.Write, k.Escape, k.Secret}
}
