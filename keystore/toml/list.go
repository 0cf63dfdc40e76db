package toml

import (
	"bytes"
	"regexp"
)

// afterItem is what may follow an item that has its line to itself.
var afterItem = regexp.MustCompile(`^[ \t]*(,?)[ \t]*(#.*)?\r?\n$`)

// putList changes a list of texts. One that is written a line for each item is
// edited line by line, so that the comments beside the other items stay; any
// other list holds no comments worth the trouble and is written anew.
func (e *Edit) putList(old, now Value) {
	if !e.putLines(old.Inner, now.Inner) {
		e.put(old.At, now.Render())
	}
}

func (e *Edit) putLines(old, rest []Key) bool {
	if len(old) == 0 {
		return false
	}
	var gone []piece
	var comma bool // behind the last old item
	text := e.doc.Text
	for _, item := range old {
		at := item.Value.At
		line := e.doc.Lines(at)
		after := afterItem.FindSubmatch(text[at.To:line.To])
		if after == nil || len(bytes.TrimLeft(text[line.From:at.From], " \t")) > 0 {
			return false
		}
		comma = len(after[1]) > 0
		if len(rest) > 0 && rest[0].Value.Raw == item.Value.Raw {
			rest = rest[1:]
			continue
		}
		gone = append(gone, piece{line, ""})
		comma = true // the one before it has its comma
	}
	e.pieces = append(e.pieces, gone...)
	last := old[len(old)-1].Value.At
	line := e.doc.Lines(last)
	if len(rest) > 0 && !comma {
		e.put(Span{last.To, last.To}, ",")
	}
	for _, item := range rest {
		e.put(Span{line.To, line.To}, string(text[line.From:last.From])+item.Value.Render()+","+e.eol)
	}
	return true
}
