package business

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash/fnv"
	"regexp"
	"time"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) identity() table {
	return table{
		"/sns/jscode2session":              s.codeToSession,
		"/sns/oauth2/access_token":         s.codeToToken,
		"/sns/oauth2/refresh_token":        s.renew,
		"/sns/userinfo":                    s.webUser,
		"/sns/auth":                        s.webCheck,
		"/wxa/business/getuserphonenumber": s.phoneNumber,
		"/wxa/checksession":                s.checkSession,
		"/wxa/resetusersessionkey":         s.resetSession,
		"/wxa/getpaidunionid":              paidUnionID,
		"/cgi-bin/ticket/getticket":        s.ticket,
	}
}

// codeForm is what the codes of logins and phone numbers have in common.
var codeForm = regexp.MustCompile(`^[\w-]{16,128}$`)

// exchange uses up a code of the account and says whose it was; used is the refusal of a second time.
func (s *Server) exchange(c *Call, code string, used int64) (openID string, err error) {
	if err := provoked(code); err != nil {
		return "", err
	}
	if !codeForm.MatchString(code) {
		return "", errcode.Refuse(errcode.InvalidCode)
	}
	key := c.AppID + " " + code
	if _, gone := s.codes.get(key); gone {
		return "", errcode.Refuse(used)
	}
	s.codes.put(key, true)
	h := fnv.New32a()
	h.Write([]byte(code))
	return following[h.Sum32()%uint32(len(following))], nil
}

// sessionKey makes up 16 bytes in base64.
func (s *Server) sessionKey() string {
	return base64.StdEncoding.EncodeToString([]byte(s.word(16)))
}

// codeToSession is GET /sns/jscode2session.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/user-login/api_code2session.html
func (s *Server) codeToSession(c *Call) (any, error) {
	if c.Query.Get("grant_type") != "authorization_code" && c.Query.Has("grant_type") {
		return nil, errcode.Refuse(errcode.InvalidGrantType)
	}
	code := c.Query.Get("js_code")
	if code == "" {
		return nil, errcode.Refuse(errcode.CodeMissing)
	}
	openID, err := s.exchange(c, code, errcode.CodeUsed)
	if err != nil {
		return nil, err
	}
	key := s.sessionKey()
	s.session.put(c.AppID+" "+openID, key)
	return struct {
		SessionKey string `json:"session_key"`
		OpenID     string `json:"openid"`
		UnionID    string `json:"unionid"`
	}{key, openID, unionID(openID)}, nil
}

// login is a person who is known on a web page.
type login struct {
	appID, openID string
	ends          time.Time // zero: not within a run
}

type loginAnswer struct {
	Token   string `json:"access_token"`
	Seconds int64  `json:"expires_in"`
	Refresh string `json:"refresh_token"`
	OpenID  string `json:"openid"`
	Scope   string `json:"scope"`
	UnionID string `json:"unionid,omitempty"`
}

const loginLasts = 7200 * time.Second

// codeToToken is GET /sns/oauth2/access_token.
//
// https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsaccesstoken.html
func (s *Server) codeToToken(c *Call) (any, error) {
	if c.Query.Get("grant_type") != "authorization_code" {
		return nil, errcode.Refuse(errcode.InvalidGrantType)
	}
	code := c.Query.Get("code")
	if code == "" {
		return nil, errcode.Refuse(errcode.CodeMissing)
	}
	openID, err := s.exchange(c, code, errcode.CodeUsed)
	if err != nil {
		return nil, err
	}
	refresh := "88_" + s.word(80)
	s.renewal.put(refresh, login{appID: c.AppID, openID: openID})
	a := s.webToken(c, openID, refresh)
	a.UnionID = unionID(openID)
	return a, nil
}

func (s *Server) webToken(c *Call, openID, refresh string) loginAnswer {
	token := "88_" + s.word(80)
	s.logins.put(token, login{c.AppID, openID, c.At.Add(loginLasts)})
	return loginAnswer{Token: token, Seconds: int64(loginLasts / time.Second), Refresh: refresh, OpenID: openID, Scope: "snsapi_userinfo"}
}

// renew is GET /sns/oauth2/refresh_token, which takes no AppSecret.
func (s *Server) renew(c *Call) (any, error) {
	refresh := c.Query.Get("refresh_token")
	switch {
	case c.Query.Get("appid") == "":
		return nil, errcode.Refuse(errcode.AppIDMissing)
	case c.Query.Get("grant_type") != "refresh_token":
		return nil, errcode.Refuse(errcode.InvalidGrantType)
	case refresh == "":
		return nil, errcode.Refuse(errcode.RefreshMissing)
	}
	known, is := s.renewal.get(refresh)
	if !is || known.appID != c.Query.Get("appid") {
		return nil, errcode.Refuse(errcode.InvalidRefresh)
	}
	c.AppID = known.appID
	return s.webToken(c, known.openID, refresh), nil
}

