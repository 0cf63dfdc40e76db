package guard_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/simulate"
)

const (
	kills     = 1000
	perReset  = 8 // kills of one account, within its budget of 10
	abreast   = 2 // accounts that are reset at once through one journal
	atOnce    = 2 // journals at once
	perFolder = perReset * abreast
)

// Processes are killed at random moments of a reset. After each, the journal
// must account for what WeChat did: nothing lost, nothing doubled, and the
// lock free for the next one.
func TestAThousandKills(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	folders := (kills + perFolder - 1) / perFolder
	var accounts []simulate.Account
	for i := range folders * abreast {
		accounts = append(accounts, account(appIDOf(i)))
	}
	sim := simulate.New(simulate.Settings{Accounts: accounts})
	for _, path := range []string{"/cgi-bin/clear_quota", "/cgi-bin/openapi/quota/clear"} {
		sim.SetFault(path, simulate.Fault{Delay: 2 * time.Millisecond})
	}
	server := httptest.NewServer(sim)
	defer server.Close()

	k := &killer{t: t, sim: sim, url: server.URL, start: start}
	k.measure()
	var todo atomic.Int64
	var wg sync.WaitGroup
	root := t.TempDir()
	for range atOnce {
		wg.Go(func() {
			for f := int(todo.Add(1)) - 1; f < folders; f = int(todo.Add(1)) - 1 {
				k.folder(filepath.Join(root, fmt.Sprint(f)), f, seed)
			}
		})
	}
	wg.Wait()
	server.Close() // waits for what the dead have sent
	unknownDone := 0
	for f := range folders {
		for a := range abreast {
			unknownDone += k.account(filepath.Join(root, fmt.Sprint(f)), appIDOf(f*abreast+a))
		}
	}
	t.Logf("%d killed: %d before the plan, %d left nothing, %d unknown (WeChat did %d of them), %d ended first",
		k.killed.Load(), k.early.Load(), k.nothing.Load(), k.unknown.Load(), unknownDone, k.ended.Load())
	if k.unknown.Load() == 0 || k.nothing.Load() == 0 || unknownDone == 0 {
		t.Error("the kills did not fall into every part of a reset")
	}
}

func appIDOf(n int) string { return fmt.Sprintf("wx%016x", 0xc000+n) }

type killer struct {
	t           *testing.T
	sim         *simulate.Server
	url         string
	start       func(job) (*child, error)
	plan, reset time.Duration // how long an undisturbed one takes

	killed, early, nothing, unknown, ended atomic.Int64
}

// measure lets one reset run to its end, to know what time to kill in.
func (k *killer) measure() {
	const n = 0xffff
	extra := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appIDOf(n))}})
	server := httptest.NewServer(extra)
	defer server.Close()
	begin := time.Now()
	c, err := start(job{URL: server.URL, State: k.t.TempDir(), Target: targetOf(appIDOf(n), 0)})
	if err != nil {
		k.t.Fatal(err)
	}
	c.lines.Scan()
	k.plan = time.Since(begin)
	c.lines.Scan()
	k.reset = time.Since(begin) - k.plan
	if err := c.cmd.Wait(); err != nil {
		k.t.Fatal(err)
	}
	k.t.Logf("undisturbed: %v to plan, %v to reset", k.plan, k.reset)
}

func targetOf(appID string, n int) guard.Target {
	t := guard.Target{Alias: "mall", AppID: appID, Scope: guard.ScopeAll, Via: guard.ViaToken}
	if n%2 == 1 {
		t.Scope, t.Path = guard.ScopeAPI, sendPath
	}
	return t
}

// folder lets several accounts be reset and killed through one journal.
func (k *killer) folder(state string, f int, seed uint64) {
	var wg sync.WaitGroup
	for a := range abreast {
		wg.Go(func() {
			appID := appIDOf(f*abreast + a)
			rnd := rand.New(rand.NewPCG(seed, uint64(f*abreast+a)))
			for i := range perReset {
				// By its clock the one before is long dead, and in nobody's way.
				ahead := time.Duration(i) * 2 * time.Minute
				if err := k.kill(job{URL: k.url, State: state, Target: targetOf(appID, i), Ahead: ahead}, rnd); err != nil {
					k.t.Errorf("%s, kill %d: %v", appID, i, err)
				}
				k.account(state, appID)
			}
		})
	}
	wg.Wait()
}

