package rid

import (
	"cmp"
	"io"
	"slices"

	"wxops/wechat/entries"
)

// Found is what a pasted text holds. Everything is distinct and in the order
// of its first appearance.
type Found struct {
	RIDs      []FoundRID
	Codes     []FoundCode // errcodes; 0 only where it is the only one
	Hints     []string    // traces of the time before rids
	Broken    []BrokenRID // save those that stand whole elsewhere
	Addresses []string    // callers that WeChat refused (40164, 61004)
	AppIDs    []string    // in lower case
	Paths     []string    // of API calls, without host and query
	Cut       bool        // there was more than is kept
}

// FoundRID is a Finding of a rid: its RID is never empty.
type FoundRID = Finding

// FoundCode is an errcode of a text, with what the text says of it.
type FoundCode struct {
	Code    int64
	Message string // WeChat's errmsg as it stands in the text, without rid and hint; "" where there is none
	ByWords bool   // the text has WeChat's words for it, and not the number
	WeCom   bool   // an errcode of WeCom, whose numbers mean other things
}

// Numbers are the errcodes alone.
func (f Found) Numbers() []int64 {
	out := make([]int64, len(f.Codes))
	for i, c := range f.Codes {
		out[i] = c.Code
	}
	return out
}

// BrokenRID is a rid that was cut off, masked or misread, so that WeChat
// cannot be asked for it.
type BrokenRID struct {
	Text    string // as it stands in the text, cleaned, on one line
	Missing string // its form with a ? for each digit that is not known; "" where the text has digits too many
}

// Empty reports whether the text held nothing to look up.
func (f Found) Empty() bool {
	return len(f.RIDs)+len(f.Codes)+len(f.Hints)+len(f.Broken)+len(f.Addresses)+len(f.AppIDs)+len(f.Paths) == 0
}

const maxKept = 1000 // of each kind

// Find takes rids, errcodes and what belongs to them out of any text:
// errmsgs, logs, JSON, HTML, chats, however they were escaped on the way.
func Find(text string) Found {
	found, _ := find(entries.Of(text))
	return found
}

// FindIn is Find for a text of any length, of which it holds a bounded part.
// It keeps up to 1,000 findings of each kind. With an error comes what was
// found before it.
func FindIn(r io.Reader) (Found, error) { return find(entries.NewReader(r)) }

func find(b *entries.Reader) (Found, error) {
	f := newGathering()
	var s scanner
	for part, ok := b.Next(); ok; part, ok = b.Next() {
		s.turn(part)
		if s.scan() {
			f.addAll(&s.page)
		}
		f.keepHead(s.text[s.from:s.to])
	}
	if len(f.out.Codes) == 0 && !f.zero {
		f.shortText(f.head)
	}
	if len(f.out.Codes) == 0 && !f.zero && !f.foreign && len(f.head) <= longestSaid {
		f.byWords(f.head)
	}
	return f.found(), b.Err()
}

// codeKey tells an errcode from WeCom's of the same number.
type codeKey struct {
	code  int64
	weCom bool
}

// gathering holds the findings of a whole text.
type gathering struct {
	rids    map[RID]int
	out     Found
	codes   map[codeKey]int
	zero    bool
	foreign bool // the text speaks of another product, whose words are much the same
	broken  map[string]bool
	seen    map[string]bool
	head    []byte // the text, if it is a short one
}

func newGathering() *gathering {
	return &gathering{rids: map[RID]int{}, codes: map[codeKey]int{}, broken: map[string]bool{}, seen: map[string]bool{}}
}

// keepHead keeps a text while it is short, and a little of one that is not.
func (f *gathering) keepHead(text []byte) {
	if room := longestSaid + 1 - len(f.head); room > 0 {
		f.head = append(f.head, text[:min(room, len(text))]...)
	}
}

func (f *gathering) addAll(p *page) {
	for rec := range p.records() {
		f.add(rec)
	}
}

func (f *gathering) add(rec record) {
	findings := rec.findings()
	for _, m := range rec.marks {
		switch m.kind {
		case codeKind:
			f.addCodeOf(rec, m, findings)
		case brokenKind:
			f.addBroken(BrokenRID{Text: m.text, Missing: m.missing})
		case productKind:
			f.foreign = true
		case hintKind:
			f.addText(&f.out.Hints, 'h', m.text)
		case addressKind:
			f.addText(&f.out.Addresses, 'a', m.text)
		case appIDKind:
			f.addText(&f.out.AppIDs, 'w', m.text)
		case pathKind:
			f.addText(&f.out.Paths, 'p', m.text)
		}
	}
	for _, finding := range findings {
		if finding.RID != "" {
			f.addRID(finding)
		}
		f.addSaid(finding)
		f.addMessage(finding)
	}
}

