package rid

import (
	"slices"

	"wxops/wechat/entries"
	"wxops/wechat/escape"
)

// page is one unescaped part of a text and what was marked in it. What is marked begins
// within [from, to); what is read to judge it may lie outside.
type page struct {
	text
	from, to int
	rids     []mark
	codes    []mark
	others   []mark
	msgAt    int // where the word errmsg or errcode was last seen
}

// kind is what a mark says.
type kind int

const (
	ridKind kind = iota
	brokenKind
	codeKind
	messageKind
	hintKind
	addressKind
	appIDKind
	pathKind
	productKind     // another product's host or trace, whose errcodes mean other things
	kinds       int = iota
)

// mark is one thing found and where it stands.
type mark struct {
	kind     kind
	pos, end int
	text     string
	missing  string // of a broken rid
	code     int64
	weak     bool // a rid that no label announces
}

func (p *page) note(k kind, pos, end int, text string) {
	p.others = append(p.others, mark{kind: k, pos: pos, end: end, text: text})
}

// turn lays the next part of a text on the page, with nothing marked in it.
func (p *page) turn(b entries.Part) {
	before, part, after := escape.Unescape(b.Raw[:b.From]), escape.Unescape(b.Raw[b.From:b.To]), escape.Unescape(b.Raw[b.To:])
	p.text, p.from, p.to, p.msgAt = part, len(before), len(before)+len(part), -1
	if len(before)+len(after) > 0 {
		p.text = slices.Concat(before, part, after)
	}
	p.rids, p.codes, p.others = p.rids[:0], p.codes[:0], p.others[:0]
}

// empty reports whether nothing was marked.
func (p *page) empty() bool { return len(p.rids)+len(p.codes)+len(p.others) == 0 }