// kill ends a reset somewhere between its start and a little past its end.
func (k *killer) kill(j job, rnd *rand.Rand) error {
	before, err := k.read(j.State, j.Target.AppID)
	if err != nil {
		return err
	}
	c, err := k.start(j)
	if err != nil {
		return err
	}
	var r report
	if rnd.IntN(10) == 0 {
		time.Sleep(rand.N(k.plan))
		k.early.Add(1)
	} else if c.lines.Scan() {
		time.Sleep(time.Duration(rnd.Float64() * 1.2 * float64(k.reset)))
	}
	if err := c.cmd.Process.Kill(); err != nil && err != os.ErrProcessDone {
		return err
	}
	for c.lines.Scan() {
		_ = json.Unmarshal(c.lines.Bytes(), &r)
	}
	_ = c.cmd.Wait() // it was killed
	k.killed.Add(1)
	after, err := k.read(j.State, j.Target.AppID)
	if err != nil {
		return err
	}
	return k.judge(before, after, r)
}

// judge looks at what one killed reset left behind.
func (k *killer) judge(before, after []guard.Reset, r report) error {
	fresh := len(after) - len(before)
	switch {
	case fresh < 0 || fresh > 1:
		return fmt.Errorf("the journal went from %d to %d resets", len(before), len(after))
	case fresh == 0 && r.Outcome != "":
		return fmt.Errorf("it reported %+v and the journal holds nothing", r)
	case fresh == 0:
		k.nothing.Add(1)
	case after[0].Outcome == guard.Unknown && r.Outcome != "":
		return fmt.Errorf("it reported %+v and the journal says unknown", r)
	case after[0].Outcome == guard.Unknown:
		k.unknown.Add(1)
	case after[0].Outcome == guard.OK:
		k.ended.Add(1)
	default:
		return fmt.Errorf("the journal says %s (%d)", after[0].Outcome, after[0].Code)
	}
	return nil
}

func (k *killer) read(state, appID string) ([]guard.Reset, error) {
	g, _, err := open(k.url, state, appID)
	if err != nil {
		return nil, err
	}
	all, _, err := g.Resets(k.t.Context())
	var resets []guard.Reset
	for _, r := range all {
		if r.AppID == appID {
			resets = append(resets, r)
		}
	}
	return resets, err
}

// account compares the journal with WeChat's own books: each ok is one clear,
// each unknown at most one, and there is no clear besides. A clear of the last
// killed process may still be under way; it is seen the next time. It gives
// the number of unknown ones that WeChat did.
func (k *killer) account(state, appID string) (unknownDone int) {
	resets, err := k.read(state, appID)
	if err != nil {
		k.t.Error(err)
		return 0
	}
	cleared := map[guard.Target]int{}
	for _, c := range k.sim.Clears() {
		if c.AppID == appID {
			cleared[guard.Target{Scope: guard.Scope(c.Scope), Path: c.Path}]++
		}
	}
	ok, unknown := map[guard.Target]int{}, map[guard.Target]int{}
	for _, r := range resets {
		switch key := (guard.Target{Scope: r.Scope, Path: r.Path}); r.Outcome {
		case guard.OK:
			ok[key]++
		case guard.Unknown:
			unknown[key]++
		}
	}
	for key, n := range cleared {
		if n < ok[key] || n > ok[key]+unknown[key] {
			k.t.Errorf("%s %s %s: WeChat cleared %d times, the journal says %d ok and %d unknown", appID, key.Scope, key.Path, n, ok[key], unknown[key])
		}
		unknownDone += n - ok[key]
		delete(ok, key)
	}
	for key, n := range ok {
		k.t.Errorf("%s %s %s: the journal says %d ok, WeChat cleared none", appID, key.Scope, key.Path, n)
	}
	return unknownDone
}
