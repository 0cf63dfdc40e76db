package fleet

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// verdict is what an answer says, and of what.
type verdict int

const (
	aFigure   verdict = iota // the numbers, or WeChat's word that there are none
	aRefusal                 // of this row
	aLoss                    // there is no answer to this row
	tooFast                  // nothing, but that the account is read too fast
	ofAccount                // what would be the answer to every row
	aBreak                   // our own end, no answer
)

func judge(err error) verdict {
	var e *wechat.Error
	switch cancelled := errors.As(err, &e) && e.Reason == wechat.Cancelled; {
	case err == nil, wechat.NoQuota(err):
		return aFigure
	case cancelled, errors.Is(err, context.Canceled):
		return aBreak
	case wechat.EveryRow(err):
		return ofAccount
	case wechat.TooFast(err):
		return tooFast
	case wechat.Code(err) != 0:
		return aRefusal
	}
	return aLoss
}

// One lost answer is bad luck; as many in a row as weigh this much are no network.
const (
	weightOfLosses  = 8
	weightOfSilence = 3 // where nothing came at all, not even a status
)

func weigh(err error) int {
	var e *wechat.Error
	if errors.As(err, &e) && e.Status != 0 {
		return 1
	}
	return weightOfSilence
}

// The pauses after errors of a whole account, each twice the one before.
const (
	firstPause  = 5 * time.Second
	longestWait = 5 * time.Minute
	tooFastWait = time.Second // after a 45011
	mostStrikes = 3           // 45011 in a row until the round ends
)

// backOff is the pause after so many errors in a row, between a half and the whole of
// it, so that accounts that fail together do not come back together.
func backOff(first time.Duration, fails int) time.Duration {
	d := first
	for n := 1; n < fails && d < longestWait; n++ {
		d *= 2
	}
	d = min(d, longestWait)
	return d/2 + rand.N(d/2+1)
}

// spread is how far apart the accounts begin after midnight, when all are due at once.
const spread = time.Minute

// again is when an account is asked again after an error of all its rows.
func again(err error, fails int, now time.Time) time.Time {
	if wechat.ReadsUsedUp(err) {
		return meter.BackAt(now).Add(rand.N(spread))
	}
	return now.Add(backOff(firstPause, fails))
}

// failed ends the round of an account that cannot be read. An answer to an older
// question than the last such one says nothing new.
func (f *Fleet) failed(m *metered, err error, seq int) {
	if seq <= m.errSeq {
		return
	}
	now := f.now()
	m.err, m.errSeq = err, f.seq
	m.token, m.started, m.missed, m.strikes = false, false, 0, 0
	m.fails++
	m.until = again(err, m.fails, now)
	m.held = f.cfg.Refresh <= 0 || f.once()
	f.shelve(m)
	f.tell()
}

// shelve puts what is ready back to where it waits for its time, which may be past.
func (f *Fleet) shelve(m *metered) {
	for _, i := range m.list {
		i.again = false
	}
	for _, i := range m.ready.empty() {
		i.asked = false
		f.schedule(m, i)
	}
	m.round = round{number: m.round.number + 1}
}

// answered takes the answer to a question about a row.
func (f *Fleet) answered(m *metered, c *call, reading wechat.Reading) {
	now := f.now()
	switch judge(reading.Err) {
	case tooFast:
		f.struck(m, c, reading.Err)
		return
	case ofAccount:
		f.count(m, c.round, nil)
		f.settle(m, c.item)
		f.failed(m, reading.Err, c.seq)
		return
	case aLoss, aBreak:
		if c.item.row.Err == nil { // a row that fails time and again tells nothing of the others
			m.missed += weigh(reading.Err)
		}
		f.note(m, c, reading, now)
		if m.missed >= weightOfLosses {
			f.failed(m, reading.Err, c.seq)
		}
	default:
		f.heard(m, c.seq, reading.Err)
		f.note(m, c, reading, now)
	}
	m.started = m.token
}

// heard notes that WeChat answers an account again.
func (f *Fleet) heard(m *metered, seq int, err error) {
	if err != nil && wechat.Code(err) == 0 {
		return // what cannot be asked for is no answer
	}
	m.opened, m.missed = true, 0
	if seq > m.errSeq {
		m.err, m.fails, m.strikes = nil, 0, 0
	}
}

// note puts an answer into its row, where nothing newer stands there.
func (f *Fleet) note(m *metered, c *call, reading wechat.Reading, now time.Time) {
	i := c.item
	if i.taken <= c.seq {
		row := i.row
		if row.At.After(now) { // the clock went back
			early := *row
			early.At = now
			row = &early
		}
		m.put(i, row.With(reading, now, f.cfg.Refresh))
		if reading.Err == nil {
			f.keep(m, reading.Quota)
		}
	}
	f.settle(m, i)
	f.count(m, c.round, reading.Err)
	f.tell()
}

// struck slows an account down after a 45011, and lets its row wait for another try.
func (f *Fleet) struck(m *metered, c *call, err error) {
	now := time.Now()
	m.pace.Slow(c.started, now)
	i := c.item
	if c.round == m.round.number {
		m.round.of--
	}
	m.get(i)
	if c.seq <= m.errSeq {
		return
	}
	m.strikes++
	if m.strikes > mostStrikes {
		f.failed(m, err, c.seq)
		return
	}
	m.err, m.errSeq, m.pause = err, f.seq, now.Add(backOff(tooFastWait, m.strikes))
	f.tell()
}

// count counts a row as answered in the round in which it was asked.
func (f *Fleet) count(m *metered, round int, err error) {
	if round != m.round.number {
		return
	}
	m.round.done++
	switch {
	case err == nil:
		m.round.figures++
	default:
		m.round.err = err
	}
	m.endRound()
}

// endRound ends a round of which every row has its answer. Where none of the account's rows
// could be read, that is how the account stands.
func (m *metered) endRound() {
	r := m.round
	if r.done < r.of {
		return
	}
	m.round = round{number: r.number + 1}
	if r.figures > 0 || r.err == nil || m.err != nil {
		return
	}
	for _, i := range m.list {
		if i.row.Err == nil || i.row.NoQuota() {
			return
		}
	}
	m.err = r.err
}
