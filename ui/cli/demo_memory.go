package cli

import (
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/simulate"
)

// demoMemory remembers what the demo's counters showed before it began. What is
// read since then the meter knows itself.
type demoMemory struct{ past []simulate.DemoPast }

var _ meter.Memory = demoMemory{}

// Recall gives the readings of today.
func (m demoMemory) Recall(k meter.Key, _ time.Time) (map[string]meter.Past, error) {
	all := map[string]meter.Past{}
	for _, p := range m.of(k) {
		if len(p.Today) == 0 {
			continue
		}
		last := p.Today[len(p.Today)-1]
		past := meter.Past{Last: demoQuota(p, last)}
		for _, s := range p.Today {
			past.Today = append(past.Today, meter.Sample{At: s.At, Used: s.Used})
		}
		all[p.Path] = past
	}
	return all, nil
}

// Days gives the days before today.
func (m demoMemory) Days(k meter.Key, _ time.Time) (map[string][]meter.Day, error) {
	all := map[string][]meter.Day{}
	for _, p := range m.of(k) {
		for _, d := range p.Days {
			all[p.Path] = append(all[p.Path], meter.Day{Start: d.Start, Limit: p.Limit, Used: d.Used, OutAt: d.OutAt})
		}
	}
	return all, nil
}

// Keep has nothing to do.
func (demoMemory) Keep(meter.Key, []wechat.Quota) error { return nil }

// News is none: nobody else reads the demo.
func (demoMemory) News(meter.Key) ([]wechat.Quota, error) { return nil, nil }

func (m demoMemory) of(k meter.Key) []simulate.DemoPast {
	return slices.DeleteFunc(slices.Clone(m.past), func(p simulate.DemoPast) bool { return p.AppID != k.AppID })
}

func demoQuota(p simulate.DemoPast, s simulate.DemoSample) wechat.Quota {
	return wechat.Quota{Path: p.Path, At: s.At, Daily: &wechat.Daily{Limit: p.Limit, Used: s.Used, Remain: p.Limit - s.Used}}
}
