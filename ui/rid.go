package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// ridScreen is what the Rid tab shows.
type ridScreen int

const (
	ridAtStart  ridScreen = iota // what to do here, examples, earlier look-ups
	ridAtText                    // what is in a text
	ridAtAnswer                  // what WeChat recorded
)

// ridView is the third tab: from a pasted error to its cause. It leads from one
// of its three screens to the next; each has its own keys, view and status.
type ridView struct {
	view.Deps
	shows ridScreen

	start  startScreen
	text   textScreen
	answer answerScreen
	asking asking
}

func newRIDView(d view.Deps) *ridView {
	v := &ridView{Deps: d}
	v.asking = newAsking(&v.Deps)
	v.text = newTextScreen(&v.Deps, &v.asking)
	v.start = startScreen{Deps: &v.Deps, text: &v.text, asking: &v.asking}
	v.answer = newAnswerScreen(&v.Deps)
	v.start.listed()
	return v
}

// Title names the tab.
func (v *ridView) Title() string { return ridWordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *ridView) Typing() bool { return v.text.field.Open || v.answer.search.Open }

// Stop ends what is under way or open, for ctrl+c.
func (v *ridView) Stop() bool {
	switch {
	case v.text.field.Open:
		v.text.field = v.text.field.Closed()
		v.leftBlank()
	case v.answer.search.Open:
		v.answer.searchClosed()
	case v.asking.busy:
		v.asking.ended()
		v.answer.left()
	case v.shows == ridAtAnswer:
		v.back()
	default:
		return false
	}
	return true
}

// Update takes keys, pastes and the messages of the root.
func (v *ridView) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Resized:
		return v.answer.resized()
	case view.TextInspected:
		return v.filled(msg.Text)
	case pasteRead:
		if msg.worthIt() {
			v.toText()
			v.text.inspecting()
			v.text.inspected(msg.paste)
		}
	case ridFound:
		if msg.seq == v.text.seq {
			v.text.inspected(msg.paste)
		}
	case ridAnswered:
		return v.took(msg)
	case ridAgain:
		return v.asking.again(msg)
	case ridLaid:
		if v.answer.took(msg) {
			v.shows, v.asking.busy = ridAtAnswer, false
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

func (v *ridView) pressed(msg tea.KeyPressMsg) tea.Cmd {
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
	case v.shows == ridAtStart:
		return v.startPressed(msg)
	case key.Matches(msg, v.Key.Escape):
		v.back()
	case v.shows == ridAtAnswer:
		return v.answer.pressed(msg)
	default:
		return v.text.pressed(msg)
	}
	return nil
}

// startPressed opens what is chosen on the start screen.
func (v *ridView) startPressed(msg tea.KeyPressMsg) tea.Cmd {
	if !key.Matches(msg, v.Key.Enter) {
		v.start.moved(msg)
		return nil
	}
	switch kind, at := startItem(v.start.table.Cur); kind {
	case lastText:
		v.shows = ridAtText
	case hintItem:
		return v.filled(v.Cfg.Hints[at].Text)
	case lookItem:
		return v.recalled(v.asking.looks[at])
	}
	return nil
}

// pasted fills a text in, or joins what is being typed.
func (v *ridView) pasted(msg tea.PasteMsg) tea.Cmd {
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
func (v *ridView) filled(text string) tea.Cmd {
	if text == "" {
		return nil // the tab was wanted, as it is
	}
	v.toText()
	return v.text.filled(text)
}

// recalled shows an earlier look-up again, without asking again.
func (v *ridView) recalled(l look) tea.Cmd {
	cmd := v.filled(string(l.RID))
	v.asking.recalled(l)
	if l.Err != nil {
		return cmd
	}
	return v.answer.open(l)
}

// took takes one account's answer, and shows what it tells.
func (v *ridView) took(msg ridAnswered) tea.Cmd {
	told, next := v.asking.took(msg)
	if told == nil {
		return next
	}
	return tea.Batch(v.answer.open(*told), next)
}

// back goes from an answer to its text, and from a text to the start.
func (v *ridView) back() {
	if v.shows == ridAtAnswer {
		v.toText()
		return
	}
	v.asking.ended()
	v.toStart()
}

// toText takes an answer off the screen.
func (v *ridView) toText() {
	v.answer.left()
	v.shows = ridAtText
}

func (v *ridView) toStart() {
	v.shows = ridAtStart
	v.start.listed()
}

// leftBlank goes back to the start from a field that was closed over no text.
func (v *ridView) leftBlank() {
	if v.text.blank() {
		v.toStart()
	}
}

// Code is the errcode that the screen is about.
func (v *ridView) Code() (int64, bool) {
	switch code := v.answer.look.Code(); {
	case v.shows == ridAtStart:
		return 0, false
	case v.shows == ridAtAnswer && code != 0:
		return code, true
	}
	return v.text.code()
}

// View draws the screen that is open.
func (v *ridView) View(f draw.Frame) draw.Body {
	switch v.shows {
	case ridAtStart:
		return v.start.View(f)
	case ridAtAnswer:
		return v.answer.View(f)
	}
	return v.text.View(f)
}

// Keys are the keys of the screen that is open.
func (v *ridView) Keys() []key.Binding {
	switch {
	case v.text.field.Open || v.shows == ridAtText:
		return v.text.Keys()
	case v.shows == ridAtAnswer:
		return v.answer.Keys()
	}
	return v.start.Keys()
}

// Status says what is under way, or what to do next.
func (v *ridView) Status(f draw.Frame) []draw.Span {
	switch {
	case v.text.reading:
		return []draw.Span{f.Theme.Plain.Span(" " + ridWordReading.In(v.Lang) + f.Theme.Ellipsis)}
	case v.asking.busy:
		return []draw.Span{f.Theme.Accent.Span(" " + v.asking.progress())}
	case v.shows == ridAtAnswer:
		return v.answer.Status(f)
	case v.shows == ridAtStart:
		return nil
	}
	return v.text.Status(f)
}

// toQuota opens the quota row of the API that failed.
func toQuota(a keystore.Account, path string, lang words.Lang) tea.Cmd {
	switch {
	case a.Alias == "":
		return view.Notice(ridWordNoAccount.In(lang))
	case path == "":
		return tea.Batch(view.Send(view.AccountOpened{Account: a}), view.Notice(ridWordPathUnknown.In(lang)))
	}
	if err := catalog.CheckPath(path); err != nil {
		fact, _ := words.Explain(err, lang)
		return view.Notice(fact)
	}
	return view.Send(view.AccountOpened{Account: a, Path: path})
}
