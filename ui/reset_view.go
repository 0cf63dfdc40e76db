package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/wechat"
	"wxops/wechat/guard"
)

// resetWords are the words of the reset dialog.
type resetWords struct {
	Title, Account, Scope, Now, Gain, Last, Never, LastLine, Sends, Reason, Confirm, NoUndo string
	OneAPI, WholeAccount, BySecret, LeftOf, AtMostOf, Planning, Sending, Before, After      string
	UsedOf, GainLine, More, Optional                                                        string
	OK, Refused, Unknown, NotSent, Lagging, AfterFailed, NotWritten, Closes                 string
	Deadlock                                                                                string
	Outcomes                                                                                map[guard.Outcome]string
}

func resetText(s say) resetWords {
	return resetWords{
		Title: s("Reset a quota", "清零额度"), Account: s("Account", "账号"), Scope: s("Scope", "范围"),
		Now: s("Now", "当前"), Gain: s("Gain", "可恢复"), Last: s("Last reset", "上次清零"), Never: s("none in this journal", "本机记录中没有"),
		LastLine: s("%s by %s: %s, %s", "%s 由 %s：%s，%s"), Sends: s("Sends", "将发送"), Reason: s("Reason", "原因"),
		Optional: s("optional", "可不填"),
		Confirm:  s("Type %s to confirm: ", "输入 %s 确认："),
		NoUndo:   s("There is no undo. esc leaves without a reset.", "清零不可撤销。按 esc 放弃。"),
		OneAPI:   s("this API alone", "仅此接口"), WholeAccount: s("the whole account", "整个账号"),
		BySecret: s("the whole account, with the AppSecret", "整个账号（用 AppSecret）"),
		LeftOf:   s("%d of %d left this month", "本月剩 %d/%d 次"), AtMostOf: s("at most %d of %d left this month", "本月至多剩 %d/%d 次"),
		Planning: s("reading the quota again...", "正在重新读取额度…"), Sending: s("sent, waiting for the outcome...", "已发送，等待结果…"),
		Before: s("Before", "清零前"), After: s("After", "清零后"), UsedOf: s("%s of %s used, %s left", "已用 %s / %s，剩余 %s"),
		GainLine: s("%s calls", "%s 次调用"), More: s("%d more lines: pgdn", "还有 %d 行：pgdn"),
		OK:          s("Done: WeChat accepted the reset.", "完成：微信已接受清零。"),
		Refused:     s("Refused by WeChat. This costs nothing.", "微信拒绝了清零。不扣次数。"),
		Unknown:     s("Unknown: it was sent and no answer came. It counts as used; look at the numbers before you try again.", "结果未知：请求已发出但没有收到回应。按已使用计；再试之前请先看数字。"),
		NotSent:     s("Not sent. This costs nothing.", "未发送。不扣次数。"),
		Lagging:     s("Accepted, but the counter still shows %s: WeChat can take 20-30 minutes.", "已接受，但计数仍显示 %s：微信可能需要 20-30 分钟。"),
		AfterFailed: s("The quota could not be read again: %s", "清零后未能重新读取额度：%s"),
		NotWritten:  s("The outcome could not be written to the journal, which will show it as unknown: %s", "结果未能写入记录，记录中将显示为未知：%s"),
		Closes:      s("esc closes this.", "按 esc 关闭。"),
		Deadlock:    s("The token cannot be had: its own quota is used up. The AppSecret way needs no token.", "拿不到 token：它自己的额度已用尽。用 AppSecret 清零不需要 token。"),
		Outcomes: map[guard.Outcome]string{
			guard.OK: s("ok", "成功"), guard.Refused: s("refused", "被拒"), guard.Unknown: s("unknown", "未知"), guard.NotSent: s("not sent", "未发送"),
		},
	}
}

// View draws the dialog. What must be typed stays at the bottom; what is above
// scrolls when the window is small.
func (d resetDialog) View(f frame) body {
	top, bottom := d.parts(f)
	shown, hidden := d.scroll.window(top, f.height-len(bottom))
	if hidden > 0 && len(shown) > 1 {
		more := sprintf(d.text.Reset.More, hidden+1)
		shown = append(shown[:len(shown)-1:len(shown)-1], f.theme.Dim.Render("  "+more))
	}
	b := body{lines: append(shown[:len(shown):len(shown)], bottom...)}
	if at := d.cursor(f); at != nil {
		at.Y += len(shown)
		b.cursor = at
	}
	return b
}

// parts are the lines that scroll and the lines that stay.
func (d resetDialog) parts(f frame) (top, bottom []string) {
	bottom = []string{"", "  " + d.text.Reset.Closes}
	switch d.phase {
	case resetOver:
		top = d.overLines(f)
	case resetRefused:
		top = d.refusedLines(f)
	default:
		top, bottom = d.planLines(f), d.confirmLines(f)
	}
	if len(top) > f.height-len(bottom) {
		top = withoutBlanks(top)
	}
	return top, bottom
}

