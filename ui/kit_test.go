package ui

import (
	"context"
	"errors"
	"reflect"

	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/rid"
)

// noon is the time of every test.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

var mall = keystore.Account{
	Alias: "mall", Name: "商城小程序", AppID: "wx0123456789abcdef", Kind: keystore.MiniProgram, Env: "prod", Secret: keystore.FromKeyring,
	APIs: []string{"/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send", "/cgi-bin/token", "/wxa/getwxacodeunlimit", "/sns/jscode2session"},
}

var news = keystore.Account{
	Alias: "news", Name: "每日新闻", AppID: "wxfedcba9876543210", Kind: keystore.OffiAccount, Env: "test", Secret: keystore.FromEnv, ReadOnly: true,
}

var platform = keystore.Account{
	Alias: "platform", Name: "第三方平台", AppID: "wx00000000000000aa", Kind: keystore.Component, Env: "prod", Secret: keystore.FromKeyring,
}

// fakeWeChat answers from memory and counts its calls.
type fakeWeChat struct {
	quotas map[string]wechat.Daily
	err    error // of every read
	rids   map[rid.RID]rid.Record
	calls  int
}

func newFakeWeChat() *fakeWeChat {
	return &fakeWeChat{quotas: map[string]wechat.Daily{
		"/cgi-bin/message/custom/send":    {Limit: 500000, Used: 500000, Remain: 0},
		"/cgi-bin/message/subscribe/send": {Limit: 100000, Used: 93120, Remain: 6880},
		"/cgi-bin/token":                  {Limit: 2000, Used: 410, Remain: 1590},
		"/wxa/getwxacodeunlimit":          {Limit: 100000, Used: 41003, Remain: 58997},
	}}
}

func (f *fakeWeChat) Authorize(context.Context) error { f.calls++; return f.err }
func (f *fakeWeChat) Forget()                         {}

func (f *fakeWeChat) Quota(_ context.Context, path string) (wechat.Quota, error) {
	f.calls++
	if err := catalog.CheckPath(path); err != nil {
		return wechat.Quota{}, err
	}
	d, ok := f.quotas[path]
	switch {
	case f.err != nil:
		return wechat.Quota{}, f.err
	case !ok:
		return wechat.Quota{}, &wechat.Error{Op: "read quota of " + path, Code: 76021, Msg: "cgi_path not found, please check"}
	}
	return wechat.Quota{Path: path, Daily: &d, At: noon}, nil
}

func (f *fakeWeChat) Sweep(ctx context.Context, paths []string) <-chan wechat.Reading {
	rows := make(chan wechat.Reading, len(paths))
	for _, p := range paths {
		q, err := f.Quota(ctx, p)
		rows <- wechat.Reading{Path: p, Quota: q, Err: err}
	}
	close(rows)
	return rows
}

func (f *fakeWeChat) ClearAll(context.Context) error          { f.calls++; return f.err }
func (f *fakeWeChat) ClearAllBySecret(context.Context) error  { f.calls++; return f.err }
func (f *fakeWeChat) ClearPath(context.Context, string) error { f.calls++; return f.err }

func (f *fakeWeChat) RIDInfo(_ context.Context, rid rid.RID) (rid.Record, error) {
	f.calls++
	info, ok := f.rids[rid]
	if !ok {
		return info, &wechat.Error{Op: "read rid " + string(rid), Code: 76003, Msg: "could not query this rid,no permission"}
	}
	return info, f.err
}

// fakeGuard plans and resets as it is told.
type fakeGuard struct {
	plan    guard.Plan
	result  guard.Result
	err     error // of Plan
	list    []guard.Reset
	due     []guard.Follow
	left    guard.Left
	damaged int
	sent    []guard.Target
	calls   int
	asked   int // how often it was asked what is due
}

func (g *fakeGuard) Plan(_ context.Context, c guard.Client, t guard.Target, _ []string) (guard.Plan, error) {
	g.calls++
	p := g.plan
	p.Target, p.Left = t, g.left
	for r := range c.Sweep(context.Background(), []string{t.Path}) {
		if r.Err == nil {
			p.Before = []wechat.Quota{r.Quota}
		}
	}
	return p, g.err
}

func (g *fakeGuard) Reset(_ context.Context, _ guard.Client, p guard.Plan) guard.Result {
	g.calls++
	g.sent = append(g.sent, p.Target)
	r := g.result
	r.Target, r.Before, r.Left = p.Target, p.Before, g.left
	return r
}

func (g *fakeGuard) Due(context.Context) ([]guard.Follow, error) {
	g.asked++
	return g.due, nil
}

func (g *fakeGuard) Follow(context.Context, guard.Client, guard.Follow) ([]wechat.Quota, error) {
	g.calls++
	g.due = nil
	return g.result.After, nil
}

