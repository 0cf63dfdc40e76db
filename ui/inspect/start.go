package inspect

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// startScreen says what to do on the Rid tab, and lists what can be opened.
type startScreen struct {
	*view.Deps
	text   *textScreen // the last one
	asking *asking
	table  draw.Table
}

// The rows of the start screen.
const (
	lastText = "text"
	hintItem = "hint"
	lookItem = "look"
)

// listed makes the rows: the last text, the look-ups of this session, the
// demo's examples.
func (s *startScreen) listed() {
	var ids []string
	if s.text.paste.text != "" {
		ids = append(ids, lastText)
	}
	for i := range s.asking.lookUps {
		ids = append(ids, lookItem+":"+strconv.Itoa(i))
	}
	for i := range s.Cfg.Hints {
		ids = append(ids, hintItem+":"+strconv.Itoa(i))
	}
	s.table = draw.Table{}.With(ids)
}

func startItem(id string) (kind string, at int) {
	kind, n, _ := strings.Cut(id, ":")
	at, _ = strconv.Atoi(n)
	return kind, at
}

func (s *startScreen) moved(msg tea.KeyPressMsg) { s.table, _ = s.table.Pressed(msg, s.Key) }

// Keys choose among the rows, or open the field.
func (s *startScreen) Keys() []key.Binding {
	choose := draw.Reword(s.Key.Enter, draw.KeyOpen.In(s.Lang))
	choose.SetEnabled(s.table.Cur != "")
	return []key.Binding{choose, draw.Reword(s.Key.Inspect, wordTypeText.In(s.Lang))}
}

// View draws the words of the beginning, and the rows below them.
func (s *startScreen) View(f draw.Frame) draw.Body {
	lang, th := s.Lang, f.Theme
	lines := []string{""}
	intro := s.intro()
	if f.Height < roomy && len(s.table.IDs) > 0 {
		intro = intro[:1]
	}
	for _, l := range draw.Wrap(strings.Join(intro, "\n"), f.Width-4) {
		lines = append(lines, draw.Line(f.Width, th.Ellipsis, th.Plain.Span("  "+l)))
	}
	if len(s.table.IDs) == 0 {
		return draw.Body{Lines: lines[:min(len(lines), f.Height)]}
	}
	lines = append(lines, "")
	cols := []draw.Column{{Title: wordWhen.In(lang), Width: 9}, {Title: wordText.In(lang), Width: 26, Drop: 1}, {Title: wordWhat.In(lang), Width: 20, Flex: true}}
	rows := s.table.View(cols, f.Width, max(f.Height-len(lines), 3), th, func(id string) []draw.Span { return s.cells(id, f) })
	lines = append(lines, rows...)
	return draw.Body{Lines: lines[max(len(lines)-f.Height, 0):]}
}

func (s *startScreen) intro() []string {
	if s.Lang == words.Chinese {
		return []string{wordIntro.In(s.Lang), wordIntroOffline.In(s.Lang), wordIntroMore.In(s.Lang)}
	}
	return []string{wordIntro.In(s.Lang), wordIntroOffline.In(s.Lang) + " " + wordIntroMore.In(s.Lang)}
}

func (s *startScreen) cells(id string, f draw.Frame) []draw.Span {
	lang, th := s.Lang, f.Theme
	kind, at := startItem(id)
	switch kind {
	case lookItem:
		l := s.asking.lookUps[at]
		return []draw.Span{th.Dim.Span(l.at.In(f.Now.Location()).Format("15:04:05")), th.Dim.Span(string(l.inquiry.RID)),
			th.Plain.Span(s.lookWords(l))}
	case hintItem:
		h := s.Cfg.Hints[at]
		return []draw.Span{th.Dim.Span(wordDemo.In(lang)), th.Dim.Span(clean.Line(h.Text)), th.Plain.Span(clean.Line(h.What))}
	}
	return []draw.Span{th.Dim.Span(wordBefore.In(lang)), th.Dim.Span(strings.Join(s.text.paste.preview, " ")), th.Plain.Span(s.text.counted())}
}

// lookWords are an earlier look-up in a few words.
func (s *startScreen) lookWords(l lookUp) string {
	answer, owned := l.inquiry.Told()
	switch {
	case owned && answer.Path != "":
		return answer.Account + ": " + words.APIAt(answer.Path, s.Lang)
	case l.inquiry.Nobodys():
		return wordNobody.In(s.Lang)
	case !owned:
		answer, _ = l.inquiry.Last()
	}
	return told(answer, s.Lang)
}
