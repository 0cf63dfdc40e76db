//go:build unix

package desk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/ownfile/ownfiletest"
)

func openInTeam(home string, team func() (string, error)) *Desk {
	getenv := func(name string) string { return map[string]string{"HOME": home}[name] }
	return Open(Config{
		Folders: FoldersOf(getenv), Getenv: getenv, Asker: nobody{}, Now: time.Now, Team: team,
		Who: func() (string, string) { return "li", "jump1" },
	})
}

// TestATeamSharesWhatIsCounted, and nothing that is a person's.
func TestATeamSharesWhatIsCounted(t *testing.T) {
	home, team := t.TempDir(), ownfiletest.Team(t)
	asked := 0
	d := openInTeam(home, func() (string, error) { asked++; return team, nil })
	f, err := d.Shared()
	if err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(home, ".local", "state", "wxops")
	for got, want := range map[string]string{
		f.Journal(): filepath.Join(team, "resets.jsonl"), f.Locks(): filepath.Join(team, "locks"), f.History(): filepath.Join(team, "history"),
		f.Decisions(): filepath.Join(team, "decisions.jsonl"), f.OwnJournal(): filepath.Join(state, "resets.jsonl"),
		f.Console(): filepath.Join(state, "console.toml"), f.Log(): filepath.Join(state, "wxops.log"),
	} {
		if got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
	g := d.Guard()
	if err := g.Journal.Append(t.Context(), guard.Entry{V: 1, Event: guard.EventIntent, ID: "a", At: time.Now(), AppID: mall.AppID, Scope: guard.ScopeAll}); err != nil {
		t.Error(err)
	}
	lease, err := g.Locks.Lock(t.Context(), mall.AppID, g.Who, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	lease.Release(t.Context())
	if err := d.memory().Keep(d.Key(mall), []wechat.Quota{{Path: TestPath, Daily: &wechat.Daily{Limit: 10}, At: time.Now()}}); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"resets.jsonl", "locks", "history"} {
		if _, err := os.Stat(filepath.Join(team, name)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(state); err == nil {
		t.Errorf("something was made in %s", state)
	}
	if asked != 1 {
		t.Errorf("the team was asked for %d times", asked)
	}
}

// TestTheTeamsFolderMayBeTheWatchersOwn, as under systemd.
func TestTheTeamsFolderMayBeTheWatchersOwn(t *testing.T) {
	f := Folders{State: "/var/lib/wxops", Team: "/var/lib/wxops"}
	if f.OwnJournal() != "" {
		t.Errorf("its journal would be counted twice, as %s", f.OwnJournal())
	}
}

// TestNothingIsResetWhereTheTeamIsNotKnown: others may have spent the budget.
func TestNothingIsResetWhereTheTeamIsNotKnown(t *testing.T) {
	wrong := errors.New("config.toml:3: no")
	d := openInTeam(t.TempDir(), func() (string, error) { return "", wrong })
	client, err := d.Connect(mall)
	if err != nil {
		t.Fatal(err)
	}
	var refused *guard.RefusedError
	_, err = d.Guard().Plan(t.Context(), client, guard.Target{Alias: "mall", AppID: mall.AppID, Scope: guard.ScopeAll}, nil)
	if !errors.As(err, &refused) || refused.Why != guard.RefusedJournal || !errors.Is(err, wrong) {
		t.Errorf("%v; want it refused for what is wrong with the configuration", err)
	}
	if left, err := d.Guard().Left(t.Context(), mall.AppID); !errors.Is(err, wrong) {
		t.Errorf("%+v are left, %v", left, err)
	}
}

// TestAFileOfTheMachineThatIsLeftOutMayHaveNamedTheTeam: what is not known is not
// taken for nothing.
func TestAFileOfTheMachineThatIsLeftOutMayHaveNamedTheTeam(t *testing.T) {
	home, machine := t.TempDir(), t.TempDir()
	config := filepath.Join(machine, "wxops", "config.toml")
	if err := errors.Join(os.Mkdir(filepath.Dir(config), 0o755), os.WriteFile(config, nil, 0o600), os.Chmod(config, 0o666)); err != nil {
		t.Fatal(err)
	}
	getenv := func(name string) string {
		return map[string]string{"HOME": home, "XDG_CONFIG_DIRS": machine}[name]
	}
	d := Open(Config{Folders: FoldersOf(getenv), Getenv: getenv, Asker: nobody{}, Now: time.Now, Who: func() (string, string) { return "li", "jump1" }})
	var wrong *keystore.BookError
	if _, err := d.Guard().Left(t.Context(), mall.AppID); !errors.As(err, &wrong) || wrong.Path != config {
		t.Errorf("%v; want %s named", err, config)
	}
	if err := errors.Join(os.Mkdir(filepath.Join(home, ".config"), 0o700), os.Remove(config)); err != nil {
		t.Fatal(err)
	}
	if dir, err := FoldersOf(getenv).configuredTeam(); dir != "" || err != nil {
		t.Errorf("without it: %q, %v", dir, err)
	}
}
