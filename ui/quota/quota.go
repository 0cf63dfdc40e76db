// Package quota is the tab of one account's quotas: how much of each API's day
// is used, and which APIs are watched. It clears nothing; the reset dialog does.
package quota

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// rowsRead brings the next rows of a sweep; rest is closed after the last.
type rowsRead struct {
	seq  int
	rows []wechat.Reading
	rest <-chan wechat.Reading
	err  error // the sweep could not begin
	at   time.Time
}

// leftRead brings what is left of the month's budgets.
type leftRead struct {
	appID string
	left  guard.Left
	err   error
}

// apisSaved answers a change of the account's list of APIs.
type apisSaved struct {
	account keystore.Account
	err     error
}

// sweep asks for the quotas of paths and waits for the first of them.
func sweep(ctx context.Context, connect view.Connector, a keystore.Account, seq int, paths []string, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return rowsRead{seq: seq, err: err, at: now()}
		}
		return nextRows(seq, client.Sweep(ctx, paths), now)()
	}
}

// nextRows waits for one row and takes all that have arrived with it.
func nextRows(seq int, rows <-chan wechat.Reading, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		msg := rowsRead{seq: seq, rest: rows}
		for r := range rows {
			msg.rows = append(msg.rows, r)
			if len(rows) == 0 {
				break
			}
		}
		msg.at = now()
		return msg
	}
}

func readLeft(ctx context.Context, g view.Guard, appID string) tea.Cmd {
	return func() tea.Msg {
		left, err := g.Left(ctx, appID)
		return leftRead{appID, left, err}
	}
}

func saveAPIs(b view.Book, was, now keystore.Account) tea.Cmd {
	return func() tea.Msg { return apisSaved{now, b.Change(was, now)} }
}

// View is the second tab: the quotas of one account.
type View struct {
	view.Deps
	of     keystore.Account // whose rows these are, as it was when they were first read
	meter  *meter.Meter
	rows   rows
	add    apiField
	detail apiDetail

	seq     int
	loading bool
	first   bool // the first sweep of this account is under way
	cancel  context.CancelFunc
	left    leftRead
}

// New makes the tab, with no account on it yet.
func New(d view.Deps) *View {
	v := &View{Deps: d, cancel: func() {}}
	v.renewed()
	return v
}

// account is the one on the screen, as it is now.
func (v *View) account() keystore.Account { return v.Accounts.Opened() }

// open shows an account and reads its quotas. path, when given, joins the list
// and is selected.
func (v *View) open(a keystore.Account, path string) tea.Cmd {
	if v.of.Alias != a.Alias || v.of.AppID != a.AppID {
		v.renewed()
	}
	v.of = a
	v.meter.Watch(a.Watched())
	var save tea.Cmd
	if path != "" && !slices.Contains(v.meter.Paths(), path) {
		save = v.withPath(path)
	}
	v.rows.arranged()
	if path != "" {
		v.rows.chosen(path)
		v.detail.open = false
	}
	return tea.Batch(save, v.unlock())
}

// renewed forgets the account of before; the order of the rows stays.
func (v *View) renewed() {
	v.cancel()
	d, m := &v.Deps, &meter.Meter{Refresh: v.Cfg.Refresh}
	*v = View{
		Deps: v.Deps, meter: m, cancel: func() {},
		rows:   rows{Deps: d, meter: m, order: v.rows.order, filter: draw.NewField(d.Key.Enter, 60)},
		add:    apiField{Deps: d, field: draw.NewField(d.Key.Enter, 120)},
		detail: apiDetail{Deps: d, rows: &v.rows},
	}
}

// unlock opens the secret first where that needs the terminal or the person.
func (v *View) unlock() tea.Cmd {
	a := v.account()
	switch {
	case !desk.Can(a, desk.Read):
		return nil
	case view.NeedsPerson(v.Cfg, a):
		return view.OpenSecret(v.Cfg, a)
	}
	return v.read(v.meter.Paths())
}

