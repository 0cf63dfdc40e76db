package inspect

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"wxops/wechat/clean"
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
	stray   stray
	preview []string // its first lines, masked and clean
	lines   int
}

// inspect looks through a text of any length. What is shown of it is masked,
// because people paste requests with tokens in them.
func inspect(text string) inspected {
	found := rid.Find(text)
	in := inspected{text: text, found: found, stray: strayOf(found), lines: strings.Count(strings.TrimRight(text, "\n"), "\n") + 1}
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

// textRead brings what a long text holds.
type textRead struct {
	seq   int
	paste inspected
}

func inspectText(text string, seq int) tea.Cmd {
	return func() tea.Msg { return textRead{seq, inspect(text)} }
}

// Pasted is what was found in a paste outside a text field.
type Pasted struct{ paste inspected }

// WorthIt reports whether the paste is one for the Rid tab.
func (p Pasted) WorthIt() bool {
	found := p.paste.found
	return len(found.RIDs)+len(found.Codes)+len(found.Broken) > 0
}

// Read looks through a paste outside a text field.
func Read(text string) tea.Cmd {
	return func() tea.Msg {
		return Pasted{inspect(lineEnds.Replace(text))}
	}
}

// lineEnds makes one kind of line end of what terminals send in a paste: most
// of them send a bare carriage return.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func oneLineEnd(msg tea.PasteMsg) tea.PasteMsg {
	msg.Content = strings.TrimRight(lineEnds.Replace(msg.Content), "\n")
	return msg
}

// editable reports whether a text fits the field and holds nothing to hide.
func editable(text string) bool {
	return utf8.RuneCountInString(text) <= longestTyped && !strings.Contains(text, "\n") &&
		mask.Text(text) == text && clean.Line(text) == text
}
