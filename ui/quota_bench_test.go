package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
)

// fedWeChat reads the rows that it is fed, one after the other; before, it reads all.
type fedWeChat struct {
	*fakeWeChat
	rows chan wechat.Reading
}

func (f *fedWeChat) Sweep(ctx context.Context, paths []string) <-chan wechat.Reading {
	if f.rows == nil {
		return f.fakeWeChat.Sweep(ctx, paths)
	}
	return f.rows
}

// thousandRows is the Quota tab of an account that watches 1,000 APIs, all read.
func thousandRows(b *testing.B) (*Model, *fedWeChat) {
	b.Helper()
	account := mall
	account.APIs = nil
	quotas := map[string]wechat.Daily{}
	for i := range int64(1000) {
		path := fmt.Sprintf("/cgi-bin/api/%03d", i)
		account.APIs = append(account.APIs, path)
		quotas[path] = wechat.Daily{Limit: 100000, Used: i * 97 % 100000, Remain: 100000 - i*97%100000}
	}
	w := &fedWeChat{fakeWeChat: &fakeWeChat{quotas: quotas}}
	o := &outside{wechat: w.fakeWeChat, guard: &fakeGuard{}, book: &fakeBook{}, secrets: &fakeSecrets{}}
	o.Config = view.Config{
		Ctx: context.Background(), Now: func() time.Time { return noon }, Accounts: manyAccounts(), Guard: o.guard, Book: o.book, Secrets: o.secrets,
		Connect: func(keystore.Account) (view.Client, error) { return w, nil },
		Later:   func(time.Duration, func() tea.Msg) tea.Cmd { return nil },
		Lang:    words.Chinese, Colour: true, Unicode: true, Open: account.Alias,
	}
	o.Accounts = append(o.Accounts, account)
	m := o.console(120, 40)
	if frame := frameOf(m); !strings.Contains(frame, "1,000 个接口") || w.calls != 1000 {
		b.Fatalf("%d rows were read:\n%s", w.calls, frame)
	}
	return m, w
}

// BenchmarkQuotaKey is one key and one frame on a table of 1,000 rows; 2 ms
// are allowed.
func BenchmarkQuotaKey(b *testing.B) {
	for name, keys := range map[string][]string{"move": {"j", "k"}, "page": {"pgdn", "pgup"}, "sort": {"s"}, "filter": {"/", "7", "backspace", "esc"}} {
		b.Run(name, func(b *testing.B) {
			opened, _ := thousandRows(b)
			var m tea.Model = opened
			var messages []tea.KeyPressMsg
			for _, k := range keys {
				messages = append(messages, keyNamed(k))
			}
			for i := 0; b.Loop(); i++ {
				m, _ = m.Update(messages[i%len(messages)])
				if m.View().Content == "" {
					b.Fatal("an empty frame")
				}
			}
		})
	}
}

// BenchmarkQuotaRow is one row that arrives among 1,000, and its frame.
func BenchmarkQuotaRow(b *testing.B) {
	opened, w := thousandRows(b)
	w.rows = make(chan wechat.Reading, 1)
	var m tea.Model = opened
	next := asked(opened, "r")().(tea.BatchMsg)[0] // the sweep; the budgets are read beside it
	row := wechat.Reading{Path: "/cgi-bin/api/500", Quota: wechat.Quota{Path: "/cgi-bin/api/500", At: noon}}
	for i := int64(0); b.Loop(); i++ {
		row.Quota.Daily = &wechat.Daily{Limit: 100000, Used: i % 100000, Remain: 100000 - i%100000}
		w.rows <- row
		m, next = m.Update(next())
		if m.View().Content == "" || next == nil {
			b.Fatal("an empty frame, or no wait for the next row")
		}
	}
}
