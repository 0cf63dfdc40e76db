package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/mask"
)

// ridPage is an answer as it was laid out for one width.
type ridPage struct {
	rows     []draw.SheetRow
	unmasked bool
}

// ridAnswer is the answer on screen.
type ridAnswer struct {
	seq     int
	opening bool // its page is not laid out yet
	look    look
	page    ridPage
	cells   int  // the width that is wanted
	unmask  bool // is wanted; the page follows
	scroll  draw.Scroller
	search  draw.Field
	hits    []int // rows of the page that hold what is searched for
	hit     int
	copies  int // of c in a row: the rid, the path, the curl line
}

// left takes the answer off the screen; what was unmasked is masked again.
func (a ridAnswer) left() ridAnswer { return ridAnswer{search: a.search.Closed()} }

func (a ridAnswer) searchClosed() ridAnswer {
	a.search, a.hits, a.hit = a.search.Closed(), nil, 0
	return a
}

// openAnswer shows an answer, masked, as soon as it is laid out.
func (v *ridView) openAnswer(l look) tea.Cmd {
	v.answer = v.answer.left()
	v.answer.look, v.answer.opening = l, true
	return v.relaid(false)
}

func (v *ridView) relaid(unmask bool) tea.Cmd {
	a := &v.answer
	a.seq, a.unmask, a.cells = v.Deps.Seq.Next(), unmask, v.Frame().Width
	return layAnswer(a.look, unmask, a.cells, v.Lang, a.seq)
}

func (v *ridView) tookPage(msg ridLaid) {
	if msg.seq != v.answer.seq {
		return
	}
	if v.answer.opening {
		v.shows, v.question.busy = ridAtAnswer, false
	}
	at := v.answer.hit
	v.answer.opening, v.answer.page = false, msg.page
	v.searched()
	v.toHit(at)
}

func (v *ridView) answerPressed(msg tea.KeyPressMsg) tea.Cmd {
	k, a := v.Key, &v.answer
	if a.search.Open {
		v.searchPressed(msg)
		return nil
	}
	if key.Matches(msg, k.Copy) {
		return v.copiedNext()
	}
	a.copies = 0
	switch {
	case key.Matches(msg, k.Escape):
		v.answer, v.shows = a.left(), ridAtText
	case key.Matches(msg, k.Filter):
		a.search = a.search.Opened()
	case key.Matches(msg, k.Unmask):
		return v.unmasked()
	case key.Matches(msg, k.ToQuota):
		return v.toQuota(a.look.account, a.look.Path)
	case key.Matches(msg, k.Write):
		return writeAnswer(v.Cfg, v.Lang, a.look)
	default:
		a.scroll = a.scroll.Pressed(msg, k, len(a.page.rows), v.Frame().Height)
	}
	return nil
}

// unmasked shows this answer as it is, or masks it again. That it was shown
// is kept among the calls.
func (v *ridView) unmasked() tea.Cmd {
	l, show := v.answer.look, !v.answer.unmask
	lay := v.relaid(show)
	if !show || v.Cfg.Note == nil {
		return lay
	}
	return tea.Batch(lay, addNote(v.Cfg.Note, ridWordUnmaskNote.Fill(v.Lang, l.RID, l.account.Alias)))
}

func addNote(note func(string), text string) tea.Cmd {
	return func() tea.Msg {
		note(text)
		return nil
	}
}

// clipboardMost is what terminals take by OSC 52.
const clipboardMost = 64 << 10

// copiedNext copies the rid; pressed again at once the path, then the curl line.
func (v *ridView) copiedNext() tea.Cmd {
	lang, l := v.Lang, v.answer.look
	names := []string{ridWordRID.In(lang), ridWordPath.In(lang), ridWordCurl.In(lang)}
	texts := []func() string{
		func() string { return string(l.RID) },
		func() string { return clean.Line(l.Path) },
		func() string { return mask.Curl(l.Record, l.Path) },
	}
	if l.Path == "" { // a curl line needs it too
		names, texts = names[:1], texts[:1]
	}
	at := v.answer.copies % len(names)
	v.answer.copies++
	notice := view.WordSent.Fill(v.Lang, names[at])
	if len(names) > 1 {
		notice = ridWordCopyNext.Fill(lang, notice, names[(at+1)%len(names)])
	}
	return copyText(texts[at], notice, ridWordCopyTooLong.In(lang))
}

// copyText makes the text in the command; a curl line may hold a megabyte.
func copyText(text func() string, notice, tooLong string) tea.Cmd {
	return func() tea.Msg {
		text := text()
		if len(text) > clipboardMost {
			return view.Noticed{Text: tooLong}
		}
		return tea.BatchMsg{tea.SetClipboard(text), view.Notice(notice)}
	}
}

// searchPressed types into the search, or goes from match to match.
func (v *ridView) searchPressed(msg tea.KeyPressMsg) {
	a := &v.answer
	switch {
	case key.Matches(msg, v.Key.Escape):
		v.answer = a.searchClosed()
		return
	case key.Matches(msg, v.Key.Enter, v.Key.ArrowDown):
		v.toHit(a.hit + 1)
		return
	case key.Matches(msg, v.Key.ArrowUp):
		v.toHit(a.hit - 1)
		return
	}
	was := a.search.Value()
	a.search, _ = a.search.Typed(msg)
	if a.search.Value() == was {
		return
	}
	v.searched()
}

// searched finds the rows that hold what is typed, in either case; a word may
// go on in the next row.
func (v *ridView) searched() {
	a := &v.answer
	a.hits, a.hit = nil, 0
	what := strings.ToLower(a.search.Value())
	if what == "" {
		return
	}
	for i, r := range a.page.rows {
		text, inNext := r.Text, false
		if r.More && i+1 < len(a.page.rows) {
			text += strings.TrimLeft(a.page.rows[i+1].Text, " ")
			inNext = contains(a.page.rows[i+1].Text, what)
		}
		if contains(r.Text, what) || contains(text, what) && !inNext {
			a.hits = append(a.hits, i)
		}
	}
	v.toHit(0)
}

func contains(text, lower string) bool { return strings.Contains(strings.ToLower(text), lower) }

// toHit scrolls to a match, round the ends.
func (v *ridView) toHit(n int) {
	a := &v.answer
	if len(a.hits) == 0 {
		return
	}
	a.hit = (n%len(a.hits) + len(a.hits)) % len(a.hits)
	const above = 2
	a.scroll.Top = max(a.hits[a.hit]-above, 0)
}

func writeAnswer(cfg view.Config, lang words.Lang, l look) tea.Cmd {
	return func() tea.Msg {
		text := draw.SheetText(answerLines(l, false, lang)) + "\n" + ridWordCurl.In(lang) + "\n    " + mask.Curl(l.Record, l.Path) + "\n"
		return view.Export(cfg, lang, "rid-"+string(l.RID)+".txt", text)()
	}
}
