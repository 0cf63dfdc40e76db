package simulate

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate/business"
	"wxops/wechat/simulate/errcode"
)

// everyday answers a call that production makes: it is counted, and as good as done.
func (s *Server) everyday(c *call) (any, error) {
	api, known := catalog.Lookup(c.path)
	switch {
	case !known:
		return nil, errcode.Refuse(errcode.InvalidURL)
	case api.Method != "" && c.method != api.Method:
		return nil, wrongMethod(api.Method)
	case underSNS(c.path):
		return s.sns(c, api)
	}
	if err := s.tokens.authorize(c); err != nil {
		return nil, err
	}
	if !slices.Contains(api.Kinds, c.account.Kind) {
		return nil, errcode.Refuse(errcode.UnauthorizedAPI)
	}
	return s.quotas.counted(c, func() (any, error) {
		if s.business.Knows(c.path) {
			return s.business.Serve(c.path, c.business())
		}
		return plain(c, api)
	})
}

func (c *call) business() *business.Call {
	return &business.Call{At: c.at, AppID: c.appID, Query: c.query, ContentType: c.contentType, Body: c.body}
}

// reads says of a path or a name that its call reads something, so that its answer is
// more than errcode 0.
var reads = regexp.MustCompile(`(?i)(^|[_/])(batch_?)?(get|list|query|search|count|info|detail)|(list|info|count|detail|get)$`)

// plain answers a call of which only the catalogue tells. One that reads is refused:
// errcode 0 without what was asked for would be taken for an empty answer.
func plain(c *call, api catalog.API) (any, error) {
	if c.method == http.MethodPost && !c.multipart() {
		var anything any
		if err := c.read(&anything); err != nil {
			return nil, err
		}
	}
	last := c.path[strings.LastIndexByte(c.path, '/')+1:]
	if c.method == http.MethodGet || reads.MatchString(last) || reads.MatchString(api.Name) {
		return nil, errcode.Refuse(errcode.UnauthorizedAPI)
	}
	return errcode.OK(), nil
}

func (c *call) multipart() bool { return strings.HasPrefix(c.contentType, "multipart/") }

// withoutSecret are the calls of a web page that show a token of their own.
var withoutSecret = []string{"/sns/oauth2/refresh_token", "/sns/userinfo", "/sns/auth"}

// sns answers a login. What the stand-in does not play there is refused as a wrong code.
func (s *Server) sns(c *call, api catalog.API) (any, error) {
	if !slices.Contains(withoutSecret, c.path) {
		if err := s.accounts.bySecret(c, c.query.Get("appid"), c.query.Get("secret")); err != nil {
			return nil, err
		}
		if !slices.Contains(api.Kinds, c.account.Kind) {
			return nil, errcode.Refuse(errcode.UnauthorizedAPI)
		}
	}
	if !s.business.Knows(c.path) {
		return nil, errcode.Refuse(errcode.InvalidCode)
	}
	return s.business.Serve(c.path, c.business())
}