func (g *fakeGuard) Resets(context.Context) ([]guard.Reset, int, error) {
	g.calls++
	return g.list, g.damaged, nil
}

func (g *fakeGuard) Left(context.Context, string) (guard.Left, error) { g.calls++; return g.left, nil }

func (g *fakeGuard) LeftOf([]guard.Reset) func(string) guard.Left {
	return func(string) guard.Left { return g.left }
}

// fakeBook keeps the accounts in memory.
type fakeBook struct {
	accounts []keystore.Account
	calls    []string
	err      error // of every change
}

func (b *fakeBook) Load() ([]keystore.Account, []keystore.Fault, error) {
	return slices.Clone(b.accounts), nil, nil
}

func (b *fakeBook) Add(accounts ...keystore.Account) error {
	for _, a := range accounts {
		b.calls = append(b.calls, "add "+a.Alias)
	}
	if b.err == nil {
		b.accounts = append(b.accounts, accounts...)
	}
	return b.err
}

func (b *fakeBook) Change(was, a keystore.Account) error {
	alias := was.Alias
	b.calls = append(b.calls, "replace "+alias+" "+strings.Join(a.APIs, ","))
	if i := b.find(alias); i >= 0 && b.err == nil {
		b.accounts[i] = a
	}
	return b.err
}

func (b *fakeBook) Remove(alias string) error {
	b.calls = append(b.calls, "remove "+alias)
	if i := b.find(alias); i >= 0 && b.err == nil {
		b.accounts = slices.Delete(b.accounts, i, i+1)
	}
	return b.err
}

func (b *fakeBook) find(alias string) int {
	return slices.IndexFunc(b.accounts, func(a keystore.Account) bool { return a.Alias == alias })
}

// fakeSecrets knows every secret but those it is told to miss.
type fakeSecrets struct {
	missing []string
	kept    map[string]keystore.Secret
	calls   []string
	err     error
}

func (s *fakeSecrets) Has(a keystore.Account) bool { return !slices.Contains(s.missing, a.Alias) }

func (s *fakeSecrets) NeedsPerson(a keystore.Account) bool {
	return !s.Has(a) && a.Source().Asks() != keystore.AsksNobody
}

func (s *fakeSecrets) Remember(a keystore.Account, secret keystore.Secret) {
	if s.kept == nil {
		s.kept = map[string]keystore.Secret{}
	}
	s.kept[a.Alias] = secret
	s.missing = slices.DeleteFunc(s.missing, func(alias string) bool { return alias == a.Alias })
}

func (s *fakeSecrets) Store(_ context.Context, a keystore.Account, secret keystore.Secret) error {
	s.calls = append(s.calls, "store "+a.Alias)
	if s.err == nil {
		s.Remember(a, secret)
	}
	return s.err
}

func (s *fakeSecrets) Forget(_ context.Context, a keystore.Account) error {
	s.calls = append(s.calls, "forget "+a.Alias)
	return s.err
}

func (s *fakeSecrets) Move(_ context.Context, from, to keystore.Account, commit func() error) error {
	s.calls = append(s.calls, "move "+from.Alias+" "+string(from.Secret)+" "+string(to.Secret))
	if s.err != nil {
		return s.err
	}
	return commit()
}

// testMeter is a fleet that reads when the test lets it: what a view asks for is
// read after its Update, because neither Update nor View makes a call.
type testMeter struct {
	*fleet.Fleet
	o     *outside
	asked []string // alias and path

	forgets error                             // why readings are not kept
	midway  func(meter.Account) meter.Account // as an account stands while it is read
}

// Accounts are those of the fleet, in the midst of a reading where the test says so.
func (f *testMeter) Accounts() []meter.Account {
	all := f.Fleet.Accounts()
	for i := range all {
		if f.midway != nil {
			all[i] = f.midway(all[i])
		}
	}
	return all
}

// MemoryErr is what the test says.
func (f *testMeter) MemoryErr() error { return f.forgets }

func newTestMeter(o *outside) *testMeter {
	return &testMeter{Fleet: fleet.New(fleet.Config{Refresh: o.Refresh, Now: func() time.Time { return o.now }}), o: o}
}

// Read notes what is to be read.
func (f *testMeter) Read(id string, paths ...string) {
	f.Fleet.Read(id, paths...)
	f.ask(id, paths)
}

// Unlocked reads all of an account.
func (f *testMeter) Unlocked(id string) {
	f.Fleet.Unlocked(id)
	f.ask(id, nil)
}

func (f *testMeter) ask(id string, paths []string) {
	a, _ := f.Account(id)
	if len(paths) == 0 {
		for _, r := range a.Rows {
			paths = append(paths, r.Path)
		}
	}
	for _, p := range paths {
		f.asked = append(f.asked, id+" "+p)
	}
}

