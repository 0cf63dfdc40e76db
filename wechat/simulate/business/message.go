package business

import (
	"encoding/json"
	"slices"

	"wxops/wechat/simulate/errcode"
)

func (s *Server) messaging() table {
	return table{
		"/cgi-bin/message/custom/send":       s.customSend,
		"/cgi-bin/message/custom/typing":     customTyping,
		"/cgi-bin/message/template/send":     s.templateSend,
		"/cgi-bin/message/subscribe/send":    s.templateSend,
		"/cgi-bin/message/subscribe/bizsend": s.templateSend,
		"/cgi-bin/message/mass/sendall":      s.massSend,
	}
}

// messageTypes are those of a customer message; the page of each kind of account lists some.
var messageTypes = []string{
	"text", "image", "voice", "video", "music", "news", "mpnews", "mpnewsarticle", "msgmenu", "wxcard", "link", "miniprogrampage", "aimsgcontext",
}

// contentMost is the longest text of a customer message, in bytes.
const contentMost = 2048

// customSend is POST /cgi-bin/message/custom/send.
//
// https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html
func (s *Server) customSend(c *Call) (any, error) {
	var p struct {
		ToUser string `json:"touser"`
		Type   string `json:"msgtype"`
	}
	var parts map[string]json.RawMessage
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := checkOpenID(p.ToUser); err != nil {
		return nil, err
	}
	if !slices.Contains(messageTypes, p.Type) {
		return nil, errcode.Refuse(errcode.InvalidMessageType)
	}
	if err := c.read(&parts); err != nil {
		return nil, err
	}
	if err := s.checkContent(p.Type, parts[p.Type]); err != nil {
		return nil, err
	}
	return errcode.OK(), nil
}

// checkContent looks at the part that has the message's type for its name.
func (s *Server) checkContent(kind string, part json.RawMessage) error {
	var p struct {
		Content string `json:"content"`
		MediaID string `json:"media_id"`
	}
	if len(part) > 0 && json.Unmarshal(part, &p) != nil {
		return errcode.Refuse(errcode.BadBody)
	}
	switch kind {
	case "text":
		if p.Content == "" {
			return errcode.Refuse(errcode.EmptyContent)
		}
		if len(p.Content) > contentMost {
			return errcode.Refuse(errcode.ContentTooLong)
		}
		return provoked(p.Content)
	case "image", "voice", "video":
		return s.checkMedia(p.MediaID)
	}
	if len(part) == 0 {
		return errcode.Refuse(errcode.BadBody)
	}
	return nil
}

// customTyping is POST /cgi-bin/message/custom/typing.
func customTyping(c *Call) (any, error) {
	var p struct {
		ToUser  string `json:"touser"`
		Command string `json:"command"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := checkOpenID(p.ToUser); err != nil {
		return nil, err
	}
	if p.Command != "Typing" && p.Command != "CancelTyping" {
		return nil, errcode.Refuse(errcode.InvalidCommand)
	}
	return errcode.OK(), nil
}

type sentAnswer struct {
	errcode.Envelope
	MsgID int64 `json:"msgid"`
}

// templateSend is POST /cgi-bin/message/template/send, and the same of the two calls
// that send a subscribe message. The page of subscribe/send tells no msgid; live answers have one.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage.html
func (s *Server) templateSend(c *Call) (any, error) {
	var p struct {
		ToUser     string                     `json:"touser"`
		TemplateID string                     `json:"template_id"`
		Page       string                     `json:"page"`
		Data       map[string]json.RawMessage `json:"data"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if err := checkOpenID(p.ToUser); err != nil {
		return nil, err
	}
	if p.TemplateID == "" {
		return nil, errcode.Refuse(errcode.InvalidTemplateID)
	}
	if err := provoked(p.TemplateID, p.Page); err != nil {
		return nil, err
	}
	if err := checkFields(p.Data); err != nil {
		return nil, err
	}
	return sentAnswer{errcode.OK(), s.number()}, nil
}

type massAnswer struct {
	errcode.Envelope
	MsgID  int64 `json:"msg_id"`
	DataID int64 `json:"msg_data_id"`
}

// massSend is POST /cgi-bin/message/mass/sendall. It answers before anything is sent.
func (s *Server) massSend(c *Call) (any, error) {
	var p struct {
		Type string `json:"msgtype"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"mpnews", "text", "voice", "music", "image", "mpvideo", "wxcard"}, p.Type) {
		return nil, errcode.Refuse(errcode.InvalidMessageType)
	}
	return massAnswer{errcode.Envelope{Errmsg: "send job submission success"}, 1_000_000_000 + int64(s.rand.Int32N(1<<20)), 2_650_000_000 + int64(s.rand.Int32N(1<<20))}, nil
}
