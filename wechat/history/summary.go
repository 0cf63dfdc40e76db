package history

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"wxops/wechat"
)

// Summary is what is kept of an API's day for 13 months.
type Summary struct {
	Path   string
	Start  time.Time // its midnight in Beijing
	Limit  int64     // as last told; 0: not known
	Peak   int64     // the highest that the counter was read
	Used   int64     // calls of the day: what was cleared away is counted in
	Clears int       // times that the counter was seen cleared
	OutAt  time.Time // when no call was first seen left; zero: there always were
	// OutFor is how long none was left in all: until some were seen again, or
	// the day's end.
	OutFor time.Duration
}

// Day is the day's date.
func (s Summary) Day() string { return s.Start.Format(time.DateOnly) }

// summary tells of a day. end is when it is over, or as far as it is known.
func (r *run) summary(path string, day, end int64) Summary {
	s := Summary{Path: path, Start: clock(dayStart(day)), Limit: max(0, r.limit)}
	var segment int64 // the highest since the counter was cleared last
	var since, out int64
	samples := credible(r.sorted())
	for i, at := range samples {
		if i > 0 && cleared(samples[i-1], at) {
			s.Used, segment = plus(s.Used, segment), 0
			s.Clears++
		}
		segment = max(segment, at.used)
		s.Peak = max(s.Peak, at.used)
		switch {
		case at.out && since == 0:
			since = at.at
			if s.OutAt.IsZero() {
				s.OutAt = clock(since)
			}
		case !at.out && since > 0:
			out, since = out+at.at-since, 0
		}
	}
	if since > 0 {
		out += max(0, end-since)
	}
	s.Used, s.OutFor = plus(s.Used, segment), time.Duration(out)*time.Second
	return s
}

// closeBy is how near in time neighbours must be to disprove a sample: in less time
// a counter that was cleared seldom rises to where it was.
const closeBy = 20 * 60

// credible leaves out a sample that its neighbours disprove: they stand in order, and
// it is far from one of them.
func credible(samples []sample) []sample {
	kept := samples[:0:0]
	for i, s := range samples {
		if i > 0 && i < len(samples)-1 && !s.out {
			before, after := samples[i-1], samples[i+1]
			if after.at-before.at <= closeBy && !cleared(before, after) && (cleared(before, s) || cleared(s, after)) {
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// addDay takes in a line of a day. A day that has several, because a process
// was killed between two steps or a reading came late, is all of them.
func (b *book) addDay(d Summary) {
	key := runKey{b.path([]byte(d.Path)), dayOf(d.Start.Unix())}
	was, ok := b.days[key]
	if !ok {
		d.Path = key.path
		b.days[key] = d
		return
	}
	was.Limit = cmp.Or(d.Limit, was.Limit)
	was.Peak, was.Used, was.Clears = max(was.Peak, d.Peak), max(was.Used, d.Used), max(was.Clears, d.Clears)
	if was.OutAt.IsZero() || !d.OutAt.IsZero() && d.OutAt.Before(was.OutAt) {
		was.OutAt = d.OutAt
	}
	was.OutFor = max(was.OutFor, d.OutFor)
	b.days[key] = was
}

// summaries are its days, those that are not over or not written yet counted in.
func (b *book) summaries() []Summary {
	for key, r := range b.runs {
		if dayStart(key.day) <= b.now+ahead {
			b.addDay(r.summary(key.path, key.day, min(dayStart(key.day+1), b.now)))
		}
	}
	days := make([]Summary, 0, len(b.days))
	for _, d := range b.days {
		days = append(days, d)
	}
	slices.SortFunc(days, func(x, y Summary) int {
		return cmp.Or(x.Start.Compare(y.Start), cmp.Compare(x.Path, y.Path))
	})
	return days
}

func (s Summary) append(line []byte) []byte {
	line = append(line, lineDay+" "...)
	line = append(line, s.Day()...)
	line = append(line, ' ')
	line = appendText(line, s.Path)
	for _, n := range []int64{s.Limit, s.Peak, s.Used, int64(s.Clears)} {
		line = append(line, ' ')
		line = strconv.AppendInt(line, n, 10)
	}
	line = append(line, ' ')
	if s.OutAt.IsZero() {
		line = append(line, none...)
	} else {
		line = s.OutAt.In(wechat.Beijing()).AppendFormat(line, time.TimeOnly)
	}
	line = append(line, ' ')
	line = strconv.AppendInt(line, int64(s.OutFor/time.Second), 10)
	return append(line, '\n')
}

// parseSummary reads what follows the d of a line.
func parseSummary(line []byte) (s Summary, ok bool) {
	f := fields{rest: line}
	start, err := time.ParseInLocation(time.DateOnly, string(f.next()), wechat.Beijing())
	s.Start, s.Path = start, string(f.text())
	s.Limit, s.Peak, s.Used, s.Clears = f.number(), f.number(), f.number(), int(f.number())
	outAt := string(f.next())
	seconds := f.number()
	if outAt != none {
		at, err := time.ParseInLocation(time.DateTime, start.Format(time.DateOnly)+" "+outAt, wechat.Beijing())
		f.bad = f.bad || err != nil
		s.OutAt = at
	}
	s.OutFor = time.Duration(seconds) * time.Second
	good := err == nil && start.Unix() >= 1e9 && start.Unix() < 1e10 && seconds >= 0 && seconds <= daySeconds && s.Clears >= 0
	return s, good && !f.bad && !f.more()
}
