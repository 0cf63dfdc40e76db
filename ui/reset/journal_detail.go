package reset

import (
	"fmt"

	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

// detailLines tell all that the journal has of one reset.
func (v *Journal) detailLines(r guard.Reset, f draw.Frame) []string {
	lang, th := v.Lang, f.Theme
	fact := func(label, text string) string {
		return draw.Line(f.Width, th.Ellipsis, th.Dim.Span("  "+draw.Fit(label, 15, "")), th.Plain.Span(clean.Line(text)))
	}
	outcome := v.outcome(r)
	if r.Code != 0 {
		outcome = fmt.Sprintf("%s  errcode %d %s", outcome, r.Code, r.Msg)
	}
	lines := []string{
		"  " + th.Bold.Render(clean.Line(v.scope(r))), "",
		fact(wordAt.In(lang), r.At.In(f.Now.Location()).Format("2006-01-02 15:04:05 -07")), fact(wordAccount.In(lang), r.Alias+"  "+r.AppID),
		fact(wordOutcome.In(lang), outcome), fact(wordVia.In(lang), string(r.Via)), fact(wordWho.In(lang), words.Who(r.Who, v.Lang)),
	}
	for _, extra := range []struct{ label, text string }{{wordReason.In(v.Lang), r.Reason}, {"rid", string(r.RID)}, {"id", r.ID}} {
		if extra.text != "" {
			lines = append(lines, fact(extra.label, extra.text))
		}
	}
	counters := func(label string, quotas []wechat.Quota) {
		for _, q := range pressedFirst(quotas) {
			used := wordUsedOf.Fill(v.Lang, words.Group(q.Daily.Used), words.Group(q.Daily.Limit), words.Group(q.Daily.Remain))
			lines = append(lines, fact(label, words.APIAt(q.Path, v.Lang)+": "+used))
			label = ""
		}
	}
	lines = append(lines, "")
	counters(wordBefore.In(v.Lang), r.Before)
	if r.AfterAt.IsZero() {
		return lines
	}
	lines = append(lines, "", fact(wordAfter.In(v.Lang), r.AfterAt.In(f.Now.Location()).Format("2006-01-02 15:04:05 -07")))
	counters("", r.After)
	return lines
}
