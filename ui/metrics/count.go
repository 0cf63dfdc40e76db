package metrics

import (
	"reflect"
	"slices"
	"strconv"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// counts is what was counted of one account.
type counts struct {
	errors    map[string]int64 // by errcode
	decisions map[string]int64 // by what was decided
	last      map[string]error // of each path, the failure that was counted last; of the account under ""
	fails     int              // of the account as a whole, on end
	since     time.Time        // when the first of those was seen
}

// The errcodes of readings that are told apart; the rest is otherCode. They are those
// of quota/get and of the token before it.
var errcodes = []string{"-1", "40001", "40013", "40014", "40125", "40164", "42001", "45009", "45011", "48001", "61004", noCode, otherCode}

const (
	noCode    = "none" // WeChat did not answer, or was not asked
	otherCode = "other"
)

// errcodeOf is the label of a failure.
func errcodeOf(err error) string {
	code := wechat.Code(err)
	switch text := strconv.FormatInt(code, 10); {
	case code == 0:
		return noCode
	case slices.Contains(errcodes, text):
		return text
	}
	return otherCode
}

// The decisions, in the words of the documents.
const (
	reset      = "reset"
	hold       = "hold"
	wouldReset = "would reset" // in a dry run
)

// decisionOf is what an event says of the policy; "" for nothing.
func decisionOf(e watch.Event) string {
	switch {
	case e.Kind == watch.Reset:
		return reset
	case e.Kind == watch.Decided && e.Decision != nil && e.Decision.Clear:
		return wouldReset
	case e.Kind == watch.Decided:
		return hold
	}
	return ""
}

// Heard counts decisions.
func (m *Metrics) Heard(e watch.Event) {
	what := decisionOf(e)
	if what == "" || e.Account == "" {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.of(e.Account).decisions[what]++
}

// pause is how seldom a sweep looks for errors, so that thousands of accounts that are
// read at all times cost nothing. A scrape always looks.
const pause = time.Second

// Swept notes that a sweep is over, and counts the readings that failed.
func (m *Metrics) Swept(now time.Time) {
	m.mu.Lock()
	m.swept = now
	early := now.Sub(m.looked) < pause && !now.Before(m.looked)
	m.mu.Unlock()
	select {
	case m.sweeps <- struct{}{}:
	default:
	}
	if early || !m.looking.TryLock() { // then a scrape looks just now
		return
	}
	defer m.looking.Unlock()
	m.count(m.cfg.Accounts(), now)
}

// of gives the counts of an account; m.mu is held.
func (m *Metrics) of(alias string) *counts {
	c := m.counts[alias]
	if c == nil {
		c = &counts{errors: map[string]int64{}, decisions: map[string]int64{}}
		m.counts[alias] = c
	}
	return c
}

// lost reports whether an account as a whole could not be read for so long that its numbers
// are taken away. At first it is tried again within seconds, so the time counts, too: a short
// break of the network must not resolve alerts that are raised again a minute later.
func (m *Metrics) lost(alias string, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.of(alias)
	return c.fails >= attempts && now.Sub(c.since) > attempts*m.cfg.Every
}

// count counts failures that were not seen before, and forgets accounts that are no
// longer watched.
func (m *Metrics) count(known []watch.Known, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.looked = now
	watched := make(map[string]bool, len(known))
	for _, k := range known {
		watched[k.Meter.ID] = true
		m.of(k.Meter.ID).take(k.Meter, now)
	}
	for alias := range m.counts {
		if !watched[alias] {
			delete(m.counts, alias)
		}
	}
}

// take counts what failed since it was last asked. Each try has an error of its own, so
// one that is still the same was counted.
func (c *counts) take(a meter.Account, now time.Time) {
	before := c.last
	c.last = nil
	of := func(path string, err error) (isNew bool) {
		if c.last == nil {
			c.last = map[string]error{}
		}
		c.last[path] = err
		return !same(before[path], err)
	}
	told := false // by one of its rows
	for _, r := range a.Rows {
		if r.Err == nil || r.NoQuota() {
			continue
		}
		told = told || same(r.Err, a.Err)
		if of(r.Path, r.Err) {
			c.errors[errcodeOf(r.Err)]++
		}
	}
	switch {
	case a.Err == nil:
		c.fails = 0
	case of("", a.Err):
		if !wechat.TooFast(a.Err) {
			c.fail(now)
		}
		if !told {
			c.errors[errcodeOf(a.Err)]++
		}
	}
}

// fail notes that the account could not be read.
func (c *counts) fail(now time.Time) {
	if c.fails == 0 || now.Before(c.since) {
		c.since = now
	}
	c.fails++
}

// same reports whether two errors are one.
func same(a, b error) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return reflect.ValueOf(a).Comparable() && reflect.ValueOf(b).Comparable() && a == b
}

// zeroes is for how many accounts each counter stands at 0 before there is anything to
// count, so that a rate sees the first. With more, that would be more series than quotas.
const zeroes = 100

// tellCounts writes the counters.
func (m *Metrics) tellCounts(t *text, known []watch.Known) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for n, k := range known {
		c := m.of(k.Meter.ID)
		for _, code := range errcodes {
			if v := c.errors[code]; v > 0 || n < zeroes {
				t.add(readErrors, labelled(label{"account", k.Meter.ID}, label{"errcode", code}), v)
			}
		}
	}
	for n, k := range known {
		c := m.of(k.Meter.ID)
		for _, what := range []string{reset, hold, wouldReset} {
			if v := c.decisions[what]; v > 0 || n < zeroes {
				t.add(decisions, labelled(label{"account", k.Meter.ID}, label{"decision", what}), v)
			}
		}
	}
}
