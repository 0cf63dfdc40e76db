package quota

import (
	"slices"
	"strings"

	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// sheet is one drawing of the details of an API.
type sheet struct {
	*apiDetail
	draw.Frame
	row *meter.Row
	end meter.Forecast
}

// labelCells is the width of the labels, with the space behind them.
const labelCells = 15

func (p sheet) fact(label words.Pair, text string, style draw.Style) string {
	return p.labelled(label.In(p.Lang), style.Span(text))
}

func (p sheet) labelled(label string, spans ...draw.Span) string {
	th := p.Frame.Theme
	return draw.Line(p.Frame.Width, th.Ellipsis, slices.Concat([]draw.Span{th.Dim.Span("  " + draw.Fit(label, labelCells, ""))}, spans)...)
}

// wrapped is a fact that may need more lines than one.
func (p sheet) wrapped(label words.Pair, text string) []string {
	lines := draw.Wrap(text, max(p.Frame.Width-labelCells-3, 10))
	name := label.In(p.Lang)
	for i, l := range lines {
		lines[i], name = p.labelled(name, p.Frame.Theme.Plain.Span(l)), ""
	}
	return lines
}

// head says which API it is.
func (p sheet) head() []string {
	path := p.row.Path
	api, _ := catalog.Lookup(path)
	name := words.APIAt(path, p.Lang)
	lines := []string{"  " + p.Frame.Theme.Bold.Render(draw.Fit(name, min(draw.Width(name), p.Frame.Width-4), p.Frame.Theme.Ellipsis))}
	return append(append(lines, p.wrapped(wordPath, strings.TrimSpace(api.Method+" "+path))...), "")
}

// troubles are why the numbers are old, or are none: one error where it is the
// same for the whole account.
func (p sheet) troubles() []string {
	errs := []error{p.rows.known.Err}
	if errs[0] == nil || p.row.NoQuota() {
		errs = append(errs, p.row.Err)
	}
	var lines []string
	for _, err := range errs {
		if err == nil {
			continue
		}
		text, remedy := words.Explain(err, p.Lang) // the status line may have cut it
		for _, l := range draw.Wrap(text+"\n"+remedy, p.Frame.Width-4) {
			lines = append(lines, "  "+p.Frame.Theme.Warn.Render(l))
		}
	}
	return lines
}

// numbers are what WeChat told, in full.
func (p sheet) numbers() []string {
	th, d := p.Frame.Theme, p.row.Quota.Daily
	if !p.row.Read() {
		return nil
	}
	age := wordReadAt.Fill(p.Lang, p.row.At.In(p.Now.Location()).Format("15:04:05"), words.Age(p.Lang, p.Now.Sub(p.row.At)))
	style := th.Plain
	if p.rows.known.Stale(p.row, p.Now) {
		age, style = age+"  "+wordOld.In(p.Lang), th.Warn
	}
	read := p.fact(wordRead, age, style)
	switch {
	case d == nil:
		return []string{p.fact(wordUse, wordNoDaily.In(p.Lang), th.Plain), read}
	case *d == wechat.Daily{}:
		return []string{p.fact(wordUse, wordNoFigure.In(p.Lang), th.Plain), read}
	}
	lines := []string{
		p.fact(wordUsed, wordUsedOf.Fill(p.Lang, words.Group(d.Used), words.Group(d.Limit)), th.Plain),
		p.fact(wordLeft, words.Group(d.Remain), th.Bold),
	}
	if d.Limit > 0 {
		lines = append(lines, p.fact(wordUse, th.Bar(100*d.Part(), 20)+" "+strings.TrimLeft(p.rows.sign(p.row), " "), p.rows.heat(p.row, th)))
	}
	return append(lines, read)
}

// future is how fast the counter rises, when the quota will be used up and when it
// comes back by itself.
func (p sheet) future() []string {
	d := p.row.Quota.Daily
	if !p.row.Read() || d == nil || d.Limit <= 0 {
		return nil
	}
	th := p.Frame.Theme
	var lines []string
	if text := p.endText(); text != "" {
		lines = append(lines, p.fact(words.OutAt, text, th.Bold))
	}
	if p.end.Saying != meter.IsOut { // what is out stands still
		lines = append(lines, p.wrapped(wordPace, p.pace())...)
	}
	return append(lines, p.outlook()...)
}

// outlook is what a clear would buy against waiting, where the row is near its limit
// and that is known; else only when the quota comes back by itself.
func (p sheet) outlook() []string {
	known := p.rows.known
	o, foreseen := known.Outlook(p.row.Path, p.Now)
	if !foreseen || known.Level(p.row) == meter.LevelOK || p.left.appID == "" || p.left.err != nil {
		back := meter.BackAt(p.Now)
		text := wordBackAt.Fill(p.Lang, back.In(p.Now.Location()).Format("15:04"), words.Span(back.Sub(p.Now), p.Lang))
		return []string{p.fact(wordBack, text, p.Frame.Theme.Plain)}
	}
	after := p.left.left.After(guard.ScopeAPI)
	return p.wrapped(wordReset, words.Outlook(o, after, guard.ScopeAPI, p.Now, p.Lang))
}

// pace is how fast the counter rises, and from what that is known.
func (p sheet) pace() string {
	basis, known := wordBases[p.end.Basis]
	switch {
	case p.end.Saying == meter.Flat:
		return wordStands.In(p.Lang)
	case p.end.PerHour <= 0 && len(p.row.Samples) < 2:
		return wordNoneYet.In(p.Lang)
	case p.end.PerHour <= 0 || !known:
		return wordTooEarly.In(p.Lang)
	}
	calls := words.Group(int64(p.end.PerHour + 0.5))
	if p.end.Guess {
		calls = "~" + calls
	}
	return wordPaceLine.Fill(p.Lang, calls, basis.In(p.Lang))
}

// endText is when the quota is used up, with the time of day where the table has
// no room for it.
func (p sheet) endText() string {
	text := words.End(p.end, p.Now, p.Lang)
	switch at := p.end.At.In(p.Now.Location()).Format("15:04"); {
	case p.end.Saying == meter.TooEarly:
		return ""
	case p.end.Saying == meter.OutLater && !strings.Contains(text, at):
		return text + " (" + at + ")"
	}
	return text
}

// limits are those that are not of the day, and what WeChat publishes.
func (p sheet) limits() []string {
	th := p.Frame.Theme
	api, _ := catalog.Lookup(p.row.Path)
	lines := []string{""}
	for _, limit := range []struct {
		label words.Pair
		rate  *wechat.Rate
	}{{wordRate, p.row.Quota.Rate}, {wordComponentRate, p.row.Quota.Component}} {
		if limit.rate != nil {
			lines = append(lines, p.fact(limit.label, wordRateLine.Fill(p.Lang, words.Group(limit.rate.Calls), words.Group(limit.rate.Seconds)), th.Plain))
		}
	}
	if official := strings.TrimSpace(p.shown(api.Title) + "  " + api.Name); official != "" {
		lines = append(lines, p.fact(wordOfficialName, official, th.Plain))
	}
	lines = append(lines, p.fact(wordDefaultLimit, p.published(api.LimitNew), th.Plain))
	if api.LimitTest > 0 {
		lines = append(lines, p.fact(wordTestLimit, p.published(api.LimitTest), th.Plain))
	}
	if text := limitWords(api, p.Lang); text != "" {
		lines = append(lines, p.labelled("", th.Plain.Span(text)))
	}
	if page := words.SourceWord(api.Page, api.Source, p.Lang); page != "" {
		lines = append(lines, p.wrapped(wordPage, page)...)
	}
	return lines
}

// shown is a text in Chinese where it can be shown.
func (p sheet) shown(text string) string {
	if !p.Shows(text) {
		return ""
	}
	return text
}

// limitWords are limits that are not counted by the day: by the minute, in all.
func limitWords(api catalog.API, lang words.Lang) string {
	if lang == words.Chinese {
		return api.LimitZh
	}
	return api.LimitEn
}

func (p sheet) published(n int64) string {
	if n <= 0 {
		return wordUnknown.In(p.Lang)
	}
	return wordCalls.Fill(p.Lang, words.Group(n))
}

// readings are the readings so far, the newest first.
func (p sheet) readings() []string {
	samples := p.row.Samples
	if len(samples) == 0 {
		return nil
	}
	th := p.Frame.Theme
	lines := []string{"", "  " + th.Dim.Render(wordHistory.In(p.Lang))}
	for i := len(samples) - 1; i >= 0; i-- {
		s := samples[i]
		rise := ""
		if i > 0 {
			rise = words.Rise(s.Used - samples[i-1].Used)
		}
		lines = append(lines, draw.Line(p.Frame.Width, "", th.Dim.Span("  "+s.At.In(p.Now.Location()).Format("15:04:05")),
			th.Plain.Span(draw.FitRight(words.Group(s.Used), 14, "")), th.Dim.Span(draw.FitRight(rise, 10, ""))))
	}
	return lines
}
