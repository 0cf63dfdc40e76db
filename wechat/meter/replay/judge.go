package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"text/tabwriter"
)

// The judged points of the last day, in minutes: from 01:00 to 23:30, every quarter of an hour.
const (
	firstPoint = 60
	lastPoint  = aDay - 15
	everyPoint = 15
)

// judge replays all courses; by shape too.
func judge(all []course) (*result, map[string]*result) {
	results := make([]result, len(all))
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, c := range all {
		slots <- struct{}{}
		wait.Go(func() {
			results[i] = judgeOne(c)
			<-slots
		})
	}
	wait.Wait()
	total, shapes := &result{}, map[string]*result{}
	for i, c := range all {
		if shapes[c.shape] == nil {
			shapes[c.shape] = &result{}
		}
		shapes[c.shape].join(results[i])
		total.join(results[i])
	}
	return total, shapes
}

func judgeOne(c course) result {
	var r result
	with, without := newPlayer(c), newPlayer(c)
	for m := range c.minutes {
		with.step(m, true)
		d := m - c.today()
		if d < 0 {
			continue
		}
		without.step(m, false)
		r.measure(with, m)
		if at := c.minutes[m]; d >= firstPoint && d < lastPoint && d%everyPoint == 0 && at.used < at.limit {
			out := c.out(m)
			said, ok := c.straight(m)
			r.straight.add(m, out, said, ok)
			said, ok = with.says(m)
			r.with.add(m, out, said, ok)
			said, ok = without.says(m)
			r.without.add(m, out, said, ok)
		}
	}
	r.reads = with.reads
	return r
}

// out is the first minute from m on in which the quota is used up; -1: it is not.
func (c course) out(m int) int {
	for ; m < len(c.minutes); m++ {
		if c.minutes[m].used >= c.minutes[m].limit {
			return m
		}
	}
	return -1
}

// straight is the line from midnight through what is shown in minute m.
func (c course) straight(m int) (float64, bool) {
	at, d := c.minutes[m], m-c.today()
	if at.shown <= 0 {
		return 0, false
	}
	says := float64(int64(d)*at.limit) / float64(at.shown)
	return float64(c.today()) + says, says < aDay
}

// measure is how far the number that we show is off what WeChat shows.
func (r *readings) measure(p *player, m int) {
	r.minutes++
	if p.account().Stale(p.row, clock(m)) {
		r.stale++
		return
	}
	at := p.minutes[m]
	off := math.Abs(float64(p.row.Used()-at.shown)) / float64(at.limit)
	r.off = append(r.off, off)
	if at.shown*100 > at.limit*80 {
		r.offHigh = append(r.offHigh, off)
	}
}

func writeShapes(w io.Writer, shapes map[string]*result) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "shape\tline: median\tfalse\tnot said\twith: median\tfalse\tnot said\twithout: median\tfalse\tnot said\tcalls\tp99\tp99 >80%\tstale\t")
	names := make([]string, 0, len(shapes))
	for name := range shapes {
		names = append(names, name)
	}
	slices.Sort(names)
	all := &result{}
	for _, name := range names {
		writeShape(t, name, shapes[name])
		all.join(*shapes[name])
	}
	writeShape(t, "all", all)
	t.Flush()
}

func writeShape(w io.Writer, name string, r *result) {
	fmt.Fprintf(w, "%s\t", name)
	for _, f := range []*forecasts{&r.straight, &r.with, &r.without} {
		fmt.Fprintf(w, "%.1f\t%.3f\t%.3f\t", median(f.off), part(f.cry, f.never), part(f.still, f.near))
	}
	fmt.Fprintf(w, "%.3f\t%.4f\t%.4f\t%.4f\t\n", part(r.reads, r.minutes), quantile(r.off, .99), quantile(r.offHigh, .99), part(r.stale, r.minutes))
}
