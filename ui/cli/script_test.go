package cli

import (
	"bytes"
	"context"
	"flag"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"wxops/wechat/simulate"
)

// scriptNow is the time of every script, on both sides of the wire.
var scriptNow = time.Date(2026, 3, 14, 3, 7, 12, 0, time.FixedZone("", 8*60*60))

// canary is the AppSecret of every account in the scripts. It must never be
// said or written.
const canary = "c0ffee5ec2e7c0ffee5ec2e7c0ffee00"

var update = flag.Bool("update", false, "write what the commands say into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"wxops": scriptedMain, liveName: func() { os.Exit(Main()) }, panicName: panicMain, loudName: loudMain, hardenedName: hardenedMain})
}

// loudName is under which name the test binary runs wxops as it would be if it
// left Go's own debugging alone.
const loudName = "wxops-loud"

func loudMain() {
	os.Exit(Run(context.Background(), os.Args[1:], processEnv()))
}

// scriptedMain is Main with a clock that stands still, unless CLOCK says
// otherwise, and no waiting. What it says is kept, to be searched for the
// canary.
func scriptedMain() {
	said, err := os.OpenFile(os.Getenv("SAID"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	env := processEnv()
	env.Stdout, env.Stderr = io.MultiWriter(env.Stdout, said), io.MultiWriter(env.Stderr, said)
	env.ReadFromTTY = nil // the tests' own terminal is nobody's to use
	env.Whoami = func() (string, string) { return "li", "jump1" }
	if os.Getenv("CLOCK") != "real" {
		env.Now = func() time.Time { return scriptNow }
	}
	env.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	if id := os.Getenv("RESET_ID"); id != "" {
		env.NewID = func() string { return id }
	}
	ctx, stop := untilSignalled(&env)
	code := Run(ctx, os.Args[1:], env)
	stop()
	os.Exit(code)
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup:               setUpScript,
		Condition:           func(cond string) (bool, error) { return cond == "root" && os.Geteuid() == 0, nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"accounts": writeAccounts, "fault": setFault, "clears": wantClears, "fail": failCall, "modes": wantMode,
			"robots": startRobots, "told": wantTold,
		},
	})
}

// setUpScript gives each script a home and a simulator of its own.
func setUpScript(e *testscript.Env) error {
	home := filepath.Join(e.WorkDir, "home")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return err
	}
	server := simulate.New(simulate.Settings{
		Now: func() time.Time { return scriptNow }, Rand: rand.New(rand.NewPCG(1, 2)),
		Accounts: scriptAccounts(), ClientIP: "203.0.113.7",
	})
	listener := httptest.NewServer(server)
	e.Values["server"] = server
	said := filepath.Join(e.WorkDir, ".said")
	e.Vars = append(e.Vars, "HOME="+home, "API="+listener.URL, "SAID="+said, "LANG=C.UTF-8", "LC_ALL=", "TERM=xterm",
		"TZ=Asia/Shanghai", "NO_PROXY=127.0.0.1", "XDG_RUNTIME_DIR="+home, "XDG_CONFIG_DIRS="+filepath.Join(e.WorkDir, "xdg"), "DBUS_SESSION_BUS_ADDRESS=",
		"WXOPS_SECRET_MALL="+canary, "WXOPS_SECRET_NEWS="+canary)
	e.Defer(func() {
		server.ClearFaults()
		listener.Close()
		searchCanary(e.T(), e.WorkDir)
	})
	return nil
}

func scriptAccounts() []simulate.Account {
	return []simulate.Account{
		{AppID: "wx00000000000000a1", Secret: canary, Kind: "miniprogram", Limits: []simulate.Limit{
			{Path: "/cgi-bin/message/custom/send", Daily: 500000, Used: 500000},
			{Path: "/cgi-bin/message/subscribe/send", Daily: 100000, Used: 93120,
				Rate: simulate.Rate{Shape: simulate.Filled, Calls: 5000, Seconds: 60}},
			{Path: "/wxa/getwxacodeunlimit", Daily: 100000, Used: 41003},
		}},
		{AppID: "wx00000000000000b2", Secret: canary, Kind: "offiaccount", Limits: []simulate.Limit{
			{Path: "/cgi-bin/stable_token", Daily: 5, Used: 5},
		}},
	}
}