// read starts a sweep; the old numbers stay until the new ones come.
func (v *View) read(paths []string) tea.Cmd {
	if v.account().Alias == "" || !desk.Can(v.account(), desk.Read) || len(paths) == 0 {
		return nil
	}
	v.cancel()
	ctx, cancel := context.WithCancel(v.Cfg.Ctx)
	v.seq, v.loading, v.first, v.cancel = v.Deps.Seq.Next(), true, v.meter.At().IsZero(), cancel
	return tea.Batch(
		sweep(ctx, v.Cfg.Connect, v.account(), v.seq, v.meter.Order(paths), v.Cfg.Now),
		readLeft(v.Cfg.Ctx, v.Cfg.Guard, v.account().AppID))
}

// ticked reads what is due.
func (v *View) ticked(now time.Time) tea.Cmd {
	if v.loading {
		return nil
	}
	return v.read(v.meter.Due(now))
}

// Stop ends a sweep under way, for ctrl+c.
func (v *View) Stop() bool {
	switch {
	case v.Typing():
		v.untyped()
		return true
	case v.detail.open:
		v.detail.open = false
		return true
	case v.loading:
		v.cancel()
		v.loading, v.seq = false, v.Deps.Seq.Next()
		return true
	}
	return false
}

// Title names the tab.
func (v *View) Title() string { return wordTitle.In(v.Lang) }

// Typing reports whether a text field has the keys.
func (v *View) Typing() bool { return v.rows.filter.Open || v.add.field.Open }

// changed takes over a changed list of accounts.
func (v *View) changed() {
	if a := v.account(); a.Alias != "" {
		v.of = a
		v.meter.Watch(a.Watched())
		v.rows.arranged()
	} else if v.of.Alias != "" {
		v.renewed()
	}
}

// Update reads, and takes what was read.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Tick:
		return v.ticked(time.Time(msg))
	case view.AccountOpened:
		return v.open(msg.Account, msg.Path)
	case view.AccountsChanged:
		v.changed()
	case view.ResetDone:
		if msg.Result.Target.AppID == v.account().AppID {
			return v.read(v.meter.Paths()) // what the reset has touched
		}
	case tea.ResumeMsg:
		return v.read(v.meter.Paths())
	case rowsRead:
		return v.took(msg)
	case leftRead:
		if msg.appID == v.account().AppID {
			v.left = msg
		}
	case view.Followed:
		v.tookAfter(msg)
	case apisSaved:
		if msg.err != nil {
			fact, _ := words.Explain(msg.err, v.Lang)
			return view.Notice(fact)
		}
	case view.Unlocked:
		return v.secretOpened(msg.Alias, msg.Err)
	case view.SecretKnown:
		return v.secretOpened(msg.Alias, nil)
	case tea.KeyPressMsg:
		return v.pressed(msg)
	case tea.PasteMsg:
		return v.typed(msg)
	}
	return nil
}

// secretOpened reads now that the secret is there, or keeps the reason why not.
func (v *View) secretOpened(alias string, err error) tea.Cmd {
	switch {
	case alias != v.account().Alias:
		return nil
	case err != nil:
		v.meter.Failed(err)
		return nil
	}
	return v.read(v.meter.Paths())
}

// took puts the rows of a sweep in place and waits for the next ones.
func (v *View) took(msg rowsRead) tea.Cmd {
	if msg.seq != v.seq {
		return nil // the answer to an older question
	}
	if msg.err != nil {
		v.loading = false
		v.meter.Failed(msg.err)
		v.meter.Ended(msg.at)
		return nil
	}
	if len(msg.rows) == 0 {
		v.loading, v.first = false, false
		v.meter.Ended(msg.at)
		v.rows.arranged()
		return nil
	}
	for _, r := range msg.rows {
		v.rows.placed(r, msg.at)
	}
	if v.first {
		v.rows.arranged()
	}
	return nextRows(msg.seq, msg.rest, v.Cfg.Now)
}

// tookAfter takes over what was read some minutes after a reset.
func (v *View) tookAfter(msg view.Followed) {
	if msg.AppID != v.account().AppID {
		return
	}
	for _, q := range msg.After {
		v.rows.placed(wechat.Reading{Path: q.Path, Quota: q}, q.At)
	}
	v.rows.arranged()
}
