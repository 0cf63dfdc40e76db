package ui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// resetsRead brings the journal.
type resetsRead struct {
	resets []guard.Reset
	left   []accountLeft
	err    error
}

// accountLeft is what one account has left this month.
type accountLeft struct {
	alias string
	left  guard.Left
}

func readResets(g Guard, accounts []keystore.Account) tea.Cmd {
	return func() tea.Msg {
		resets, err := g.Resets()
		msg := resetsRead{resets: resets, err: err}
		if err != nil {
			return msg
		}
		for _, a := range accounts {
			msg.left = append(msg.left, accountLeft{a.Alias, g.LeftOf(resets, a.AppID)})
		}
		return msg
	}
}

// resetsWords are the words of the Resets tab.
type resetsWords struct {
	At, Account, Scope, Outcome, Who, Effect, None, Whole, LeftLine, AtMostLine, Counted, Via string
}

func resetsText(s say) resetsWords {
	return resetsWords{
		At: s("When", "时间"), Account: s("Account", "账号"), Scope: s("Cleared", "清零范围"), Outcome: s("Outcome", "结果"),
		Who: s("By", "操作者"), Effect: s("Used before, after", "已用：前、后"), Whole: s("the whole account", "整个账号"),
		None:       s("No reset is in this machine's journal. R on the Quota tab makes one.", "本机记录中没有清零。在额度页按 R 可清零。"),
		LeftLine:   s("%s: %d of %d all, %d of %d single", "%s：全部 %d/%d，单个 %d/%d"),
		AtMostLine: s("%s: at most %d of %d all, %d of %d single", "%s：至多 全部 %d/%d，单个 %d/%d"),
		Counted:    s("in the journal: %d", "记录中：%d 次"), Via: s("Via", "方式"),
	}
}

// resetsView is the fourth tab: the journal, and what is left this month.
type resetsView struct {
	deps
	resets []guard.Reset
	left   []accountLeft
	err    error
	table  table

	details bool
	detail  scroller
}

func newResetsView(d deps) resetsView { return resetsView{deps: d} }

func (v resetsView) load() tea.Cmd {
	if v.cfg.Guard == nil {
		return nil
	}
	return readResets(v.cfg.Guard, v.cfg.Accounts)
}

func (v resetsView) typing() bool { return false }

func (v resetsView) stopped() (resetsView, bool) {
	open := v.details
	v.details = false
	return v, open
}

func (v resetsView) with(accounts []keystore.Account) resetsView {
	v.cfg.Accounts = accounts
	return v
}