// writeAccounts writes the accounts.toml that most scripts start from.
func writeAccounts(ts *testscript.TestScript, _ bool, _ []string) {
	dir := filepath.Join(ts.Getenv("HOME"), ".config", "wxops")
	ts.Check(os.MkdirAll(dir, 0o700))
	ts.Check(os.WriteFile(filepath.Join(dir, "accounts.toml"), []byte(`
[[account]]
alias  = "mall"
name   = "商城小程序"
appid  = "wx00000000000000a1"
kind   = "miniprogram"
env    = "prod"
secret = "env"
apis   = ["/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send", "/wxa/getwxacodeunlimit"]

[[account]]
alias  = "news"
appid  = "wx00000000000000b2"
kind   = "offiaccount"
secret = "env"

[[account]]
alias  = "platform"
appid  = "wx00000000000000c3"
kind   = "component"
secret = "env"

[[account]]
alias     = "frozen"
appid     = "wx00000000000000d4"
kind      = "miniprogram"
secret    = "env"
read_only = true
`), 0o600))
}

func simulator(ts *testscript.TestScript) *simulate.Server {
	return ts.Value("server").(*simulate.Server)
}

// setFault is `fault PATH KIND`: from now on calls of the path go wrong; `fault none`: none does.
func setFault(ts *testscript.TestScript, _ bool, args []string) {
	faults := map[string]simulate.Fault{
		"drop":        {Kind: simulate.Drop},
		"drop-worked": {Kind: simulate.Drop, Worked: true},
		"hang":        {Kind: simulate.Hang},
		"html":        {Kind: simulate.HTML},
		"status":      {Kind: simulate.Status},
		"escapes":     {Kind: simulate.Escapes},
		"ip":          {Kind: simulate.Refuse, Code: 40164, Text: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"},
		"secret":      {Kind: simulate.Refuse, Code: 40125},
		"system":      {Kind: simulate.Refuse, Code: -1},
		"unlisted":    {Kind: simulate.Refuse, Code: 12321, Text: "no list has this"},
		"no-clears":   {Kind: simulate.Refuse, Code: 48006},
		"zeros":       {Kind: simulate.Status, Status: 200, Body: `{"errcode":0,"errmsg":"ok","quota":{"daily_limit":0,"used":0,"remain":0}}`, Times: 1},
		"day-over":    {Kind: simulate.Refuse, Code: 45009, Text: "reach max api daily quota limit"},
	}
	if args[0] == "none" {
		simulator(ts).ClearFaults()
		return
	}
	f, known := faults[args[1]]
	if !known {
		ts.Fatalf("no fault is called %s", args[1])
	}
	simulator(ts).SetFault(args[0], f)
}

// wantClears is `clears N`: so many clears the simulator has carried out.
func wantClears(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := len(simulator(ts).Clears()); got != want {
		ts.Fatalf("the simulator saw %d clears, want %d", got, want)
	}
}

// failCall is `fail NAME APPID PATH CODE`: production fails, and $NAME is the rid.
func failCall(ts *testscript.TestScript, _ bool, args []string) {
	code, err := strconv.ParseInt(args[3], 10, 64)
	ts.Check(err)
	rid, _ := simulator(ts).Fail(simulate.Failure{
		AppID: args[1], Path: args[2], Code: code, ClientIP: "198.51.100.4",
		Query: "access_token=61_" + canary, Request: `{"touser":"oAbCdEfGhIjKlMnOpQrStUvWx","appsecret":"` + canary + `"}`,
	})
	ts.Setenv(args[0], rid)
}

// wantMode is `modes MODE FILE…`.
func wantMode(ts *testscript.TestScript, _ bool, args []string) {
	for _, file := range args[1:] {
		info, err := os.Stat(ts.MkAbs(file))
		ts.Check(err)
		if got := strconv.FormatInt(int64(info.Mode().Perm()), 8); got != args[0] {
			ts.Fatalf("%s has mode %s, want %s", file, got, args[0])
		}
	}
}

var liveToken = regexp.MustCompile(`access_token=[^*&\s"]`)

// searchCanary looks through all that was said and written. A script keeps
// what it gives on purpose in files called *.secret.
func searchCanary(t testscript.T, dir string) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".secret" {
			return err
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(text, []byte(canary)) || liveToken.Match(text) {
			t.Fatal("a secret or a token is in " + path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
