package reset

import (
	"fmt"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

// The words of the journal alone.
var (
	wordJournal = words.Pair{"Resets", "清零"}
	wordAt      = words.Pair{"When", "时间"}
	wordCleared = words.Pair{"Cleared", "清零范围"}
	wordOutcome = words.Pair{"Outcome", "结果"}
	wordWho     = words.Pair{"By", "操作者"}
	wordEffect  = words.Pair{"Before, after", "已用：前、后"}
	wordNone    = words.Pair{"No reset is in this machine's journal. R on the Quota tab makes one.",
		"本机记录中没有清零。在额度页按 R 可清零。"}
	wordLeftLine = words.Pair{"%s: %s", "%s：%s"}
	wordMoreLeft = words.Pair{"and %d more accounts", "另有 %d 个账号"}
	wordDamaged  = words.Pair{"%d lines cannot be read", "%d 行无法读取"}
	wordCounted  = words.Pair{"in the journal: %d", "记录中：%d 次"}
	wordVia      = words.Pair{"Via", "方式"}
)

// View draws the journal, the newest reset first, with what is left above it.
func (v *Journal) View(f draw.Frame) draw.Body {
	lang := v.Lang
	if i := v.table.Index(); v.details && i >= 0 {
		shown, _ := v.detail.Window(v.detailLines(v.resets[i], f), f.Height)
		return draw.Body{Lines: shown}
	}
	if len(v.resets) == 0 {
		return draw.Body{Lines: append(v.leftLines(f), draw.Centred(f, wordNone.In(lang))...)}
	}
	top := v.leftLines(f)
	cols := []draw.Column{
		{Title: wordAt.In(lang), Width: 11}, {Title: wordAccount.In(lang), Width: 8}, {Title: wordCleared.In(lang), Width: 16, Flex: true},
		{Title: wordOutcome.In(lang), Width: 8}, {Title: wordWho.In(lang), Width: 7, Drop: 1}, {Title: wordEffect.In(lang), Width: 15, Drop: 2},
	}
	at := make(map[string]guard.Reset, len(v.resets))
	for _, r := range v.resets {
		at[r.ID] = r
	}
	rows := v.table.View(cols, f.Width, f.Height-len(top), f.Theme, func(id string) []draw.Span { return v.cells(at[id], f) })
	return draw.Body{Lines: append(top, rows...)}
}

func (v *Journal) cells(r guard.Reset, f draw.Frame) []draw.Span {
	th := f.Theme
	outcome, style := v.outcome(r), th.Good
	switch r.Outcome {
	case guard.Refused:
		style = th.Warn
	case guard.NotSent:
		style = th.Dim
	case guard.Unknown:
		style = th.Bad
	}
	scope := wordWholeAccount.In(v.Lang)
	if r.Scope == guard.ScopeAPI {
		scope = words.APIAt(r.Path, v.Lang)
	}
	return []draw.Span{
		th.Dim.Span(r.At.In(f.Now.Location()).Format("01-02 15:04")), th.Plain.Span(clean.Line(r.Alias)), th.Plain.Span(scope),
		style.Span(clean.Line(outcome)), th.Plain.Span(clean.Line(r.Who.Person())), th.Dim.Span(v.effect(r)),
	}
}

// effect is the counter that was nearest its limit, before and after, or why
// there is none.
func (v *Journal) effect(r guard.Reset) string {
	before := pressedFirst(r.Before)
	switch {
	case r.Code != 0:
		return fmt.Sprintf("errcode %d", r.Code)
	case len(before) == 0:
		return view.WordNone.In(v.Lang)
	}
	after := "?"
	if q := same(r.After, before[0].Path); q != nil && q.Daily != nil {
		after = words.Group(q.Daily.Used)
	}
	return words.Group(before[0].Daily.Used) + ", " + after
}

// leftLines say what each account that has reset this month has left.
func (v *Journal) leftLines(f draw.Frame) []string {
	lang, shown := v.Lang, v.left
	most := max(f.Height/3, 2)
	if len(shown) > most {
		shown = shown[:most-1]
	}
	var lines []string
	for _, a := range shown {
		style := f.Theme.Plain
		if a.left.All <= 1 || a.left.API <= 1 {
			style = f.Theme.Warn
		}
		text := wordLeftLine.Fill(lang, a.alias, words.Budgets(a.left, v.Lang))
		lines = append(lines, draw.Line(f.Width, f.Theme.Ellipsis, style.Span("  "+text)))
	}
	if n := len(v.left) - len(shown); n > 0 {
		lines = append(lines, "  "+f.Theme.Dim.Render(wordMoreLeft.Fill(lang, n)))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// Status is the line below the view.
func (v *Journal) Status(f draw.Frame) []draw.Span {
	if v.err != nil {
		fact, remedy := words.Explain(v.err, v.Lang)
		return []draw.Span{f.Theme.Bad.Span(" " + fact), f.Theme.Plain.Span("  " + remedy)}
	}
	text := " " + wordCounted.Fill(v.Lang, len(v.resets))
	if !v.readAt.IsZero() {
		text += "  " + view.WordReadAgo.Fill(v.Lang, words.Age(v.Lang, f.Now.Sub(v.readAt)))
	}
	spans := []draw.Span{f.Theme.Plain.Span(text)}
	if v.damaged > 0 {
		spans = append(spans, f.Theme.Warn.Span("  "+wordDamaged.Fill(v.Lang, v.damaged)))
	}
	return spans
}

// outcome shows one of a later version as the journal has it.
func (v *Journal) outcome(r guard.Reset) string {
	if word := words.Outcome(r.Outcome, v.Lang); word != "" {
		return word
	}
	return string(r.Outcome)
}

func (v *Journal) scope(r guard.Reset) string {
	if r.Scope == guard.ScopeAll {
		return wordWholeAccount.In(v.Lang)
	}
	return r.Path
}
