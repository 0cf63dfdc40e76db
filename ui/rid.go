package ui

import (
	"context"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// ridFound brings what a long text holds.
type ridFound struct {
	seq   int
	paste inspected
}

// ridAnswered brings what WeChat recorded of a call, or why it does not tell.
type ridAnswered struct {
	seq    int
	answer inquiry.Answer
}

// ridAgain asks once more for a rid that was too fresh to be known.
type ridAgain struct{ seq int }

// ridLaid brings an answer, laid out for one width.
type ridLaid struct {
	seq  int
	page ridPage
}

func inspectText(text string, seq int) tea.Cmd {
	return func() tea.Msg { return ridFound{seq, inspect(text)} }
}

func askRID(ctx context.Context, ask inquiry.Question, seq int, now func() time.Time) tea.Cmd {
	return func() tea.Msg { return ridAnswered{seq, ask.Ask(ctx, now)} }
}

func layAnswer(l look, unmask bool, cells int, lang words.Lang, seq int) tea.Cmd {
	return func() tea.Msg {
		return ridLaid{seq, ridPage{rows: draw.Laid(answerLines(l, unmask, lang), cells), unmasked: unmask}}
	}
}

// look is what one account was told of a rid.
type look struct {
	inquiry.Answer
	account keystore.Account // as it was then
}

// looksKept bounds the memory: an answer may hold a megabyte.
const looksKept = 20

// ridScreen is what the Rid tab shows.
type ridScreen int

const (
	ridAtStart  ridScreen = iota // what to do here, examples, earlier look-ups
	ridAtText                    // what is in a text
	ridAtAnswer                  // what WeChat recorded
)

// ridView is the third tab: from a pasted error to its cause.
type ridView struct {
	view.Deps
	shows ridScreen

	paste   inspected
	seq     int // of the text that is being read
	reading bool
	field   draw.Field
	before  string // the text that esc brings back to the field
	rids    draw.Table
	start   draw.Table
	scroll  draw.Scroller
	warned  rid.RID // an expired rid that enter asks for all the same

	question question
	answer   ridAnswer
	looks    []look // the newest first
}

func newRIDView(d view.Deps) *ridView {
	v := &ridView{Deps: d, field: draw.NewField(d.Key.Enter, longestTyped), question: question{cancel: func() {}}}
	v.answer.search = draw.NewField(d.Key.Enter, 200)
	v.listed()
	return v
}

// resized lays an answer out anew for the width of the screen.
func (v *ridView) resized() tea.Cmd {
	if v.answer.look.RID == "" || v.answer.cells == v.Frame().Width {
		return nil
	}
	return v.relaid(v.answer.unmask)
}

// Title names the tab.
func (v *ridView) Title() string { return ridWordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *ridView) Typing() bool { return v.field.Open || v.answer.search.Open }

// Stop ends what is under way or open, for ctrl+c.
func (v *ridView) Stop() bool {
	switch {
	case v.field.Open:
		v.field = v.field.Closed()
		if v.paste.text == "" {
			v.shows = ridAtStart
		}
		return true
	case v.answer.search.Open:
		v.answer = v.answer.searchClosed()
		return true
	case v.question.busy:
		v.question, v.answer = v.question.ended(v.Deps.Seq), v.answer.left()
		return true
	case v.shows == ridAtAnswer:
		v.answer, v.shows = v.answer.left(), ridAtText
		return true
	}
	return false
}

// Update takes keys, pastes and the messages of the root.
func (v *ridView) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Resized:
		return v.resized()
	case view.TextInspected:
		return v.filled(msg.Text)
	case pasteRead:
		if msg.paste.worthIt() {
			v.inspecting()
			v.inspected(msg.paste)
		}
	case ridFound:
		if msg.seq == v.seq {
			v.inspected(msg.paste)
			return nil
		}
	case ridAnswered:
		return v.took(msg)
	case ridAgain:
		if msg.seq == v.question.seq && v.question.busy {
			return v.put()
		}
	case ridLaid:
		v.tookPage(msg)
		return nil
	case view.Unlocked:
		return v.opened(msg.Alias, msg.Err)
	case view.SecretKnown:
		return v.opened(msg.Alias, nil)
	case tea.PasteMsg:
		return v.pasted(msg)
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return nil
}

func (v *ridView) pressed(msg tea.KeyPressMsg) tea.Cmd {
	v.question.waiting = false // for a secret: whoever is back here has not entered it
	switch {
	case v.field.Open:
		return v.typed(msg)
	case key.Matches(msg, v.Key.Inspect):
		v.edited()
		return nil
	case v.shows == ridAtStart:
		return v.startPressed(msg)
	case v.shows == ridAtAnswer:
		return v.answerPressed(msg)
	}
	return v.textPressed(msg)
}

