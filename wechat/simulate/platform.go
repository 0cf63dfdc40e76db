package simulate

import (
	"encoding/base64"
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

// platforms gives the tokens of third-party platforms, and those of the accounts for
// which they act. Every account that is no platform has authorised every platform.
type platforms struct {
	set      *Settings
	accounts accounts
	quotas   *quotas
	tokens   *tokens
	clears   *clears
	log      *record
	used     map[string]bool // authorisation codes
}

// The beginnings of what WeChat gives platforms.
const (
	ticketBegins  = "ticket@@@"
	preauthBegins = "preauthcode@@@"
	authBegins    = "queryauthcode@@@" // followed by the AppID of who authorises, then by anything
	refreshBegins = "refreshtoken@@@"
)

// enter names the platform of a call that carries its secret.
func (p *platforms) enter(c *call, appID, secret string) error {
	c.appID = appID
	a, known := p.accounts[appID]
	switch {
	case appID == "":
		return errcode.Refuse(errcode.AppIDMissing)
	case secret == "":
		return errcode.Refuse(errcode.SecretMissing)
	case !known:
		return errcode.Refuse(errcode.InvalidAppID)
	case a.Kind != "component":
		return errcode.Refuse(errcode.InvalidComponent)
	case secret != a.Secret && !a.AnySecret:
		return errcode.Refuse(errcode.InvalidSecret)
	case !a.admits(c.ip):
		return a.shutOut(c.ip)
	}
	c.account = a
	return nil
}

// token is POST /cgi-bin/component/api_component_token: a new token each time, which
// ends the former one five minutes later. It needs no token.
//
// https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getcomponentaccesstoken.html
func (p *platforms) token(c *call) (any, error) {
	var in struct {
		AppID  string `json:"component_appid"`
		Secret string `json:"component_appsecret"`
		Ticket string `json:"component_verify_ticket"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := p.enter(c, in.AppID, in.Secret); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(in.Ticket, ticketBegins) {
		return nil, errcode.Refuse(errcode.InvalidTicket)
	}
	p.log.violate(c, c.path)
	return p.quotas.counted(c, func() (any, error) {
		return struct {
			Token   string `json:"component_access_token"`
			Seconds int64  `json:"expires_in"`
		}{p.tokens.renew(&c.account.legacy, c.account, c.at), int64(tokenLife / time.Second)}, nil
	})
}

// renew gives a new token in place of a former one, which goes on for five minutes.
func (t *tokens) renew(held **token, a *account, now time.Time) string {
	if *held != nil {
		(*held).killed = now.Add(tokenShared)
	}
	*held = t.issue(a, now)
	return (*held).text
}

// asked reads a platform's call that shows a component_access_token.
func (p *platforms) asked(c *call, in any, appID *string) error {
	if err := c.read(in); err != nil {
		return err
	}
	switch {
	case c.account.Kind != "component":
		return errcode.Refuse(errcode.UnauthorizedAPI)
	case *appID != c.account.AppID:
		return errcode.Refuse(errcode.InvalidAppID)
	}
	return nil
}

// preauth is POST /cgi-bin/component/api_create_preauthcode.
func (p *platforms) preauth(c *call) (any, error) {
	var in struct {
		AppID string `json:"component_appid"`
	}
	if err := p.asked(c, &in, &in.AppID); err != nil {
		return nil, err
	}
	return struct {
		Code    string `json:"pre_auth_code"`
		Seconds int64  `json:"expires_in"`
	}{preauthBegins + strings.TrimLeft(TokenText(p.set.Rand), "0123456789_")[:64], 1800}, nil
}

type authorised struct {
	AppID   string `json:"authorizer_appid"`
	Token   string `json:"authorizer_access_token"`
	Seconds int64  `json:"expires_in"`
	Refresh string `json:"authorizer_refresh_token"`
	Rights  []any  `json:"func_info"`
}

// exchange is POST /cgi-bin/component/api_query_auth. The code says whose it is.
func (p *platforms) exchange(c *call) (any, error) {
	var in struct {
		AppID string `json:"component_appid"`
		Code  string `json:"authorization_code"`
	}
	if err := p.asked(c, &in, &in.AppID); err != nil {
		return nil, err
	}
	rest, is := strings.CutPrefix(in.Code, authBegins)
	appID := rest[:min(len(rest), 18)]
	a, known := p.accounts[appID]
	if !is || !known || a.Kind == "component" || p.used[in.Code] {
		return nil, errcode.Refuse(errcode.InvalidAuthCode)
	}
	p.used[in.Code] = true
	p.log.violate(c, c.path)
	info := authorised{appID, p.tokens.renew(&a.acted, a, c.at), int64(tokenLife / time.Second), refreshOf(c.appID, appID), []any{}}
	return map[string]authorised{"authorization_info": info}, nil
}

// refreshOf is the same while the account stays authorised.
func refreshOf(platform, appID string) string {
	return refreshBegins + base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64([]byte(platform+appID), 0))
}

// refresh is POST /cgi-bin/component/api_authorizer_token, which ends the former token
// five minutes later.
//
// https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getauthorizeraccesstoken.html
func (p *platforms) refresh(c *call) (any, error) {
	var in struct {
		AppID      string `json:"component_appid"`
		Authorizer string `json:"authorizer_appid"`
		Refresh    string `json:"authorizer_refresh_token"`
	}
	if err := p.asked(c, &in, &in.AppID); err != nil {
		return nil, err
	}
	a, known := p.accounts[in.Authorizer]
	switch {
	case !known || a.Kind == "component":
		return nil, errcode.Refuse(errcode.NotAuthorised)
	case in.Refresh != refreshOf(in.AppID, in.Authorizer):
		return nil, errcode.Refuse(errcode.InvalidRefreshOf)
	}
	p.log.violate(c, c.path)
	return struct {
		Token   string `json:"authorizer_access_token"`
		Seconds int64  `json:"expires_in"`
		Refresh string `json:"authorizer_refresh_token"`
	}{p.tokens.renew(&a.acted, a, c.at), int64(tokenLife / time.Second), in.Refresh}, nil
}

// list is POST /cgi-bin/component/api_get_authorizer_list, in the order of the AppIDs.
func (p *platforms) list(c *call) (any, error) {
	var in struct {
		AppID  string `json:"component_appid"`
		Offset int    `json:"offset"`
		Count  int    `json:"count"`
	}
	if err := p.asked(c, &in, &in.AppID); err != nil {
		return nil, err
	}
	if in.Offset < 0 || in.Count < 1 || in.Count > 500 {
		return nil, errcode.Refuse(errcode.InvalidArgs)
	}
	type one struct {
		AppID   string `json:"authorizer_appid"`
		Refresh string `json:"refresh_token"`
		Since   int64  `json:"auth_time"`
	}
	all := []one{}
	for _, appID := range slices.Sorted(maps.Keys(p.accounts)) {
		if p.accounts[appID].Kind != "component" {
			all = append(all, one{appID, refreshOf(in.AppID, appID), p.quotas.started.Add(-authorisedFor).Unix()})
		}
	}
	from := min(in.Offset, len(all))
	return struct {
		Total int   `json:"total_count"`
		List  []one `json:"list"`
	}{len(all), all[from:min(from+in.Count, len(all))]}, nil
}

// authorisedFor is how long ago the accounts have authorised their platforms.
const authorisedFor = 90 * 24 * time.Hour

// push is POST /cgi-bin/component/api_start_push_ticket, which needs no token. Nothing is pushed.
func (p *platforms) push(c *call) (any, error) {
	var in struct {
		AppID  string `json:"component_appid"`
		Secret string `json:"component_secret"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := p.enter(c, in.AppID, in.Secret); err != nil {
		return nil, err
	}
	return errcode.Envelope{Errmsg: "in a normal state"}, nil
}

// clear is POST /cgi-bin/component/clear_quota/v2, for the platform itself or for an
// account of which it names the AppID. It needs no token.
//
// https://developers.weixin.qq.com/doc/oplatform/openApi/openapi/api_componentclearquota_v2.html
func (p *platforms) clear(c *call) (any, error) {
	var in struct {
		AppID    string `json:"appid"`
		Platform string `json:"component_appid"`
		Secret   string `json:"appsecret"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	c.form = "body"
	if err := p.enter(c, in.Platform, in.Secret); err != nil {
		return nil, err
	}
	if in.AppID == "" || in.AppID == in.Platform {
		return p.quotas.counted(c, func() (any, error) { return p.clears.everything(c) })
	}
	a, known := p.accounts[in.AppID]
	if !known || a.Kind == "component" {
		return nil, errcode.Refuse(errcode.NotAuthorised)
	}
	return p.quotas.counted(c, func() (any, error) {
		c.appID = a.AppID // whose budget it is
		return p.clears.everythingOf(c, a)
	})
}