// addRID keeps a rid, or what is new about one.
func (f *gathering) addRID(more Finding) {
	at, known := f.rids[more.RID]
	switch {
	case known:
		f.out.RIDs[at].fill(more)
	case len(f.out.RIDs) == maxKept:
		f.out.Cut = true
	default:
		f.rids[more.RID] = len(f.out.RIDs)
		f.out.RIDs = append(f.out.RIDs, more)
	}
}

// fill adds what another place of the text says of the same rid.
func (r *Finding) fill(more Finding) {
	r.Weak = r.Weak && more.Weak
	if r.Code == 0 || r.ByWords && more.Code != 0 {
		r.Code, r.ByWords = cmp.Or(more.Code, r.Code), more.ByWords
	}
	r.Message = cmp.Or(r.Message, more.Message)
	r.Hint = cmp.Or(r.Hint, more.Hint)
	r.Address = cmp.Or(r.Address, more.Address)
	r.AppID = cmp.Or(r.AppID, more.AppID)
	r.Path = cmp.Or(r.Path, more.Path)
}

func (f *gathering) addBroken(b BrokenRID) {
	switch {
	case f.broken[b.Text]:
	case len(f.out.Broken) == maxKept:
		f.out.Cut = true
	default:
		f.broken[b.Text] = true
		f.out.Broken = append(f.out.Broken, b)
	}
}

// addCodeOf keeps an errcode of a record, unless it is another product's.
func (f *gathering) addCodeOf(rec record, m mark, findings []Finding) {
	ofRID := func(one Finding) bool { return one.Code == m.code && one.RID != "" }
	of := product("")
	if len(rec.of(productKind)) > 0 && !slices.ContainsFunc(findings, ofRID) {
		of = rec.productAt(m)
	}
	switch of {
	case "":
		f.addCode(m.code)
	case weCom:
		f.addOne(codeKey{m.code, true})
	}
}

func (f *gathering) addCode(code int64) { f.addOne(codeKey{code: code}) }

func (f *gathering) addOne(key codeKey) {
	at, has := f.codes[key]
	switch {
	case key.code == 0:
		f.zero = true
	case has:
		f.out.Codes[at].ByWords = false // its number is told, too
	case len(f.out.Codes) == maxKept:
		f.out.Cut = true
	default:
		f.codes[key] = len(f.out.Codes)
		f.out.Codes = append(f.out.Codes, FoundCode{Code: key.code, WeCom: key.weCom})
	}
}

func (f *gathering) hasCode(code int64) bool {
	_, has := f.codes[codeKey{code: code}]
	return has
}

// addMessage keeps the first errmsg that stands beside an errcode.
func (f *gathering) addMessage(of Finding) {
	if at, has := f.codes[codeKey{of.Code, of.WeCom}]; has && f.out.Codes[at].Message == "" {
		f.out.Codes[at].Message = of.Message
	}
}

// addText keeps a text of one kind; the kind keeps equal texts of two kinds apart.
func (f *gathering) addText(list *[]string, kind byte, text string) {
	key := string(kind) + text
	switch {
	case f.seen[key]:
	case len(*list) == maxKept:
		f.out.Cut = true
	default:
		f.seen[key] = true
		*list = append(*list, text)
	}
}

func (f *gathering) found() Found {
	out := f.out
	// A cut-off copy of a rid that stands whole elsewhere says nothing new.
	out.Broken = slices.DeleteFunc(out.Broken, func(b BrokenRID) bool {
		return slices.ContainsFunc(out.RIDs, func(r FoundRID) bool { return fits(b.Missing, r.RID) })
	})
	if len(out.Codes) == 0 && f.zero {
		out.Codes = []FoundCode{{}}
	}
	return out
}

// fits reports whether id can be the rid of which form knows some digits.
func fits(form string, id RID) bool {
	if len(form) != len(id) {
		return false
	}
	known := 0
	for i := range len(form) {
		if form[i] == '?' {
			continue
		}
		if form[i] != id[i] {
			return false
		}
		known++
	}
	return known > 2+3 // both dashes, and a few digits at least
}
