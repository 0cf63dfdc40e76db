package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// quotaRead brings the next rows of a sweep; rest is closed after the last.
type quotaRead struct {
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

// apisChosen tells the other views that the open account has another list.
type apisChosen struct{}

// apisSaved answers a change of the account's list of APIs.
type apisSaved struct {
	account keystore.Account
	err     error
}

// unlocked follows a secret that was opened on the bare terminal.
type unlocked struct {
	alias string
	err   error
}

// sweep asks for the quotas of paths and waits for the first of them.
func sweep(ctx context.Context, connect connector, a keystore.Account, seq int, paths []string, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return quotaRead{seq: seq, err: err, at: now()}
		}
		return nextRows(seq, client.Sweep(ctx, paths), now)()
	}
}

// nextRows waits for one row and takes all that have arrived with it.
func nextRows(seq int, rows <-chan wechat.Reading, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		msg := quotaRead{seq: seq, rest: rows}
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

func readLeft(g Guard, appID string) tea.Cmd {
	return func() tea.Msg {
		left, err := g.Left(appID)
		return leftRead{appID, left, err}
	}
}

func saveAPIs(b Book, was, now keystore.Account) tea.Cmd {
	return func() tea.Msg { return apisSaved{now, b.Change(was, now)} }
}

// connector gives the client of an account; the same one each time.
type connector func(keystore.Account) (Client, error)

// quotaView is the second tab: the quotas of one account.
type quotaView struct {
	deps
	account keystore.Account
	meter   *meter.Meter
	table   draw.Table
	moved   bool // the person has chosen a row: it stays chosen
	order   sortOrder
	filter  draw.Field
	add     draw.Field
	detail  draw.Scroller
	details bool

	seq     int
	loading bool
	first   bool // the first sweep of this account is under way
	cancel  context.CancelFunc
	widest  wechat.Daily // the largest numbers so far, for the width of the columns
	left    guard.Left
	leftErr error
}

func newQuotaView(d deps) quotaView {
	return quotaView{deps: d, meter: &meter.Meter{Refresh: d.cfg.Refresh}, filter: draw.NewField(d.keys.Enter, 60), add: draw.NewField(d.keys.Enter, 120), cancel: func() {}}
}

// open shows an account and reads its quotas. path, when given, joins the list
// and is selected.
func (v quotaView) open(a keystore.Account, path string) (quotaView, tea.Cmd) {
	if v.account.Alias != a.Alias || v.account.AppID != a.AppID {
		v.cancel()
		fresh := newQuotaView(v.deps)
		fresh.order = v.order
		v = fresh
	}
	v.account = a
	v.meter.Watch(a.Watched())
	var save tea.Cmd
	if path != "" && !slices.Contains(v.meter.Paths(), path) {
		v, save = v.withPath(path)
	}
	v = v.arranged()
	if path != "" {
		v.table.Cur, v.moved, v.details = path, true, false
	}
	v, read := v.unlock()
	return v, tea.Batch(save, read)
}

// unlock opens the secret first where that needs the terminal or the person.
func (v quotaView) unlock() (quotaView, tea.Cmd) {
	a := v.account
	switch {
	case !desk.Can(a, desk.Read):
		return v, nil
	case needsPerson(v.cfg, a):
		return v, openSecret(v.cfg, a)
	}
	return v.read(v.meter.Paths())
}

// read starts a sweep; the old numbers stay until the new ones come.
func (v quotaView) read(paths []string) (quotaView, tea.Cmd) {
	if v.account.Alias == "" || !desk.Can(v.account, desk.Read) || len(paths) == 0 {
		return v, nil
	}
	v.cancel()
	ctx, cancel := context.WithCancel(v.cfg.Ctx)
	v.seq, v.loading, v.first, v.cancel = v.deps.seq.next(), true, v.meter.At().IsZero(), cancel
	return v, tea.Batch(
		sweep(ctx, v.cfg.Connect, v.account, v.seq, v.meter.Order(paths), v.cfg.Now),
		readLeft(v.cfg.Guard, v.account.AppID))
}

// refreshNow reads everything again, as after a pause of the program.
func (v quotaView) refreshNow() tea.Cmd {
	return func() tea.Msg { return quotaWanted{} }
}

// quotaWanted asks for a full sweep of the account on screen.
type quotaWanted struct{}

// ticked reads what is due.
func (v quotaView) ticked(now time.Time) (quotaView, tea.Cmd) {
	if v.loading {
		return v, nil
	}
	return v.read(v.meter.Due(now))
}

// stopped ends a sweep under way, for ctrl+c.
func (v quotaView) stopped() (quotaView, bool) {
	switch {
	case v.typing():
		v.filter, v.add = v.filter.Closed(), v.add.Closed()
		return v.arranged(), true
	case v.details:
		v.details = false
		return v, true
	case v.loading:
		v.cancel()
		v.loading, v.seq = false, v.deps.seq.next()
		return v, true
	}
	return v, false
}

func (v quotaView) typing() bool { return v.filter.Open || v.add.Open }

// with takes over a changed list of accounts.
func (v quotaView) with(accounts []keystore.Account) quotaView {
	for _, a := range accounts {
		if a.Alias == v.account.Alias {
			v.account = a
			v.meter.Watch(a.Watched())
			return v.arranged()
		}
	}
	if v.account.Alias == "" {
		return v
	}
	v.cancel()
	return newQuotaView(v.deps)
}

// after reads again what a reset has touched.
func (v quotaView) after(done resetDone) tea.Cmd {
	if done.result.Target.AppID != v.account.AppID {
		return nil
	}
	return v.refreshNow()
}

func (v quotaView) Update(msg tea.Msg) (quotaView, tea.Cmd) {
	switch msg := msg.(type) {
	case quotaRead:
		return v.took(msg)
	case quotaWanted:
		return v.read(v.meter.Paths())
	case leftRead:
		if msg.appID == v.account.AppID {
			v.left, v.leftErr = msg.left, msg.err
		}
	case followed:
		return v.tookAfter(msg), nil
	case apisSaved:
		if msg.err != nil {
			fact, _ := words.Explain(msg.err, v.text.Lang)
			return v, send(noticed{fact})
		}
	case unlocked:
		if msg.alias != v.account.Alias {
			return v, nil
		}
		if msg.err != nil {
			v.meter.Failed(msg.err)
			return v, nil
		}
		return v.read(v.meter.Paths())
	case secretKnown:
		if msg.alias == v.account.Alias {
			return v.read(v.meter.Paths())
		}
	case tea.KeyPressMsg:
		return v.pressed(msg)
	case tea.PasteMsg:
		return v.typed(msg)
	}
	return v, nil
}

// took puts the rows of a sweep in place and waits for the next ones.
func (v quotaView) took(msg quotaRead) (quotaView, tea.Cmd) {
	if msg.seq != v.seq {
		return v, nil // the answer to an older question
	}
	if msg.err != nil {
		v.loading = false
		v.meter.Failed(msg.err)
		v.meter.Ended(msg.at)
		return v, nil
	}
	if len(msg.rows) == 0 {
		v.loading, v.first = false, false
		v.meter.Ended(msg.at)
		return v.arranged(), nil
	}
	for _, r := range msg.rows {
		v = v.placed(r, msg.at)
	}
	if v.first {
		v = v.arranged()
	}
	return v, nextRows(msg.seq, msg.rest, v.cfg.Now)
}

// tookAfter takes over what was read some minutes after a reset.
func (v quotaView) tookAfter(msg followed) quotaView {
	if msg.appID != v.account.AppID {
		return v
	}
	for _, q := range msg.after {
		v = v.placed(wechat.Reading{Path: q.Path, Quota: q}, q.At)
	}
	return v.arranged()
}

// placed puts one reading into its row.
func (v quotaView) placed(r wechat.Reading, at time.Time) quotaView {
	v.meter.Take(r, at)
	if d := v.meter.Row(r.Path).Quota.Daily; d != nil {
		v.widest = wechat.Daily{Limit: max(v.widest.Limit, d.Limit), Used: max(v.widest.Used, d.Used), Remain: max(v.widest.Remain, d.Remain)}
	}
	return v
}
