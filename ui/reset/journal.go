package reset

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
	"wxops/wechat/clean"
	"wxops/wechat/guard"
)

// journalRead brings the journal.
type journalRead struct {
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

func readJournal(ctx context.Context, g view.Guard, accounts []keystore.Account, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		resets, damaged, err := g.Resets(ctx)
		msg := journalRead{resets: resets, damaged: damaged, at: now(), err: err}
		if err != nil {
			return msg
		}
		leftOf := g.LeftOf(resets)
		for _, a := range accounts {
			msg.left = append(msg.left, accountLeft{a.Alias, leftOf(a.AppID)})
		}
		return msg
	}
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

// Journal is the fourth tab: the resets of the journal, and what is left this month.
type Journal struct {
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

// NewJournal makes the tab. Nothing is read yet.
func NewJournal(d view.Deps) *Journal { return &Journal{Deps: d} }

// Init reads the journal, so that the tab has it when it is opened.
func (v *Journal) Init() tea.Cmd { return v.load() }

func (v *Journal) load() tea.Cmd {
	if v.Cfg.Guard == nil {
		return nil
	}
	return readJournal(v.Cfg.Ctx, v.Cfg.Guard, v.Accounts.All, v.Cfg.Now)
}

// Title names the tab.
func (v *Journal) Title() string { return wordJournal.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *Journal) Typing() bool { return false }

// Stop closes what is open or ends what is under way, for ctrl+c.
func (v *Journal) Stop() bool {
	open := v.details
	v.details = false
	return open
}

// Update takes keys, pastes and the messages of the root.
func (v *Journal) Update(msg tea.Msg) tea.Cmd {
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
	case journalRead:
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

func (v *Journal) pressed(msg tea.KeyPressMsg) tea.Cmd {
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

func (v *Journal) written() tea.Cmd {
	var b strings.Builder
	for _, r := range v.resets {
		b.WriteString(v.plain(r) + "\n")
	}
	return view.Export(v.Cfg, v.Lang, "resets.txt", b.String())
}

// plain is one reset on one line, for copies and files.
func (v *Journal) plain(r guard.Reset) string {
	return clean.Line(fmt.Sprintf("%s  %s  %s  %s  %s  %s", r.At.Format("2006-01-02 15:04:05 -07"), r.Alias, v.scope(r),
		v.outcome(r), r.Who, r.Reason))
}

// Keys are the keys of the view, the most wanted first.
func (v *Journal) Keys() []key.Binding {
	if v.details {
		return []key.Binding{v.Key.Escape}
	}
	return []key.Binding{v.Key.Refresh, v.Key.Enter, v.Key.Copy, v.Key.Write}
}