func withoutBlanks(lines []string) []string {
	var out []string
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

// planLines tell what would be cleared and what it would cost and gain.
func (d resetDialog) planLines(f frame) []string {
	w, th := d.text.Reset, f.theme
	lines := []string{"  " + th.Bold.Render(w.Title), "", d.fact(f, w.Account, d.accountSpans(f)...)}
	if d.path != "" {
		lines = append(lines, d.fact(f, d.text.Quota.API, span{apiName(d.path, d.text.Lang), th.Plain}, span{"  " + d.path, th.Dim}))
	}
	for i := range d.choices {
		label := ""
		if i == 0 {
			label = w.Scope
		}
		lines = append(lines, d.fact(f, label, d.choiceSpans(f, i)...))
	}
	if d.phase == resetPlanning {
		return append(lines, "", "  "+th.Dim.Render(w.Planning))
	}
	for i, q := range d.plan.Before {
		if q.Daily == nil {
			continue
		}
		label := ""
		if i == 0 {
			label = w.Now
		}
		lines = append(lines, d.fact(f, label, span{d.counter(q), th.Plain}))
		if i == 2 && len(d.plan.Before) > 3 {
			break
		}
	}
	lines = append(lines,
		d.fact(f, w.Gain, span{sprintf(w.GainLine, group(gain(d.plan.Before))), th.Bold}))
	if d.choices[d.chosen].via == guard.ViaSecret {
		lines = append(lines, d.warned(f, w.Deadlock)...)
	}
	for _, warning := range d.plan.Warnings {
		lines = append(lines, d.warned(f, d.text.Explain.Warnings[warning])...)
	}
	lines = append(lines, d.fact(f, w.Last, span{d.lastReset(f), th.Plain}))
	return append(lines, d.sends(f)...)
}

func (d resetDialog) accountSpans(f frame) []span {
	a := d.account
	return []span{{a.Alias, f.theme.Bold}, {" " + wechat.Clean(a.Name) + "  ", f.theme.Plain}, {strings.ToUpper(wechat.Clean(a.Env)), f.theme.Bad}}
}

// fact is a line of the dialog: a label and what it says.
func (d resetDialog) fact(f frame, label string, spans ...span) string {
	return line(f.width, f.theme.Ellipsis, append([]span{{"  " + fit(label, 12, ""), f.theme.Dim}}, spans...)...)
}

func (d resetDialog) warned(f frame, text string) []string {
	lines := wrap(text, f.width-6)
	for i, l := range lines {
		mark := "  ! "
		if i > 0 {
			mark = "    "
		}
		lines[i] = f.theme.Warn.Render(mark + l)
	}
	return lines
}

func (d resetDialog) choiceName(c choice) string {
	switch {
	case c.scope == guard.ScopeAPI:
		return d.text.Reset.OneAPI
	case c.via == guard.ViaSecret:
		return d.text.Reset.BySecret
	}
	return d.text.Reset.WholeAccount
}

// choiceRoom is the width of the longest choice, so that the budgets stand in one column.
func (d resetDialog) choiceRoom() int {
	n := 0
	for _, c := range d.choices {
		n = max(n, width(d.choiceName(c)))
	}
	return n
}

// choiceSpans draw one way to reset with what is left of its budget.
func (d resetDialog) choiceSpans(f frame, i int) []span {
	w, th := d.text.Reset, f.theme
	c := d.choices[i]
	mark, style := "( ) ", th.Dim
	if i == d.chosen {
		mark, style = "(x) ", th.Bold
		if d.focus == focusChoice {
			style = th.Selected
		}
	}
	spans := []span{{mark, th.Plain}, {d.choiceName(c), style}, {strings.Repeat(" ", d.choiceRoom()-width(d.choiceName(c))), th.Plain}}
	if d.phase == resetPlanning {
		return spans
	}
	left, of := d.plan.Left.All, guard.BudgetAll
	if c.scope == guard.ScopeAPI {
		left, of = d.plan.Left.API, guard.BudgetAPI
	}
	words := w.AtMostOf
	if d.plan.Left.Sure {
		words = w.LeftOf
	}
	return append(spans, span{"  " + sprintf(words, left, of), th.Plain})
}

// sends is the request, whole: it is what the person says yes to.
func (d resetDialog) sends(f frame) []string {
	var lines []string
	for i, l := range wrap(wechat.Clean(d.plan.Sends), max(f.width-15, 20)) {
		label := ""
		if i == 0 {
			label = d.text.Reset.Sends
		}
		lines = append(lines, d.fact(f, label, span{l, f.theme.Dim}))
	}
	return lines
}

func (d resetDialog) counter(q wechat.Quota) string {
	used := sprintf(d.text.Reset.UsedOf, group(q.Daily.Used), group(q.Daily.Limit), group(q.Daily.Remain))
	if q.Path == d.path && len(d.plan.Before) <= 1 {
		return used
	}
	return apiName(q.Path, d.text.Lang) + ": " + used
}

// gain is how many calls a reset gives back.
func gain(before []wechat.Quota) int64 {
	var n int64
	for _, q := range before {
		if q.Daily != nil {
			n += max(q.Daily.Used, 0)
		}
	}
	return n
}

func (d resetDialog) lastReset(f frame) string {
	w, r := d.text.Reset, d.plan.Last
	if r == nil {
		return w.Never
	}
	what := w.WholeAccount
	if r.Scope == guard.ScopeAPI {
		what = r.Path
	}
	at := r.At.In(f.now.Location()).Format("2006-01-02 15:04 -07")
	return wechat.Clean(fmt.Sprintf(w.LastLine, at, r.Who.User, what, w.Outcomes[r.Outcome]))
}

// confirmLines are the fields.
func (d resetDialog) confirmLines(f frame) []string {
	w, th := d.text.Reset, f.theme
	if d.phase == resetSending {
		return []string{"", "  " + th.Bold.Render(w.Sending)}
	}
	reason, _ := d.reason.view(max(f.width-reasonAt-4, 10))
	if d.reason.value() == "" && d.focus != focusReason {
		reason = th.Dim.Render(w.Optional)
	}
	alias, _ := d.alias.view(max(f.width-d.aliasAt()-4, 10))
	return []string{
		"  " + th.Dim.Render(fit(w.Reason, reasonAt-2, "")) + reason,
		"  " + th.Bold.Render(sprintf(w.Confirm, d.account.Alias)) + alias,
		"  " + th.Dim.Render(w.NoUndo),
	}
}

// reasonAt is the column where the reason is typed.
const reasonAt = 14

// aliasAt is the column where the alias is typed.
func (d resetDialog) aliasAt() int { return 2 + width(sprintf(d.text.Reset.Confirm, d.account.Alias)) }

// cursor is where the next letter goes, counted from the first field's line.
func (d resetDialog) cursor(f frame) *tea.Position {
	if d.phase != resetPlanning && d.phase != resetArmed {
		return nil
	}
	switch d.focus {
	case focusAlias:
		_, x := d.alias.view(max(f.width-d.aliasAt()-4, 10))
		return &tea.Position{X: d.aliasAt() + x, Y: 1}
	case focusReason:
		_, x := d.reason.view(max(f.width-reasonAt-4, 10))
		return &tea.Position{X: reasonAt + x}
	}
	return nil
}

// refusedLines say why nothing can be sent.
func (d resetDialog) refusedLines(f frame) []string {
	fact, remedy := Explain(d.err, d.text.Explain)
	lines := []string{"  " + f.theme.Bold.Render(d.text.Reset.Title), "", d.fact(f, d.text.Reset.Account, d.accountSpans(f)...), ""}
	for _, l := range wrap(fact, f.width-4) {
		lines = append(lines, "  "+f.theme.Bad.Render(l))
	}
	for _, l := range wrap(remedy, f.width-4) {
		lines = append(lines, "  "+l)
	}
	return lines
}

// overLines show the outcome, and the numbers before and after.
func (d resetDialog) overLines(f frame) []string {
	w, th, r := d.text.Reset, f.theme, d.result
	words, style := w.OK, th.Good
	switch r.Outcome {
	case guard.Refused:
		words, style = w.Refused, th.Warn
	case guard.Unknown:
		words, style = w.Unknown, th.Bad
	case guard.NotSent:
		words, style = w.NotSent, th.Warn
	}
	lines := []string{"  " + th.Bold.Render(w.Title), "", d.fact(f, w.Account, d.accountSpans(f)...), ""}
	for _, l := range wrap(words, f.width-4) {
		lines = append(lines, "  "+style.Render(l))
	}
	if r.Err != nil {
		fact, remedy := Explain(r.Err, d.text.Explain)
		for _, l := range append(wrap(fact, f.width-4), wrap(remedy, f.width-4)...) {
			lines = append(lines, "  "+l)
		}
	}
	lines = append(lines, "")
	for i, q := range r.Before {
		if q.Daily == nil || i >= 5 {
			continue
		}
		lines = append(lines, d.fact(f, w.Before, span{d.counter(q), th.Plain}))
		if a := same(r.After, q.Path); a != nil && a.Daily != nil {
			lines = append(lines, d.fact(f, w.After, span{d.counter(*a), th.Bold}))
		}
	}
	if n, lag := lagging(r); lag {
		lines = append(lines, "")
		lines = append(lines, d.warned(f, sprintf(w.Lagging, group(n)))...)
	}
	if r.JournalErr != nil {
		fact, _ := Explain(r.JournalErr, d.text.Explain)
		lines = append(lines, d.warned(f, sprintf(w.NotWritten, fact))...)
	}
	if r.AfterErr != nil {
		fact, _ := Explain(r.AfterErr, d.text.Explain)
		lines = append(lines, d.warned(f, sprintf(w.AfterFailed, fact))...)
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

// lagging reports whether an accepted reset does not show yet, and what the
// counter says.
func lagging(r guard.Result) (int64, bool) {
	if r.Outcome != guard.OK {
		return 0, false
	}
	for _, b := range r.Before {
		a := same(r.After, b.Path)
		if a != nil && a.Daily != nil && b.Daily != nil && b.Daily.Used > 0 && a.Daily.Used >= b.Daily.Used {
			return a.Daily.Used, true
		}
	}
	return 0, false
}
