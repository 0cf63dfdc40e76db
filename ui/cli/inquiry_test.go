package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/rid"
)

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.FixedZone("CST", 8*60*60))

// ridAt is a rid of a call made some time before noon.
func ridAt(before time.Duration) rid.RID {
	return rid.RID(fmt.Sprintf("%08x-0a1b2c3d-1e2f3a4b", noon.Add(-before).Unix()))
}

// ridGet stands for WeChat, and answers every question about a rid alike.
type ridGet struct {
	answer string
	asked  []string // the rids
}

func (g *ridGet) RoundTrip(r *http.Request) (*http.Response, error) {
	body := `{"access_token":"77_x","expires_in":7200}`
	if strings.HasSuffix(r.URL.Path, "/rid/get") {
		var q struct{ RID string }
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			return nil, err
		}
		g.asked, body = append(g.asked, q.RID), g.answer
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// face asks about a text in one of the two ways, and then insists if it can.
type face struct {
	asked   []string        // the rids
	waited  []time.Duration // before another question
	insists []string        // the rids asked about once the person insists
	path    string          // that the person is led on to
}

// askedAt is a run of wxops at noon whose only account is mall.
func askedAt(g *ridGet, stdout io.Writer, wait func(context.Context, time.Duration) error) *shell.Shell {
	getenv := func(name string) string { return map[string]string{"WXOPS_SECRET_MALL": canary}[name] }
	env := shell.Env{Stdin: strings.NewReader(""), Stdout: stdout, Stderr: io.Discard, Getenv: getenv, Wait: wait,
		Now: func() time.Time { return noon }}
	return &shell.Shell{
		Output:  shell.Output{Env: env, Lang: words.English, Format: shell.FormatTable},
		Timeout: shell.TimeoutDefault, Transport: g,
	}
}

var theMall = keystore.Account{Alias: "mall", AppID: "wx00000000000000a1", Kind: keystore.MiniProgram, Secret: keystore.FromEnv}

// byCommand asks as `wxops rid mall TEXT` does.
func byCommand(t *testing.T, text, answer string) face {
	t.Helper()
	g, f := &ridGet{answer: answer}, face{}
	var out bytes.Buffer
	a := askedAt(g, &out, func(_ context.Context, d time.Duration) error { f.waited = append(f.waited, d); return nil })
	r := newRIDReport(rid.Find(text), []keystore.Account{theMall}, noon)
	c := &ridCommand{Shell: a}
	c.askRID(t.Context(), theMall, &r)
	c.printRID(r)
	if next := regexp.MustCompile(`wxops quota mall (\S+)`).FindStringSubmatch(out.String()); next != nil {
		f.path = next[1]
	}
	f.asked = g.asked
	return f
}

// byConsole pastes the text into the Rid tab, presses enter, and enter again.
func byConsole(t *testing.T, text, answer string) face {
	t.Helper()
	g, f := &ridGet{answer: answer}, face{}
	a := askedAt(g, io.Discard, nil)
	console := &consoleCommand{Shell: a}
	cfg := console.consoleConfig()
	cfg.Ctx, cfg.Accounts, cfg.Secrets, cfg.Connect, cfg.Tab = t.Context(), []keystore.Account{theMall}, a.Desk().Secrets(), console.connect, 3
	cfg.Later = func(d time.Duration, msg func() tea.Msg) tea.Cmd {
		f.waited = append(f.waited, d)
		return msg
	}
	c := &driven{Model: ui.New(cfg)}
	c.send(tea.WindowSizeMsg{Width: 120, Height: 60})
	c.send(tea.PasteMsg{Content: text})
	c.send(tea.KeyPressMsg{Code: tea.KeyEnter})
	f.asked = slices.Clone(g.asked)
	if api := regexp.MustCompile(`(?m)^\s+API\s+(/\S+)`).FindStringSubmatch(c.frame()); strings.Contains(c.frame(), "Response body") && api != nil {
		f.path = api[1]
	}
	if len(f.asked) == 0 {
		c.send(tea.KeyPressMsg{Code: tea.KeyEnter})
		f.insists = g.asked
	}
	return f
}

// driven is a console that runs its own commands.
type driven struct{ tea.Model }

func (c *driven) send(msg tea.Msg) {
	next, cmd := c.Update(msg)
	c.Model = next
	c.run(cmd)
}

func (c *driven) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, one := range msg {
			c.run(one)
		}
	default:
		c.send(msg)
	}
}

var styles = regexp.MustCompile("\x1b\\[[0-9;]*m")

func (c *driven) frame() string { return styles.ReplaceAllString(c.View().Content, "") }

// theFaces are the two ways to ask, which must decide alike.
var theFaces = map[string]func(t *testing.T, text, answer string) face{"command": byCommand, "console": byConsole}

