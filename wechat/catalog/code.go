package catalog

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Code is one errcode: what it means, and what to do.
type Code struct {
	Code       int64  // the errcode; negative for -1 and those of the cloud
	Msg        string // WeChat's errmsg without its trace; "" where none is documented
	Zh, En     string // what it means
	DoZh, DoEn string // what to do
	Kind       string // the ID of one of CodeKinds
	Family     string // the ID of one of CodeFamilies
	Retry      string // yes: after a back-off or a new token; after-wait; no
	Place      string // the What of the Places that the advice leads to; "" where it needs no screen of WeChat's
	PlaceKind  string // whose screen it is where not the account's own: component for 61004, store for 45035
}

// The values of Code.Retry. AfterWait means that a window, a month, an
// administrator or a slow counter must come first.
const (
	RetryYes       = "yes"
	RetryAfterWait = "after-wait"
	RetryNo        = "no"
)

// Explain finds an errcode. It looks into the embedded text, which is sorted, and parses one row.
func Explain(code int64) (Code, bool) {
	text := codesTSV[strings.IndexByte(codesTSV, '\n')+1:]
	for text != "" {
		from := strings.LastIndexByte(text[:len(text)/2], '\n') + 1
		row, after, _ := strings.Cut(text[from:], "\n")
		switch at := number("errcodes.tsv", 0, keyOf(row)); {
		case at == code:
			return codeOf(row), true
		case at < code:
			text = after
		default:
			text = text[:from]
		}
	}
	return Code{}, false
}

// CodeKinds gives the kinds of errcodes, those first that on-call people meet most.
func CodeKinds() []Term { return slices.Clone(codeKinds()) }

// CodeKind finds a kind of errcodes by its ID, by its English or Chinese name,
// or by a beginning that no other kind has; case does not matter.
func CodeKind(name string) (Term, bool) { return termOf(codeKinds(), name) }

// CodeFamilies gives the families of errcodes: the five that guides speak of,
// then those of narrower APIs. WeChat publishes no such division.
func CodeFamilies() []Term { return slices.Clone(codeFamilies()) }

// CodeFamily finds a family of errcodes as CodeKind does a kind.
func CodeFamily(name string) (Term, bool) { return termOf(codeFamilies(), name) }

func termOf(terms []Term, name string) (Term, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	var begun []Term
	for _, k := range terms {
		switch {
		case name == k.ID, name == strings.ToLower(k.En), name == strings.ToLower(k.Zh):
			return k, true
		case strings.HasPrefix(k.ID, name), strings.HasPrefix(strings.ToLower(k.En), name), strings.HasPrefix(strings.ToLower(k.Zh), name):
			begun = append(begun, k)
		}
	}
	if len(begun) != 1 || name == "" {
		return Term{}, false
	}
	return begun[0], true
}

//go:embed errcodes.tsv
var codesTSV string

//go:embed codekinds.tsv
var codeKindsTSV string

//go:embed codefamilies.tsv
var codeFamiliesTSV string

var (
	codeKinds    = sync.OnceValue(func() []Term { return parseTerms("codekinds.tsv", codeKindsTSV) })
	codeFamilies = sync.OnceValue(func() []Term { return parseTerms("codefamilies.tsv", codeFamiliesTSV) })
)

// codeOf parses a line of the table.
func codeOf(line string) Code {
	f := cut[[10]string]("errcodes.tsv", 0, line)
	what, whose, _ := strings.Cut(f[9], " ")
	return Code{
		Code: number("errcodes.tsv", 0, f[0]), Msg: f[1], Zh: f[2], En: f[3], DoZh: f[4], DoEn: f[5],
		Kind: f[6], Retry: f[7], Family: f[8], Place: what, PlaceKind: whose,
	}
}
