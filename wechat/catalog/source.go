package catalog

import (
	"net/url"
	"strings"
)

// Origin is whose a source is.
type Origin string

// The origins of API.Source and API.LimitSource.
const (
	OfficialSite Origin = "official"    // a page of WeChat's
	PublicCopy   Origin = "copy"        // somebody's copy of one
	ThirdParty   Origin = "third-party" // a blog, a library, a thread of WeChat's community
)

// The site with WeChat's pages, the part of it that its users write, and the
// repository that holds copies of the pages.
const (
	officialSite = "https://developers.weixin.qq.com/"
	community    = officialSite + "community/"
	copies       = "Marco9442/wx-miniprogram-doc:"
)

// OriginOf says whose a source is; "" of none.
func OriginOf(source string) Origin {
	switch {
	case source == "":
		return ""
	case strings.HasPrefix(source, copies):
		return PublicCopy
	case strings.HasPrefix(source, officialSite) && !strings.HasPrefix(source, community):
		return OfficialSite
	}
	return ThirdParty
}

// SourceURL is the address at which a person can open a source: a page as it
// stands, owner/repo:path on GitHub.
func SourceURL(source string) string {
	repo, path, inRepo := strings.Cut(source, ":")
	if source == "" || strings.HasPrefix(path, "//") || !inRepo {
		return source
	}
	return (&url.URL{Scheme: "https", Host: "github.com", Path: "/" + repo + "/blob/HEAD/" + path}).String()
}

// PageOf is the page of WeChat's that a person with an account of a kind can
// open, "" where none is known.
func (a API) PageOf(kind string) string {
	if kind == "offiaccount" && a.pageOA != "" {
		return a.pageOA
	}
	return a.Page
}
