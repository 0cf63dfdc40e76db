package simulate

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"wxops/wechat/simulate/errcode"
)

const (
	ridKept = 7 * 24 * time.Hour
	ridMax  = 10_000 // records held at a time; the oldest go first
)

var ridForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`)

// failed is a call as rid/get tells it.
type failed struct {
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

// rids traces the calls that failed, and tells of them later.
type rids struct {
	set   *Settings
	kept  map[string]failed
	order []string // oldest first
}

func (k *rids) newRID(at time.Time) string {
	return fmt.Sprintf("%08x-%08x-%08x", uint32(at.Unix()), k.set.Rand.Int32(), k.set.Rand.Int32())
}

func (k *rids) cost() time.Duration {
	return time.Duration(5+k.set.Rand.IntN(60)) * time.Millisecond
}

func (k *rids) remember(r failed) {
	if len(k.order) >= ridMax {
		delete(k.kept, k.order[0])
		k.order = k.order[1:]
	}
	k.kept[r.rid] = r
	k.order = append(k.order, r.rid)
}

type ridAnswer struct {
	errcode.Envelope
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

// get is POST /cgi-bin/openapi/rid/get. Its refusals carry a rid of their own.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
func (k *rids) get(c *call) (any, error) {
	var p struct {
		RID string `json:"rid"`
	}
	if err := c.read(&p); err != nil {
		return nil, err
	}
	if !ridForm.MatchString(p.RID) {
		return nil, errcode.Refuse(errcode.RIDMalformed)
	}
	seconds, err := strconv.ParseInt(p.RID[:8], 16, 64)
	if err != nil {
		return nil, errcode.Refuse(errcode.RIDMalformed)
	}
	age := c.at.Sub(time.Unix(seconds, 0))
	r, known := k.kept[p.RID]
	switch {
	case age >= ridKept:
		return nil, errcode.Refuse(k.set.OldRID)
	case !known || age < k.set.RIDDelay:
		return nil, errcode.Refuse(errcode.RIDNotFound)
	case underSNS(r.path):
		return nil, errcode.Refuse(k.set.SNSRID)
	case r.appID != c.account.AppID:
		return nil, errcode.Refuse(errcode.RIDForbidden)
	}
	a := ridAnswer{errcode.OK(), requestAnswer{r.at.Unix(), r.cost.Milliseconds(), r.query, r.request, r.response, r.ip}}
	if k.set.NoClientIP {
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
	return s.rids.fail(f)
}

func (k *rids) fail(f Failure) (rid, errmsg string) {
	if f.At.IsZero() {
		f.At = k.set.Now()
	}
	if f.Text == "" {
		f.Text = errcode.Text(f.Code)
	}
	rid = k.newRID(f.At)
	errmsg = k.traced(f.Path, f.Text, rid)
	if f.Response == "" {
		f.Response = string(marshal(errcode.Envelope{Errcode: f.Code, Errmsg: errmsg}))
	}
	k.remember(failed{
		rid: rid, appID: f.AppID, path: f.Path, at: f.At, cost: k.cost(), query: f.Query,
		request: f.Request, response: f.Response, ip: f.ClientIP,
	})
	return rid, errmsg
}
