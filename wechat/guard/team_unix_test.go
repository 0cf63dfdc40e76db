//go:build unix

package guard_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/ownfile"
	"wxops/wechat/ownfile/ownfiletest"
	"wxops/wechat/simulate"
)

// resetAs resets an account as a member of the team; where nothing was even
// planned, the report says what the process says.
func resetAs(t *testing.T, m ownfiletest.Member, j job) report {
	t.Helper()
	cmd := m.Command(t)
	var said bytes.Buffer
	cmd.Stderr = &said
	c, err := startAs(cmd, j)
	if err != nil {
		t.Fatal(err)
	}
	var r report
	for c.lines.Scan() {
		_ = json.Unmarshal(c.lines.Bytes(), &r) // the other is "planned"
	}
	if err := c.cmd.Wait(); err != nil {
		r.Error = said.String()
	}
	return r
}

func TestAllUsersOfATeamSpendOneBudget(t *testing.T) {
	const appID = "wx00000000000000e1"
	sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
	server := httptest.NewServer(sim)
	defer server.Close()
	state := ownfiletest.Team(t)
	j := job{URL: server.URL, State: state, Target: targetOf(appID, 0)}
	g, _, err := open(server.URL, state, appID)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range []ownfiletest.Member{ownfiletest.Li, ownfiletest.Wang, {}, ownfiletest.Li} { // the third is root
		j.User = []string{"li", "wang", "watch", "li"}[i]
		if r := resetAs(t, m, j); r.Outcome != guard.OK {
			t.Fatalf("%s: %+v", j.User, r)
		}
		if left, err := g.Left(t.Context(), appID); err != nil || left.All != guard.BudgetAll-i-1 {
			t.Errorf("after the reset of %s %d are left, %v; want %d", j.User, left.All, err, guard.BudgetAll-i-1)
		}
	}
	if r := resetAs(t, ownfiletest.Stranger, j); r.Outcome != "" || !strings.Contains(r.Error, "you are not in its group, expected a member of 40100") {
		t.Errorf("a stranger: %+v", r)
	}
	if n := len(sim.Clears()); n != 4 {
		t.Errorf("WeChat saw %d clears; want 4", n)
	}
}

func TestAMembersLockTellsTheOthersWhoHoldsIt(t *testing.T) {
	const appID, clearPath = "wx00000000000000e2", "/cgi-bin/clear_quota"
	sim := simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}})
	sim.SetFault(clearPath, simulate.Fault{Kind: simulate.Hang, Worked: true})
	server := httptest.NewServer(sim)
	defer server.Close()
	defer sim.ClearFaults()
	j := job{URL: server.URL, State: ownfiletest.Team(t), Target: targetOf(appID, 0), User: "li"}
	holder, err := startAs(ownfiletest.Li.Command(t), j)
	if err != nil {
		t.Fatal(err)
	}
	for sim.Count(clearPath) == 0 {
		time.Sleep(2 * time.Millisecond)
	}
	j.User = "wang"
	if r := resetAs(t, ownfiletest.Wang, j); r.Outcome != guard.NotSent || !strings.Contains(r.Error, "held by li since 20") {
		t.Errorf("while it lives: %+v", r)
	}
	if err := holder.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.cmd.Wait() // killed
	sim.ClearFaults()
	j.Ahead = 2 * time.Minute
	if r := resetAs(t, ownfiletest.Wang, j); r.Outcome != guard.OK {
		t.Errorf("after its death: %+v", r)
	}
}

// The members are killed in turn; what one leaves shuts nobody out.
func TestKillsOfATeam(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	const n = 5
	var accounts []simulate.Account
	for i := range n {
		accounts = append(accounts, account(appIDOf(i)))
	}
	sim := simulate.New(simulate.Settings{Accounts: accounts})
	sim.SetFault("/cgi-bin/clear_quota", simulate.Fault{Delay: 2 * time.Millisecond})
	server := httptest.NewServer(sim)
	defer server.Close()
	members, turn := []ownfiletest.Member{ownfiletest.Li, ownfiletest.Wang}, 0
	k := &killer{t: t, sim: sim, url: server.URL, start: func(j job) (*child, error) {
		turn++
		return startAs(members[turn%2].Command(t), j)
	}}
	k.measure()
	rnd := rand.New(rand.NewPCG(seed, 0))
	for a := range n {
		state := ownfiletest.Team(t)
		for i := range perReset {
			ahead := time.Duration(i) * 2 * time.Minute
			if err := k.kill(job{URL: server.URL, State: state, Target: targetOf(appIDOf(a), i), Ahead: ahead}, rnd); err != nil {
				t.Errorf("%s, kill %d: %v", appIDOf(a), i, err)
			}
			k.account(state, appIDOf(a))
		}
		for i, m := range members {
			ahead := time.Duration(perReset+i) * 2 * time.Minute
			if r := resetAs(t, m, job{URL: server.URL, State: state, Target: targetOf(appIDOf(a), 0), Ahead: ahead}); r.Outcome != guard.OK && r.Outcome != guard.Refused {
				t.Errorf("user %d after the kills: %+v", m.UID, r)
			}
		}
	}
}

// Resets from before there was a team: for the person who made them no more is
// left than was.
func TestWhatAPersonClearedBeforeTheTeamCountsForThatPerson(t *testing.T) {
	const appID = "wx00000000000000e3"
	server := httptest.NewServer(simulate.New(simulate.Settings{Accounts: []simulate.Account{account(appID)}}))
	defer server.Close()
	own, team := t.TempDir(), ownfiletest.Team(t)
	reset := func(g *guard.Guard) guard.Result {
		t.Helper()
		_, c, err := open(server.URL, own, appID)
		if err != nil {
			t.Fatal(err)
		}
		p, err := g.Plan(t.Context(), c, targetOf(appID, 0), []string{sendPath})
		if err != nil {
			t.Fatal(err)
		}
		return g.Reset(t.Context(), c, p)
	}
	g, _, err := open(server.URL, own, appID)
	if err != nil {
		t.Fatal(err)
	}
	if r := reset(g); r.Outcome != guard.OK {
		t.Fatalf("%s, %v", r.Outcome, r.Err)
	}
	before, err := os.ReadFile(filepath.Join(own, "resets.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	g.Journal = guard.OpenTeamJournal(ownfile.Team(team), filepath.Join(team, "resets.jsonl"), filepath.Join(own, "resets.jsonl"))
	if r := reset(g); r.Outcome != guard.OK || r.Left.All != guard.BudgetAll-2 {
		t.Errorf("%s, %v, %d left; want both counted", r.Outcome, r.Err, r.Left.All)
	}
	if after, err := os.ReadFile(filepath.Join(own, "resets.jsonl")); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the person's own journal was written: %v", err)
	}
	others, _, err := open(server.URL, team, appID)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := others.Left(t.Context(), appID); err != nil || left.All != guard.BudgetAll-1 {
		t.Errorf("for the others %d are left, %v", left.All, err)
	}
}