// visitor finds whose the token of a web page is.
func (s *Server) visitor(c *Call) (string, error) {
	token, openID := c.Query.Get("access_token"), c.Query.Get("openid")
	if token == "" {
		return "", errcode.Refuse(errcode.TokenMissing)
	}
	known, is := s.logins.get(token)
	switch {
	case !is:
		return "", errcode.Refuse(errcode.InvalidCredential)
	case !c.At.Before(known.ends):
		return "", errcode.Refuse(errcode.TokenExpired)
	case openID == "":
		return "", errcode.Refuse(errcode.OpenIDMissing)
	case openID != known.openID:
		return "", errcode.Refuse(errcode.InvalidOpenID)
	}
	return openID, nil
}

// webUser is GET /sns/userinfo. What a person no longer gives away is empty.
//
// https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsuserinfo.html
func (s *Server) webUser(c *Call) (any, error) {
	openID, err := s.visitor(c)
	if err != nil {
		return nil, err
	}
	return struct {
		OpenID    string   `json:"openid"`
		Nickname  string   `json:"nickname"`
		Sex       int      `json:"sex"`
		Language  string   `json:"language"`
		City      string   `json:"city"`
		Province  string   `json:"province"`
		Country   string   `json:"country"`
		Picture   string   `json:"headimgurl"`
		Privilege []string `json:"privilege"`
		UnionID   string   `json:"unionid"`
	}{OpenID: openID, Nickname: "微信用户", Picture: "https://thirdwx.qlogo.cn/mmopen/simulated/132", Privilege: []string{}, UnionID: unionID(openID)}, nil
}

// webCheck is GET /sns/auth.
func (s *Server) webCheck(c *Call) (any, error) {
	if _, err := s.visitor(c); err != nil {
		return nil, err
	}
	return errcode.OK(), nil
}

type phoneAnswer struct {
	errcode.Envelope
	Info phoneInfo `json:"phone_info"`
}

type phoneInfo struct {
	Number    string `json:"phoneNumber"`
	Pure      string `json:"purePhoneNumber"`
	Country   string `json:"countryCode"`
	Watermark struct {
		Timestamp int64  `json:"timestamp"`
		AppID     string `json:"appid"`
	} `json:"watermark"`
}

// phoneNumber is POST /wxa/business/getuserphonenumber. Its code works once.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/user-info/phone-number/api_getphonenumber.html
func (s *Server) phoneNumber(c *Call) (any, error) {
	var p struct {
		Code string `json:"code"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if _, err := s.exchange(c, p.Code, errcode.InvalidCode); err != nil {
		return nil, err
	}
	a := phoneAnswer{errcode.OK(), phoneInfo{Number: "13800000000", Pure: "13800000000", Country: "86"}}
	a.Info.Watermark.Timestamp, a.Info.Watermark.AppID = c.At.Unix(), c.AppID
	return a, nil
}

// checkSession is GET /wxa/checksession: the signature is HMAC-SHA256 of an empty text
// with the session_key.
func (s *Server) checkSession(c *Call) (any, error) {
	if err := s.checkSignature(c); err != nil {
		return nil, err
	}
	return errcode.OK(), nil
}

// resetSession is GET /wxa/resetusersessionkey.
func (s *Server) resetSession(c *Call) (any, error) {
	if err := s.checkSignature(c); err != nil {
		return nil, err
	}
	key, openID := s.sessionKey(), c.Query.Get("openid")
	s.session.put(c.AppID+" "+openID, key)
	return struct {
		errcode.Envelope
		OpenID string `json:"openid"`
		Key    string `json:"session_key"`
	}{errcode.OK(), openID, key}, nil
}

func (s *Server) checkSignature(c *Call) error {
	if c.Query.Get("sig_method") != "hmac_sha256" {
		return errcode.Refuse(errcode.InvalidSigMethod)
	}
	openID := c.Query.Get("openid")
	if err := checkOpenID(openID); err != nil {
		return err
	}
	key, known := s.session.get(c.AppID + " " + openID)
	if !known || c.Query.Get("signature") != signed(key) {
		return errcode.Refuse(errcode.InvalidSignature)
	}
	return nil
}

func signed(key string) string {
	sum := hmac.New(sha256.New, []byte(key)).Sum(nil)
	return hex.EncodeToString(sum)
}

// paidUnionID is GET /wxa/getpaidunionid, by either number of an order.
func paidUnionID(c *Call) (any, error) {
	openID := c.Query.Get("openid")
	if err := checkOpenID(openID); err != nil {
		return nil, err
	}
	if c.Query.Get("transaction_id") == "" && (c.Query.Get("mch_id") == "" || c.Query.Get("out_trade_no") == "") {
		return nil, errcode.Refuse(errcode.InvalidTrade)
	}
	return struct {
		UnionID string `json:"unionid"`
		errcode.Envelope
	}{unionID(openID), errcode.OK()}, nil
}
