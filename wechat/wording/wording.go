// Package wording finds WeChat's texts of its errcodes, which name an error
// where its number was lost on the way. It knows the texts; whether one of
// them means an error there is for the caller to judge.
package wording

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"wxops/wechat/catalog"
)

// Match is one of WeChat's texts in another text.
type Match struct {
	Start, End int
	*Text
}

// Text is one of WeChat's texts, and what it says.
type Text struct {
	Codes  []int64 // the likeliest first
	Longer []int64 // where the text was cut off it may be one of theirs
	Sure   bool    // it is one code's
	Rank   Rank
	form   string // normal
}

// Rank is how much one of the texts proves.
type Rank int

// The ranks. What is common in other programs, too, needs a proof that WeChat
// is spoken of; what is only short must be all that a message says.
const (
	Common Rank = iota
	Short
	Own
)

// Has reports whether the text stands for an errcode.
func (t *Text) Has(code int64) bool {
	return slices.Contains(t.Codes, code) || slices.Contains(t.Longer, code)
}

// index holds the texts in the order of their normal forms, and says which
// beginnings they have.
type index struct {
	texts  []Text
	begins [1 << 16 / 64]uint64
}

var theIndex = sync.OnceValue(func() *index {
	x := &index{}
	all := catalog.Wordings()
	x.texts = make([]Text, 0, len(all))
	for _, w := range all {
		t := Text{Codes: w.Codes, Longer: w.Longer, Sure: w.Sure, form: normal(w.Text)}
		if len(t.Codes) == 0 {
			t.Codes = []int64{w.Code}
		}
		t.Rank = rank(t.form, w.Weak)
		x.texts = append(x.texts, t)
	}
	slices.SortFunc(x.texts, func(a, b Text) int { return cmp.Compare(a.form, b.form) })
	for _, t := range x.texts {
		x.begin(t.form)
		x.begin(strings.ReplaceAll(t.form, " ", "+"))
	}
	return x
})

func (x *index) begin(form string) {
	h := beginning([]byte(form))
	x.begins[h/64] |= 1 << (h % 64)
}

// beginning hashes the first four bytes of a text, whatever their case.
func beginning(s []byte) uint32 {
	const mix = 2654435761
	return ((binary.LittleEndian.Uint32(s) | 0x20202020) * mix) >> 16
}

func (x *index) mayBegin(s []byte) bool {
	h := beginning(s)
	return x.begins[h/64]&(1<<(h%64)) != 0
}

// ownWords are in no other product's errors.
var ownWords = []string{"appid", "openid", "unionid", "appsecret", "mediaid", "media_id", "template_id", "access_token", "weapp", "wxa", "kf_account", "cgi_path", "poi", "api un", "reach max"}

// rank takes a text of one or two words for one that others use, too, unless
// it names what only WeChat has.
func rank(form string, weak bool) Rank {
	const few = 2
	switch {
	case weak:
		return Common
	case form[0] < 0x80 && strings.Count(form, " ") < few && !slices.ContainsFunc(ownWords, func(w string) bool { return strings.Contains(form, w) }):
		return Short
	}
	return Own
}
