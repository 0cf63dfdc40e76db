package history

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"

	"wxops/wechat"
)

// The kinds of lines. One that is none of them is damaged.
const (
	lineReading = "r" // r AT PATH LIMIT USED REMAIN RATE RATE: one answer, whole
	lineRun     = "s" // s PATH LIMIT AT USED then pairs of steps: a day of a counter
	lineDay     = "d" // d DATE PATH LIMIT PEAK USED RESETS OUT-AT OUT-SECONDS
)

const (
	none    = "-" // what WeChat did not tell
	nothing = "%" // an empty text
)

// untoldFigures stand for limit, used and remain together.
var untoldFigures = []byte("- - -")

// out marks a counter that was read with no call left.
const out = '!'

// reading is one answer of WeChat, as small as it can be.
type reading struct {
	at              int64 // seconds since 1970
	told            bool  // there are figures of the day
	limit           int64
	used            int64
	remain          int64
	rate, component wechat.Rate
}

func readingOf(q wechat.Quota) reading {
	r := reading{at: q.At.Unix()}
	if d := q.Daily; d != nil {
		r.told, r.limit, r.used, r.remain = true, d.Limit, d.Used, d.Remain
	}
	if q.Rate != nil {
		r.rate = *q.Rate
	}
	if q.Component != nil {
		r.component = *q.Component
	}
	return r
}

// quota is the reading as WeChat told it, to the second.
func (r reading) quota(path string) wechat.Quota {
	q := wechat.Quota{Path: path, At: clock(r.at)}
	if r.told {
		q.Daily = &wechat.Daily{Limit: r.limit, Used: r.used, Remain: r.remain}
	}
	if r.rate != (wechat.Rate{}) {
		q.Rate = &r.rate
	}
	if r.component != (wechat.Rate{}) {
		q.Component = &r.component
	}
	return q
}

func (r reading) out() bool { return r.told && wechat.Daily{Limit: r.limit, Remain: r.remain}.Out() }

func (r reading) append(line []byte, path string) []byte {
	line = append(line, lineReading+" "...)
	line = strconv.AppendInt(line, r.at, 10)
	line = append(line, ' ')
	line = appendText(line, path)
	for _, n := range []int64{r.limit, r.used, r.remain} {
		line = append(line, ' ')
		if r.told {
			line = strconv.AppendInt(line, n, 10)
		} else {
			line = append(line, none...)
		}
	}
	if r.rate != (wechat.Rate{}) || r.component != (wechat.Rate{}) {
		line = appendRate(appendRate(line, r.rate), r.component)
	}
	return append(line, '\n')
}

func appendRate(line []byte, r wechat.Rate) []byte {
	line = append(line, ' ')
	if r == (wechat.Rate{}) {
		return append(line, none...)
	}
	line = strconv.AppendInt(line, r.Calls, 10)
	line = append(line, '/')
	return strconv.AppendInt(line, r.Seconds, 10)
}

// fields takes a line apart. After a field that is not as it should be, bad.
type fields struct {
	rest []byte
	bad  bool
}

func (f *fields) more() bool { return len(f.rest) > 0 }

func (f *fields) next() []byte {
	if len(f.rest) == 0 {
		f.bad = true
		return nil
	}
	field, rest, _ := bytes.Cut(f.rest, []byte{' '})
	f.rest = rest
	return field
}

func (f *fields) number() int64 { return f.numberOf(f.next()) }

func (f *fields) numberOf(field []byte) int64 {
	n, err := strconv.ParseInt(string(field), 10, 64)
	f.bad = f.bad || err != nil
	return n
}

// at is a time that a line may have: of the years 2001 to 2286.
func (f *fields) at() int64 {
	at := f.number()
	f.bad = f.bad || at < 1e9 || at >= 1e10
	return at
}

func (f *fields) rate() (r wechat.Rate) {
	field := f.next()
	if string(field) == none {
		return r
	}
	calls, seconds, _ := bytes.Cut(field, []byte{'/'})
	return wechat.Rate{Calls: f.numberOf(calls), Seconds: f.numberOf(seconds)}
}

