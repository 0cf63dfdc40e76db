package words

import (
	"errors"
	"slices"
	"strings"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

// Way is where a thing is configured today on a screen of WeChat's, for kinds of account
// that have it in the same place.
type Way struct {
	Kinds []string // as catalog.Place has them; an offiaccount that is either kind is one
	Text  string   // through the menus
	URL   string   // where it begins; "" where that is no page
	AsOf  string   // when WeChat said so: 2025-12-01, 2026-07 or 2026
}

// In is the way with its date, for people.
func (w Way) In(lang Lang) string { return wordWayAsOf.Fill(lang, w.Text, w.AsOf) }

// Of names the kinds of account that a way is for.
func (w Way) Of(lang Lang) string {
	names := make([]string, len(w.Kinds))
	for i, kind := range w.Kinds {
		if names[i] = placeKinds[kind].In(lang); names[i] == "" {
			names[i] = Kind(keystore.Kind(kind), lang)
		}
	}
	return strings.Join(names, wordListed.In(lang))
}

// Ways gives the places of a thing for a kind of account, or for every kind where kind is
// "", each place once. A place that no page of WeChat's tells of is none.
func Ways(what, kind string, lang Lang) []Way {
	kinds := []string{kind}
	switch kind {
	case "":
		kinds = []string{subscription, service, string(keystore.MiniProgram), string(keystore.MiniGame), string(keystore.Store), string(keystore.Component)}
	case string(keystore.OffiAccount):
		kinds = []string{subscription, service}
	}
	var ways []Way
	for _, kind := range kinds {
		for _, p := range catalog.Places(what, kind) {
			if p.Confidence != "low" {
				ways = joined(ways, p, lang)
			}
		}
	}
	for i, w := range ways {
		if slices.Contains(w.Kinds, subscription) && slices.Contains(w.Kinds, service) {
			ways[i].Kinds = append([]string{string(keystore.OffiAccount)}, w.Kinds[2:]...)
		}
	}
	return ways
}

// joined adds a place to those of the kinds before it.
func joined(ways []Way, p catalog.Place, lang Lang) []Way {
	text := p.En
	if lang == Chinese {
		text = p.Zh
	}
	for i, w := range ways {
		if w.Text == text && w.AsOf == p.AsOf {
			ways[i].Kinds = append(w.Kinds, p.Kind)
			return ways
		}
	}
	return append(ways, Way{Kinds: []string{p.Kind}, Text: text, URL: p.URL, AsOf: p.AsOf})
}

// Where is where a thing is configured today for a kind of account, with the date of that:
// "微信公众平台 - 开发管理 - … （截至 2026）". It is "" where no page tells, and without a
// kind where that would decide.
func Where(what, kind string, lang Lang) string {
	ways := Ways(what, kind, lang)
	switch {
	case len(ways) == 0 || len(ways) > 1 && kind == "":
		return ""
	case len(ways) == 1 && kind != "":
		return ways[0].In(lang)
	}
	of := make([]string, len(ways))
	for i, w := range ways {
		of[i] = wordWayOf.Fill(lang, w.Of(lang), w.In(lang))
	}
	return strings.Join(of, wordWays.In(lang))
}

// Remedy is what to do about an errcode that an account of a kind met, with the address
// that WeChat named, and with where that is done today. Where the kind is "" and decides,
// it leads to the command that tells them all.
func Remedy(c catalog.Code, kind, address string, lang Lang) string {
	do := Hint(c, lang)
	what, kind := PlaceOf(c, kind)
	if what == resetButton { // wxops clears by itself
		return do
	}
	if what == allowList && address != "" {
		do = strings.ReplaceAll(AllowAddress.In(lang), "{detail}", address)
	}
	if where := Where(what, kind, lang); where != "" {
		return wordDoWhere.Fill(lang, do, where)
	}
	if kind == "" && len(Ways(what, "", lang)) > 0 {
		return wordDoSee.Fill(lang, do, c.Code)
	}
	return do
}

// PlaceOf is the thing that the advice of an errcode leads to, and for which kind of account
// it is configured: a platform has lists of its own, and a store has where 61004 met it.
func PlaceOf(c catalog.Code, kind string) (what, of string) {
	if c.PlaceKind == "" || kind == string(keystore.Store) {
		return c.Place, kind
	}
	if c.PlaceKind == string(keystore.Store) && kind != "" {
		return c.Place, kind
	}
	return c.Place, c.PlaceKind
}

// CodeWays are the places that the advice of an errcode leads to, for every kind of account.
func CodeWays(c catalog.Code, lang Lang) []Way {
	what, kind := PlaceOf(c, "")
	return Ways(what, kind, lang)
}

// SourceWord is a source of the catalogue as a person can use it: the page of WeChat's, else
// an address that says whose it is.
func SourceWord(page, source string, lang Lang) string {
	switch origin := catalog.OriginOf(source); {
	case page != "":
		return page
	case origin == catalog.ThirdParty:
		return wordThirdParty.Fill(lang, catalog.SourceURL(source))
	case origin == catalog.PublicCopy:
		return wordCopy.Fill(lang, catalog.SourceURL(source))
	}
	return catalog.SourceURL(source)
}

const (
	allowList   = "ip-allow-list"
	resetButton = "quota-reset-button"
)

// The errcodes that refuse an address. 61004 is of the platform that calls for an account, or
// of a store.
const (
	codeAddress       = 40164
	codeAddressStore  = 45035
	codeAddressCaller = 61004
)

// SeenAddress is the caller's address as WeChat named it when it refused it; "" where it
// refused something else, or did not say.
func SeenAddress(err error) string {
	var e *wechat.Error
	if !errors.As(err, &e) {
		return ""
	}
	return addressIn(e.Code, e.Msg)
}

// addressIn is the caller's address in the errmsg of an errcode that refuses it.
func addressIn(code int64, message string) string {
	if code != codeAddress && code != codeAddressStore && code != codeAddressCaller {
		return ""
	}
	for _, seen := range rid.Find(message).Addresses {
		return seen
	}
	return ""
}

// An Official Account is one of two, which the accounts of wxops do not tell apart.
const (
	subscription = "subscription"
	service      = "service"
)

var placeKinds = map[string]Pair{
	subscription: {"subscription account", "订阅号"},
	service:      {"service account", "服务号"},
}

// The words of a place.
var (
	wordWayAsOf    = Pair{"%s (as of %s)", "%s（截至 %s）"}
	wordWayOf      = Pair{"%s: %s", "%s：%s"}
	wordWays       = Pair{"; ", "；"}
	wordDoWhere    = Pair{"%s; where: %s", "%s；位置：%s"}
	wordDoSee      = Pair{"%s; where: see wxops code %d", "%s；位置见 wxops code %d"}
	wordThirdParty = Pair{"third party: %s", "第三方：%s"}
	wordCopy       = Pair{"copy: %s", "副本：%s"}
	wordListed     = Pair{", ", "、"}
)
