package toml

import (
	"bytes"
	"slices"
	"strings"
)

// Edit is a change to a text: pieces of text that replace others.
type Edit struct {
	doc    *Doc
	pieces []piece
	eol    string
}

// piece is new text in place of old; an empty span inserts.
type piece struct {
	at   Span
	text string
}

// Edit begins a change. Line breaks are written as the text has them.
func (d *Doc) Edit() *Edit {
	e := &Edit{doc: d, eol: "\n"}
	if bytes.Contains(d.Text, []byte("\r\n")) {
		e.eol = "\r\n"
	}
	return e
}

// Text gives the changed text, with a byte order mark where there was one.
func (e *Edit) Text() []byte {
	out := bytes.NewBuffer(slices.Clone(e.doc.bom))
	done := 0
	slices.SortStableFunc(e.pieces, func(a, b piece) int { return a.at.From - b.at.From })
	for _, piece := range e.pieces {
		out.Write(e.doc.Text[done:piece.at.From])
		out.WriteString(piece.text)
		done = piece.at.To
	}
	out.Write(e.doc.Text[done:])
	return out.Bytes()
}

func (e *Edit) put(at Span, text string) { e.pieces = append(e.pieces, piece{at, text}) }

// Assignment is one key to be written, and its value.
type Assignment struct {
	Name  string
	Value Value
}

// Add writes a new [[top]] behind all there is, and its sub-tables behind its own keys.
// What says nothing, an empty text or list or false, is left out.
func (e *Edit) Add(top string, keys []Assignment, tables ...NewTable) {
	var s strings.Builder
	if text := e.doc.Text; len(e.pieces) > 0 || len(text) > 0 {
		if len(e.pieces) == 0 && text[len(text)-1] != '\n' {
			s.WriteString(e.eol)
		}
		s.WriteString(e.eol)
	}
	s.WriteString("[[" + top + "]]" + e.eol)
	for _, k := range keys {
		if k.Value.given() {
			s.WriteString(k.line() + e.eol)
		}
	}
	for _, t := range tables {
		s.WriteString(e.tableText(top, t))
	}
	e.put(Span{len(e.doc.Text), len(e.doc.Text)}, s.String())
}

// Change gives keys of an entry other values. A key that is there keeps its
// place and the comment beside it; a new one is written behind the others, in
// front of the entry's sub-tables, unless it says nothing.
func (e *Edit) Change(entry Entry, keys []Assignment) {
	var lines []string
	for _, k := range keys {
		old, there := entry.Key(k.Name)
		switch {
		case there:
			e.replace(old.Value, k.Value)
		case k.Value.given():
			lines = append(lines, k.line())
		}
	}
	first := -1
	if len(entry.Keys) > 0 && entry.Keys[0].From < entry.End {
		first = entry.Keys[0].From
	}
	e.insert(entry.End, first, lines)
}

func (e *Edit) replace(old, now Value) {
	if now.Kind == List && old.Kind == List {
		e.putList(old, now)
		return
	}
	e.put(old.At, now.Render())
}

// insert adds lines at the end of a table, indented like the line of its first key; -1:
// it has none.
func (e *Edit) insert(end, first int, lines []string) {
	if len(lines) == 0 {
		return
	}
	indent := ""
	if first >= 0 {
		lead := e.doc.Text[e.doc.Lines(Span{first, first}).From:first]
		indent = string(lead[:len(lead)-len(bytes.TrimLeft(lead, " \t"))])
	}
	if e.doc.Text[end-1] != '\n' { // the file ends here
		e.put(Span{end, end}, e.eol)
	}
	for _, line := range lines {
		e.put(Span{end, end}, indent+line+e.eol)
	}
}

// Remove takes an entry out with its sub-tables, the comments within it and
// the lines of comment directly above it.
func (e *Edit) Remove(entry Entry) {
	e.put(Span{e.commentsAbove(entry.Header.From), e.blankBelow(entry.Last)}, "")
}

// commentsAbove steps up over the comment lines directly above an entry: left
// behind, they would seem to speak of the next one. A comment that opens the
// file speaks of the file and stays.
func (e *Edit) commentsAbove(from int) int {
	start := from
	for start > 0 {
		line := e.doc.Lines(Span{start - 1, start - 1})
		if !bytes.HasPrefix(bytes.TrimLeft(e.doc.Text[line.From:line.To], " \t"), []byte("#")) {
			return start
		}
		start = line.From
	}
	return from
}

// blankBelow takes one blank line with the entry, so that gaps don't add up.
func (e *Edit) blankBelow(end int) int {
	if end == len(e.doc.Text) {
		return end
	}
	line := e.doc.Lines(Span{end, end})
	if len(bytes.TrimSpace(e.doc.Text[line.From:line.To])) > 0 {
		return end
	}
	return line.To
}

func (a Assignment) line() string {
	const width = len("secret") // the short keys stand in line, as in the manual
	return a.Name + strings.Repeat(" ", max(0, width-len(a.Name))) + " = " + a.Value.Render()
}
