// Package inspect is the Rid tab: what is in a pasted error, told without the
// network, and what WeChat recorded of the call.
package inspect

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
)

// screen is what the Rid tab shows.
type screen int

const (
	atStart  screen = iota // what to do here, examples, earlier look-ups
	atText                 // what is in a text
	atAnswer               // what WeChat recorded
)

// View is the third tab: from a pasted error to its cause. It leads from one
// of its three screens to the next; each has its own keys, view and status.
type View struct {
	view.Deps
	shows screen

	start  startScreen
	text   textScreen
	answer answerScreen
	asking asking
}

// New makes the tab, at its start.
func New(d view.Deps) *View {
	v := &View{Deps: d}
	v.asking = newAsking(&v.Deps)
	v.text = newTextScreen(&v.Deps, &v.asking)
	v.start = startScreen{Deps: &v.Deps, text: &v.text, asking: &v.asking}
	v.answer = newAnswerScreen(&v.Deps)
	v.start.listed()
	return v
}

// Title names the tab.
func (v *View) Title() string { return wordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *View) Typing() bool { return v.text.field.Open || v.answer.search.Open }

// Stop ends what is under way or open, for ctrl+c.
func (v *View) Stop() bool {
	switch {
	case v.text.field.Open:
		v.text.field = v.text.field.Closed()
		v.leftBlank()
	case v.answer.search.Open:
		v.answer.searchClosed()
	case v.asking.busy:
		v.asking.ended()
		v.answer.left()
	case v.shows == atAnswer:
		v.back()
	default:
		return false
	}
	return true
}

// Update takes keys, pastes and the messages of the root.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Resized:
		return v.answer.resized()
	case view.TextInspected:
		return v.filled(msg.Text)
	case Pasted:
		if msg.WorthIt() {
			v.toText()
			v.text.inspecting()
			v.text.inspected(msg.paste)
		}
	case textRead:
		if msg.seq == v.text.seq {
			v.text.inspected(msg.paste)
		}
	case answered:
		return v.took(msg)
	case askAgain:
		return v.asking.again(msg)
	case laid:
		if v.answer.took(msg) {
			v.shows, v.asking.busy = atAnswer, false
		}
	case view.Unlocked:
		return v.asking.opened(msg.Alias, msg.Err)
	case view.SecretKnown:
		return v.asking.opened(msg.Alias, nil)
	case tea.PasteMsg:
		return v.pasted(msg)
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return nil
}

func (v *View) pressed(msg tea.KeyPressMsg) tea.Cmd {
	v.asking.waiting = false // for a secret: whoever is back here has not entered it
	switch {
	case v.text.field.Open:
		cmd := v.text.typed(msg)
		v.leftBlank()
		return cmd
	case v.answer.search.Open:
		return v.answer.pressed(msg)
	case key.Matches(msg, v.Key.Inspect):
		v.toText()
		v.text.edited()
	case v.shows == atStart:
		return v.startPressed(msg)
	case key.Matches(msg, v.Key.Escape):
		v.back()
	case v.shows == atAnswer:
		return v.answer.pressed(msg)
	default:
		return v.text.pressed(msg)
	}
	return nil
}

// startPressed opens what is chosen on the start screen.
func (v *View) startPressed(msg tea.KeyPressMsg) tea.Cmd {
	if !key.Matches(msg, v.Key.Enter) {
		v.start.moved(msg)
		return nil
	}
	switch kind, at := startItem(v.start.table.Cur); kind {
	case lastText:
		v.shows = atText
	case hintItem:
		return v.filled(v.Cfg.Hints[at].Text)
	case lookItem:
		return v.recalled(v.asking.lookUps[at])
	}
	return nil
}

// pasted fills a text in, or joins what is being typed.
func (v *View) pasted(msg tea.PasteMsg) tea.Cmd {
	msg = oneLineEnd(msg)
	switch {
	case v.answer.search.Open:
		v.answer.pasted(msg)
		return nil
	case v.text.joins(msg):
		return nil
	}
	return v.filled(msg.Content)
}

// filled takes a text from outside; nothing is asked of WeChat.
func (v *View) filled(text string) tea.Cmd {
	if text == "" {
		return nil // the tab was wanted, as it is
	}
	v.toText()
	return v.text.filled(text)
}

// recalled shows an earlier look-up again, without asking again.
func (v *View) recalled(l lookUp) tea.Cmd {
	v.toText()
	v.text.inspecting()
	v.text.inspected(l.paste)
	v.text.rids.Cur = string(l.inquiry.RID)
	v.asking.recalled(l)
	answer, owned := l.inquiry.Told()
	if !owned {
		return nil
	}
	return v.answer.open(*v.asking.lookOf(answer))
}

// took takes one account's answer, and shows what it tells.
func (v *View) took(msg answered) tea.Cmd {
	told, next := v.asking.took(msg)
	if told == nil {
		return next
	}
	return tea.Batch(v.answer.open(*told), next)
}

// back goes from an answer to its text, and from a text to the start.
func (v *View) back() {
	if v.shows == atAnswer {
		v.toText()
		return
	}
	v.asking.ended()
	v.toStart()
}

// toText takes an answer off the screen.
func (v *View) toText() {
	v.answer.left()
	v.shows = atText
}

func (v *View) toStart() {
	v.shows = atStart
	v.start.listed()
}

// leftBlank goes back to the start from a field that was closed over no text.
func (v *View) leftBlank() {
	if v.text.blank() {
		v.toStart()
	}
}

// Code is the errcode that the screen is about.
func (v *View) Code() (int64, bool) {
	switch code := v.answer.look.Code(); {
	case v.shows == atStart:
		return 0, false
	case v.shows == atAnswer && code != 0:
		return code, true
	}
	return v.text.code()
}

// View draws the screen that is open.
func (v *View) View(f draw.Frame) draw.Body {
	switch v.shows {
	case atStart:
		return v.start.View(f)
	case atAnswer:
		return v.answer.View(f)
	}
	return v.text.View(f)
}

// Keys are the keys of the screen that is open.
func (v *View) Keys() []key.Binding {
	switch {
	case v.text.field.Open || v.shows == atText:
		return v.text.Keys()
	case v.shows == atAnswer:
		return v.answer.Keys()
	}
	return v.start.Keys()
}

// Status says what is under way, or what to do next.
func (v *View) Status(f draw.Frame) []draw.Span {
	switch {
	case v.text.reading:
		return []draw.Span{f.Theme.Plain.Span(" " + wordReading.In(v.Lang) + f.Theme.Ellipsis)}
	case v.asking.busy:
		return []draw.Span{f.Theme.Accent.Span(" " + v.asking.progress())}
	case v.shows == atAnswer:
		return v.answer.Status(f)
	case v.shows == atStart:
		return nil
	}
	return v.text.Status(f)
}
