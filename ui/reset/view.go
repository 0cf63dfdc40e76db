package reset

import (
	"slices"
	"strings"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// View draws the dialog. What must be typed stays at the bottom; what is above
// scrolls when the window is small.
func (d *Dialog) View(f draw.Frame) draw.Body {
	top, bottom := d.parts(f)
	shown, hidden := d.scroll.Window(top, f.Height-len(bottom))
	if hidden > 0 && len(shown) > 1 {
		below := top[len(top)-hidden-1:]
		shown = append(shown[:len(shown)-1:len(shown)-1], d.more(f, below))
	}
	b := draw.Body{Lines: append(shown[:len(shown):len(shown)], bottom...)}
	if at := d.confirm.cursor(f); at != nil && (d.phase == planning || d.phase == armed) {
		at.Y += len(shown)
		b.Cursor = at
	}
	return b
}

// more stands for the lines below the window, and does not let a warning go unseen.
func (d *Dialog) more(f draw.Frame, below []string) string {
	if slices.ContainsFunc(below, func(l string) bool { return strings.Contains(l, warnMark) }) {
		return draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Warn.Span(warnMark+wordMoreWarnings.Fill(d.Lang, len(below))))
	}
	return draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Dim.Span("  "+view.WordMore.Fill(d.Lang, len(below))))
}

// parts are the lines that scroll and the lines that stay.
func (d *Dialog) parts(f draw.Frame) (top, bottom []string) {
	bottom = []string{"", "  " + wordCloses.In(d.Lang)}
	switch d.phase {
	case over:
		top = d.overLines(f)
	case refused:
		top = d.refusedLines(f)
	default:
		top, bottom = d.planLines(f), d.confirmLines(f)
	}
	if len(top) > f.Height-len(bottom) {
		top = draw.WithoutBlanks(top)[1:] // the title is the first to go
	}
	return top, bottom
}

// planLines tell what would be cleared and what it would cost and gain. What
// speaks against it comes before what is always so.
func (d *Dialog) planLines(f draw.Frame) []string {
	lang, th := d.Lang, f.Theme
	lines := []string{"  " + th.Bold.Render(wordTitle.In(lang)), "", d.fact(f, wordAccount.In(lang), d.accountSpans(f)...)}
	if d.path != "" {
		lines = append(lines, d.fact(f, view.WordAPI.In(d.Lang), th.Plain.Span(words.APIAt(d.path, d.Lang)), th.Dim.Span("  "+d.path)))
	}
	lines = append(lines, d.choiceLines(f)...)
	if d.renewed != nil {
		lines = append(lines, d.warned(f, wordRenewed.Fill(lang, words.Outdated(d.renewed, d.Lang)))...)
	}
	if d.phase == planning {
		return append(lines, "", "  "+th.Dim.Render(wordPlanning.In(lang)))
	}
	if d.choices[d.chosen].via == guard.ViaSecret {
		lines = append(lines, d.warned(f, wordDeadlock.In(lang))...)
	}
	lines = append(lines, d.nowLines(f)...)
	var always []string
	for _, warning := range d.plan.Warnings {
		if warning == guard.QuotaUnread && len(pressedFirst(d.plan.Before)) == 0 {
			continue // said already
		}
		said := d.warned(f, words.Warning(warning, d.plan, d.Lang))
		if warning == guard.MinuteLimits || warning == guard.Elsewhere {
			always = append(always, said...)
			continue
		}
		lines = append(lines, said...)
	}
	lines = append(lines, d.gainLines(f)...)
	lines = append(lines, d.fact(f, wordLast.In(lang), th.Plain.Span(d.lastReset(f))))
	return append(append(lines, d.sends(f)...), always...)
}

func (d *Dialog) choiceLines(f draw.Frame) []string {
	lines := make([]string, len(d.choices))
	for i := range d.choices {
		label := ""
		if i == 0 {
			label = wordScope.In(d.Lang)
		}
		lines[i] = d.fact(f, label, d.choiceSpans(f, i)...)
	}
	return lines
}

// nowShown is how many counters the dialog names; of the others it tells the number.
const nowShown = 3

// nowLines are the counters of this moment, the most pressed first.
func (d *Dialog) nowLines(f draw.Frame) []string {
	lang, th := d.Lang, f.Theme
	known := pressedFirst(d.plan.Before)
	if len(known) == 0 {
		return []string{d.fact(f, wordNow.In(lang), th.Plain.Span(wordNowUnread.In(lang)))}
	}
	var lines []string
	label := wordNow.In(lang)
	for _, q := range known[:min(len(known), nowShown)] {
		lines = append(lines, d.fact(f, label, th.Plain.Span(d.counter(q))))
		label = ""
	}
	if n := len(known) - nowShown; n > 0 {
		lines = append(lines, d.fact(f, "", th.Dim.Span(wordOthers.Fill(lang, n))))
	}
	return lines
}

// gainLines say what a reset would give back, if that is known.
func (d *Dialog) gainLines(f draw.Frame) []string {
	lang, known := d.Lang, pressedFirst(d.plan.Before)
	if len(known) == 0 {
		return nil
	}
	gains := wordGainLine.Fill(lang, words.Group(gain(known)))
	if len(known) > 1 {
		gains = wordGainOver.Fill(lang, words.Group(gain(known)), len(known))
	}
	return d.outlookLines(f, gains)
}

