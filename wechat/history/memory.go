package history

import (
	"maps"
	"sync"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// Memory keeps readings in this process only, for the demo and for tests. There
// are no others, so nothing is ever news.
type Memory struct {
	mu    sync.Mutex
	books map[meter.Key]*book
}

// NewMemory makes one that remembers nothing.
func NewMemory() *Memory { return &Memory{books: map[meter.Key]*book{}} }

// at gives an account's book as of now.
func (m *Memory) at(k meter.Key, now time.Time) *book {
	b := m.books[k]
	if b == nil {
		b = newBook(0)
		m.books[k] = b
	}
	b.now = now.Unix()
	return b
}

// Fill adds days of an API, as if they had been read.
func (m *Memory) Fill(k meter.Key, path string, days []meter.Day) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, d := range days {
		b := m.at(k, d.Start)
		r := b.run(b.path([]byte(path)), dayOf(d.Start.Unix()))
		for i, used := range d.Used {
			if at := d.Start.Unix() + int64(i+1)*slotSeconds - 1; used >= 0 {
				r.add(sample{at, used, d.Limit > 0 && used >= d.Limit}, d.Limit)
			}
		}
		if !d.OutAt.IsZero() {
			r.add(sample{d.OutAt.Unix(), d.Limit, true}, d.Limit)
			r.sorted()
		}
	}
}

// Recall gives what was kept of today.
func (m *Memory) Recall(k meter.Key, now time.Time) (map[string]meter.Past, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at(k, now).past(), nil
}

// Days gives the days before today.
func (m *Memory) Days(k meter.Key, now time.Time) (map[string][]meter.Day, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at(k, now).meterDays(), nil
}

// Keep adds readings of an account.
func (m *Memory) Keep(k meter.Key, readings []wechat.Quota) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, q := range readings {
		b := m.at(k, q.At)
		b.take(b.path([]byte(q.Path)), readingOf(q))
		if r := b.runs[runKey{q.Path, dayOf(b.now)}]; r != nil && len(r.samples) > samplesMost {
			r.samples = thin(r.sorted(), fine, b.now-hour)
			maps.DeleteFunc(b.runs, func(key runKey, _ *run) bool { return key.day < dayOf(b.now)-weekDays })
		}
	}
	return nil
}

// News gives nothing: nobody else keeps readings here.
func (m *Memory) News(meter.Key) ([]wechat.Quota, error) { return nil, nil }

// Compare gives what is known of an API's today and of the days before it.
func (m *Memory) Compare(k meter.Key, path string, now time.Time) (Comparison, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at(k, now).compare(path), nil
}

var (
	_ meter.Memory = (*Memory)(nil)
	_ meter.Memory = (*Store)(nil)
)
