package cli

import (
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/ui"
	"wxops/wechat/simulate/demo"
)

// demoConsole is the console of --demo at noon, with its Rid tab open.
func demoConsole(t *testing.T) (*driven, demo.Data) {
	t.Helper()
	a := askedAt(nil, io.Discard, nil)
	server, data := demo.New(a.Env.Now, rand.New(rand.NewPCG(1, 2)))
	desked, accounts := demoDesk(t.Context(), a.DeskConfig(), server, data)
	a.Reopen(desked)
	console := &consoleCommand{Shell: a}
	cfg := console.consoleConfig()
	cfg.Ctx, cfg.Accounts, cfg.Secrets, cfg.Connect, cfg.Tab, cfg.Guard = t.Context(), accounts, desked.Secrets, console.connect, 3, stillGuard{}
	cfg.Later = func(d time.Duration, msg func() tea.Msg) tea.Cmd {
		if d <= time.Second {
			return nil // the clock of the screen
		}
		return msg
	}
	c := &driven{Model: ui.New(cfg)}
	c.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	return c, data
}

// The examples of the demo are what a newcomer tries first: each has to end where
// its note says, whichever key asks.
func TestTheDemosExamplesEndAsTheirNotesSay(t *testing.T) {
	const enter, o = "enter", "o"
	press := func(c *driven, name string) {
		msg := tea.KeyPressMsg{Code: tea.KeyEnter}
		if name != enter {
			msg = tea.KeyPressMsg{Code: rune(name[0]), Text: name}
		}
		c.send(msg)
	}
	asks := map[string][]string{enter: {enter, enter, enter}, o: {o, o}} // until the owner is found; an expired rid is insisted on
	told := map[string]struct{ account, api string }{
		"the day's quota ran out":                   {"mall", "Send customer message"},
		"a token that another process had replaced": {"mall", "Send subscribe message"},
		"a template field that is too long":         {"mall", "Send subscribe message"},
		"a call of another account: news":           {"news", "Set follower remark"},
	}
	untold := map[string]string{
		"a login: WeChat keeps no record of /sns/": "this was most likely a login",
		"older than seven days":                    "older than seven days",
	}
	for by, keys := range asks {
		_, data := demoConsole(t)
		for _, example := range data.RIDs {
			c, _ := demoConsole(t)
			c.send(tea.PasteMsg{Content: example.Text})
			for _, k := range keys {
				if strings.Contains(c.frame(), "Response body") || strings.Contains(c.frame(), "Parameters") {
					break
				}
				if press(c, k); strings.Contains(c.frame(), "Enter an AppSecret") {
					break
				}
			}
			want, owned := told[example.NoteEn]
			switch {
			case owned && !(strings.Contains(c.frame(), "Account     "+want.account) && strings.Contains(c.frame(), want.api+" (guessed from the request)")):
				t.Errorf("%s, by %s: want %s of %s:\n%s", example.NoteEn, by, want.api, want.account, c.frame())
			case !owned && untold[example.NoteEn] == "":
				t.Errorf("%s: the test does not know it", example.NoteEn)
			case !owned && by == o && !strings.Contains(c.frame(), untold[example.NoteEn]):
				t.Errorf("%s, by %s: it does not say %q:\n%s", example.NoteEn, by, untold[example.NoteEn], c.frame())
			}
			press(c, "p")
			if opened := strings.Contains(c.frame(), "Use"); opened != owned {
				t.Errorf("%s, by %s: p opens a quota: %v\n%s", example.NoteEn, by, opened, c.frame())
			}
		}
	}
}