// outlookLines say what is gained and how long that lasts, against waiting, and what is left then. Where
// no pace is known there is nothing to advise, but for when the quota comes back by itself.
func (d *Dialog) outlookLines(f draw.Frame, gains string) []string {
	text := words.Back(f.Now, d.Lang)
	if scope := d.choices[d.chosen].scope; d.foreseen {
		text = words.Outlook(d.outlook, d.plan.Left.After(scope), scope, f.Now, d.Lang)
	}
	lines, label := draw.Wrap(gains+wordJoint.In(d.Lang)+text, f.Width-labelWidth), wordGain.In(d.Lang)
	for i, l := range lines {
		lines[i] = d.fact(f, label, f.Theme.Bold.Span(l))
		label = ""
	}
	return lines
}

// pressedFirst are the quotas that have figures, those nearest their limit first.
func pressedFirst(quotas []wechat.Quota) []wechat.Quota {
	return slices.DeleteFunc(meter.WorstFirst(quotas), func(q wechat.Quota) bool { return q.Daily == nil })
}

func (d *Dialog) accountSpans(f draw.Frame) []draw.Span {
	a := d.account
	return []draw.Span{f.Theme.Bold.Span(a.Alias), f.Theme.Plain.Span(draw.Apart(" ", d.Named(a)) + "  "), f.Theme.Bad.Span(strings.ToUpper(clean.Line(a.Env)))}
}

// labelWidth is the room of a label with the blanks round it.
const labelWidth = 14

// fact is a line of the dialog: a label and what it says.
func (d *Dialog) fact(f draw.Frame, label string, spans ...draw.Span) string {
	return draw.Line(f.Width, f.Theme.Ellipsis, append([]draw.Span{f.Theme.Dim.Span("  " + draw.Fit(label, 12, ""))}, spans...)...)
}

// warnMark begins every warning.
const warnMark = "  ! "

func (d *Dialog) warned(f draw.Frame, text string) []string {
	lines := draw.Wrap(text, f.Width-6)
	for i, l := range lines {
		mark := warnMark
		if i > 0 {
			mark = "    "
		}
		lines[i] = f.Theme.Warn.Render(mark + l)
	}
	return lines
}

func (d *Dialog) choiceName(c choice) string {
	switch {
	case c.scope == guard.ScopeAPI:
		return wordOneAPI.In(d.Lang)
	case c.via == guard.ViaSecret:
		return wordBySecret.In(d.Lang)
	}
	return wordWholeAccount.In(d.Lang)
}

// choiceRoom is the width of the longest choice, so that the budgets stand in one column.
func (d *Dialog) choiceRoom() int {
	n := 0
	for _, c := range d.choices {
		n = max(n, draw.Width(d.choiceName(c)))
	}
	return n
}

// choiceSpans draw one way to reset with what is left of its budget.
func (d *Dialog) choiceSpans(f draw.Frame, i int) []draw.Span {
	lang, th := d.Lang, f.Theme
	c := d.choices[i]
	mark, style := "( ) ", th.Dim
	if i == d.chosen {
		mark, style = "(x) ", th.Bold
		if d.confirm.focus == focusChoice {
			style = th.Selected
		}
	}
	spans := []draw.Span{th.Plain.Span(mark), style.Span(d.choiceName(c)), th.Plain.Span(strings.Repeat(" ", d.choiceRoom()-draw.Width(d.choiceName(c))))}
	if d.phase == planning {
		return spans
	}
	left := words.Budget(d.plan.Left, c.scope, d.Lang)
	if wide := wordLeft.In(lang) + " " + left; reasonAt+4+d.choiceRoom()+2+draw.Width(wide) <= f.Width {
		left = wide
	}
	return append(spans, th.Plain.Span("  "+left))
}

// sends is the request, whole: it is what the person says yes to.
func (d *Dialog) sends(f draw.Frame) []string {
	var lines []string
	for i, l := range draw.Wrap(clean.Line(d.plan.Sends), max(f.Width-15, 20)) {
		label := ""
		if i == 0 {
			label = wordSends.In(d.Lang)
		}
		lines = append(lines, d.fact(f, label, f.Theme.Dim.Span(l)))
	}
	return lines
}

func (d *Dialog) counter(q wechat.Quota) string {
	used := wordUsedOf.Fill(d.Lang, words.Group(q.Daily.Used), words.Group(q.Daily.Limit), words.Group(q.Daily.Remain))
	if q.Path == d.path && len(d.plan.Before) <= 1 {
		return used
	}
	return words.APIAt(q.Path, d.Lang) + ": " + used
}

// gain is how many calls a reset gives back, of quotas that have figures.
func gain(known []wechat.Quota) int64 {
	var n int64
	for _, q := range known {
		n += max(q.Daily.Used, 0)
	}
	return n
}

func (d *Dialog) lastReset(f draw.Frame) string {
	lang, r := d.Lang, d.plan.Last
	if r == nil {
		return wordNever.In(lang)
	}
	what := wordWholeAccount.In(lang)
	if r.Scope == guard.ScopeAPI {
		what = words.APIAt(r.Path, d.Lang)
	}
	at := r.At.In(f.Now.Location()).Format("2006-01-02 15:04 -07")
	return clean.Line(wordLastLine.Fill(lang, at, r.Who.Person(), what, words.Outcome(r.Outcome, d.Lang)))
}

// Status leaves the line empty: the dialog says all that there is to say.
func (d *Dialog) Status(draw.Frame) []draw.Span { return nil }