// startPressed chooses among the examples and the earlier look-ups.
func (v *ridView) startPressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case !key.Matches(msg, v.Key.Enter):
		v.start, _ = v.start.Pressed(msg, v.Key)
		return nil
	case v.start.Cur == lastText:
		v.shows = ridAtText
		return nil
	}
	kind, at := startItem(v.start.Cur)
	switch kind {
	case hintItem:
		return v.filled(v.Cfg.Hints[at].Text)
	case lookItem:
		return v.recalled(v.looks[at])
	}
	return nil
}

func (v *ridView) textPressed(msg tea.KeyPressMsg) tea.Cmd {
	k := v.Key
	switch {
	case key.Matches(msg, k.Enter):
		return v.ask()
	case key.Matches(msg, k.Others):
		return v.askOthers()
	case key.Matches(msg, k.ToQuota):
		return v.toQuota(v.asker(), v.path())
	case key.Matches(msg, k.Secret):
		return v.enterSecret()
	case key.Matches(msg, k.Copy):
		return v.copied(v.rids.Cur)
	case key.Matches(msg, k.Write):
		return writeFindings(v.Cfg, v.Lang, v.subject())
	case key.Matches(msg, k.Escape):
		v.question, v.shows = v.question.ended(v.Deps.Seq), ridAtStart
		v.listed()
		return nil
	case len(v.rids.IDs) > 1 && !key.Matches(msg, k.PageDown, k.PageUp):
		v.rids, _ = v.rids.Pressed(msg, k)
	default:
		p := v.textParts(v.Frame())
		v.scroll = v.scroll.Pressed(msg, k, len(p.rows), p.room)
	}
	return nil
}

// Code is the errcode that the screen is about.
func (v *ridView) Code() (int64, bool) {
	if v.shows == ridAtStart {
		return 0, false
	}
	if code := v.answer.look.Code(); v.shows == ridAtAnswer && code != 0 {
		return code, true
	}
	if codes := codesOf(v.paste.found, rid.RID(v.rids.Cur)); len(codes) > 0 {
		return codes[0], true
	}
	return 0, false
}

// toQuota opens the quota row of the API that failed.
func (v *ridView) toQuota(a keystore.Account, path string) tea.Cmd {
	switch {
	case a.Alias == "":
		return view.Notice(ridWordNoAccount.In(v.Lang))
	case path == "":
		return tea.Batch(view.Send(view.AccountOpened{Account: a}), view.Notice(ridWordPathUnknown.In(v.Lang)))
	}
	if err := catalog.CheckPath(path); err != nil {
		fact, _ := words.Explain(err, v.Lang)
		return view.Notice(fact)
	}
	return view.Send(view.AccountOpened{Account: a, Path: path})
}

func (v *ridView) copied(what string) tea.Cmd {
	if what == "" {
		return view.Notice(view.WordNothing.In(v.Lang))
	}
	return tea.Batch(tea.SetClipboard(what), view.Notice(view.WordSent.Fill(v.Lang, what)))
}

// Keys are the keys of the screen that is open.
func (v *ridView) Keys() []key.Binding {
	k, lang := v.Key, v.Lang
	ask, edit := draw.Reword(k.Enter, draw.KeyAsk.In(lang)), draw.Reword(k.Inspect, draw.KeyEditText.In(lang))
	switch {
	case v.field.Open:
		return []key.Binding{ask, k.Escape}
	case v.answer.search.Open:
		return []key.Binding{draw.Reword(k.Enter, ridWordNextMatch.In(v.Lang)), k.Escape}
	case v.shows == ridAtAnswer:
		unmask := k.Unmask
		if v.answer.unmask {
			unmask = draw.Reword(unmask, ridWordMaskAgain.In(v.Lang))
		}
		return []key.Binding{k.Escape, draw.Reword(k.Filter, ridWordSearchIn.In(v.Lang)), unmask, k.ToQuota, k.Copy, k.Write, edit, k.PageDown}
	case v.shows == ridAtText:
		ask.SetEnabled(v.rids.Cur != "")
		k.Copy.SetEnabled(v.rids.Cur != "")
		k.Others.SetEnabled(v.rids.Cur != "" && len(v.others()) > 0)
		return []key.Binding{ask, k.Others, k.ToQuota, edit, k.Copy, k.Write, k.Escape, k.Secret}
	}
	choose := draw.Reword(k.Enter, draw.KeyOpen.In(lang))
	choose.SetEnabled(v.start.Cur != "")
	return []key.Binding{choose, draw.Reword(edit, ridWordTypeText.In(v.Lang))}
}

// pasteRead is what was found in a paste outside a text field.
type pasteRead struct{ paste inspected }

func readPaste(text string) tea.Cmd {
	return func() tea.Msg {
		return pasteRead{inspect(lineEnds.Replace(text))}
	}
}
