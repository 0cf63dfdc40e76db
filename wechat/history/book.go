package history

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"wxops/wechat/meter"
)

// runKey names an API's day.
type runKey struct {
	path string
	day  int64
}

// book is what the files of an account hold, or a part of them.
type book struct {
	now     int64
	last    map[string]reading // the newest of each API that is not of the future
	later   map[string]reading // the newest of the future, by a clock that was wrong then or is now
	runs    map[runKey]*run
	days    map[runKey]Summary
	damaged int // lines that cannot be read
	lines   int // that can

	only  []byte // lines of this API alone are read, as they have its path; nil: all are
	paths map[string]string

	scratch []sample
}

func newBook(now int64) *book {
	return &book{
		now: now, last: map[string]reading{}, later: map[string]reading{}, runs: map[runKey]*run{}, days: map[runKey]Summary{},
		paths: map[string]string{},
	}
}

// path gives one string for all lines of an API.
func (b *book) path(text []byte) string {
	if p, ok := b.paths[string(text)]; ok {
		return p
	}
	p := string(text)
	b.paths[p] = p
	return p
}

// read takes in lines; one that cannot be read costs itself alone.
func (b *book) read(text []byte) {
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte{'\n'})
		if len(line) > 0 && (b.only == nil || bytes.Contains(line, b.only)) && !b.readLine(line) {
			b.damaged++
		}
	}
}

func (b *book) readLine(line []byte) bool {
	kind, rest, _ := bytes.Cut(line, []byte{' '})
	ok := false
	switch string(kind) {
	case lineReading:
		ok = b.readReading(rest)
	case lineRun:
		ok = b.readRun(rest)
	case lineDay:
		var d Summary
		if d, ok = parseSummary(rest); ok {
			b.addDay(d)
		}
	default:
		_, ok = parseHeader(line) // it is looked at by whoever opens the file
	}
	if ok {
		b.lines++
	}
	return ok
}

func (b *book) readReading(rest []byte) bool {
	path, r, ok := parseReading(rest)
	if ok {
		b.take(b.path(path), r)
	}
	return ok
}

func (b *book) readRun(rest []byte) bool {
	path, limit, samples, ok := parseRun(rest, b.scratch[:0])
	b.scratch = samples
	if ok {
		run := b.run(b.path(path), dayOf(samples[0].at))
		run.samples = slices.Grow(run.samples, len(samples))
		for _, s := range samples {
			run.add(s, limit)
		}
	}
	return ok
}

func (b *book) run(path string, day int64) *run {
	key := runKey{path, day}
	r := b.runs[key]
	if r == nil {
		r = &run{}
		b.runs[key] = r
	}
	return r
}

// take adds one reading.
func (b *book) take(path string, r reading) {
	if r.told {
		b.run(path, dayOf(r.at)).add(sample{r.at, r.used, r.out()}, r.limit)
	}
	newest := b.last
	if r.at > b.now+ahead {
		newest = b.later
	}
	if was, ok := newest[path]; !ok || r.at >= was.at {
		newest[path] = r
	}
}

// keys are its days of each API in the order of time, then of the paths.
func (b *book) keys() []runKey {
	return slices.SortedFunc(maps.Keys(b.runs), func(x, y runKey) int {
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.path, y.path))
	})
}

// thin keeps of the samples before until the last of each grain, and those that
// tell more: where calls ran out or came back, and the highest before a fall.
func thin(samples []sample, grain, until int64) []sample {
	kept := make([]sample, 0, min(len(samples), 128))
	for i, s := range samples {
		last := i == len(samples)-1
		switch {
		case s.at >= until, last, samples[i+1].at/grain != s.at/grain:
		case i == 0 && s.out, i > 0 && s.out != samples[i-1].out:
		case cleared(s, samples[i+1]):
		default:
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// plain is thin for a counter that jumps about: the last of each grain, and no
// more than a line may hold.
func plain(samples []sample, grain int64) []sample {
	kept := make([]sample, 0, 128)
	for i, s := range samples {
		if i == len(samples)-1 || samples[i+1].at/grain != s.at/grain {
			kept = append(kept, s)
		}
	}
	return kept[max(0, len(kept)-samplesMost):]
}

// cleared reports whether a counter was cleared between two samples.
func cleared(a, b sample) bool {
	return meter.Cleared(meter.Sample{Used: a.used}, meter.Sample{Used: b.used})
}

// outSince is since when no call is left at the end of samples; 0 where calls are.
func outSince(samples []sample) (at int64) {
	for _, s := range samples {
		switch {
		case !s.out:
			at = 0
		case at == 0:
			at = s.at
		}
	}
	return at
}

// slots is the day as the meter remembers it, up to now.
func (r *run) slots(day, now int64) meter.Day {
	d := meter.Day{Start: clock(dayStart(day)), Limit: max(0, r.limit)}
	for i := range d.Used {
		d.Used[i] = -1
	}
	for _, s := range r.sorted() {
		if s.at > now+ahead {
			break
		}
		d.Used[slotOf(s.at)] = s.used
		if s.out && d.OutAt.IsZero() {
			d.OutAt = clock(s.at)
		}
	}
	return d
}
