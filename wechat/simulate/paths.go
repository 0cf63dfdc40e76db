package simulate

import (
	"net/http"
	"slices"
)

type api struct {
	method              string
	kinds               []string
	limitNew, limitTest int64
}

func (a api) of(kind string) bool { return slices.Contains(a.kinds, kind) }

func lookup(path string) (api, bool) {
	all := []string{"offiaccount", "miniprogram", "minigame", "store", "component"}
	mini := []string{"miniprogram", "minigame"}
	offi := []string{"offiaccount"}
	switch path {
	case "/cgi-bin/token":
		return api{http.MethodGet, all[:4], 2000, 200}, true
	case "/cgi-bin/stable_token":
		return api{http.MethodPost, all[:4], 500000, 0}, true
	case "/cgi-bin/openapi/quota/get", "/cgi-bin/openapi/quota/clear", "/cgi-bin/clear_quota", "/cgi-bin/openapi/rid/get":
		return api{http.MethodPost, all, 0, 0}, true
	case "/cgi-bin/clear_quota/v2":
		return api{http.MethodPost, all[:4], 0, 0}, true
	case "/cgi-bin/callback/check":
		return api{http.MethodPost, all, 1440, 0}, true
	case "/cgi-bin/get_api_domain_ip":
		return api{http.MethodGet, all, 0, 0}, true
	case "/cgi-bin/getcallbackip":
		return api{http.MethodGet, all, 5000, 0}, true
	case "/cgi-bin/message/custom/send":
		return api{http.MethodPost, all[:3], 500000, 50000}, true
	case "/cgi-bin/message/subscribe/send":
		return api{http.MethodPost, mini, 0, 0}, true
	case "/cgi-bin/menu/get":
		return api{http.MethodGet, offi, 10000, 1000}, true
	case "/cgi-bin/menu/create":
		return api{http.MethodPost, offi, 1000, 100}, true
	case "/wxa/generatescheme":
		return api{http.MethodPost, mini, 500000, 0}, true
	case "/sns/jscode2session":
		return api{http.MethodGet, mini, 0, 0}, true
	}
	return api{}, false
}