func (v resetsView) Update(msg tea.Msg) (resetsView, tea.Cmd) {
	switch msg := msg.(type) {
	case resetsRead:
		v.err = msg.err
		if msg.resets == nil && msg.err != nil {
			return v, nil // the old list stays
		}
		v.resets, v.left = msg.resets, msg.left
		ids := make([]string, len(v.resets))
		for i, r := range v.resets {
			ids[i] = r.ID
		}
		v.table = v.table.with(ids)
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return v, nil
}

func (v resetsView) pressed(msg tea.KeyPressMsg) (resetsView, tea.Cmd) {
	if v.details {
		if key.Matches(msg, v.keys.Escape, v.keys.Enter) {
			v.details = false
		}
		if i, f := v.table.index(), v.frame(); i >= 0 {
			v.detail = v.detail.pressed(msg, v.keys, len(v.detailLines(v.resets[i], f)), f.height)
		}
		return v, nil
	}
	switch {
	case key.Matches(msg, v.keys.Enter):
		v.details, v.detail = v.table.cur != "", scroller{}
		return v, nil
	case key.Matches(msg, v.keys.Refresh):
		return v, v.load()
	case key.Matches(msg, v.keys.Write):
		return v, v.written()
	case key.Matches(msg, v.keys.Copy):
		i := v.table.index()
		if i < 0 {
			return v, send(noticed{v.text.Nothing})
		}
		text := v.plain(v.resets[i])
		return v, tea.Batch(tea.SetClipboard(text), send(noticed{sprintf(v.text.Sent, v.resets[i].ID)}))
	}
	v.table, _ = v.table.pressed(msg, v.keys)
	return v, nil
}

func (v resetsView) written() tea.Cmd {
	var b strings.Builder
	for _, r := range v.resets {
		b.WriteString(v.plain(r) + "\n")
	}
	return export(v.cfg, v.text, "resets.txt", b.String())
}

// plain is one reset on one line, for copies and files.
func (v resetsView) plain(r guard.Reset) string {
	return wechat.Clean(fmt.Sprintf("%s  %s  %s  %s  %s  %s", r.At.Format("2006-01-02 15:04:05 -07"), r.Account, v.scope(r),
		v.text.Reset.Outcomes[r.Outcome], r.Who.User, r.Reason))
}

func (v resetsView) scope(r guard.Reset) string {
	if r.Scope == guard.ScopeAll {
		return v.text.Resets.Whole
	}
	return r.Path
}

// View draws the journal, the newest reset first, with what is left above it.
func (v resetsView) View(f frame) body {
	w := v.text.Resets
	if i := v.table.index(); v.details && i >= 0 {
		shown, _ := v.detail.window(v.detailLines(v.resets[i], f), f.height)
		return body{lines: shown}
	}
	if len(v.resets) == 0 {
		return body{lines: append(v.leftLines(f), centred(f, w.None)...)}
	}
	top := v.leftLines(f)
	cols := []column{
		{title: w.At, width: 11}, {title: w.Account, width: 10}, {title: w.Scope, width: 22, flex: true},
		{title: w.Outcome, width: 13}, {title: w.Who, width: 8, drop: 1}, {title: w.Effect, width: 21, drop: 2},
	}
	at := make(map[string]guard.Reset, len(v.resets))
	for _, r := range v.resets {
		at[r.ID] = r
	}
	rows := v.table.view(cols, f.width, f.height-len(top), f.theme, func(id string) []cell { return v.cells(at[id], f) })
	return body{lines: append(top, rows...)}
}

func (v resetsView) cells(r guard.Reset, f frame) []cell {
	th := f.theme
	outcome, style := v.text.Reset.Outcomes[r.Outcome], th.Good
	switch r.Outcome {
	case guard.Refused:
		outcome, style = fmt.Sprintf("%s %d", outcome, r.Code), th.Warn
	case guard.NotSent:
		style = th.Dim
	case guard.Unknown:
		style = th.Bad
	}
	scope := v.text.Resets.Whole
	if r.Scope == guard.ScopeAPI {
		scope = apiName(r.Path, v.text.Lang)
	}
	return []cell{
		{r.At.In(f.now.Location()).Format("01-02 15:04"), th.Dim}, {wechat.Clean(r.Account), th.Plain}, {scope, th.Plain},
		{outcome, style}, {wechat.Clean(r.Who.User), th.Plain}, {v.effect(r, th), th.Dim},
	}
}

// detailLines tell all that the journal has of one reset.
func (v resetsView) detailLines(r guard.Reset, f frame) []string {
	w, th := v.text.Resets, f.theme
	fact := func(label, text string) string {
		return line(f.width, th.Ellipsis, span{"  " + fit(label, 15, ""), th.Dim}, span{wechat.Clean(text), th.Plain})
	}
	outcome := v.text.Reset.Outcomes[r.Outcome]
	if r.Code != 0 {
		outcome = fmt.Sprintf("%s  errcode %d %s", outcome, r.Code, r.Msg)
	}
	lines := []string{
		"  " + th.Bold.Render(wechat.Clean(v.scope(r))), "",
		fact(w.At, r.At.In(f.now.Location()).Format("2006-01-02 15:04:05 -07")), fact(w.Account, r.Account+"  "+r.AppID),
		fact(w.Outcome, outcome), fact(w.Via, string(r.Via)), fact(w.Who, r.Who.String()),
	}
	for _, extra := range []struct{ label, text string }{{v.text.Reset.Reason, r.Reason}, {"rid", string(r.RID)}, {"id", r.ID}} {
		if extra.text != "" {
			lines = append(lines, fact(extra.label, extra.text))
		}
	}
	for _, part := range []struct {
		label string
		rows  []wechat.Quota
	}{{v.text.Reset.Before, r.Before}, {v.text.Reset.After, r.After}} {
		lines = append(lines, "")
		for i, q := range part.rows {
			label := ""
			if i == 0 {
				label = part.label
			}
			if q.Daily != nil {
				used := sprintf(v.text.Reset.UsedOf, group(q.Daily.Used), group(q.Daily.Limit), group(q.Daily.Remain))
				lines = append(lines, fact(label, apiName(q.Path, v.text.Lang)+": "+used))
			}
		}
	}
	return lines
}

// effect is the counter of the first API, before and after.
func (v resetsView) effect(r guard.Reset, th Theme) string {
	if len(r.Before) == 0 || r.Before[0].Daily == nil {
		return v.text.None
	}
	after := "?"
	if q := same(r.After, r.Before[0].Path); q != nil && q.Daily != nil {
		after = group(q.Daily.Used)
	}
	return group(r.Before[0].Daily.Used) + ", " + after
}

// leftLines say what each account has left; accounts that have all of it are left out.
func (v resetsView) leftLines(f frame) []string {
	var lines []string
	for _, a := range v.left {
		if a.left.All == guard.BudgetAll && a.left.API == guard.BudgetAPI {
			continue
		}
		words := v.text.Resets.AtMostLine
		if a.left.Sure {
			words = v.text.Resets.LeftLine
		}
		text := sprintf(words, a.alias, a.left.All, guard.BudgetAll, a.left.API, guard.BudgetAPI)
		style := f.theme.Plain
		if a.left.All <= 1 || a.left.API <= 1 {
			style = f.theme.Warn
		}
		lines = append(lines, line(f.width, f.theme.Ellipsis, span{"  " + text, style}))
	}
	if most := max(f.height/3, 1); len(lines) > most {
		lines = lines[:most]
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

func (v resetsView) status(f frame) []span {
	if v.err != nil {
		fact, remedy := Explain(v.err, v.text.Explain)
		return []span{{" " + fact, f.theme.Bad}, {"  " + remedy, f.theme.Plain}}
	}
	return []span{{" " + sprintf(v.text.Resets.Counted, len(v.resets)), f.theme.Plain}}
}

func (v resetsView) bindings() []key.Binding {
	if v.details {
		return []key.Binding{v.keys.Escape}
	}
	return []key.Binding{v.keys.Refresh, v.keys.Enter, v.keys.Copy, v.keys.Write}
}
