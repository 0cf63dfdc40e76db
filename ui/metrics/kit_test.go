package metrics

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is a time of day in Beijing far from both midnights.
var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, wechat.Beijing())

// world is what a watch would know.
type world struct {
	mu    sync.Mutex
	now   time.Time
	known []watch.Known
}

func (w *world) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) set(now time.Time, known ...watch.Known) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now, w.known = now, known
}

func (w *world) Accounts() []watch.Known {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]watch.Known(nil), w.known...)
}

func (w *world) metrics() *Metrics {
	return New(Config{Accounts: w.Accounts, Now: w.Now, Version: "1.2.3", Every: 5 * time.Minute,
		Kind: func(alias string) string {
			return map[string]string{"mall": "miniprogram", "news": "offiaccount"}[alias]
		}})
}

// account is one that was read, with nothing wrong.
func account(alias string, rows ...*meter.Row) watch.Known {
	return watch.Known{
		Meter: meter.Account{ID: alias, Key: meter.Key{Host: "api.weixin.qq.com", AppID: "wx0123456789abcdef"}, Rows: rows, Opened: true},
		Left:  guard.Left{All: 10, API: 50},
	}
}

// row was read at a time.
func row(path string, limit, used int64, at time.Time) *meter.Row {
	return (&meter.Row{Path: path}).With(wechat.Reading{Path: path, Quota: wechat.Quota{
		Path: path, At: at, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: limit - used},
	}}, at, time.Minute)
}

// failed is a row whose next reading failed.
func failed(r *meter.Row, err error, at time.Time) *meter.Row {
	return r.With(wechat.Reading{Path: r.Path, Err: err}, at, time.Minute)
}

func refused(code int64) error {
	return &wechat.Error{Op: "read quota", Code: code, Msg: "not to be shown rid: 65a0-1-2", RID: "65a0-1-2"}
}

// has fails where a line is not among those of a text.
func has(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+text, "\n"+line+"\n") {
			t.Errorf("there is no line %q in\n%s", line, text)
		}
	}
}

// hasNot fails where a text holds a part.
func hasNot(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("%q is in\n%s", part, text)
		}
	}
}

// many are accounts with so many APIs each, the later the more pressed.
func many(accounts, apis int, at time.Time) []watch.Known {
	known := make([]watch.Known, 0, accounts)
	for a := range accounts {
		rows := make([]*meter.Row, 0, apis)
		for p := range apis {
			rows = append(rows, row(fmt.Sprintf("/wxa/api%02d", p), 1_000_000, int64(10*a+p), at))
		}
		known = append(known, account(fmt.Sprintf("shop-%04d", a), rows...))
	}
	return known
}
