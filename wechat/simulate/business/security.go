package business

import (
	"fmt"
	"strings"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) security() table {
	return table{
		"/wxa/msg_sec_check":     s.checkText,
		"/wxa/media_check_async": s.checkFile,
	}
}

// riskyText is the text that the page of the first version gives to try a hit with.
//
// https://developers.weixin.qq.com/miniprogram/dev/framework/security.msgSecCheck-v1.html
const riskyText = "特3456书yuuo莞6543李zxcz蒜7782法fgnv级"

// The labels of a text.
const (
	labelNone    = 100
	labelIllegal = 20006
)

type verdict struct {
	Suggest string `json:"suggest"` // pass, review or risky
	Label   int    `json:"label"`
}

type finding struct {
	Strategy string `json:"strategy"`
	Errcode  int    `json:"errcode"`
	verdict
	Prob int `json:"prob"`
}

type textAnswer struct {
	errcode.Envelope
	Result  verdict   `json:"result"`
	Detail  []finding `json:"detail"`
	TraceID string    `json:"trace_id"`
}

// checkText is POST /wxa/msg_sec_check. Version 1 refuses a risky text (87014),
// version 2 tells of it.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/sec-center/sec-check/api_msgseccheck.html
func (s *Server) checkText(c *Call) (any, error) {
	var p struct {
		Content string `json:"content"`
		Version int    `json:"version"`
		Scene   int    `json:"scene"`
		OpenID  string `json:"openid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if p.Content == "" {
		return nil, errcode.Refuse(errcode.BadBody)
	}
	if err := provoked(p.Content); err != nil {
		return nil, err
	}
	risky := strings.Contains(p.Content, riskyText)
	switch {
	case p.Version != 2 && risky:
		return nil, errcode.Refuse(errcode.RiskyContent)
	case p.Version != 2:
		return errcode.OK(), nil
	case p.Scene < 1 || p.Scene > 4:
		return nil, errcode.Refuse(errcode.InvalidScene)
	}
	if err := checkOpenID(p.OpenID); err != nil {
		return nil, err
	}
	found := verdict{"pass", labelNone}
	if risky {
		found = verdict{"risky", labelIllegal}
	}
	return textAnswer{errcode.OK(), found, []finding{{"content_model", 0, found, 90}}, s.trace(c)}, nil
}

// checkFile is POST /wxa/media_check_async; its result would come as a push.
func (s *Server) checkFile(c *Call) (any, error) {
	var p struct {
		URL    string `json:"media_url"`
		Type   int    `json:"media_type"`
		Scene  int    `json:"scene"`
		OpenID string `json:"openid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	switch {
	case p.URL == "":
		return nil, errcode.Refuse(errcode.BadBody)
	case p.Type != 1 && p.Type != 2:
		return nil, errcode.Refuse(errcode.InvalidMediaType)
	}
	if err := checkOpenID(p.OpenID); err != nil {
		return nil, err
	}
	return struct {
		errcode.Envelope
		TraceID string `json:"trace_id"`
	}{errcode.OK(), s.trace(c)}, nil
}

// trace has the form of a rid, and none can be asked about.
func (s *Server) trace(c *Call) string {
	return fmt.Sprintf("%08x-%08x-%08x", uint32(c.At.Unix()), s.rand.Int32(), s.rand.Int32())
}
