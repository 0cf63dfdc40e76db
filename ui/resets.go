package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

// resetsRead brings the journal.
type resetsRead struct {
	resets  []guard.Reset
	left    []accountLeft
	damaged int // lines of the journal that cannot be read
	at      time.Time
	err     error
}

// accountLeft is what one account has left this month.
type accountLeft struct {
	alias string
	left  guard.Left
}

func readResets(ctx context.Context, g view.Guard, accounts []keystore.Account, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		resets, damaged, err := g.Resets(ctx)
		msg := resetsRead{resets: resets, damaged: damaged, at: now(), err: err}
		if err != nil {
			return msg
		}
		for _, a := range accounts {
			msg.left = append(msg.left, accountLeft{a.Alias, g.LeftOf(resets, a.AppID)})
		}
		return msg
	}
}

// The words of the view.
var (
	resetsWordTitle   = words.Pair{"Resets", "清零"}
	resetsWordAt      = words.Pair{"When", "时间"}
	resetsWordAccount = words.Pair{"Account", "账号"}
	resetsWordScope   = words.Pair{"Cleared", "清零范围"}
	resetsWordOutcome = words.Pair{"Outcome", "结果"}
	resetsWordWho     = words.Pair{"By", "操作者"}
	resetsWordEffect  = words.Pair{"Before, after", "已用：前、后"}
	resetsWordWhole   = words.Pair{"the whole account", "整个账号"}
	resetsWordNone    = words.Pair{"No reset is in this machine's journal. R on the Quota tab makes one.",
		"本机记录中没有清零。在额度页按 R 可清零。"}
	resetsWordLeftLine = words.Pair{"%s: %s", "%s：%s"}
	resetsWordMoreLeft = words.Pair{"and %d more accounts", "另有 %d 个账号"}
	resetsWordDamaged  = words.Pair{"%d lines cannot be read", "%d 行无法读取"}
	resetsWordCounted  = words.Pair{"in the journal: %d", "记录中：%d 次"}
	resetsWordVia      = words.Pair{"Via", "方式"}
)

// resetsView is the fourth tab: the journal, and what is left this month.
type resetsView struct {
	view.Deps
	resets  []guard.Reset
	left    []accountLeft
	damaged int
	err     error
	table   draw.Table
	readAt  time.Time

	details bool
	detail  draw.Scroller

	askedAt   time.Time // when it was asked what is to be read after a reset
	following int       // questions and readings of that kind under way
}

func newResetsView(d view.Deps) *resetsView { return &resetsView{Deps: d} }

// Init reads the journal, so that the tab has it when it is opened.
func (v *resetsView) Init() tea.Cmd { return v.load() }

func (v *resetsView) load() tea.Cmd {
	if v.Cfg.Guard == nil {
		return nil
	}
	return readResets(v.Cfg.Ctx, v.Cfg.Guard, v.Accounts.All, v.Cfg.Now)
}

// Title names the tab.
func (v *resetsView) Title() string { return resetsWordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *resetsView) Typing() bool { return false }

// Stop closes what is open or ends what is under way, for ctrl+c.
func (v *resetsView) Stop() bool {
	open := v.details
	v.details = false
	return open
}

// Update takes keys, pastes and the messages of the root.
func (v *resetsView) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.TabShown, view.ResetDone: // or another console has made one
		return v.load()
	case view.Tick:
		return v.asked(time.Time(msg))
	case followsDue:
		return v.follow(msg)
	case view.Followed:
		v.following--
		return v.load()
	case resetsRead:
		v.err = msg.err
		if msg.resets == nil && msg.err != nil {
			return nil // the old list stays
		}
		v.resets, v.left, v.damaged, v.readAt = msg.resets, spent(msg.left), msg.damaged, msg.at
		ids := make([]string, len(v.resets))
		for i, r := range v.resets {
			ids[i] = r.ID
		}
		v.table = v.table.With(ids)
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return nil
}

func (v *resetsView) pressed(msg tea.KeyPressMsg) tea.Cmd {
	if v.details {
		if key.Matches(msg, v.Key.Escape, v.Key.Enter) {
			v.details = false
		}
		if i, f := v.table.Index(), v.Frame(); i >= 0 {
			v.detail = v.detail.Pressed(msg, v.Key, len(v.detailLines(v.resets[i], f)), f.Height)
		}
		return nil
	}
	switch {
	case key.Matches(msg, v.Key.Enter):
		v.details, v.detail = v.table.Cur != "", draw.Scroller{}
		return nil
	case key.Matches(msg, v.Key.Refresh):
		return v.load()
	case key.Matches(msg, v.Key.Write):
		return v.written()
	case key.Matches(msg, v.Key.Copy):
		i := v.table.Index()
		if i < 0 {
			return view.Notice(view.WordNothing.In(v.Lang))
		}
		text := v.plain(v.resets[i])
		return tea.Batch(tea.SetClipboard(text), view.Notice(view.WordSent.Fill(v.Lang, v.resets[i].ID)))
	}
	v.table, _ = v.table.Pressed(msg, v.Key)
	return nil
}

func (v *resetsView) written() tea.Cmd {
	var b strings.Builder
	for _, r := range v.resets {
		b.WriteString(v.plain(r) + "\n")
	}
	return view.Export(v.Cfg, v.Lang, "resets.txt", b.String())
}

