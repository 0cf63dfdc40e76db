package cli

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"wxops/keystore"
	"wxops/ui"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/simulate"
)

// faced is what a face tells of one API.
type faced struct {
	path string
	sign string // the per cent, "OUT", "no quota"
}

// TestBothFacesTellTheSameOfAQuota reads one account with the console and with
// the command: same rows, same order, same per cent, same "no quota".
func TestBothFacesTellTheSameOfAQuota(t *testing.T) {
	limits := []simulate.Limit{
		{Path: "/wxa/getwxacodeunlimit", Daily: 100000},
		{Path: "/wxa/generatescheme", Daily: 1000, Used: 799},
		{Path: "/cgi-bin/message/subscribe/send", Daily: 100000, Used: 99700},
		{Path: "/cgi-bin/message/custom/send", Daily: 500000, Used: 500000},
		{Path: "/wxa/generate_urllink", Daily: 3, Used: 1},
		{Path: "/cgi-bin/message/custom/typing", Daily: 300000, Used: 299999},
		{Path: "/cgi-bin/media/upload", Daily: 7, Used: 7},
	}
	paths := []string{"/sns/jscode2session", "/cgi-bin/no/such/path"}
	for _, l := range limits {
		paths = append(paths, l.Path)
	}
	const appID = "wx00000000000000a1"
	server := httptest.NewServer(simulate.New(simulate.Settings{
		Now: func() time.Time { return scriptNow }, Accounts: []simulate.Account{{AppID: appID, Secret: canary, Kind: "miniprogram", Limits: limits}},
	}))
	defer server.Close()
	account := keystore.Account{Alias: "mall", AppID: appID, Kind: keystore.MiniProgram, Secret: keystore.FromEnv, APIs: paths}
	want := []faced{
		{"/cgi-bin/message/custom/send", "OUT"}, {"/cgi-bin/media/upload", "OUT"}, // as on the list
		{"/cgi-bin/message/custom/typing", "99%"}, {"/cgi-bin/message/subscribe/send", "99%"},
		{"/wxa/generatescheme", "79%"}, {"/wxa/generate_urllink", "33%"}, {"/wxa/getwxacodeunlimit", "0%"},
		{"/sns/jscode2session", "no quota"}, {"/cgi-bin/no/such/path", "no quota"},
	}
	home := t.TempDir()
	for name, got := range map[string][]faced{
		"console": consoleRows(t, server.URL, account),
		"json":    jsonRows(t, home, server.URL, account),
		"table":   tableRows(t, home, server.URL),
	} {
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v\nwant %v", name, got, want)
		}
	}
}

// rowsOf finds the paths and their signs in a screen or a table.
func rowsOf(text string) (rows []faced) {
	path := regexp.MustCompile(`/(cgi-bin|wxa|sns)/[a-z0-9_/]+`)
	sign := regexp.MustCompile(`OUT|\d+%`)
	for line := range strings.Lines(text) {
		if !path.MatchString(line) {
			continue
		}
		row := faced{path.FindString(line), "no quota"}
		if s := sign.FindString(line); s != "" {
			row.sign = s
		}
		rows = append(rows, row)
	}
	return rows
}

func runQuotaOf(t *testing.T, home, url string, args ...string) string {
	t.Helper()
	var out strings.Builder
	vars := map[string]string{"HOME": home, "WXOPS_SECRET_MALL": canary, "LANG": "C.UTF-8"}
	Run(t.Context(), append([]string{"quota", "mall", "--base", url}, args...), shell.Env{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: new(strings.Builder), Now: func() time.Time { return scriptNow },
		Getenv: func(name string) string { return vars[name] }, Whoami: func() (string, string) { return "li", "jump1" },
	})
	return out.String()
}

func jsonRows(t *testing.T, home, url string, account keystore.Account) (rows []faced) {
	t.Helper()
	dir := filepath.Join(home, ".config", "wxops")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	text := "[[account]]\nalias = \"mall\"\nappid = \"" + account.AppID + "\"\nkind = \"miniprogram\"\nsecret = \"env\"\napis = [\"" + strings.Join(account.APIs, `", "`) + "\"]\n"
	if err := os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var answer report.Quota
	if err := json.Unmarshal([]byte(runQuotaOf(t, home, url, "-o", "json")), &answer); err != nil {
		t.Fatal(err)
	}
	for _, q := range answer.APIs {
		row := faced{q.Path, "no quota"}
		switch {
		case q.Error != nil:
		case q.Remain != nil && *q.Remain == 0 && *q.UsedPercent == 100:
			row.sign = "OUT"
		default:
			row.sign = strconv.FormatInt(*q.UsedPercent, 10) + "%"
		}
		rows = append(rows, row)
	}
	return rows
}

func tableRows(t *testing.T, home, url string) []faced {
	t.Helper()
	return rowsOf(runQuotaOf(t, home, url))
}

// stillGuard has made no reset.
type stillGuard struct{ view.Guard }

func (stillGuard) Left(context.Context, string) (guard.Left, error) {
	return guard.Left{All: 10, API: 50}, nil
}
func (stillGuard) Due(context.Context) ([]guard.Follow, error)        { return nil, nil }
func (stillGuard) Resets(context.Context) ([]guard.Reset, int, error) { return nil, 0, nil }
func (stillGuard) LeftOf([]guard.Reset) func(string) guard.Left {
	return func(string) guard.Left { return guard.Left{All: 10, API: 50} }
}

func consoleRows(t *testing.T, url string, account keystore.Account) []faced {
	t.Helper()
	client, err := wechat.New(wechat.Config{BaseURL: url, AppID: account.AppID, Secret: func(context.Context) (wechat.Secret, error) { return keystore.NewSecret(canary), nil }})
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return scriptNow }
	quotas := fleet.New(fleet.Config{Now: now})
	quotas.Set([]fleet.Target{{
		ID: account.Alias, Key: meter.Key{Host: "simulator", AppID: account.AppID}, Paths: account.Watched(),
		Connect: func() (fleet.Client, error) { return client, nil },
	}})
	quotas.Once(t.Context())
	var m tea.Model = ui.New(view.Config{
		Ctx: t.Context(), Now: now, Accounts: []keystore.Account{account}, Guard: stillGuard{}, Meter: quotas,
		Connect: func(keystore.Account) (view.Client, error) { return client, nil },
		Later:   func(time.Duration, func() tea.Msg) tea.Cmd { return nil },
		Calls:   func() []wechat.Call { return nil }, Note: func(string) {},
		Lang: "en", Unicode: true, Open: account.Alias,
	})
	m, cmd := m.Update(tea.WindowSizeMsg{Width: 140, Height: 40})
	m = settled(settled(m, cmd), m.Init())
	return rowsOf(ansi.Strip(m.View().Content))
}

// settled runs a command and all that follow from it.
func settled(m tea.Model, cmd tea.Cmd) tea.Model {
	if cmd == nil {
		return m
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			m = settled(m, c)
		}
	default:
		m, cmd = m.Update(msg)
		m = settled(m, cmd)
	}
	return m
}
