//go:build unix

package keystore

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const (
	gameOfAll = "[[account]]\nalias = \"game\"\nappid = \"wxfedcba9876543210\"\nkind = \"minigame\"\n"
	mallOfAll = "[[account]]\nalias = \"mall\"\nappid = \"wx00000000000000a1\"\nkind = \"store\"\n"
)

// ofRoot writes a file as root keeps one for everybody.
func ofRoot(t *testing.T, text string) (path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can make files of root's and of others")
	}
	dir := filepath.Join(t.TempDir(), "xdg", "wxops")
	path = filepath.Join(dir, "accounts.toml")
	for _, d := range []string{filepath.Dir(filepath.Dir(dir)), filepath.Dir(dir), dir} {
		if err := errors.Join(os.MkdirAll(d, 0o755), os.Chmod(d, 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheMachinesAccountsAreAddedToOnesOwn(t *testing.T) {
	machine := ofRoot(t, gameOfAll+mallOfAll)
	own := filepath.Join(t.TempDir(), "accounts.toml")
	book := Open(own, filepath.Join(t.TempDir(), "none", "accounts.toml"), machine, own)
	accounts, warnings, err := book.Load()
	if err != nil || len(warnings) > 0 || len(accounts) != 2 || accounts[0].From != machine || accounts[1].From != machine {
		t.Fatal(accounts, warnings, err)
	}
	if err := book.Add(mall()); err != nil { // one's own of the same alias
		t.Fatal(err)
	}
	accounts, _, err = book.Load()
	if err != nil || len(accounts) != 2 || accounts[0].From != "" || accounts[0].AppID != mall().AppID || accounts[1].Alias != "game" {
		t.Fatal(accounts, err)
	}
	copied := accounts[1]
	if err := book.Add(copied); err != nil {
		t.Fatal(err)
	}
	if accounts, _, err = book.Load(); err != nil || len(accounts) != 2 || accounts[1].From != "" {
		t.Error(accounts, err)
	}
	if text, _ := os.ReadFile(machine); string(text) != gameOfAll+mallOfAll {
		t.Errorf("the machine's file was written: %s", text)
	}
}

func TestAnAccountOfTheMachineIsNotChanged(t *testing.T) {
	machine := ofRoot(t, gameOfAll)
	book := Open(filepath.Join(t.TempDir(), "accounts.toml"), machine)
	accounts, _, err := book.Load()
	if err != nil {
		t.Fatal(err)
	}
	now := accounts[0]
	now.Env = "prod"
	moved := accounts[0]
	moved.Secret = FromFile
	_, saveErr := Save(t.Context(), book, nil, Saving{Was: accounts[0], Now: moved})
	for act, err := range map[string]error{"change": book.Change(accounts[0], now), "remove": book.Remove("game"), "save": saveErr} {
		var wrong *MachineError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), machine) {
			t.Errorf("%s: %v", act, err)
		}
	}
	if _, err := os.Stat(book.Path()); err == nil {
		t.Error("a file was made")
	}
}

// TestAFileOfTheMachineThatOthersCouldWriteIsLeftOut: a secret_command in it would be run
// by everybody.
func TestAFileOfTheMachineThatOthersCouldWriteIsLeftOut(t *testing.T) {
	const other = 12345
	for name, spoil := range map[string]func(path, folder, above string) error{
		"another owner":            func(path, _, _ string) error { return os.Chown(path, other, 0) },
		"written by a group":       func(path, _, _ string) error { return os.Chmod(path, 0o664) },
		"written by all":           func(path, _, _ string) error { return os.Chmod(path, 0o646) },
		"another's folder":         func(_, folder, _ string) error { return os.Chown(folder, other, 0) },
		"a folder for all":         func(_, folder, _ string) error { return os.Chmod(folder, 0o777) },
		"a folder for a group":     func(_, folder, _ string) error { return os.Chmod(folder, 0o775) },
		"a folder above for all":   func(_, _, above string) error { return os.Chmod(above, 0o757) },
		"another's folder above":   func(_, _, above string) error { return os.Chown(above, other, 0) },
		"another's link":           func(path, _, _ string) error { return linked(path, path+".real", other) },
		"another's link to folder": func(_, folder, _ string) error { return linked(folder, folder+".real", other) },
		"a link to another's file": func(path, _, _ string) error {
			return errors.Join(os.Chown(path, other, 0), linked(path, path+".real", 0))
		},
		"a folder of its name": func(path, _, _ string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) },
	} {
		t.Run(name, func(t *testing.T) {
			machine := ofRoot(t, gameOfAll)
			folder := filepath.Dir(machine)
			if err := spoil(machine, folder, filepath.Dir(folder)); err != nil {
				t.Fatal(err)
			}
			book := Open(filepath.Join(t.TempDir(), "accounts.toml"), machine)
			if err := book.Add(mall()); err != nil {
				t.Fatal(err)
			}
			accounts, warnings, err := book.Load()
			if err != nil || len(accounts) != 1 || len(warnings) != 1 || warnings[0].What != MachineUnsafe || warnings[0].File != machine {
				t.Errorf("got %v, %v, %v", accounts, warnings, err)
			}
		})
	}
}

