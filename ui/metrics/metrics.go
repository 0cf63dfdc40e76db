package metrics

import (
	"runtime"
	"sync"
	"time"

	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// Config is where the numbers come from.
type Config struct {
	// Accounts gives what is known now. It is asked at every scrape and at the end of a
	// sweep, from several goroutines, and must call nobody.
	Accounts func() []watch.Known
	Kind     func(alias string) string // of an account, as accounts.toml has it; nil: it is left out
	Version  string                    // of wxops
	Every    time.Duration             // how often the watch reads
	Round    func() time.Time          // when the loop last went round; nil: the end of the last sweep
	Now      func() time.Time
}

// Metrics is what a watch knows, as numbers. It is a watch.Listener, which counts, and
// may be used by several goroutines.
type Metrics struct {
	cfg     Config
	started time.Time

	looking sync.Mutex // held from a snapshot until it is told: what was known later is told later
	size    int        // of the last text, in bytes

	sweeps chan struct{} // holds one while the end of a sweep was not written to a file

	mu     sync.Mutex
	counts map[string]*counts // by alias
	swept  time.Time          // zero: not yet
	looked time.Time          // when errors were last looked for
}

// New makes them; it opens nothing.
func New(cfg Config) *Metrics {
	if cfg.Kind == nil {
		cfg.Kind = func(string) string { return "" }
	}
	return &Metrics{cfg: cfg, started: cfg.Now(), counts: map[string]*counts{}, sweeps: make(chan struct{}, 1)}
}

// text is all there is to tell now.
func (m *Metrics) text() []byte {
	m.looking.Lock()
	defer m.looking.Unlock()
	now, known := m.cfg.Now(), unalike(m.cfg.Accounts())
	m.count(known, now)
	t := &text{b: make([]byte, 0, m.size+m.size/8)}
	t.add(buildInfo, labelled(label{"version", m.cfg.Version}, label{"goversion", runtime.Version()}), 1)
	t.add(quotaReset, "", meter.BackAt(now).Unix())
	m.mu.Lock()
	swept := m.swept
	m.mu.Unlock()
	if !swept.IsZero() {
		t.add(lastSweep, "", swept.Unix())
	}
	m.tellAccounts(t, known)
	quotas, dropped := m.quotas(known, now)
	tellQuotas(t, quotas)
	t.add(seriesDropped, "", int64(dropped))
	m.size = len(t.b)
	return t.b
}

// unalike leaves out an account whose alias came before: one series twice makes a
// scrape fail as a whole.
func unalike(known []watch.Known) []watch.Known {
	seen, kept := make(map[string]bool, len(known)), make([]watch.Known, 0, len(known))
	for _, k := range known {
		if alias := clean.Line(k.Meter.ID); !seen[alias] {
			seen[alias] = true
			kept = append(kept, k)
		}
	}
	return kept
}

// tellAccounts writes what concerns each account.
func (m *Metrics) tellAccounts(t *text, known []watch.Known) {
	for _, k := range known {
		t.add(accountInfo, labelled(label{"account", k.Meter.ID}, label{"appid_masked", maskedAppID(k.Meter.Key.AppID)},
			label{"kind", m.cfg.Kind(k.Meter.ID)}), 1)
	}
	for _, k := range known {
		if ok, sure := readable(k.Meter); sure {
			t.add(readSuccess, labelled(label{"account", k.Meter.ID}), one(ok))
		}
	}
	for _, k := range known {
		if k.LeftErr != nil {
			continue
		}
		for _, scope := range []guard.Scope{guard.ScopeAll, guard.ScopeAPI} {
			left, _ := k.Left.Of(scope)
			t.add(clearsLeft, labelled(label{"account", k.Meter.ID}, label{"scope", string(scope)}), int64(left))
		}
	}
	for _, k := range known {
		t.add(policyStopped, labelled(label{"account", k.Meter.ID}), one(k.Stop != nil))
	}
	m.tellCounts(t, known)
}

// maskedAppID leaves of an AppID what tells two of one team apart.
func maskedAppID(appid string) string {
	const head, tail = 4, 4
	if len(appid) < 2*(head+tail) {
		return "****"
	}
	return appid[:head] + "****" + appid[len(appid)-tail:]
}