// readAll reads all accounts that need nobody, as the console does at its start.
func (f *testMeter) readAll() {
	for _, a := range f.Accounts() {
		if !a.Locked {
			f.Read(a.ID)
		}
	}
}

// settle makes the readings that were asked for; whether there were any.
func (f *testMeter) settle() bool {
	asked := f.asked
	f.asked = nil
	for _, ask := range asked {
		id, path, _ := strings.Cut(ask, " ")
		q, err := f.o.wechat.Quota(f.o.Ctx, path)
		q.At = f.o.now
		var locked *keystore.Problem
		if errors.As(err, &locked) { // what Unlock would have said
			f.Fail(id, err)
			continue
		}
		f.Take(id, wechat.Reading{Path: path, Quota: q, Err: err}, f.o.now)
	}
	return len(asked) > 0
}

// targets are accounts as the meter reads them.
func (o *outside) targets(accounts []keystore.Account) []fleet.Target {
	var targets []fleet.Target
	for _, a := range accounts {
		if desk.Can(a, desk.Read) {
			targets = append(targets, fleet.Target{
				ID: a.Alias, Key: meter.Key{Host: "test", AppID: a.AppID}, Paths: a.Watched(), OnDemand: a.OnDemand,
				Locked: func() bool { return !o.secrets.Has(a) },
			})
		}
	}
	return targets
}

// outside is the world round a console under test.
type outside struct {
	wechat  *fakeWeChat
	guard   *fakeGuard
	book    *fakeBook
	secrets *fakeSecrets
	meter   *testMeter
	files   map[string]string
	notes   []string
	calls   []wechat.Call
	now     time.Time
	view.Config
}

func newOutside(t *testing.T) *outside {
	t.Helper()
	o := &outside{
		wechat: newFakeWeChat(), guard: &fakeGuard{left: guard.Left{All: 7, API: 49}}, book: &fakeBook{},
		secrets: &fakeSecrets{}, files: map[string]string{}, now: noon,
	}
	o.Config = view.Config{
		Ctx: t.Context(), Now: func() time.Time { return o.now }, Accounts: []keystore.Account{mall, news, platform},
		Connect: func(keystore.Account) (view.Client, error) { return o.wechat, nil },
		Guard:   o.guard, Book: o.book, Secrets: o.secrets,
		Calls: func() []wechat.Call { return o.calls },
		Note:  func(s string) { o.notes = append(o.notes, s) },
		Export: func(name string, body []byte) (string, error) {
			o.files[name] = string(body)
			return "~/.local/state/wxops/" + name, nil
		},
		Later: func(time.Duration, func() tea.Msg) tea.Cmd { return nil },
		Lang:  words.English, Unicode: true, Refresh: 30 * time.Second,
	}
	return o
}

// console starts the console at a size and runs what Init asks for.
func (o *outside) console(width, height int) *Model {
	o.book.accounts = slices.Clone(o.Accounts)
	o.meter = newTestMeter(o)
	o.Config.Meter, o.Config.Targets = o.meter, o.targets
	o.meter.Set(o.targets(o.Accounts))
	m := New(o.Config)
	m = update(m, tea.WindowSizeMsg{Width: width, Height: height})
	return run(m, m.Init())
}

// update gives one message and runs the commands that follow from it.
func update(m *Model, msg tea.Msg) *Model {
	next, cmd := m.Update(msg)
	m = run(next.(*Model), cmd)
	if m.Cfg.Meter.(*testMeter).settle() {
		return update(m, view.Metered{})
	}
	return m
}

// run executes a command and all that follow; timers never ring by themselves.
func run(m *Model, cmd tea.Cmd) *Model {
	if cmd == nil {
		return m
	}
	switch msg := cmd().(type) {
	case nil:
		return m
	case tea.BatchMsg:
		for _, c := range msg {
			m = run(m, c)
		}
		return m
	default:
		return update(m, msg)
	}
}

// The views of a console, for a look at what they hold.
func (m *Model) quotaView() tab     { return m.tabs[tabQuota] }
func (m *Model) ridView() tab       { return m.tabs[tabRID] }
func (m *Model) formView() dialog   { return m.dialogs[3] }
func (m *Model) secretView() dialog { return m.dialogs[4] }
func (m *Model) removeView() dialog { return m.dialogs[5] }

// press types keys by name: "j", "enter", "esc", "ctrl+c".
func press(m *Model, keys ...string) *Model {
	for _, k := range keys {
		m = update(m, keyNamed(k))
	}
	return m
}

