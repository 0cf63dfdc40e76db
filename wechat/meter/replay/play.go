package main

import (
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// refresh is how often the most pressed rows are read.
const refresh = time.Minute

// first is the midnight in Beijing from which the minutes are counted.
var first = time.Date(2026, 3, 2, 0, 0, 0, 0, wechat.Beijing())

const path = "/cgi-bin/message/custom/send"

// player reads one course as the fleet does: a row when it is due, and no more.
type player struct {
	course
	row   *meter.Row
	kept  []meter.Day // the days before, the newest first
	day   meter.Day
	reads int // of the last day
}

func clock(m int) time.Time { return first.Add(time.Duration(m) * time.Minute) }

func newPlayer(c course) *player { return &player{course: c, row: &meter.Row{Path: path}} }

// step lets a minute come.
func (p *player) step(m int, history bool) {
	now := clock(m)
	if m%aDay == 0 && history {
		p.newDay(now)
	}
	due, ok := p.row.Due(refresh)
	if !ok || due.After(now) {
		return
	}
	p.read(m, now)
	if m >= p.today() {
		p.reads++
	}
}

func (p *player) read(m int, now time.Time) {
	at := p.minutes[m]
	q := wechat.Quota{Path: path, At: now, Daily: &wechat.Daily{Limit: at.limit, Used: at.shown, Remain: at.limit - at.shown}}
	p.row = p.row.With(wechat.Reading{Path: path, Quota: q}, now, refresh)
	p.day.Limit = at.limit
	p.day.Used[m%aDay*meter.SlotsADay/aDay] = at.shown
	if q.Daily.Out() && p.day.OutAt.IsZero() {
		p.day.OutAt = now
	}
}

// newDay puts the day that ended to the history.
func (p *player) newDay(now time.Time) {
	if !p.day.Start.IsZero() {
		p.kept = append([]meter.Day{p.day}, p.kept...)
		p.row = p.row.Knowing(p.kept, now, refresh)
	}
	p.day = meter.Day{Start: now}
	for i := range p.day.Used {
		p.day.Used[i] = -1
	}
}

func (p *player) account() meter.Account {
	return meter.Account{ID: "replay", Opened: true, Rows: []*meter.Row{p.row}}
}

// says is when the quota will be out, as seen in a minute, in minutes; false where
// nothing is said. What is out is out now.
func (p *player) says(m int) (float64, bool) {
	f := p.account().Forecast(p.row, clock(m))
	switch f.Saying {
	case meter.IsOut:
		return float64(m), true
	case meter.OutLater:
		return f.At.Sub(first).Minutes(), true
	}
	return 0, false
}
