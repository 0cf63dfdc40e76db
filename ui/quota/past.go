package quota

import (
	"slices"
	"strings"
	"time"

	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/meter"
)

// daysCompared is how many of the days before today the strip below today's is
// the mean of.
const daysCompared = 5

// past draws today against the last days, and says where yesterday was by now.
func (p sheet) past() []string {
	if p.days.path != p.row.Path || p.days.alias != p.Accounts.Opened().Alias {
		return nil
	}
	if p.days.err != nil {
		fact, _ := words.Explain(p.days.err, p.Lang)
		return []string{p.fact(wordDaysBefore, fact, p.Frame.Theme.Dim)}
	}
	today, before := p.parted()
	if len(before) == 0 {
		return nil
	}
	cells := stripCells(p.Frame.Width - labelCells - 3)
	now, mean := risesOf(today, cells), meanRises(before, cells)
	th, most := p.Frame.Theme, highest(now, mean)
	lines := []string{
		"", p.fact(wordToday, th.Strip(parts(now, most)), th.Plain),
		p.labelled(wordLastDays.Fill(p.Lang, len(before)), th.Dim.Span(th.Strip(parts(mean, most)))),
		p.labelled("", th.Dim.Span(hours(today.Start.In(p.Now.Location()), cells))),
	}
	if text := p.yesterday(today, before[0]); text != "" {
		lines = append(lines, p.wrapped(wordYesterday, text)...)
	}
	return lines
}

// highest is what fills a cell: the most calls of either strip, but no more than twice
// the most of the usual days, beside which one surge would flatten all the rest.
func highest(now, mean []float64) float64 {
	most, usual := slices.Max(now), slices.Max(mean)
	if usual > 0 {
		most = max(min(most, 2*usual), usual)
	}
	return most
}

// parted are today, as it is remembered and as it was read since, and the days
// before it.
func (p sheet) parted() (today meter.Day, before []meter.Day) {
	start := meter.BackAt(p.Now).AddDate(0, 0, -1)
	today = meter.Day{Start: start}
	for i := range today.Used {
		today.Used[i] = -1
	}
	for _, d := range p.days.days {
		switch {
		case d.Start.Equal(start):
			today.Used = d.Used
		case d.Start.Before(start) && len(before) < daysCompared:
			before = append(before, d)
		}
	}
	for _, s := range p.row.Samples {
		if i := slotOf(start, s.At); i >= 0 {
			today.Used[i] = s.Used
		}
	}
	return today, before
}

// slotOf is the slot of a time in the day that begins at start; -1 where it is of another.
func slotOf(start, at time.Time) int {
	if i := int(at.Sub(start) / meter.Slot); !at.Before(start) && i < meter.SlotsADay {
		return i
	}
	return -1
}

// yesterday is where the counter was at this time of the day before.
func (p sheet) yesterday(today, d meter.Day) string {
	if !d.Start.Equal(today.Start.AddDate(0, 0, -1)) {
		return ""
	}
	used := int64(-1)
	for i := slotOf(today.Start, p.Now); i >= 0 && used < 0; i-- {
		used = d.Used[i]
	}
	var text []string
	if used >= 0 {
		text = append(text, wordByNow.Fill(p.Lang, words.Group(used)))
	}
	if !d.OutAt.IsZero() {
		text = append(text, wordOutThen.Fill(p.Lang, d.OutAt.In(p.Now.Location()).Format("15:04")))
	}
	return strings.Join(text, "  ")
}

// stripCells is how many cells a strip of a day takes: a slot each, two, or four.
func stripCells(room int) int {
	for _, cells := range []int{meter.SlotsADay, meter.SlotsADay / 2} {
		if room >= cells {
			return cells
		}
	}
	return meter.SlotsADay / 4
}

// risesOf are the calls of a day by cell, below 0 where they are not known. What came
// in a gap is spread over it.
func risesOf(d meter.Day, cells int) []float64 {
	rises, slots := make([]float64, cells), meter.SlotsADay/cells
	last, at := int64(0), -1
	for c := range cells {
		rises[c] = -1
		used := int64(-1)
		for _, u := range d.Used[c*slots : (c+1)*slots] {
			if u >= 0 {
				used = u
			}
		}
		if used < 0 {
			continue
		}
		rise := used - last
		if rise < 0 { // cleared in between
			rise = used
		}
		rises[c] = float64(rise) / float64(c-at)
		last, at = used, c
	}
	return rises
}

func meanRises(days []meter.Day, cells int) []float64 {
	mean, known := make([]float64, cells), make([]float64, cells)
	for _, d := range days {
		for c, rise := range risesOf(d, cells) {
			if rise >= 0 {
				mean[c], known[c] = mean[c]+rise, known[c]+1
			}
		}
	}
	for c := range mean {
		if mean[c] /= known[c]; known[c] == 0 {
			mean[c] = -1
		}
	}
	return mean
}

// parts are rises as parts of the highest.
func parts(rises []float64, most float64) []float64 {
	out := make([]float64, len(rises))
	for i, r := range rises {
		if out[i] = r; r > 0 {
			out[i] = r / most
		}
	}
	return out
}

// hours are the times of day below a strip that begins at start.
func hours(start time.Time, cells int) string {
	var b strings.Builder
	for h := 0; h < 24; h += 6 {
		b.WriteString(draw.Fit(start.Add(time.Duration(h)*time.Hour).Format("15:00"), cells/4, ""))
	}
	return strings.TrimRight(b.String(), " ")
}
