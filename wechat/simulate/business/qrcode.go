package business

import (
	_ "embed"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) qrCodes() table {
	return table{
		"/wxa/getwxacodeunlimit":          codeUnlimited,
		"/wxa/getwxacode":                 codeOfPath(1024),
		"/cgi-bin/wxaapp/createwxaqrcode": codeOfPath(128),
		"/cgi-bin/qrcode/create":          s.qrCreate,
	}
}

// picture is a JPEG that looks a little like a code and leads nowhere.
//
//go:embed picture.jpg
var picture []byte

func image() File { return File{ContentType: "image/jpeg", Name: "QRCode.jpg", Body: picture} }

// codeOptions are what the calls for a code share. Nothing but their form matters.
type codeOptions struct {
	Path      string `json:"path"`
	Page      string `json:"page"`
	Scene     string `json:"scene"`
	Version   string `json:"env_version"`
	CheckPath *bool  `json:"check_path"`
	Width     *int   `json:"width"`
	AutoColor bool   `json:"auto_color"`
	Hyaline   bool   `json:"is_hyaline"`
}

// check refuses a width or a version that there is not.
func (o codeOptions) check() error {
	if o.Width != nil && *o.Width != 0 && (*o.Width < 280 || *o.Width > 1280) {
		return errcode.Refuse(errcode.InvalidArgs)
	}
	if !knownVersion(o.Version) {
		return errcode.Refuse(errcode.InvalidArgs)
	}
	return nil
}

func knownVersion(v string) bool {
	return slices.Contains([]string{"", "release", "trial", "develop"}, v)
}

// sceneForm is what a scene may hold; Chinese is to be encoded otherwise, and without a %.
var sceneForm = regexp.MustCompile(`^[0-9A-Za-z!#$&'()*+,/:;=?@._~-]+$`)

// codeUnlimited is POST /wxa/getwxacodeunlimit.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/qr-code/api_getunlimitedqrcode.html
func codeUnlimited(c *Call) (any, error) {
	var p codeOptions
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.Scene == "" || utf8.RuneCountInString(p.Scene) > 32 {
		return nil, errcode.Refuse(errcode.InvalidSceneLength)
	}
	if !sceneForm.MatchString(p.Scene) {
		return nil, errcode.Refuse(errcode.InvalidScene)
	}
	if err := provoked(p.Scene, p.Page); err != nil {
		return nil, err
	}
	checked := p.CheckPath == nil || *p.CheckPath
	if strings.HasPrefix(p.Page, "/") && checked || strings.ContainsRune(p.Page, '?') {
		return nil, errcode.Refuse(errcode.InvalidPage)
	}
	if err := p.check(); err != nil {
		return nil, err
	}
	return image(), nil
}

// codeOfPath is POST /wxa/getwxacode and /cgi-bin/wxaapp/createwxaqrcode, which differ
// in the longest path.
func codeOfPath(most int) serve {
	return func(c *Call) (any, error) {
		var p codeOptions
		if err := c.read(&p); err != nil {
			return nil, err
		}
		if p.Path == "" || len(p.Path) > most {
			return nil, errcode.Refuse(errcode.InvalidPathLength)
		}
		if err := provoked(p.Path); err != nil {
			return nil, err
		}
		if err := p.check(); err != nil {
			return nil, err
		}
		return image(), nil
	}
}

type qrAnswer struct {
	Ticket  string `json:"ticket"`
	Seconds int64  `json:"expire_seconds,omitempty"` // of a code that expires
	URL     string `json:"url"`
}

// qrCreate is POST /cgi-bin/qrcode/create.
//
// https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode.html
func (s *Server) qrCreate(c *Call) (any, error) {
	var p struct {
		Action  string         `json:"action_name"`
		Info    map[string]any `json:"action_info"`
		Seconds *int64         `json:"expire_seconds"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"QR_SCENE", "QR_STR_SCENE", "QR_LIMIT_SCENE", "QR_LIMIT_STR_SCENE"}, p.Action) {
		return nil, errcode.Refuse(errcode.InvalidArgs)
	}
	if p.Info["scene"] == nil {
		return nil, errcode.Refuse(errcode.BadBody)
	}
	a := qrAnswer{Ticket: "gQ" + s.word(90) + "==", URL: "http://weixin.qq.com/q/" + url.PathEscape("simulated-"+s.word(10))}
	if !strings.Contains(p.Action, "LIMIT") {
		a.Seconds = 60
		if p.Seconds != nil && *p.Seconds > 0 {
			a.Seconds = min(*p.Seconds, 2_592_000) // 30 days
		}
	}
	return a, nil
}
