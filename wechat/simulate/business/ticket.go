package business

import (
	"time"

	"wxops/wechat/simulate/errcode"
)

// ticket is what the JS-SDK or a card signs with.
type ticket struct {
	text  string
	given time.Time
}

const ticketLasts = 7200 * time.Second

type ticketAnswer struct {
	errcode.Envelope
	Ticket  string `json:"ticket"`
	Seconds int64  `json:"expires_in"`
}

// ticket is GET /cgi-bin/ticket/getticket: the same ticket for two hours, which says
// 7200 at every call, as users report of the live one.
//
// https://developers.weixin.qq.com/doc/service/api/webdev/jssdk/api_getticket.html
func (s *Server) ticket(c *Call) (any, error) {
	kind := c.Query.Get("type")
	if kind != "jsapi" && kind != "wx_card" {
		return nil, errcode.Refuse(errcode.InvalidArgs)
	}
	key := c.AppID + " " + kind
	t, known := s.tickets[key]
	if !known || c.At.Sub(t.given) >= ticketLasts {
		t = ticket{s.word(86), c.At}
		s.tickets[key] = t
	}
	return ticketAnswer{errcode.OK(), t.text, int64(ticketLasts / time.Second)}, nil
}