// plain is one reset on one line, for copies and files.
func (v *resetsView) plain(r guard.Reset) string {
	return clean.Line(fmt.Sprintf("%s  %s  %s  %s  %s  %s", r.At.Format("2006-01-02 15:04:05 -07"), r.Alias, v.scope(r),
		v.outcome(r), r.Who, r.Reason))
}

// outcome shows one of a later version as the journal has it.
func (v *resetsView) outcome(r guard.Reset) string {
	if word := words.Outcome(r.Outcome, v.Lang); word != "" {
		return word
	}
	return string(r.Outcome)
}

func (v *resetsView) scope(r guard.Reset) string {
	if r.Scope == guard.ScopeAll {
		return resetsWordWhole.In(v.Lang)
	}
	return r.Path
}

// View draws the journal, the newest reset first, with what is left above it.
func (v *resetsView) View(f draw.Frame) draw.Body {
	lang := v.Lang
	if i := v.table.Index(); v.details && i >= 0 {
		shown, _ := v.detail.Window(v.detailLines(v.resets[i], f), f.Height)
		return draw.Body{Lines: shown}
	}
	if len(v.resets) == 0 {
		return draw.Body{Lines: append(v.leftLines(f), draw.Centred(f, resetsWordNone.In(lang))...)}
	}
	top := v.leftLines(f)
	cols := []draw.Column{
		{Title: resetsWordAt.In(lang), Width: 11}, {Title: resetsWordAccount.In(lang), Width: 8}, {Title: resetsWordScope.In(lang), Width: 16, Flex: true},
		{Title: resetsWordOutcome.In(lang), Width: 8}, {Title: resetsWordWho.In(lang), Width: 7, Drop: 1}, {Title: resetsWordEffect.In(lang), Width: 15, Drop: 2},
	}
	at := make(map[string]guard.Reset, len(v.resets))
	for _, r := range v.resets {
		at[r.ID] = r
	}
	rows := v.table.View(cols, f.Width, f.Height-len(top), f.Theme, func(id string) []draw.Span { return v.cells(at[id], f) })
	return draw.Body{Lines: append(top, rows...)}
}

func (v *resetsView) cells(r guard.Reset, f draw.Frame) []draw.Span {
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
	scope := resetsWordWhole.In(v.Lang)
	if r.Scope == guard.ScopeAPI {
		scope = view.APIName(r.Path, v.Lang)
	}
	return []draw.Span{
		th.Dim.Span(r.At.In(f.Now.Location()).Format("01-02 15:04")), th.Plain.Span(clean.Line(r.Alias)), th.Plain.Span(scope),
		style.Span(clean.Line(outcome)), th.Plain.Span(clean.Line(r.Who.Person())), th.Dim.Span(v.effect(r)),
	}
}

// effect is the counter that was nearest its limit, before and after, or why
// there is none.
func (v *resetsView) effect(r guard.Reset) string {
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

// spent are the accounts that have not all of their budgets, those with the
// least left first.
func spent(lefts []accountLeft) []accountLeft {
	some := slices.DeleteFunc(slices.Clone(lefts), func(a accountLeft) bool {
		return a.left.All == guard.BudgetAll && a.left.API == guard.BudgetAPI
	})
	least := func(l guard.Left) int {
		return min(l.All*guard.BudgetAPI, l.API*guard.BudgetAll)
	}
	slices.SortStableFunc(some, func(a, b accountLeft) int { return least(a.left) - least(b.left) })
	return some
}

// leftLines say what each account that has reset this month has left.
func (v *resetsView) leftLines(f draw.Frame) []string {
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
		text := resetsWordLeftLine.Fill(lang, a.alias, words.Budgets(a.left, v.Lang))
		lines = append(lines, draw.Line(f.Width, f.Theme.Ellipsis, style.Span("  "+text)))
	}
	if n := len(v.left) - len(shown); n > 0 {
		lines = append(lines, "  "+f.Theme.Dim.Render(resetsWordMoreLeft.Fill(lang, n)))
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// Status is the line below the view.
func (v *resetsView) Status(f draw.Frame) []draw.Span {
	if v.err != nil {
		fact, remedy := words.Explain(v.err, v.Lang)
		return []draw.Span{f.Theme.Bad.Span(" " + fact), f.Theme.Plain.Span("  " + remedy)}
	}
	text := " " + resetsWordCounted.Fill(v.Lang, len(v.resets))
	if !v.readAt.IsZero() {
		text += "  " + view.WordReadAgo.Fill(v.Lang, words.Age(v.Lang, f.Now.Sub(v.readAt)))
	}
	spans := []draw.Span{f.Theme.Plain.Span(text)}
	if v.damaged > 0 {
		spans = append(spans, f.Theme.Warn.Span("  "+resetsWordDamaged.Fill(v.Lang, v.damaged)))
	}
	return spans
}

// Keys are the keys of the view, the most wanted first.
func (v *resetsView) Keys() []key.Binding {
	if v.details {
		return []key.Binding{v.Key.Escape}
	}
	return []key.Binding{v.Key.Refresh, v.Key.Enter, v.Key.Copy, v.Key.Write}
}