// linked moves what is there, and leaves a link to it that belongs to somebody.
func linked(path, to string, owner int) error {
	return errors.Join(os.Rename(path, to), os.Symlink(to, path), os.Lchown(path, owner, 0))
}

func TestRootsLinksAndStickyFoldersWillDo(t *testing.T) {
	for name, change := range map[string]func(path, folder string) error{
		"a link to a file":   func(path, _ string) error { return linked(path, path+".real", 0) },
		"a link to a folder": func(_, folder string) error { return linked(folder, folder+".real", 0) },
		"a link with dots": func(path, folder string) error {
			return errors.Join(os.Rename(path, path+"2"), os.Symlink("../wxops/accounts.toml2", path))
		},
		"a sticky folder":      func(_, folder string) error { return os.Chmod(folder, 0o777|os.ModeSticky) },
		"a file for root only": func(path, _ string) error { return os.Chmod(path, 0o600) },
	} {
		machine := ofRoot(t, gameOfAll)
		if err := change(machine, filepath.Dir(machine)); err != nil {
			t.Fatal(err)
		}
		accounts, warnings, err := Open("/nowhere/accounts.toml", machine).Load()
		if err != nil || len(warnings) > 0 || len(accounts) != 1 {
			t.Errorf("%s: got %v, %v, %v", name, accounts, warnings, err)
		}
	}
}

func TestAFileOfTheMachineThatIsWrongIsLeftOutAndSaid(t *testing.T) {
	machine := ofRoot(t, gameOfAll+"colour = 1\n"+mallOfAll+"kind = 3\n")
	accounts, warnings, err := Open(filepath.Join(t.TempDir(), "accounts.toml"), machine).Load()
	if err != nil || len(accounts) > 0 || len(warnings) != 2 || warnings[0].File != machine || warnings[0].Line != 5 || warnings[0].What != UnknownKey {
		t.Errorf("got %v, %+v, %v", accounts, warnings, err)
	}
	if config, warnings, err := OpenConfig("/nowhere/config.toml", machine).Load(); err != nil || !reflect.DeepEqual(config, Config{}) || len(warnings) == 0 {
		t.Errorf("got %v, %v, %v", config, warnings, err)
	}
}

// TestTheMachinesTeamHoldsForEverybody: its journal counts what they all spend.
func TestTheMachinesTeamHoldsForEverybody(t *testing.T) {
	machine := ofRoot(t, "[team]\ndir = \"/var/lib/wxops\"\n[[notify]]\nname = \"ops\"\nrobot = \"wecom\"\n[[notify]]\nname = \"all\"\nrobot = \"wecom\"\n")
	for text, warned := range map[string]bool{
		"": false, "[team]\ndir = \"/var/lib/wxops\"": false, "[team]\ndir = \"/home/li/team\"": true,
	} {
		own := configWith(t, text+"\n[[notify]]\nname = \"ops\"\nrobot = \"feishu\"\n")
		config, warnings, err := OpenConfig(own.Path(), machine).Load()
		if err != nil || config.Team.Dir != "/var/lib/wxops" || config.Team.From != machine || warned != (len(warnings) == 1 && warnings[0].What == TeamOfMachine) {
			t.Errorf("%s: got %+v, %v, %v", text, config, warnings, err)
		}
		if len(config.Robots) != 2 || config.Robots[0].Kind != Feishu || config.Robots[1].Name != "all" || config.Robots[1].From != machine {
			t.Errorf("%s: got %+v", text, config.Robots)
		}
	}
	config, _, err := OpenConfig("/nowhere/config.toml", ofRoot(t, "[team]\ndir = \"/a\""), machine).Load()
	if err != nil || config.Team.Dir != "/a" {
		t.Errorf("the first folder of XDG_CONFIG_DIRS does not come first: %+v, %v", config, err)
	}
}
