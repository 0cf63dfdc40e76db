package ui

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// ridAt is a rid of a call made some time before noon.
func ridAt(before time.Duration) rid.RID {
	return rid.RID(fmt.Sprintf("%08x-0a1b2c3d-1e2f3a4b", noon.Add(-before).Unix()))
}

var failed = ridAt(2 * time.Minute)

// outOfQuota is an error as a log holds it.
func outOfQuota(rid rid.RID) string {
	return `{"errcode":45009,"errmsg":"reach max api daily quota limit rid: ` + string(rid) + `"}`
}

var failedCall = rid.Record{
	InvokedAt: noon.Add(-2 * time.Minute), Cost: 42 * time.Millisecond, ClientIP: "203.0.113.7",
	URL:          "/cgi-bin/message/custom/send?access_token=77_CanaryToken0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH&debug=1",
	RequestBody:  `{"touser":"oDemo0000000000000000CanaryOpenid","msgtype":"text","text":{"content":"您的订单已发货"}}`,
	ResponseBody: outOfQuota(failed),
}

// owners answer for rids, each account in its own way.
type owners struct {
	asked    []string // the accounts, in order
	infos    map[string]rid.Record
	errs     map[string]error
	connects int
}

type deskClient struct {
	*fakeWeChat
	desk  *owners
	alias string
}

func (c deskClient) RIDInfo(_ context.Context, id rid.RID) (rid.Record, error) {
	c.desk.asked = append(c.desk.asked, c.alias)
	if info, ok := c.desk.infos[c.alias]; ok {
		return info, nil
	}
	return rid.Record{}, c.desk.errs[c.alias]
}

// trace is the rid of the question, which every refusal carries.
const trace = rid.RID("69ae0000-7fffffff-7ffffffe")

func refusedRID(code int64) error {
	return &wechat.Error{Op: "ask for rid", Path: "/cgi-bin/openapi/rid/get", Code: code, Msg: "refused", RID: trace, Sent: true}
}

var shop = keystore.Account{Alias: "shop", Name: "小店", AppID: "wx00000000000000bb", Kind: keystore.Store, Env: "prod", Secret: keystore.FromKeyring}

// newDesk puts a desk behind the console: mall owns the failed call.
func newDesk(o *outside) *owners {
	d := &owners{infos: map[string]rid.Record{"mall": failedCall}, errs: map[string]error{
		"news": refusedRID(inquiry.CodeForeign), "shop": refusedRID(inquiry.CodeForeign),
	}}
	o.Accounts = []keystore.Account{mall, news, platform, shop}
	o.Tab = tabRID + 1
	o.Connect = func(a keystore.Account) (view.Client, error) {
		d.connects++
		return deskClient{o.wechat, d, a.Alias}, nil
	}
	return d
}

func atDesk(t *testing.T) (*outside, *owners) {
	t.Helper()
	o := newOutside(t)
	return o, newDesk(o)
}

func paste(m *Model, text string) *Model { return update(m, tea.PasteMsg{Content: text}) }

// pasteAndAsk brings the answer for the failed call on screen.
func pasteAndAsk(m *Model) *Model { return press(paste(m, outOfQuota(failed)), "enter") }

// ridShows is the screen that the Rid tab shows, by the keys that it offers.
func ridShows(m *Model) string {
	lines := strings.Split(strings.TrimSpace(frameOf(m)), "\n")
	foot := lines[len(lines)-1]
	for _, s := range []struct{ key, screen string }{
		{"/ search", "answer"}, {"next match", "answer"}, {"type a text", "start"}, {"ask WeChat", "text"}, {"edit text", "text"},
	} {
		if m.tab == tabRID && strings.Contains(foot, s.key) {
			return s.screen
		}
	}
	return ""
}

// ridAsking reports whether the Rid tab waits for an answer; a notice may hide it.
func ridAsking(m *Model) bool { return inside(m.ridView(), "asking", "busy").Bool() }

// asItIs keeps what a view holds, and gives what brings it back.
func asItIs(v tab) (back func()) {
	now := reflect.ValueOf(v).Elem()
	was := reflect.New(now.Type()).Elem()
	was.Set(now)
	return func() { now.Set(was) }
}

// messages runs a command and what it batches, and gives what came of it.
func messages(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	batch, ok := cmd().(tea.BatchMsg)
	if !ok {
		return []tea.Msg{cmd()}
	}
	var all []tea.Msg
	for _, c := range batch {
		all = append(all, messages(c)...)
	}
	return all
}

// copiedBy is what a key puts on the clipboard, and what is said of it.
func copiedBy(t *testing.T, m *Model, name string) (_ *Model, clip, notice string) {
	t.Helper()
	next, cmd := m.Update(keyNamed(name))
	for _, msg := range messages(cmd) {
		switch msg := msg.(type) {
		case view.Noticed:
			notice = msg.Text
		default:
			if fmt.Sprintf("%T", msg) == fmt.Sprintf("%T", tea.SetClipboard("")()) {
				clip = fmt.Sprint(msg)
			}
		}
	}
	return next.(*Model), clip, notice
}

func pasteOf(text string) tea.Msg { return tea.PasteMsg{Content: text} }
