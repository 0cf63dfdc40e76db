package cli

import (
	"slices"
	"sync"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/simulate/demo"
)

// demoMemory remembers what the demo's counters showed before it began, and what
// is read since then, as long as the demo runs.
type demoMemory struct {
	past []demo.Past

	mu   sync.Mutex
	kept map[demoKey][]wechat.Quota
}

type demoKey struct{ appID, path string }

// demoKept is how many readings of one API are kept: of a quarter of an hour at
// the demo's refresh.
const demoKept = 180

var _ meter.Memory = (*demoMemory)(nil)

func newDemoMemory(past []demo.Past) *demoMemory {
	return &demoMemory{past: past, kept: map[demoKey][]wechat.Quota{}}
}

// Recall gives the readings of today.
func (m *demoMemory) Recall(k meter.Key, now time.Time) (map[string]meter.Past, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	midnight := meter.BackAt(now).AddDate(0, 0, -1)
	all := map[string]meter.Past{}
	for _, p := range m.of(k) {
		var past meter.Past
		for _, s := range p.Today {
			past = demoRecalled(past, demoQuota(p, s), midnight)
		}
		for _, q := range m.kept[demoKey{p.AppID, p.Path}] {
			past = demoRecalled(past, q, midnight)
		}
		if !past.Last.At.IsZero() {
			all[p.Path] = past
		}
	}
	return all, nil
}

// demoRecalled is what is remembered of an API with one reading more.
func demoRecalled(past meter.Past, q wechat.Quota, midnight time.Time) meter.Past {
	past.Last = q
	switch {
	case q.At.Before(midnight):
		return past
	case !q.Daily.Out():
		past.OutSince = time.Time{}
	case past.OutSince.IsZero():
		past.OutSince = q.At
	}
	past.Today = append(past.Today, meter.Sample{At: q.At, Used: q.Daily.Used})
	return past
}

// Days gives the days before today.
func (m *demoMemory) Days(k meter.Key, _ time.Time) (map[string][]meter.Day, error) {
	all := map[string][]meter.Day{}
	for _, p := range m.of(k) {
		for _, d := range p.Days {
			all[p.Path] = append(all[p.Path], meter.Day{Start: d.Start, Limit: p.Limit, Used: d.Used, OutAt: d.OutAt})
		}
	}
	return all, nil
}

// Keep adds readings.
func (m *demoMemory) Keep(k meter.Key, readings []wechat.Quota) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, q := range readings {
		if q.Daily == nil {
			continue
		}
		key := demoKey{k.AppID, q.Path}
		kept := append(m.kept[key], q)
		m.kept[key] = kept[max(0, len(kept)-demoKept):]
	}
	return nil
}

// News is none: nobody else reads the demo.
func (*demoMemory) News(meter.Key) ([]wechat.Quota, error) { return nil, nil }

func (m *demoMemory) of(k meter.Key) []demo.Past {
	return slices.DeleteFunc(slices.Clone(m.past), func(p demo.Past) bool { return p.AppID != k.AppID })
}

func demoQuota(p demo.Past, s demo.Sample) wechat.Quota {
	return wechat.Quota{Path: p.Path, At: s.At, Daily: &wechat.Daily{Limit: p.Limit, Used: s.Used, Remain: p.Limit - s.Used}}
}
