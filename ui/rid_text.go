package ui

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

const (
	longestTyped = 2000     // characters of the field
	readAtOnce   = 4 << 10  // bytes of a text that is not worth a command
	previewBytes = 16 << 10 // of a text that is shown
	previewLines = 3
)

// inspected is a text and what is in it.
type inspected struct {
	text    string // whole, as it was pasted
	found   rid.Found
	preview []string // its first lines, masked and clean
	lines   int
}

// inspect looks through a text of any length. What is shown of it is masked,
// because people paste requests with tokens in them.
func inspect(text string) inspected {
	in := inspected{text: text, found: rid.Find(text), lines: strings.Count(strings.TrimRight(text, "\n"), "\n") + 1}
	head := text
	if len(head) > previewBytes {
		head = strings.ToValidUTF8(head[:previewBytes], "")
	}
	for l := range strings.SplitSeq(mask.Text(clean.Lines(head)), "\n") {
		if len(in.preview) == previewLines {
			break
		}
		in.preview = append(in.preview, strings.TrimRight(l, " "))
	}
	return in
}

// worthIt reports whether a text is one for the Rid tab.
func (in inspected) worthIt() bool {
	return len(in.found.RIDs)+len(in.found.Codes)+len(in.found.Broken) > 0
}

// filled takes a text from outside; nothing is asked of WeChat.
func (v *ridView) filled(text string) tea.Cmd {
	if text == "" {
		return nil // the tab was wanted, as it is
	}
	v.inspecting()
	if len(text) <= readAtOnce {
		v.inspected(inspect(text))
		return nil
	}
	v.paste, v.rids, v.reading = inspected{text: text}, draw.Table{}, true
	return inspectText(text, v.seq)
}

// inspecting turns to another text, whose findings come now or later.
func (v *ridView) inspecting() {
	v.question = v.question.ended(v.Deps.Seq)
	v.answer = v.answer.left()
	v.field = v.field.Closed()
	v.shows, v.seq = ridAtText, v.Deps.Seq.Next()
}

// inspected shows what was found; the first rid that WeChat can know is chosen.
func (v *ridView) inspected(in inspected) {
	ids := make([]string, len(in.found.RIDs))
	for i, r := range in.found.RIDs {
		ids[i] = string(r.RID)
	}
	v.paste, v.reading, v.scroll, v.warned = in, false, draw.Scroller{}, ""
	v.rids = draw.Table{Cur: string(inquiry.Choose(in.found.RIDs, v.Screen.Now))}.With(ids)
}

// lineEnds makes one kind of line end of what terminals send in a paste: most
// of them send a bare carriage return.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// pasted fills a text in. Only a short one joins what is being typed.
func (v *ridView) pasted(msg tea.PasteMsg) tea.Cmd {
	msg.Content = strings.TrimRight(lineEnds.Replace(msg.Content), "\n")
	switch {
	case v.answer.search.Open:
		v.answer.search, _ = v.answer.search.Typed(msg)
		v.searched()
		return nil
	case v.field.Open && v.field.Value() != "" && editable(msg.Content):
		v.field, _ = v.field.Typed(msg)
		v.inspected(inspect(v.field.Value()))
		return nil
	}
	return v.filled(msg.Content)
}

// editable reports whether a text fits the field and holds nothing to hide.
func editable(text string) bool {
	return utf8.RuneCountInString(text) <= longestTyped && !strings.Contains(text, "\n") &&
		mask.Text(text) == text && clean.Line(text) == text
}

// edited opens the field: with the text if it can be edited there, else empty.
func (v *ridView) edited() {
	v.question, v.answer = v.question.ended(v.Deps.Seq), v.answer.left()
	v.shows, v.before, v.scroll = ridAtText, v.paste.text, draw.Scroller{}
	v.field = v.field.Opened()
	if editable(v.paste.text) {
		v.field = v.field.With(v.paste.text)
	}
}

// typed gives a key to the field. What is typed is explained as it grows.
func (v *ridView) typed(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, v.Key.Escape) {
		return v.backFromField()
	}
	if moved, ok := v.rids.Arrowed(msg, v.Key); ok {
		v.rids = moved
		return nil
	}
	was := v.field.Value()
	var done bool
	v.field, done = v.field.Typed(msg)
	switch {
	case done && v.field.Value() == "":
		return v.backFromField()
	case done:
		v.field = v.field.Closed()
		if v.rids.Cur == "" {
			return nil
		}
		return v.ask()
	case v.field.Value() == was:
		return nil
	}
	v.question = v.question.ended(v.Deps.Seq)
	v.seq = v.Deps.Seq.Next()
	v.inspected(inspect(v.field.Value()))
	return nil
}

func (v *ridView) backFromField() tea.Cmd {
	v.field = v.field.Closed()
	if v.before == "" {
		v.shows, v.paste, v.rids = ridAtStart, inspected{}, draw.Table{}
		v.listed()
		return nil
	}
	return v.filled(v.before)
}

// The rows of the start screen.
const (
	lastText = "text"
	hintItem = "hint"
	lookItem = "look"
)

// listed makes the rows of the start screen: the last text, the look-ups of
// this session, the demo's examples.
func (v *ridView) listed() {
	var ids []string
	if v.paste.text != "" {
		ids = append(ids, lastText)
	}
	for i := range v.looks {
		ids = append(ids, lookItem+":"+strconv.Itoa(i))
	}
	for i := range v.Cfg.Hints {
		ids = append(ids, hintItem+":"+strconv.Itoa(i))
	}
	v.start = draw.Table{}.With(ids)
}

func startItem(id string) (kind string, at int) {
	kind, n, _ := strings.Cut(id, ":")
	at, _ = strconv.Atoi(n)
	return kind, at
}

// recalled shows an earlier look-up again, without asking again.
func (v *ridView) recalled(l look) tea.Cmd {
	cmd := v.filled(string(l.RID))
	v.question = question{inquiry: inquiry.Recall(l.Answer), cancel: func() {}}
	if l.Err != nil {
		return cmd
	}
	return v.openAnswer(l)
}
