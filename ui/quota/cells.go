package quota

import (
	"errors"
	"fmt"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

// cells are the fields of one row, in the order of the columns.
func (t *rows) cells(path string, f draw.Frame) []draw.Span {
	th, r := f.Theme, t.row(path)
	dash := th.Dim.Span(view.WordNone.In(t.Lang))
	out := []draw.Span{th.Plain.Span(words.APIAt(path, t.Lang)), dash, dash, dash, {}, {}, th.Dim.Span(path), dash, {}, {}}
	if !r.Read() {
		out[0].Style = th.Dim
		if out[4] = dash; r.Err != nil && (t.known.Err == nil || r.NoQuota()) {
			out[4] = th.Dim.Span(t.unread(r))
		}
		return out
	}
	old := t.known.Stale(r, f.Now)
	out[7] = th.Dim.Span(words.AgeStep(t.Lang, f.Now.Sub(r.At)))
	out[9] = th.Dim.Span(rateText(r.Quota.Rate, t.Lang))
	d := r.Quota.Daily
	if d == nil {
		out[4] = th.Dim.Span(wordNoDaily.In(t.Lang))
		return out
	}
	number := th.Plain
	if old {
		number = th.Dim
	}
	for i, n := range []int64{d.Used, d.Limit, d.Remain} {
		out[1+i] = number.Span(words.Short(n, numberCells, t.Lang))
	}
	if d.Limit <= 0 {
		out[4] = th.Dim.Span(noLimit(*d, t.Lang))
		return out
	}
	out[4] = t.gauge(r, th)
	end := t.known.Forecast(r, f.Now)
	write, _ := says(f)
	out[5] = t.Written(number.Span(write(end, f.Now, t.Lang)))
	if end.Saying == meter.OutLater || end.Saying == meter.IsOut {
		out[5].Style = t.heat(r, th)
	}
	if old {
		out[5] = number.Span(wordStale.Fill(t.Lang, words.Age(t.Lang, f.Now.Sub(r.At))))
	} else if end.PerHour > 0 {
		out[8] = th.Plain.Span(words.Short(int64(end.PerHour+0.5), numberCells, t.Lang))
	}
	return out
}

// unread says why a row has no numbers.
func (t *rows) unread(r *meter.Row) string {
	switch {
	case errors.Is(r.Err, catalog.ErrPathSNS):
		return wordNotSNS.In(t.Lang)
	case r.NoQuota():
		return wordNoQuota.In(t.Lang)
	}
	fact, _ := words.Explain(r.Err, t.Lang)
	return fact
}

// noLimit is what there is to say of numbers without a limit: WeChat is known to
// answer 0, 0 and 0 where it counts nothing.
func noLimit(d wechat.Daily, lang words.Lang) string {
	if d == (wechat.Daily{}) {
		return wordNoFigure.In(lang)
	}
	return wordNoDaily.In(lang)
}

// gauge is the bar with a word or a number behind it, so that it reads without colour.
func (t *rows) gauge(r *meter.Row, th draw.Theme) draw.Span {
	d := r.Quota.Daily
	return t.heat(r, th).Span(th.Bar(100*d.Part(), barCells) + " " + t.sign(r))
}

// sign is how much is used in few cells, and how much that matters.
func (t *rows) sign(r *meter.Row) string {
	d, level := r.Quota.Daily, t.known.Level(r)
	text := wordOut.In(t.Lang)
	if level < meter.LevelOut {
		text = fmt.Sprintf("%d%%", min(d.Percent(), 999))
	}
	return draw.FitRight(text, 4, "") + levelMarks[level]
}

// levelMarks stand behind the numbers; what is out says so in a word.
var levelMarks = map[meter.Level]string{meter.LevelNear: "!", meter.LevelPressing: "!!"}

// heat is the colour of a row: yellow near its limit, red when pressing or out.
func (t *rows) heat(r *meter.Row, th draw.Theme) draw.Style {
	switch t.known.Level(r) {
	case meter.LevelOK:
		return th.Good
	case meter.LevelNear:
		return th.Warn
	}
	return th.Bad
}
