package simulate

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

const (
	ridKept = 7 * 24 * time.Hour
	ridMax  = 10_000 // records held at a time; the oldest go first
)

var ridForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`)

// record is a failed call as rid/get tells it.
type record struct {
	rid      string
	appID    string
	path     string
	at       time.Time
	cost     time.Duration
	query    string
	request  string
	response string
	ip       string
}

func (s *Server) newRID(at time.Time) string {
	return fmt.Sprintf("%08x-%08x-%08x", uint32(at.Unix()), s.set.Rand.Int32(), s.set.Rand.Int32())
}

func (s *Server) cost() time.Duration {
	return time.Duration(5+s.set.Rand.IntN(60)) * time.Millisecond
}

func (s *Server) remember(r record) {
	if len(s.ridOrder) >= ridMax {
		delete(s.rids, s.ridOrder[0])
		s.ridOrder = s.ridOrder[1:]
	}
	s.rids[r.rid] = r
	s.ridOrder = append(s.ridOrder, r.rid)
}

type ridAnswer struct {
	envelope
	Request requestAnswer `json:"request"`
}

type requestAnswer struct {
	InvokeTime   int64  `json:"invoke_time"` // Unix seconds
	CostInMS     int64  `json:"cost_in_ms"`
	RequestURL   string `json:"request_url"` // the query, without the path
	RequestBody  string `json:"request_body"`
	ResponseBody string `json:"response_body"`
	ClientIP     string `json:"client_ip,omitempty"`
}

// ridGet is POST /cgi-bin/openapi/rid/get. Its refusals carry a rid of their own.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
func (s *Server) ridGet(c *call) (any, error) {
	var p struct {
		RID string `json:"rid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if !ridForm.MatchString(p.RID) {
		return nil, refuse(ridMalformed)
	}
	seconds, err := strconv.ParseInt(p.RID[:8], 16, 64)
	if err != nil {
		return nil, refuse(ridMalformed)
	}
	age := c.at.Sub(time.Unix(seconds, 0))
	r, known := s.rids[p.RID]
	switch {
	case age >= ridKept:
		return nil, refuse(s.set.OldRID)
	case !known || age < s.set.RIDDelay:
		return nil, refuse(ridNotFound)
	case underSNS(r.path):
		return nil, refuse(s.set.SNSRID)
	case r.appID != c.account.AppID:
		return nil, refuse(ridForbidden)
	}
	a := ridAnswer{ok(), requestAnswer{r.at.Unix(), r.cost.Milliseconds(), r.query, r.request, r.response, r.ip}}
	if s.set.NoClientIP {
		a.Request.ClientIP = ""
	}
	return a, nil
}

// Failure is a call that production made and that WeChat refused.
type Failure struct {
	At       time.Time // zero: now
	AppID    string
	Path     string
	Code     int64
	Text     string // errmsg without its trace; "": WeChat's usual one
	Query    string
	Request  string
	Response string // "": the errcode and the errmsg
	ClientIP string
}

// Fail records a failure and gives its rid and its errmsg as production saw it.
func (s *Server) Fail(f Failure) (rid, errmsg string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.At.IsZero() {
		f.At = s.set.Now()
	}
	if f.Text == "" {
		f.Text = usualText(f.Code)
	}
	rid = s.newRID(f.At)
	errmsg = s.traced(f.Path, f.Text, rid)
	if f.Response == "" {
		f.Response = string(marshal(envelope{f.Code, errmsg}))
	}
	s.remember(record{
		rid: rid, appID: f.AppID, path: f.Path, at: f.At, cost: s.cost(), query: f.Query,
		request: f.Request, response: f.Response, ip: f.ClientIP,
	})
	return rid, errmsg
}
