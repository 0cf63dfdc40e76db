package guard_test

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/ownfile"
	"wxops/wechat/ownfile/ownfiletest"
	"wxops/wechat/simulate"
)

// Some resets run in processes of their own: the test binary again, told by
// its environment what to reset.
func TestMain(m *testing.M) {
	if job := os.Getenv("GUARD_TEST_JOB"); job != "" {
		if err := errors.Join(ownfiletest.Become(), work(job)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// job is what a child is to do.
type job struct {
	URL    string
	State  string // folder
	Target guard.Target
	User   string        // "": li
	Wait   bool          // plan, then wait for the end of stdin
	Ahead  time.Duration // of its clock
}

// report is a child's last line.
type report struct {
	Outcome guard.Outcome
	Error   string
}

func work(text string) error {
	var j job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return err
	}
	g, c, err := open(j.URL, j.State, j.Target.AppID)
	if err != nil {
		return err
	}
	g.Now = func() time.Time { return time.Now().Add(j.Ahead) }
	g.Who.User = cmp.Or(j.User, g.Who.User)
	p, err := g.Plan(context.Background(), c, j.Target, []string{sendPath})
	if err != nil {
		return err
	}
	fmt.Println("planned")
	if j.Wait {
		if _, err := io.ReadAll(os.Stdin); err != nil {
			return err
		}
	}
	r := g.Reset(context.Background(), c, p)
	out := report{Outcome: r.Outcome}
	if r.Err != nil {
		out.Error = r.Err.Error()
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}

const sendPath = "/cgi-bin/message/custom/send"

type secret string

func (s secret) Reveal() string { return string(s) }

// open gives a guard on the folder's journal, and the true client.
func open(url, state, appID string) (*guard.Guard, *wechat.Client, error) {
	c, err := wechat.New(wechat.Config{
		BaseURL: url,
		AppID:   appID,
		Secret:  func(context.Context) (wechat.Secret, error) { return secret("secret of " + appID), nil },
		Timeout: 5 * time.Second,
	})
	g := &guard.Guard{Who: guard.Who{User: "li"}, Now: time.Now}
	g.Journal, g.Locks = files(state)
	return g, c, err
}

// files are those of one user, or of a team, whose folder is known by its mode.
func files(state string) (guard.Journal, guard.Locker) {
	path := filepath.Join(state, "resets.jsonl")
	if info, err := os.Stat(state); err == nil && info.Mode()&os.ModeSetgid != 0 {
		team := ownfile.Team(state)
		return guard.OpenTeamJournal(team, path, ""), guard.TeamLocks(team, filepath.Join(state, "locks"))
	}
	return guard.OpenJournal(path), guard.FileLocks(state)
}

func account(appID string) simulate.Account {
	return simulate.Account{
		AppID: appID, Secret: "secret of " + appID, Kind: "offiaccount",
		Limits: []simulate.Limit{{Path: sendPath, Daily: 1000, Used: 990}},
	}
}

// child is a process that works on a job.
type child struct {
	cmd   *exec.Cmd
	stdin io.Closer
	lines *bufio.Scanner
}

func start(j job) (*child, error) {
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = os.Environ(), os.Stderr
	return startAs(cmd, j)
}

func startAs(cmd *exec.Cmd, j job) (*child, error) {
	text, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	cmd.Env = append(cmd.Env, "GUARD_TEST_JOB="+string(text))
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &child{cmd: cmd, stdin: stdin, lines: bufio.NewScanner(stdout)}, cmd.Start()
}

func TestEightProcessesAtOnceClearOnce(t *testing.T) {
	const appID = "wx00000000000000a8"
	sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
	sim.SetFault("/cgi-bin/clear_quota", simulate.Fault{Delay: 20 * time.Millisecond})
	server := httptest.NewServer(sim)
	defer server.Close()
	state := t.TempDir()

	var children []*child
	for range 8 {
		c, err := start(job{URL: server.URL, State: state, Wait: true, Target: guard.Target{
			Alias: "mall", AppID: appID, Scope: guard.ScopeAll, Via: guard.ViaToken,
		}})
		if err != nil {
			t.Fatal(err)
		}
		defer c.cmd.Wait()
		children = append(children, c)
	}
	for _, c := range children {
		if !c.lines.Scan() || c.lines.Text() != "planned" {
			t.Fatalf("a child says %q; want it to have planned", c.lines.Text())
		}
	}
	for _, c := range children {
		c.stdin.Close()
	}
	var done int
	for _, c := range children {
		var r report
		c.lines.Scan()
		if err := json.Unmarshal(c.lines.Bytes(), &r); err != nil {
			t.Fatalf("a child says %q: %v", c.lines.Text(), err)
		}
		switch r.Outcome {
		case guard.OK:
			done++
		case guard.NotSent:
		default:
			t.Errorf("a child ends with %+v; want ok or not sent", r)
		}
	}
	if done != 1 || len(sim.Clears()) != 1 {
		t.Errorf("%d children cleared, WeChat saw %d clears; want one", done, len(sim.Clears()))
	}
	g, _, err := open(server.URL, state, appID)
	if err != nil {
		t.Fatal(err)
	}
	if resets, _, err := g.Resets(t.Context()); err != nil || len(resets) != 1 || resets[0].Outcome != guard.OK {
		t.Errorf("the journal holds %d resets, %v; want one ok", len(resets), err)
	}
}

// A console is killed while its reset is on the wire: its lock is free at
// once, and what it left behind is told as unknown. Nobody can tell its intent
// from one on the wire, so the next reset waits until the call is over for sure.
func TestADeadHoldersLockIsFree(t *testing.T) {
	const appID = "wx00000000000000d8"
	const clearPath = "/cgi-bin/clear_quota"
	sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
	sim.SetFault(clearPath, simulate.Fault{Kind: simulate.Hang, Worked: true})
	server := httptest.NewServer(sim)
	defer server.Close()
	defer sim.ClearFaults()
	state := t.TempDir()
	target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAll, Via: guard.ViaToken}
	holder, err := start(job{URL: server.URL, State: state, Target: target})
	if err != nil {
		t.Fatal(err)
	}
	for sim.Count(clearPath) == 0 {
		time.Sleep(2 * time.Millisecond)
	}
	g, c, err := open(server.URL, state, appID)
	if err != nil {
		t.Fatal(err)
	}
	reset := func() guard.Result {
		p, err := g.Plan(t.Context(), c, target, []string{sendPath})
		if err != nil {
			t.Fatal(err)
		}
		return g.Reset(t.Context(), c, p)
	}
	var held *guard.HeldError
	if r := reset(); r.Outcome != guard.NotSent || !errors.As(r.Err, &held) || held.Who.User != "li" || held.Since.IsZero() {
		t.Errorf("while it lives: %s, %v; want to hear who holds the lock and since when", r.Outcome, r.Err)
	}
	if err := holder.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.cmd.Wait() // killed
	sim.ClearFaults()
	if left, err := g.Left(t.Context(), appID); err != nil || left.All != guard.BudgetAll-1 {
		t.Errorf("after its death %d are left, %v; want its reset counted", left.All, err)
	}
	lease, err := g.Locks.Lock(t.Context(), appID, g.Who, time.Now())
	if err != nil {
		t.Fatalf("after its death: %v; want the lock free", err)
	}
	lease.Release(t.Context())
	held = nil
	if r := reset(); r.Outcome != guard.NotSent || !errors.As(r.Err, &held) || held.Who.User != "li" {
		t.Errorf("just after its death: %s, %v; want to hear whose intent has no outcome", r.Outcome, r.Err)
	}
	g.Now = func() time.Time { return time.Now().Add(2 * time.Minute) }
	if r := reset(); r.Outcome != guard.OK {
		t.Errorf("two minutes after its death: %s, %v; want it done", r.Outcome, r.Err)
	}
}

// What the wire can do to a clear, through the true client: whatever happens,
// WeChat is called once, and the journal never says less than WeChat did.
func TestTheWire(t *testing.T) {
	const clearPath = "/cgi-bin/clear_quota"
	for _, tt := range []struct {
		name   string
		fault  simulate.Fault
		want   guard.Outcome
		worked int
	}{
		{"goes well", simulate.Fault{}, guard.OK, 1},
		{"dropped before the work", simulate.Fault{Kind: simulate.Drop}, guard.Unknown, 0},
		{"dropped after the work", simulate.Fault{Kind: simulate.Drop, Worked: true}, guard.Unknown, 1},
		{"hanging before the work", simulate.Fault{Kind: simulate.Hang}, guard.Unknown, 0},
		{"hanging after the work", simulate.Fault{Kind: simulate.Hang, Worked: true}, guard.Unknown, 1},
		{"a gateway's 502", simulate.Fault{Kind: simulate.Status}, guard.Unknown, 0},
		{"HTML after the work", simulate.Fault{Kind: simulate.HTML, Worked: true}, guard.Unknown, 1},
		{"half an answer", simulate.Fault{Kind: simulate.Cut}, guard.Unknown, 1},
		{"a redirect", simulate.Fault{Kind: simulate.Redirect}, guard.Unknown, 0},
		{"a minute limit", simulate.Fault{Kind: simulate.Refuse}, guard.Refused, 0},
		{"the token ends just then", simulate.Fault{Kind: simulate.Expire}, guard.Refused, 0},
		{"the month is used up", simulate.Fault{Kind: simulate.Refuse, Code: 48006}, guard.Refused, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			const appID = "wx00000000000000b1"
			sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
			sim.SetFault(clearPath, tt.fault)
			server := httptest.NewServer(sim)
			defer server.Close()
			defer sim.ClearFaults()
			g, c, err := open(server.URL, t.TempDir(), appID)
			if err != nil {
				t.Fatal(err)
			}
			g.Timeout = 300 * time.Millisecond
			target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAll, Via: guard.ViaToken}
			p, err := g.Plan(t.Context(), c, target, []string{sendPath})
			if err != nil {
				t.Fatal(err)
			}
			r := g.Reset(t.Context(), c, p)
			if r.Outcome != tt.want {
				t.Errorf("got %s, %v; want %s", r.Outcome, r.Err, tt.want)
			}
			if n := sim.Count(clearPath); n != 1 {
				t.Errorf("WeChat was called %d times; want once", n)
			}
			if n := effective(sim, appID); n != tt.worked {
				t.Errorf("WeChat cleared %d times; want %d", n, tt.worked)
			}
			left, err := g.Left(t.Context(), appID)
			if all, _ := sim.Left(appID); err != nil || left.All > all {
				t.Errorf("the journal leaves %d, WeChat %d (%v)", left.All, all, err)
			}
			if v := sim.Violations(); len(v) != 0 {
				t.Errorf("WeChat saw %v", v)
			}
		})
	}
}

