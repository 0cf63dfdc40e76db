package accounts

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat"
)

// accountTested ends the test of an account's credentials.
type accountTested struct {
	seq   int
	alias string
	at    time.Time
	err   error
}

// testAccount tests an account's credentials.
func testAccount(ctx context.Context, connect view.Connector, a keystore.Account, seq int, now func() time.Time) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err == nil {
			_, err = desk.Test(ctx, client)
		}
		return accountTested{seq, a.Alias, now(), err}
	}
}

// accountTest is the last test of one account.
type accountTest struct {
	account keystore.Account // as it was then
	seq     int
	running bool
	cancel  context.CancelFunc
	at      time.Time
	err     error
}

// end stops a test that is under way.
func (t accountTest) end() {
	if t.running {
		t.cancel()
	}
}

func sameCredentials(a, b keystore.Account) bool {
	return a.AppID == b.AppID && a.Secret == b.Secret && a.Base == b.Base && a.Proxy == b.Proxy && slices.Equal(a.SecretCommand, b.SecretCommand)
}

// tests are the tests of accounts: the last one of each, and those that wait.
type tests struct {
	of      map[string]accountTest
	queue   []string // to be tested as soon as one under way ends
	all     bool     // several were asked for at once, and how they went is said at the end
	waiting string   // the alias to test as soon as its secret is known
	shown   bool     // the column stands in the table
}

// testsAtOnce is how many tests are under way at once.
const testsAtOnce = 4

// keep forgets the tests of accounts that are gone or have other credentials.
func (t *tests) keep(accounts *view.Accounts) {
	for alias, last := range t.of {
		if now, still := accounts.Named(alias); still && sameCredentials(last.account, now) {
			continue
		}
		last.end()
		delete(t.of, alias)
	}
}

// stop ends the tests under way and takes the others back; false where there are none.
func (t *tests) stop() bool {
	stopped := len(t.queue) > 0
	t.waiting, t.queue, t.all = "", nil, false
	for alias, last := range t.of {
		if last.running {
			last.end()
			delete(t.of, alias)
			stopped = true
		}
	}
	return stopped
}

func (t *tests) running() int {
	n := 0
	for _, last := range t.of {
		if last.running {
			n++
		}
	}
	return n
}

// test opens the secret first where that needs the terminal or the person.
func (v *View) test(alias string) tea.Cmd {
	a, there := v.Accounts.Named(alias)
	switch {
	case !there || v.tests.of[alias].running:
		return nil
	case !desk.Can(a, desk.Read):
		return view.Notice(view.WordPlatform.In(v.Lang))
	case view.NeedsPerson(v.Cfg, a):
		v.tests.waiting = alias
		return view.OpenSecret(v.Cfg, a)
	}
	return v.tried(a)
}

// testAll tests what is listed and can be tested without a person, some at a time.
func (v *View) testAll() tea.Cmd {
	v.tests.queue = nil
	for _, alias := range v.list.table.IDs {
		a, _ := v.Accounts.Named(alias)
		if m, _ := v.known.of(alias); !m.Locked && desk.Can(a, desk.Read) && !view.NeedsPerson(v.Cfg, a) && !v.tests.of[alias].running {
			v.tests.queue = append(v.tests.queue, alias)
		}
	}
	if len(v.tests.queue) == 0 {
		return view.Notice(wordNoTest.In(v.Lang))
	}
	v.tests.all, v.tests.shown = true, true
	return v.queued()
}

// queued starts the tests that there is room for.
func (v *View) queued() tea.Cmd {
	var cmds []tea.Cmd
	for room := testsAtOnce - v.tests.running(); room > 0 && len(v.tests.queue) > 0; room-- {
		alias := v.tests.queue[0]
		v.tests.queue = v.tests.queue[1:]
		if a, there := v.Accounts.Named(alias); there {
			cmds = append(cmds, v.tried(a))
		}
	}
	return tea.Batch(cmds...)
}

func (v *View) tried(a keystore.Account) tea.Cmd {
	v.tests.waiting, v.tests.shown = "", true
	ctx, cancel := context.WithCancel(v.Cfg.Ctx)
	t := accountTest{account: a, seq: v.Deps.Seq.Next(), running: true, cancel: cancel}
	v.tests.of[a.Alias] = t
	return testAccount(ctx, v.Cfg.Connect, a, t.seq, v.Cfg.Now)
}

// tested shows a result in its row. Without a secret it leads on to the
// dialog that takes one, if the cursor still is on the account.
func (v *View) tested(msg accountTested) tea.Cmd {
	t := v.tests.of[msg.alias]
	if t.seq != msg.seq || !t.running {
		return nil // the answer to an older question
	}
	t.end()
	v.tests.of[msg.alias] = accountTest{account: t.account, seq: msg.seq, at: msg.at, err: msg.err}
	if v.tests.all {
		return v.testedOneOfMany()
	}
	var p *keystore.Problem
	if !errors.As(msg.err, &p) || v.list.table.Cur != msg.alias {
		return nil
	}
	v.tests.waiting = msg.alias
	a, _ := v.Accounts.Named(msg.alias)
	return view.Send(view.SecretWanted{Account: a, Err: msg.err})
}

// testedOneOfMany goes on with the others; after the last it says how they went.
func (v *View) testedOneOfMany() tea.Cmd {
	if cmd := v.queued(); v.tests.running() > 0 {
		return cmd
	}
	v.tests.all = false
	failed := 0
	for _, t := range v.tests.of {
		if t.err != nil {
			failed++
		}
	}
	return view.Notice(wordTestsDone.Fill(v.Lang, len(v.tests.of), failed))
}

// testCell is the result of the last test and its time of day.
func (v *View) testCell(a keystore.Account, f draw.Frame) draw.Span {
	t, tested := v.tests.of[a.Alias]
	if !tested {
		return f.Theme.Dim.Span(view.WordNone.In(v.Lang))
	}
	return v.Written(v.testSpan(t, f))
}

func (v *View) testSpan(t accountTest, f draw.Frame) draw.Span {
	th, lang := f.Theme, v.Lang
	if t.running {
		return th.Plain.Span(wordTesting.In(lang))
	}
	word, style := wordOK.In(lang), th.Good
	var p *keystore.Problem
	switch code := errcodeOf(t.err); {
	case t.err == nil:
	case errors.As(t.err, &p):
		word, style = wordNoSecret.In(lang), th.Bad
	case code != "":
		word, style = code, th.Bad
	default:
		word, style = wordFailed.In(lang), th.Bad
	}
	return style.Span(word + " " + t.at.In(f.Now.Location()).Format("15:04"))
}

// errcodeOf is the errcode of a failed test as text, "" when it has none.
func errcodeOf(err error) string {
	if code := wechat.Code(err); code != 0 {
		return strconv.FormatInt(code, 10)
	}
	return ""
}
