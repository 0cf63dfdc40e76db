package rid

import (
	"errors"
	"io"
	"slices"

	"wxops/wechat/escape"
)

// Found is what a pasted text holds. Everything is distinct and in the order
// of its first appearance, save that rids without a label come last.
type Found struct {
	RIDs      []FoundRID
	Codes     []int64 // 0 only where it is the only one
	Hints     []string
	Broken    []BrokenRID
	Addresses []string // callers that WeChat refused (40164, 61004)
	AppIDs    []string
	Paths     []string // of API calls, without host and query
	Cut       bool     // there was more than is kept
}

// FoundRID is a rid and what stands next to it.
type FoundRID struct {
	RID  RID
	Weak bool  // no label says that it is a rid
	Code int64 // the errcode next to it, 0 when there is none
}

// BrokenRID is a rid that was cut off, masked or misread, so that WeChat
// cannot be asked for it. Missing is its form with a ? for each digit that
// is not known, or empty where the text has digits too many.
type BrokenRID struct{ Text, Missing string }

// Empty reports whether the text held nothing to look up.
func (f Found) Empty() bool {
	return len(f.RIDs)+len(f.Codes)+len(f.Hints)+len(f.Broken)+len(f.Addresses)+len(f.AppIDs)+len(f.Paths) == 0
}

const (
	maxKept    = 1000      // of each kind
	windowSize = 192 << 10 // bytes read at once
	overlap    = 24 << 10  // bytes read again with the next window
	headSeen   = 512       // decoded bytes at a window's start that the window before has reported
	tailUnseen = 1024      // decoded bytes at a window's end that are left to the next one
)

// Find takes rids, errcodes and what belongs to them out of any text:
// errmsgs, logs, JSON, HTML, chats, however they were escaped on the way.
func Find(text string) Found {
	f := newFinder()
	f.window([]byte(text), true, true)
	return f.found()
}

// FindIn is Find for a text of any length. It works in windows that overlap,
// and keeps up to 1,000 findings of each kind. With an error comes what was
// found before it.
func FindIn(r io.Reader) (Found, error) {
	f := newFinder()
	buf := make([]byte, windowSize)
	held, first := 0, true
	for {
		n, err := io.ReadFull(r, buf[held:])
		held += n
		last := err != nil
		f.window(buf[:held], first, last)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = nil
		}
		if last {
			return f.found(), err
		}
		first = false
		held = copy(buf, buf[held-overlap:held])
	}
}

// finder gathers the findings of all windows.
type finder struct {
	rids   map[RID]int
	out    Found
	codes  map[int64]bool
	zero   bool
	broken map[string]bool
	seen   map[string]bool
}

func newFinder() *finder {
	return &finder{rids: map[RID]int{}, codes: map[int64]bool{}, broken: map[string]bool{}, seen: map[string]bool{}}
}

// window looks through one part of the text. What stands near a border that
// is not the text's own is left to the window that sees its surroundings.
func (f *finder) window(raw []byte, first, last bool) {
	text := escape.Unescape(raw)
	s := scanner{t: text, to: len(text), f: f, msgAt: -1}
	if !first {
		s.from = min(headSeen, len(text))
	}
	if !last {
		s.to = max(s.from, len(text)-tailUnseen)
	}
	s.scan()
	s.pair()
	if first && last && len(f.out.Codes) == 0 && !f.zero {
		f.shortText(text)
	}
}

func (f *finder) addRID(id RID, weak bool, code int64) {
	at, ok := f.rids[id]
	if !ok {
		if len(f.out.RIDs) == maxKept {
			f.out.Cut = true
			return
		}
		f.rids[id] = len(f.out.RIDs)
		f.out.RIDs = append(f.out.RIDs, FoundRID{RID: id, Weak: weak, Code: code})
		return
	}
	r := &f.out.RIDs[at]
	r.Weak = r.Weak && weak
	if r.Code == 0 {
		r.Code = code
	}
}

func (f *finder) addBroken(b BrokenRID) {
	switch {
	case f.broken[b.Text]:
	case len(f.out.Broken) == maxKept:
		f.out.Cut = true
	default:
		f.broken[b.Text] = true
		f.out.Broken = append(f.out.Broken, b)
	}
}

func (f *finder) addCode(code int64) {
	switch {
	case code == 0:
		f.zero = true
	case f.codes[code]:
	case len(f.out.Codes) == maxKept:
		f.out.Cut = true
	default:
		f.codes[code] = true
		f.out.Codes = append(f.out.Codes, code)
	}
}

// addText keeps a text of one kind; the kind keeps equal texts of two kinds apart.
func (f *finder) addText(list *[]string, kind byte, text string) {
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

func (f *finder) found() Found {
	out := f.out
	slices.SortStableFunc(out.RIDs, func(a, b FoundRID) int {
		switch {
		case a.Weak == b.Weak:
			return 0
		case b.Weak:
			return -1
		}
		return 1
	})
	// A cut-off copy of a rid that stands whole elsewhere says nothing new.
	out.Broken = slices.DeleteFunc(out.Broken, func(b BrokenRID) bool {
		return slices.ContainsFunc(out.RIDs, func(r FoundRID) bool { return fits(b.Missing, r.RID) })
	})
	if len(out.Codes) == 0 && f.zero {
		out.Codes = []int64{0}
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
