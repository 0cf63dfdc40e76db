//go:build unix

package doctor

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/ownfile/ownfiletest"
)

// TestTheTeamsFolder: what is wrong with it is said once, with the command that
// mends it.
func TestTheTeamsFolder(t *testing.T) {
	for name, c := range map[string]struct {
		put      func(team string) error
		level    Level
		fact, do string
	}{
		"well":    {func(string) error { return nil }, Fine, "  2770, can be written", ""},
		"missing": {os.Remove, Broken, "is missing", "sudo install -d -g wxops -m 2770 "},
		"open": {func(team string) error { return os.Chmod(team, os.ModeSetgid|0o777) }, Broken,
			"mode 2777; expected a group of its own and mode 2770", "sudo chmod 2770 "},
		"a link": {func(team string) error {
			return errors.Join(os.Rename(team, team+".2"), os.Symlink(team+".2", team))
		}, Broken, "is a link", "ls -l "},
	} {
		t.Run(name, func(t *testing.T) {
			team := ownfiletest.Team(t)
			if err := c.put(team); err != nil {
				t.Fatal(err)
			}
			_, found := lookAtHome(t, t.TempDir(), simulated(time.Now), envAccount, "", func() (string, error) { return team, nil })
			f := found["team folder"]
			if f.Level != c.level || !strings.Contains(f.Fact, c.fact) || c.do != "" && !strings.Contains(*f.Remedy, c.do+team) && !strings.Contains(*f.Remedy, c.do) {
				t.Errorf("%+v, %s", f, remedyOf(f))
			}
			for _, name := range []string{"resets.jsonl", "budgets", "history", "locks"} {
				if f := found[name]; f.Level != Fine || (f.State == Unasked) != (c.level == Broken) {
					t.Errorf("%s: %+v", name, f)
				}
			}
		})
	}
}

func remedyOf(f Finding) string {
	if f.Remedy == nil {
		return ""
	}
	return *f.Remedy
}

// TestATeamThatIsNotKnown: the configuration is wrong.
func TestATeamThatIsNotKnown(t *testing.T) {
	home := t.TempDir()
	config := filepath.Join(home, ".config", "wxops", "config.toml")
	if err := errors.Join(os.MkdirAll(filepath.Dir(config), 0o700), os.WriteFile(config, []byte("[team]\ndri = \"/var/lib/wxops\"\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	failed, found := lookAtHome(t, home, simulated(time.Now), envAccount, "", nil)
	if f := found["team folder"]; !failed || f.Level != Broken || !strings.Contains(f.Fact, config+":2: dri") {
		t.Errorf("%+v", f)
	}
	if f := found["resets.jsonl"]; f.State != Unasked {
		t.Errorf("%+v", f)
	}
}

// TestWhatATeamDoesNotCount: a person's own resets of this month, until they are
// added to the team's.
func TestWhatATeamDoesNotCount(t *testing.T) {
	team, home := ownfiletest.Team(t), t.TempDir()
	own := filepath.Join(home, ".local", "state", "wxops", "resets.jsonl")
	for id, at := range map[string]time.Time{"old": time.Now().AddDate(0, -2, 0), "new": time.Now()} {
		e := guard.Entry{V: 1, Event: guard.EventIntent, ID: id, At: at, AppID: "wx00000000000000a1", Scope: guard.ScopeAll}
		if err := guard.OpenJournal(own).Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	look := func() Finding {
		_, found := lookAtHome(t, home, simulated(time.Now), envAccount, "", func() (string, error) { return team, nil })
		return found["budgets"]
	}
	f, journal := look(), filepath.Join(team, "resets.jsonl")
	if f.Level != Warning || !strings.Contains(f.Fact, "only your own ~/.local/state/wxops/resets.jsonl has: 1") || remedyOf(f) != "Count them for everybody: cat ~/.local/state/wxops/resets.jsonl >> "+journal {
		t.Errorf("%+v, %s", f, remedyOf(f))
	}
	text, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(journal, text, 0o660); err != nil {
		t.Fatal(err)
	}
	if f := look(); f.Level != Fine || !strings.Contains(f.Fact, "all who work in "+team) {
		t.Errorf("once they are there: %+v", f)
	}
}