const (
	notFound = `{"errcode":76001,"errmsg":"rid not found, please check rid: 69ae0000-7fffffff-7ffffffe"}`
	recorded = `{"errcode":0,"errmsg":"ok","request":{"invoke_time":1773028800,"cost_in_ms":12,"request_url":"access_token=77_x","request_body":"","response_body":"{\"errcode\":45009}"}}`
)

func ofQuota(id rid.RID) string {
	return `{"errcode":45009,"errmsg":"reach max api daily quota limit rid: ` + string(id) + `"}`
}

func TestBothFacesAskAboutAFreshRidOnceMore(t *testing.T) {
	for _, tt := range []struct {
		before time.Duration
		times  int
	}{
		{0, 2}, {9*time.Minute + 59*time.Second, 2}, {10 * time.Minute, 1}, {29 * time.Minute, 1}, {time.Hour, 1},
		{-time.Minute, 2}, {-61 * time.Second, 1}, {-9 * time.Minute, 1},
	} {
		id := string(ridAt(tt.before))
		for name, ask := range theFaces {
			f := ask(t, ofQuota(rid.RID(id)), notFound)
			if want := slices.Repeat([]string{id}, tt.times); !slices.Equal(f.asked, want) {
				t.Errorf("%s, %s ago: asked about %v, want %v", name, tt.before, f.asked, want)
			}
			if want := slices.Repeat([]time.Duration{3 * time.Second}, tt.times-1); !slices.Equal(f.waited, want) {
				t.Errorf("%s, %s ago: waited %v, want %v", name, tt.before, f.waited, want)
			}
		}
	}
}

// Who names an account to the command insists on an expired rid, since the clock here
// may be wrong; in the console the same key again does.
func TestBothFacesAskAboutAnExpiredRidOnceOneInsists(t *testing.T) {
	for _, tt := range []struct {
		before time.Duration
		times  int // the console asks at once
	}{{rid.Kept, 0}, {rid.Kept - time.Second, 1}, {30 * 24 * time.Hour, 0}} {
		id := string(ridAt(tt.before))
		if f := byCommand(t, ofQuota(rid.RID(id)), notFound); !slices.Equal(f.asked, []string{id}) {
			t.Errorf("command, %s ago: asked about %v", tt.before, f.asked)
		}
		f := byConsole(t, ofQuota(rid.RID(id)), notFound)
		if len(f.asked) != tt.times {
			t.Errorf("console, %s ago: asked about %v", tt.before, f.asked)
		}
		if insists := slices.Equal(f.insists, []string{id}); insists != (tt.times == 0) {
			t.Errorf("console, %s ago: insisting asks about %v", tt.before, f.insists)
		}
	}
}

func TestBothFacesChooseTheSameRid(t *testing.T) {
	old, kept := ridAt(8*24*time.Hour), ridAt(time.Hour)
	for name, ask := range theFaces {
		if f := ask(t, ofQuota(old)+"\n"+ofQuota(kept), recorded); !slices.Equal(f.asked, []string{string(kept)}) {
			t.Errorf("%s: asked about %v, want %s", name, f.asked, kept)
		}
	}
}

// The API of a failed call is never one that may be another call's.
func TestBothFacesTakeNoOtherCallsPath(t *testing.T) {
	const menu, send = "/cgi-bin/menu/get", "/cgi-bin/message/custom/send"
	failed := ofQuota(ridAt(time.Hour))
	inRecord := strings.Replace(recorded, `"request_url":"`, `"request_url":"`+menu+`?`, 1)
	for _, tt := range []struct{ name, Text, answer, want string }{
		{"the only one", "POST " + send + " " + failed, recorded, send},
		{"one of two", "GET " + menu + "\nPOST " + send + " " + failed, recorded, ""},
		{"of two calls", "POST " + send + " " + failed + "\n" + ofQuota(ridAt(2*time.Hour)), recorded, ""},
		{"the record's", "POST " + send + " " + failed, inRecord, menu},
	} {
		for name, ask := range theFaces {
			if f := ask(t, tt.Text, tt.answer); f.path != tt.want {
				t.Errorf("%s, %s: led on to %q, want %q", name, tt.name, f.path, tt.want)
			}
		}
	}
}

// A face that asked by itself would decide by itself.
func TestOnlyTheInquiryAsksAboutARid(t *testing.T) {
	asks, found := regexp.MustCompile(`\.RIDInfo\(`), false
	for file, source := range sources(t) {
		if !asks.Match(source) {
			continue
		}
		if pkg := filepath.ToSlash(filepath.Dir(file)); pkg != "wechat/inquiry" {
			t.Errorf("%s asks about a rid", file)
		}
		found = true
	}
	if !found {
		t.Error("nobody asks about a rid; the rule looks for the wrong name")
	}
}
