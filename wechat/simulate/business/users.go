package business

import (
	"regexp"
	"slices"
	"time"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) users() table {
	return table{
		"/cgi-bin/user/get":               followers,
		"/cgi-bin/user/info":              userInfo,
		"/cgi-bin/user/info/batchget":     usersInfo,
		"/cgi-bin/user/info/updateremark": updateRemark,
	}
}

// following are the openids of those who follow every account.
var following = []string{
	"oDemo0000000000000000000Wang", "oDemo000000000000000000000Li", "oDemo0000000000000000000Zhao",
	"oDemo0000000000000000000Qian", "oDemo00000000000000000000Sun",
}

// openIDForm is what the openids of WeChat's pages and of public logs have in common.
var openIDForm = regexp.MustCompile(`^o[\w-]{27}$`)

// checkOpenID refuses what is no openid, and what asks to be refused.
func checkOpenID(openID string) error {
	if err := provoked(openID); err != nil {
		return err
	}
	if !openIDForm.MatchString(openID) {
		return errcode.Refuse(errcode.InvalidOpenID)
	}
	return nil
}

// unionID is the same for one person under every account.
func unionID(openID string) string { return "u" + openID[1:] }

type followersAnswer struct {
	Total int `json:"total"`
	Count int `json:"count"`
	Data  *struct {
		OpenIDs []string `json:"openid"`
	} `json:"data,omitempty"`
	Next string `json:"next_openid"`
}

// followers is GET /cgi-bin/user/get; the page after the last openid is empty.
//
// https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_getfans.html
func followers(c *Call) (any, error) {
	from := c.Query.Get("next_openid")
	if from != "" && checkOpenID(from) != nil {
		return nil, errcode.Refuse(errcode.InvalidOpenID)
	}
	list := following[slices.Index(following, from)+1:]
	a := followersAnswer{Total: len(following), Count: len(list)}
	if len(list) > 0 {
		a.Data = &struct {
			OpenIDs []string `json:"openid"`
		}{list}
		a.Next = list[len(list)-1]
	}
	return a, nil
}

// stranger is what is told of somebody who does not follow.
type stranger struct {
	Subscribe int    `json:"subscribe"`
	OpenID    string `json:"openid"`
	TagIDs    []int  `json:"tagid_list"`
}

type person struct {
	Subscribe int    `json:"subscribe"`
	OpenID    string `json:"openid"`
	Nickname  string `json:"nickname"` // empty since 2021-12-27, as the picture
	Sex       int    `json:"sex"`
	Language  string `json:"language"`
	City      string `json:"city"`
	Province  string `json:"province"`
	Country   string `json:"country"`
	Picture   string `json:"headimgurl"`
	Since     int64  `json:"subscribe_time"`
	UnionID   string `json:"unionid"`
	Remark    string `json:"remark"`
	GroupID   int    `json:"groupid"`
	TagIDs    []int  `json:"tagid_list"`
	Scene     string `json:"subscribe_scene"`
	QRScene   int    `json:"qr_scene"`
	QRText    string `json:"qr_scene_str"`
}

// userInfo is GET /cgi-bin/user/info.
//
// https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo.html
func userInfo(c *Call) (any, error) { return about(c.Query.Get("openid"), c.At) }

// about tells of one user. Somebody who does not follow is no refusal here.
func about(openID string, now time.Time) (any, error) {
	err := checkOpenID(openID)
	if r, is := err.(*errcode.Refusal); is && r.Code == errcode.NotFollowed {
		return stranger{0, openID, []int{}}, nil
	}
	if err != nil {
		return nil, err
	}
	return person{
		Subscribe: 1, OpenID: openID, Language: "zh_CN", Since: now.Add(-100 * 24 * time.Hour).Unix(),
		UnionID: unionID(openID), TagIDs: []int{}, Scene: "ADD_SCENE_SEARCH",
	}, nil
}

// usersInfo is POST /cgi-bin/user/info/batchget, for up to 100 openids.
//
// https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_batchuserinfo.html
func usersInfo(c *Call) (any, error) {
	var p struct {
		Users []struct {
			OpenID string `json:"openid"`
		} `json:"user_list"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if len(p.Users) == 0 || len(p.Users) > 100 {
		return nil, errcode.Refuse(errcode.InvalidOpenIDs)
	}
	var list []any
	for _, u := range p.Users {
		one, err := about(u.OpenID, c.At)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return map[string]any{"user_info_list": list}, nil
}

// updateRemark is POST /cgi-bin/user/info/updateremark.
func updateRemark(c *Call) (any, error) {
	var p struct {
		OpenID string `json:"openid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := checkOpenID(p.OpenID); err != nil {
		return nil, err
	}
	return errcode.OK(), nil
}