func TestAServerThatIsGoneIsNotSent(t *testing.T) {
	const appID = "wx00000000000000b2"
	server := httptest.NewServer(simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}}))
	g, c, err := open(server.URL, t.TempDir(), appID)
	if err != nil {
		t.Fatal(err)
	}
	target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAPI, Path: sendPath}
	p, err := g.Plan(t.Context(), c, target, nil)
	if err != nil {
		t.Fatal(err)
	}
	server.Close()
	if r := g.Reset(t.Context(), c, p); r.Outcome != guard.NotSent || r.Left.API != guard.BudgetAPI {
		t.Errorf("got %s, %v, left %+v; want not sent at no cost", r.Outcome, r.Err, r.Left)
	}
}

// The deadlock of the first pain: the token's own quota is used up.
func TestTheSecretOpensTheDeadlock(t *testing.T) {
	const appID = "wx00000000000000b3"
	sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
	sim.SetFault("/cgi-bin/stable_token", simulate.Fault{Kind: simulate.Refuse, Code: 45009})
	server := httptest.NewServer(sim)
	defer server.Close()
	g, c, err := open(server.URL, t.TempDir(), appID)
	if err != nil {
		t.Fatal(err)
	}
	target := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAll}
	p, err := g.Plan(t.Context(), c, target, []string{sendPath})
	if err != nil || !p.Deadlock {
		t.Fatalf("plan: deadlock %v, %v", p.Deadlock, err)
	}
	if r := g.Reset(t.Context(), c, p); !r.Deadlock() {
		t.Errorf("by token: %s, %v; want the deadlock told", r.Outcome, r.Err)
	}
	target.Via = guard.ViaSecret
	if p, err = g.Plan(t.Context(), c, target, []string{sendPath}); err != nil {
		t.Fatal(err)
	}
	if r := g.Reset(t.Context(), c, p); r.Outcome != guard.OK || effective(sim, appID) != 1 {
		t.Errorf("by secret: %s, %v, %d clears", r.Outcome, r.Err, effective(sim, appID))
	}
}

// effective counts the clears that WeChat carried out.
func effective(sim *simulate.Server, appID string) int {
	n := 0
	for _, c := range sim.Clears() {
		if c.AppID == appID && c.Code == 0 {
			n++
		}
	}
	return n
}
