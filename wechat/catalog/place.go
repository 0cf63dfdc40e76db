package catalog

import (
	_ "embed"
	"sync"
)

// Place is where a thing is configured today, on a screen of WeChat's.
type Place struct {
	What           string // ip-allow-list, appsecret, callback-url …
	Kind           string // of account: subscription, service, miniprogram, minigame, store or component
	Zh, En         string // the way through the menus
	URL            string // where it begins
	AsOf           string // 2025-12-01, 2026-07 or 2026: WeChat moves these menus often
	Source         string // the pages that say so, with " ; " between
	Confidence     string // high: a page says so; medium: a part is inferred; low: no page was found
	NoteZh, NoteEn string // limits, other names, former places
}

// Places gives where a thing is configured for a kind of account. An offiaccount has two, of a
// subscription and of a service account; where they are alike it has one. Nothing is known of
// a thing without a row.
func Places(what, kind string) []Place {
	var out []Place
	for _, p := range places() {
		if p.What != what || p.Kind != kind && (kind != "offiaccount" || p.Kind != "subscription" && p.Kind != "service") {
			continue
		}
		if len(out) == 0 || out[0].Zh != p.Zh {
			out = append(out, p)
		}
	}
	return out
}

//go:embed places.tsv
var placesTSV string

var places = sync.OnceValue(func() []Place {
	out := make([]Place, 0, count(placesTSV))
	for _, f := range rows[[10]string]("places.tsv", placesTSV) {
		out = append(out, Place{
			What: f[0], Kind: f[1], Zh: f[2], En: f[3], URL: f[4], AsOf: f[5], Source: f[6], Confidence: f[7], NoteZh: f[8], NoteEn: f[9],
		})
	}
	return out
})
