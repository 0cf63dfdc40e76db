package reset

import (
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// refusedLines say why nothing can be sent this way.
func (d *Dialog) refusedLines(f draw.Frame) []string {
	fact, remedy := words.Explain(d.err, d.Lang)
	lines := []string{"  " + f.Theme.Bold.Render(wordTitle.In(d.Lang)), "", d.fact(f, wordAccount.In(d.Lang), d.accountSpans(f)...)}
	if len(d.choices) > 1 {
		lines = append(lines, d.choiceLines(f)...)
	}
	lines = append(lines, "")
	for _, l := range draw.Wrap(fact, f.Width-4) {
		lines = append(lines, "  "+f.Theme.Bad.Render(l))
	}
	for _, l := range draw.Wrap(remedy, f.Width-4) {
		lines = append(lines, "  "+l)
	}
	return lines
}

// overLines show the outcome, and the numbers before and after.
func (d *Dialog) overLines(f draw.Frame) []string {
	lang, th, r := d.Lang, f.Theme, d.result
	said, style := wordOK.In(lang), th.Good
	switch r.Outcome {
	case guard.Refused:
		said, style = wordRefused.In(lang), th.Warn
	case guard.Unknown:
		said, style = wordUnknown.In(lang), th.Bad
	case guard.NotSent:
		said, style = wordNotSent.In(lang), th.Warn
	}
	lines := []string{"  " + th.Bold.Render(wordTitle.In(lang)), "", d.fact(f, wordAccount.In(lang), d.accountSpans(f)...), ""}
	for _, l := range draw.Wrap(said, f.Width-4) {
		lines = append(lines, "  "+style.Render(l))
	}
	for _, l := range d.causeLines(f) {
		lines = append(lines, "  "+l)
	}
	lines = append(lines, "", d.fact(f, wordLeft.In(lang), th.Plain.Span(words.Budgets(r.Left, d.Lang))))
	if r.Outcome == guard.OK || r.Outcome == guard.Unknown {
		lines = append(lines, d.changeLines(f)...)
	}
	if late := pressedFirst(guard.Lagging(r.Before, r.After)); r.Outcome == guard.OK && len(late) > 0 {
		lines = append(lines, "")
		lines = append(lines, d.warned(f, wordLagging.Fill(lang, words.Group(late[0].Daily.Used)))...)
	}
	if r.JournalErr != nil {
		fact, _ := words.Explain(r.JournalErr, d.Lang)
		lines = append(lines, d.warned(f, wordNotWritten.Fill(lang, fact))...)
	}
	if r.AfterErr != nil {
		fact, _ := words.Explain(r.AfterErr, d.Lang)
		lines = append(lines, d.warned(f, wordAfterFailed.Fill(lang, fact))...)
	}
	return lines
}

// causeLines say why it was not ok. After an unknown outcome the usual advice,
// to try again, would be wrong.
func (d *Dialog) causeLines(f draw.Frame) []string {
	if d.result.Err == nil {
		return nil
	}
	fact, remedy := words.Explain(d.result.Err, d.Lang)
	lines := draw.Wrap(fact, f.Width-4)
	if d.result.Outcome == guard.Unknown {
		return lines
	}
	return append(lines, draw.Wrap(remedy, f.Width-4)...)
}

// changeLines are the counters that were nearest their limits, before and after.
func (d *Dialog) changeLines(f draw.Frame) []string {
	lang, th := d.Lang, f.Theme
	known := pressedFirst(d.result.Before)
	var lines []string
	for _, q := range known[:min(len(known), nowShown)] {
		lines = append(lines, d.fact(f, wordBefore.In(lang), th.Plain.Span(d.counter(q))))
		if a := same(d.result.After, q.Path); a != nil && a.Daily != nil {
			lines = append(lines, d.fact(f, wordAfter.In(lang), th.Bold.Span(d.counter(*a))))
		}
	}
	return lines
}

func same(qs []wechat.Quota, path string) *wechat.Quota {
	for i := range qs {
		if qs[i].Path == path {
			return &qs[i]
		}
	}
	return nil
}
