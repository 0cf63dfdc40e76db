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

// manyRows is the Quota tab of an account that watches so many APIs, all read.
func manyRows(b *testing.B, n int) (*Model, *testMeter) {
	b.Helper()
	account := mall
	account.APIs = nil
	quotas := map[string]wechat.Daily{}
	for i := range int64(n) {
		path := fmt.Sprintf("/cgi-bin/api/%03d", i)
		account.APIs = append(account.APIs, path)
		quotas[path] = wechat.Daily{Limit: 100000, Used: i * 97 % 100000, Remain: 100000 - i*97%100000}
	}
	w := &fakeWeChat{quotas: quotas}
	o := &outside{wechat: w, now: noon, guard: &fakeGuard{}, book: &fakeBook{}, secrets: &fakeSecrets{}}
	o.Config = view.Config{
		Ctx: context.Background(), Now: func() time.Time { return noon }, Accounts: manyAccounts(), Guard: o.guard, Book: o.book, Secrets: o.secrets,
		Connect: func(keystore.Account) (view.Client, error) { return w, nil },
		Later:   func(time.Duration, func() tea.Msg) tea.Cmd { return nil },
		Lang:    words.Chinese, Colour: true, Unicode: true, Open: account.Alias,
	}
	o.Accounts = append(o.Accounts, account)
	m := o.console(120, 40)
	if frame := frameOf(m); !strings.Contains(frame, "共 "+words.Group(int64(n))+" 个") || w.calls != n {
		b.Fatalf("%d rows were read:\n%s", w.calls, frame)
	}
	return m, o.meter
}

// BenchmarkQuotaKey is one key and one frame on a table of 1,000 rows, where 1 ms
// is allowed, and of 10,000, where 5 ms are.
func BenchmarkQuotaKey(b *testing.B) {
	for _, rows := range []int{1000, 10000} {
		b.Run(words.Group(int64(rows)), func(b *testing.B) { benchmarkQuotaKeys(b, rows) })
	}
}

func benchmarkQuotaKeys(b *testing.B, rows int) {
	for name, keys := range map[string][]string{"move": {"j", "k"}, "page": {"pgdn", "pgup"}, "sort": {"s"}, "filter": {"/", "7", "backspace", "esc"}} {
		b.Run(name, func(b *testing.B) {
			opened, _ := manyRows(b, rows)
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

// BenchmarkQuotaRow is one row that arrives among 1,000 and among 10,000, and its frame.
func BenchmarkQuotaRow(b *testing.B) {
	for _, rows := range []int{1000, 10000} {
		b.Run(words.Group(int64(rows)), func(b *testing.B) {
			opened, meter := manyRows(b, rows)
			var m tea.Model = opened
			for i := int64(0); b.Loop(); i++ {
				d := &wechat.Daily{Limit: 100000, Used: i * 97 % 100000, Remain: 100000 - i*97%100000}
				meter.Take(mall.Alias, wechat.Reading{Path: "/cgi-bin/api/500", Quota: wechat.Quota{Path: "/cgi-bin/api/500", Daily: d}}, noon.Add(time.Duration(i)))
				m, _ = m.Update(view.Metered{})
				if m.View().Content == "" {
					b.Fatal("an empty frame")
				}
			}
		})
	}
}