// typeText types a text letter by letter.
func typeText(m *Model, text string) *Model {
	for _, r := range text {
		m = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return m
}

func keyNamed(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdn": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace,
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if code, ok := special[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	r := []rune(name)[0]
	return tea.KeyPressMsg{Code: r, Text: name}
}

// asked gives a key, and leaves what it asks of the outside for later.
func asked(m *Model, key string) tea.Cmd {
	_, cmd := m.Update(keyNamed(key))
	return cmd
}

// inside looks at a field that a view keeps to itself.
func inside(v any, path ...string) reflect.Value {
	field := reflect.ValueOf(v)
	for _, name := range path {
		field = reflect.Indirect(field).FieldByName(name)
	}
	return field
}

// letters are the characters of a secret that a dialog holds; they are looked
// at again at each call, also after the dialog has let go of them.
func letters(d dialog) func() string {
	typed := inside(d, "secret", "typed").Elem()
	return func() string {
		var text []rune
		for i := range typed.Len() {
			if r := rune(typed.Index(i).Int()); r != 0 {
				text = append(text, r)
			}
		}
		return string(text)
	}
}

// calmed ends the quiet time of the dialog that takes a secret.
func calmed(m *Model) *Model {
	return update(m, view.QuietOver{Seq: int(inside(m.secretView(), "quiet", "seq").Int())})
}

// armed ends the quiet time of every dialog that has opened so far.
func armed(m *Model) *Model {
	for seq := range m.Seq.Next() {
		m = update(m, view.QuietOver{Seq: seq})
	}
	return m
}

// under reports whether the cursor is on the row of a table that holds a text.
func under(m *Model, text string) bool {
	for l := range strings.SplitSeq(frameOf(m), "\n") {
		if strings.HasPrefix(l, "> ") {
			return strings.Contains(l, text)
		}
	}
	return false
}

// frameOf is the screen as plain text, with nothing behind the last letter of a line.
func frameOf(m *Model) string {
	lines := strings.Split(ansi.Strip(m.View().Content), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// lost is the error of a connection that broke after the request went out.
var lost = &wechat.Error{Op: "read quota of /cgi-bin/token", Sent: true}

// variant is one way in which a frame is drawn.
type variant struct {
	width, height   int
	lang            words.Lang
	colour, unicode bool
}

func (v variant) String() string {
	s := fmt.Sprintf("%dx%d %s", v.width, v.height, v.lang)
	if v.colour {
		s += " colour"
	}
	if !v.unicode {
		s += " ascii"
	}
	return s
}

// variants are all the ways in which a frame must fit its screen.
func variants() []variant {
	all := []variant{{60, 16, words.English, false, true}, {60, 16, words.Chinese, false, true}}
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for _, lang := range []words.Lang{words.English, words.Chinese} {
			for _, unicode := range []bool{true, false} {
				for _, colour := range []bool{false, true} {
					all = append(all, variant{size[0], size[1], lang, colour, unicode})
				}
			}
		}
	}
	return all
}

// kept are the variants whose frames are on file: each two of size, language,
// colour and UTF-8 meet in one of them. A wrong word shows once and not 18 times.
func kept() []variant {
	return []variant{
		{60, 16, words.English, false, true}, {60, 16, words.Chinese, true, false},
		{80, 24, words.English, true, true}, {80, 24, words.Chinese, false, false},
		{120, 40, words.English, false, false}, {120, 40, words.Chinese, true, true},
	}
}

// goldenFrames holds a state of the console against the file of the test's
// name. In every variant each line must fit the screen.
func goldenFrames(t *testing.T, prepare func(*outside), story func(*Model) *Model) {
	t.Helper()
	goldenFramesOf(t, kept(), variants(), prepare, story)
}

// goldenFramesOf is goldenFrames with the variants of one's own choice.
func goldenFramesOf(t *testing.T, kept, all []variant, prepare func(*outside), story func(*Model) *Model) {
	t.Helper()
	var b strings.Builder
	for _, v := range slices.Concat(kept, slices.DeleteFunc(slices.Clone(all), func(v variant) bool { return slices.Contains(kept, v) })) {
		o := newOutside(t)
		o.Lang, o.Colour, o.Unicode = v.lang, v.colour, v.unicode
		if prepare != nil {
			prepare(o)
		}
		m := story(o.console(v.width, v.height))
		lines := strings.Split(m.View().Content, "\n")
		if len(lines) != v.height {
			t.Errorf("%s: %d lines", v, len(lines))
		}
		onFile := slices.Contains(kept, v)
		if onFile {
			fmt.Fprintf(&b, "== %s\n", v)
		}
		for _, l := range lines {
			if w := ansi.StringWidth(l); w > v.width {
				t.Errorf("%s: %d cells wide: %q", v, w, l)
			}
			if onFile {
				b.WriteString(strings.TrimRight(l, " ") + "\n")
			}
		}
	}
	golden.RequireEqual(t, b.String())
}
