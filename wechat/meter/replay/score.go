package main

import (
	"math"
	"slices"
	"strconv"
)

// forecasts counts how right forecasts were.
type forecasts struct {
	off         []float64 // minutes, where a time was said and there was one
	never, cry  int       // points on which it never was out; of those, where a time was said
	near, still int       // points at most two hours before it was out; of those, where none was said
}

// soon is how long before the end a forecast has to be there.
const soon = 120

// add judges what was said in minute m; out is the minute in which the quota was used up,
// -1 for never.
func (f *forecasts) add(m, out int, at float64, said bool) {
	switch {
	case out < 0:
		f.never++
		if said {
			f.cry++
		}
		return
	case said:
		f.off = append(f.off, math.Abs(max(at, float64(m))-float64(out)))
	}
	if out-m <= soon {
		f.near++
		if !said {
			f.still++
		}
	}
}

func (f *forecasts) join(o forecasts) {
	f.off = append(f.off, o.off...)
	f.never, f.cry = f.never+o.never, f.cry+o.cry
	f.near, f.still = f.near+o.near, f.still+o.still
}

// readings counts what was read, and how far off it was.
type readings struct {
	minutes, reads, stale int
	off, offHigh          []float64 // parts of the limit, of rows not marked stale; of those above 80 %
}

func (r *readings) join(o readings) {
	r.minutes, r.reads, r.stale = r.minutes+o.minutes, r.reads+o.reads, r.stale+o.stale
	r.off, r.offHigh = append(r.off, o.off...), append(r.offHigh, o.offHigh...)
}

// result is what is known of some courses.
type result struct {
	straight, with, without forecasts
	readings
}

func (r *result) join(o result) {
	r.straight.join(o.straight)
	r.with.join(o.with)
	r.without.join(o.without)
	r.readings.join(o.readings)
}

// number is rounded to some digits; not known is null.
type number struct {
	v      float64
	digits int
}

// MarshalJSON writes no more digits than are told.
func (n number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(n.v) {
		return []byte("null"), nil
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n.v, 'f', n.digits, 64), 64)
	return strconv.AppendFloat(nil, rounded, 'f', -1, 64), err
}

type forecastReport struct {
	Median  number `json:"median_error_min"`
	False   number `json:"false_out"`
	NotSaid number `json:"not_said"`
}

type callsReport struct {
	Share   number `json:"share"`
	P99     number `json:"p99_error"`
	P99High number `json:"p99_error_above_80"`
}

// report is the line that is printed.
type report struct {
	Days     int            `json:"days"`
	Straight forecastReport `json:"straight"`
	With     forecastReport `json:"with_history"`
	Without  forecastReport `json:"without_history"`
	Calls    callsReport    `json:"calls"`
}

func (r *result) report(days int) report {
	return report{
		Days: days, Straight: r.straight.report(), With: r.with.report(), Without: r.without.report(),
		Calls: callsReport{number{part(r.reads, r.minutes), 4}, number{quantile(r.off, .99), 4}, number{quantile(r.offHigh, .99), 4}},
	}
}

func (f *forecasts) report() forecastReport {
	return forecastReport{number{median(f.off), 1}, number{part(f.cry, f.never), 4}, number{1 - part(f.near-f.still, f.near), 4}}
}

func part(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// median is the mean of the two in the middle.
func median(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	v = slices.Sorted(slices.Values(v))
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

func quantile(v []float64, q float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	v = slices.Sorted(slices.Values(v))
	return v[min(len(v)-1, int(q*float64(len(v))))]
}
