package guard

import (
	"encoding/json"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

// Event is what one journal line tells of a reset.
type Event string

// The events of a reset, in the order in which they are written.
const (
	EventIntent  Event = "intent"  // on disk before anything is sent
	EventOutcome Event = "outcome" // without it, an intent means unknown
	EventAfter   Event = "after"   // the quota read again; there may be several
)

// version is the form of the lines written here. A line of a later version is
// read as far as it is understood, and otherwise left alone.
const version = 1

// Entry is one line of the journal. Every line names its reset in full, so
// that a reset whose intent was damaged on disk still counts.
type Entry struct {
	V       int       `json:"v"`
	Event   Event     `json:"event"`
	ID      string    `json:"id"`
	At      time.Time `json:"at"`
	Who     Who       `json:"who"`
	Alias   string    `json:"account"`
	AppID   string    `json:"appid"`
	Scope   Scope     `json:"scope"`
	Path    string    `json:"cgi_path,omitempty"`
	Via     Via       `json:"via"`
	Reason  string    `json:"reason,omitempty"`
	Before  []Counter `json:"before,omitempty"`
	Unread  []string  `json:"unread,omitempty"` // the other paths to be read after it
	Outcome Outcome   `json:"outcome,omitempty"`
	Code    int64     `json:"errcode,omitempty"`
	Msg     string    `json:"errmsg,omitempty"`
	RID     rid.RID   `json:"rid,omitempty"`
	Error   string    `json:"error,omitempty"` // why there is no answer
	After   []Counter `json:"after,omitempty"`
	Timeout int64     `json:"timeout_ms,omitempty"` // the longest that an intent's call may take
}

// Counter is one API's daily quota in a journal line, in calls.
type Counter struct {
	Path   string    `json:"cgi_path"`
	Limit  int64     `json:"limit"`
	Used   int64     `json:"used"`
	Remain int64     `json:"remain"`
	At     time.Time `json:"at"`
}

// counters leaves out quotas without figures.
func counters(quotas []wechat.Quota) []Counter {
	var cs []Counter
	for _, q := range quotas {
		if d := q.Daily; d != nil {
			cs = append(cs, Counter{q.Path, d.Limit, d.Used, d.Remain, q.At})
		}
	}
	return cs
}

func quotas(cs []Counter) []wechat.Quota {
	var qs []wechat.Quota
	for _, c := range cs {
		qs = append(qs, wechat.Quota{Path: c.Path, Daily: &wechat.Daily{Limit: c.Limit, Used: c.Used, Remain: c.Remain}, At: c.At})
	}
	return qs
}

func (e Entry) line() ([]byte, error) {
	b, err := json.Marshal(e)
	return append(b, '\n'), err
}