// text is a path, unescaped; it stays in the line's own bytes where it can.
func (f *fields) text() []byte {
	field := f.next()
	switch {
	case bytes.IndexByte(field, '%') < 0:
		return field
	case string(field) == nothing:
		return nil
	}
	plain := make([]byte, 0, len(field))
	for i := 0; i < len(field); i++ {
		if field[i] != '%' {
			plain = append(plain, field[i])
			continue
		}
		if i+2 >= len(field) {
			f.bad = true
			return nil
		}
		n, err := strconv.ParseUint(string(field[i+1:i+3]), 16, 8)
		f.bad = f.bad || err != nil
		plain = append(plain, byte(n))
		i += 2
	}
	return plain
}

// appendText writes a text as one field, whatever is in it.
func appendText(line []byte, text string) []byte {
	const hex = "0123456789abcdef"
	if text == "" {
		return append(line, nothing...)
	}
	for _, b := range []byte(text) {
		if b <= ' ' || b == '%' || b == 0x7f {
			line = append(line, '%', hex[b>>4], hex[b&15])
		} else {
			line = append(line, b)
		}
	}
	return line
}

// parseReading reads what follows the r of a line.
func parseReading(line []byte) (path []byte, r reading, ok bool) {
	f := fields{rest: line}
	r.at = f.at()
	path = f.text()
	if figures, untold := bytes.CutPrefix(f.rest, untoldFigures); untold {
		f.rest = bytes.TrimPrefix(figures, []byte{' '})
	} else {
		r.told, r.limit, r.used, r.remain = true, f.number(), f.number(), f.number()
	}
	if f.more() {
		r.rate, r.component = f.rate(), f.rate()
	}
	return path, r, !f.bad && !f.more()
}

// sample is one reading of a counter.
type sample struct {
	at   int64 // seconds since 1970
	used int64
	out  bool // no call was left
}

// run is one API's counter over a day in Beijing, the oldest reading first.
type run struct {
	limit   int64 // as last told
	limitAt int64
	samples []sample
	mixed   bool // they are not in order yet
}

func (r *run) add(s sample, limit int64) {
	if s.at >= r.limitAt {
		r.limit, r.limitAt = limit, s.at
	}
	if n := len(r.samples); n > 0 && s.at <= r.samples[n-1].at {
		r.mixed = true
	}
	r.samples = append(r.samples, s)
}

// sorted are its samples, one of each moment.
func (r *run) sorted() []sample {
	if r.mixed {
		slices.SortStableFunc(r.samples, func(a, b sample) int { return cmp.Compare(a.at, b.at) })
		r.samples = slices.CompactFunc(r.samples, func(a, b sample) bool { return a.at == b.at })
		r.mixed = false
	}
	return r.samples
}

func appendRun(line []byte, path string, limit int64, samples []sample) []byte {
	line = append(line, lineRun+" "...)
	line = appendText(line, path)
	line = append(line, ' ')
	line = strconv.AppendInt(line, limit, 10)
	var before sample
	for _, s := range samples {
		line = append(line, ' ')
		line = strconv.AppendInt(line, s.at-before.at, 10)
		line = append(line, ' ')
		line = strconv.AppendInt(line, s.used-before.used, 10)
		if s.out {
			line = append(line, out)
		}
		before = s
	}
	return append(line, '\n')
}

// samplesMost bounds what one line may hold.
const samplesMost = 1024

// parseRun reads what follows the s of a line, into scratch. The samples are all of
// one day.
func parseRun(line []byte, scratch []sample) (path []byte, limit int64, samples []sample, ok bool) {
	f := fields{rest: line}
	path, limit, samples = f.text(), f.number(), scratch
	var s sample
	for f.more() && len(samples) < samplesMost {
		step := f.number()
		used, marked := bytes.CutSuffix(f.next(), []byte{out})
		s.at, s.used, s.out = s.at+step, s.used+f.numberOf(used), marked
		if s.at < 1e9 || s.at >= 1e10 || len(samples) > 0 && (step <= 0 || dayOf(s.at) != dayOf(samples[0].at)) {
			return nil, 0, nil, false
		}
		samples = append(samples, s)
	}
	return path, limit, samples, !f.bad && !f.more() && len(samples) > 0
}
