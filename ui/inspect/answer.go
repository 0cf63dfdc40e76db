package inspect

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

// page is an answer as it was laid out for one width.
type page struct {
	rows     []draw.SheetRow
	unmasked bool
}

// laid brings an answer, laid out for one width.
type laid struct {
	seq  int
	page page
}

func layAnswer(l look, unmask bool, cells int, lang words.Lang, seq int) tea.Cmd {
	return func() tea.Msg {
		return laid{seq, page{rows: draw.Laid(answerLines(l, unmask, lang), cells), unmasked: unmask}}
	}
}

// answerScreen is the answer on screen.
type answerScreen struct {
	*view.Deps
	onAnswer
	search draw.Field
}

// onAnswer is where the screen is on one answer; nothing of it is kept for the next.
type onAnswer struct {
	seq     int
	opening bool // its page is not laid out yet
	look    look
	page    page
	cells   int  // the width that is wanted
	unmask  bool // is wanted; the page follows
	scroll  draw.Scroller
	hits    []int // rows of the page that hold what is searched for
	hit     int
	copies  int // of c in a row: the rid, the path, the curl line
}

func newAnswerScreen(d *view.Deps) answerScreen {
	return answerScreen{Deps: d, search: draw.NewField(d.Key.Enter, 200)}
}

// left takes the answer off the screen; what was unmasked is masked again.
func (a *answerScreen) left() { a.onAnswer, a.search = onAnswer{}, a.search.Closed() }

func (a *answerScreen) searchClosed() { a.search, a.hits, a.hit = a.search.Closed(), nil, 0 }

// open shows an answer, masked, as soon as it is laid out.
func (a *answerScreen) open(l look) tea.Cmd {
	a.left()
	a.look, a.opening = l, true
	return a.relaid(false)
}

// resized lays the answer out anew for the width of the screen.
func (a *answerScreen) resized() tea.Cmd {
	if a.look.RID == "" || a.cells == a.Frame().Width {
		return nil
	}
	return a.relaid(a.unmask)
}

func (a *answerScreen) relaid(unmask bool) tea.Cmd {
	a.seq, a.unmask, a.cells = a.Seq.Next(), unmask, a.Frame().Width
	return layAnswer(a.look, unmask, a.cells, a.Lang, a.seq)
}

// took takes the page that was laid out; opened says that it is an answer's first.
func (a *answerScreen) took(msg laid) (opened bool) {
	if msg.seq != a.seq {
		return false
	}
	at := a.hit
	opened, a.opening, a.page = a.opening, false, msg.page
	a.searched()
	a.toHit(at)
	return opened
}

func (a *answerScreen) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := a.Key
	if a.search.Open {
		a.searchPressed(msg)
		return nil
	}
	if key.Matches(msg, k.Copy) {
		return a.copiedNext()
	}
	a.copies = 0
	switch {
	case key.Matches(msg, k.Filter):
		a.search = a.search.Opened()
	case key.Matches(msg, k.Unmask):
		return a.unmasked()
	case key.Matches(msg, k.ToQuota):
		return a.toQuota()
	case key.Matches(msg, k.Write):
		return writeAnswer(a.Cfg, a.Lang, a.look)
	default:
		a.scroll = a.scroll.Pressed(msg, k, len(a.page.rows), a.Frame().Height)
	}
	return nil
}

// Keys are the keys of an answer, or of the search in it.
func (a *answerScreen) Keys() []key.Binding {
	k, lang := a.Key, a.Lang
	if a.search.Open {
		return []key.Binding{draw.Reword(k.Enter, wordNextMatch.In(lang)), k.Escape}
	}
	unmask, edit := k.Unmask, draw.Reword(k.Inspect, draw.KeyEditText.In(lang))
	if a.unmask {
		unmask = draw.Reword(unmask, wordMaskAgain.In(lang))
	}
	return []key.Binding{k.Escape, draw.Reword(k.Filter, wordSearchIn.In(lang)), unmask, k.ToQuota, k.Copy, k.Write, edit, k.PageDown}
}

// unmasked shows this answer as it is, or masks it again. That it was shown
// is kept among the calls.
func (a *answerScreen) unmasked() tea.Cmd {
	l, show := a.look, !a.unmask
	lay := a.relaid(show)
	if !show || a.Cfg.Note == nil {
		return lay
	}
	return tea.Batch(lay, addNote(a.Cfg.Note, wordUnmaskNote.Fill(a.Lang, l.RID, l.account.Alias)))
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
func (a *answerScreen) copiedNext() tea.Cmd {
	lang, l := a.Lang, a.look
	names := []string{wordRID.In(lang), wordPath.In(lang), wordCurl.In(lang)}
	texts := []func() string{
		func() string { return string(l.RID) },
		func() string { return clean.Line(l.Path) },
		func() string { return mask.Curl(l.Record, l.Path) },
	}
	if l.Path == "" { // a curl line needs it too
		names, texts = names[:1], texts[:1]
	}
	at := a.copies % len(names)
	a.copies++
	notice := view.WordSent.Fill(a.Lang, names[at])
	if len(names) > 1 {
		notice = wordCopyNext.Fill(lang, notice, names[(at+1)%len(names)])
	}
	return copyText(texts[at], notice, wordCopyTooLong.In(lang))
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
func (a *answerScreen) searchPressed(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, a.Key.Escape):
		a.searchClosed()
		return
	case key.Matches(msg, a.Key.Enter, a.Key.ArrowDown):
		a.toHit(a.hit + 1)
		return
	case key.Matches(msg, a.Key.ArrowUp):
		a.toHit(a.hit - 1)
		return
	}
	was := a.search.Value()
	a.search, _ = a.search.Typed(msg)
	if a.search.Value() == was {
		return
	}
	a.searched()
}

// searched finds the rows that hold what is typed, in either case; a word may
// go on in the next row.
func (a *answerScreen) searched() {
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
	a.toHit(0)
}

func contains(text, lower string) bool { return strings.Contains(strings.ToLower(text), lower) }

// toHit scrolls to a match, round the ends.
func (a *answerScreen) toHit(n int) {
	if len(a.hits) == 0 {
		return
	}
	a.hit = (n%len(a.hits) + len(a.hits)) % len(a.hits)
	const above = 2
	a.scroll.Top = max(a.hits[a.hit]-above, 0)
}

func writeAnswer(cfg view.Config, lang words.Lang, l look) tea.Cmd {
	return func() tea.Msg {
		text := draw.SheetText(answerLines(l, false, lang)) + "\n" + wordCurl.In(lang) + "\n    " + mask.Curl(l.Record, l.Path) + "\n"
		return view.Export(cfg, lang, "rid-"+string(l.RID)+".txt", text)()
	}
}

// pasted joins a paste to what is searched for.
func (a *answerScreen) pasted(msg tea.PasteMsg) {
	a.search, _ = a.search.Typed(msg)
	a.searched()
}
