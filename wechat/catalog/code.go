package catalog

import (
	"cmp"
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

// Explain finds an errcode.
func Explain(code int64) (Code, bool) {
	all := codes()
	i, ok := slices.BinarySearchFunc(all, code, func(c Code, want int64) int { return cmp.Compare(c.Code, want) })
	if !ok {
		return Code{}, false
	}
	return all[i], true
}

// Where gives the places that the advice leads to, for an account of a kind.
func (c Code) Where(kind string) []Place { return Places(c.Place, cmp.Or(c.PlaceKind, kind)) }

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
	codes        = sync.OnceValue(parseCodes)
	codeKinds    = sync.OnceValue(func() []Term { return parseTerms("codekinds.tsv", codeKindsTSV) })
	codeFamilies = sync.OnceValue(func() []Term { return parseTerms("codefamilies.tsv", codeFamiliesTSV) })
)

func parseCodes() []Code {
	out := make([]Code, 0, count(codesTSV))
	for line, f := range rows[[10]string]("errcodes.tsv", codesTSV) {
		what, whose, _ := strings.Cut(f[4], " ")
		out = append(out, Code{
			Code: number("errcodes.tsv", line, f[0]), Kind: f[1], Retry: f[2], Family: f[3], Place: what, PlaceKind: whose,
			Msg: f[5], Zh: f[6], En: f[7], DoZh: f[8], DoEn: f[9],
		})
	}
	return out
}
