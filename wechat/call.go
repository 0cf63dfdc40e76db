package wechat

import (
	"sync"
	"time"

	"wxops/wechat/rid"
)

// Call is the record of one request to WeChat: what a log may hold of it.
type Call struct {
	At      time.Time
	Account string // whose it was, as its maker calls it; "" where nobody said
	Method  string
	Path    string // without the query
	About   string // the cgi_path or rid that was asked about; "" where it was none
	Status  int    // HTTP status; 0 when no answer came
	Code    int64  // errcode; 0 for success or no answer
	RID     rid.RID
	Took    time.Duration
	Note    string // what is not a call but belongs to the record: "unmasked the answer of …"
}

// CallLog keeps the newest calls, for the console's @ view. It may be used by
// several goroutines.
type CallLog struct {
	mu    sync.Mutex
	calls []Call
	max   int
}

// NewCallLog keeps up to max calls.
func NewCallLog(max int) *CallLog { return &CallLog{max: max} }

// Add records a call; it has the shape of Config.OnCall.
func (l *CallLog) Add(c Call) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls = append(l.calls, c)
	if over := len(l.calls) - l.max; over > 0 {
		l.calls = append(l.calls[:0], l.calls[over:]...)
	}
}

// Recent gives the calls, oldest first.
func (l *CallLog) Recent() []Call {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Call(nil), l.calls...)
}
