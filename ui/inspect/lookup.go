package inspect

import (
	"slices"
	"strings"
	"time"

	"wxops/keystore"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// lookUp is all that WeChat was asked about one rid of a text, and said.
type lookUp struct {
	paste   inspected
	inquiry inquiry.Inquiry
	at      time.Time
}

const (
	lookUpsKept  = 20       // bounds the memory: an answer may hold a megabyte
	longestShelf = 64 << 10 // bytes of a text that is kept with a look-up
)

// remembered keeps what the inquiry has come to, and the text that it began with.
func (q *asking) remembered() {
	id := q.inquiry.RID
	last, _ := q.inquiry.Last()
	others := slices.DeleteFunc(slices.Clone(q.lookUps), func(l lookUp) bool { return l.inquiry.RID == id })
	now := lookUp{q.paste.shelved(), q.inquiry, last.At}
	q.lookUps = append([]lookUp{now}, others[:min(len(others), lookUpsKept-1)]...)
}

// shelved is a text without what of it is too long to keep; what was found in it stays.
func (in inspected) shelved() inspected {
	if len(in.text) > longestShelf {
		in.text = strings.Clone(in.text[:longestShelf])
	}
	return in
}

// recalled makes an earlier look-up the question that was put last.
func (q *asking) recalled(l lookUp) {
	q.question, q.paste = question{inquiry: l.inquiry.Stopped(), cancel: func() {}}, l.paste
}

// known is what WeChat was asked about a rid until now.
func (q *asking) known(id rid.RID) inquiry.Inquiry {
	if q.inquiry.RID == id {
		return q.inquiry
	}
	if i := slices.IndexFunc(q.lookUps, func(l lookUp) bool { return l.inquiry.RID == id }); i >= 0 {
		return q.lookUps[i].inquiry
	}
	return inquiry.Inquiry{RID: id}
}

// owner is the account whose own the call is, as WeChat has said, and as it is now.
func (q *asking) owner(id rid.RID) (keystore.Account, bool) {
	a, known := q.known(id).OwnerOf(q.candidates())
	return q.named(a.Name), known
}
