package business

import (
	"net/url"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) links() table {
	return table{
		"/wxa/generate_urllink": s.urlLink,
		"/wxa/generatescheme":   s.scheme,
		"/wxa/genwxashortlink":  s.shortLink,
		"/cgi-bin/shorturl":     s.shortURL,
		"/cgi-bin/shorten/gen":  s.shortKey,
	}
}

// target is where a link leads.
type target struct {
	Path    string `json:"path"`
	Query   string `json:"query"`
	Version string `json:"env_version"`
}

func (t target) check() error {
	if err := provoked(t.Path, t.Query); err != nil {
		return err
	}
	if strings.ContainsRune(t.Path, '?') {
		return errcode.Refuse(errcode.InvalidPagePath)
	}
	if _, err := url.ParseQuery(t.Query); err != nil || len(t.Query) > 1024 {
		return errcode.Refuse(errcode.InvalidQuery)
	}
	if !knownVersion(t.Version) {
		return errcode.Refuse(errcode.InvalidEnvVersion)
	}
	return nil
}

// lifetime is how long a link lives: to a time (0), or for some days (1).
type lifetime struct {
	Type     int   `json:"expire_type"`
	Time     int64 `json:"expire_time"` // Unix seconds
	Interval int64 `json:"expire_interval"`
}

const linkDays = 30

func (l lifetime) check(now time.Time) error {
	left := time.Unix(l.Time, 0).Sub(now)
	switch {
	case l.Type == 1 && l.Interval >= 1 && l.Interval <= linkDays:
		return nil
	case l.Type == 0 && l.Time == 0: // The pages call it required; it is seen to be left out.
		return nil
	case l.Type == 0 && left > time.Minute && left <= linkDays*24*time.Hour:
		return nil
	}
	return errcode.Refuse(errcode.LinkLifetime)
}

// urlLink is POST /wxa/generate_urllink.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/url-link/api_generateurllink.html
func (s *Server) urlLink(c *Call) (any, error) {
	var p struct {
		target
		lifetime
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := p.target.check(); err != nil {
		return nil, err
	}
	if err := p.lifetime.check(c.At); err != nil {
		return nil, err
	}
	return struct {
		errcode.Envelope
		Link string `json:"url_link"`
	}{errcode.OK(), "https://wxaurl.cn/simulated-" + s.word(11)}, nil
}

// scheme is POST /wxa/generatescheme.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/url-scheme/api_generatescheme.html
func (s *Server) scheme(c *Call) (any, error) {
	var p struct {
		Jump target `json:"jump_wxa"`
		lifetime
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := p.Jump.check(); err != nil {
		return nil, err
	}
	if err := p.lifetime.check(c.At); err != nil {
		return nil, err
	}
	return struct {
		errcode.Envelope
		Link string `json:"openlink"`
	}{errcode.OK(), "weixin://dl/business/?t=simulated-" + s.word(11)}, nil
}

// shortLink is POST /wxa/genwxashortlink.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/short-link/api_generateshortlink.html
func (s *Server) shortLink(c *Call) (any, error) {
	var p struct {
		URL   string `json:"page_url"`
		Title string `json:"page_title"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.URL == "" {
		return nil, errcode.Refuse(errcode.InvalidURL)
	}
	if err := provoked(p.URL, p.Title); err != nil {
		return nil, err
	}
	if len([]rune(p.Title)) > 20 {
		return nil, errcode.Refuse(errcode.InvalidPageTitle)
	}
	return struct {
		errcode.Envelope
		Link string `json:"link"`
	}{errcode.OK(), "#小程序://" + p.Title + "/simulated-" + s.word(15)}, nil
}

// shortURL is POST /cgi-bin/shorturl, which WeChat has retired and SDKs still have.
func (s *Server) shortURL(c *Call) (any, error) {
	var p struct {
		Action string `json:"action"`
		URL    string `json:"long_url"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.Action != "long2short" || p.URL == "" {
		return nil, errcode.Refuse(errcode.InvalidURL)
	}
	return struct {
		errcode.Envelope
		URL string `json:"short_url"`
	}{errcode.OK(), "https://w.url.cn/s/simulated-" + s.word(7)}, nil
}

// shortKey is POST /cgi-bin/shorten/gen.
func (s *Server) shortKey(c *Call) (any, error) {
	var p struct {
		Data string `json:"long_data"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.Data == "" {
		return nil, errcode.Refuse(errcode.InvalidArgs)
	}
	return struct {
		errcode.Envelope
		Key string `json:"short_key"`
	}{errcode.OK(), s.word(15)}, nil
}
