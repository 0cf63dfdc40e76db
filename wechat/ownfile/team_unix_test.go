//go:build unix

package ownfile

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"wxops/wechat/ownfile/ownfiletest"
)

func TestMain(m *testing.M) {
	act := os.Getenv("OWNFILE_TEST_ACT")
	if act == "" {
		os.Exit(m.Run())
	}
	err := ownfiletest.Become()
	if err == nil {
		path := os.Getenv("OWNFILE_TEST_PATH")
		err = teamActs(Team(os.Getenv("OWNFILE_TEST_TEAM")))[act](path)
	}
	if err != nil {
		fmt.Print(err)
		os.Exit(1)
	}
}

// teamActs are all that is done with a team's file.
func teamActs(s Space) map[string]func(path string) error {
	return map[string]func(path string) error{
		"append":  func(path string) error { return shut(s.Open(path, os.O_RDWR|os.O_CREATE|os.O_APPEND)) },
		"create":  func(path string) error { return shut(s.Open(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL)) },
		"read":    func(path string) error { _, err := s.Read(path); return err },
		"trylock": func(path string) error { return unlocked(s.TryLock(path)) },
		"room":    func(path string) error { return s.Room(path, 64<<10) },
		"replace": func(path string) error { return s.Replace(path, []byte("new")) },
		"folder":  func(path string) error { return s.Folder(filepath.Dir(path)) },
		"writing": func(path string) error {
			unlock, err := s.LockForWriting(path)
			if err == nil {
				unlock()
			}
			return err
		},
	}
}

// as does an act as a member; what it is refused is said.
func as(t *testing.T, m ownfiletest.Member, act, team, path string) error {
	t.Helper()
	cmd := m.Command(t)
	cmd.Env = append(cmd.Env, "OWNFILE_TEST_ACT="+act, "OWNFILE_TEST_TEAM="+team, "OWNFILE_TEST_PATH="+path)
	said, err := cmd.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return errors.New(string(said))
	}
	return err
}

func TestEveryMemberOfATeamWorksOnEveryFile(t *testing.T) {
	team := ownfiletest.Team(t)
	members := []ownfiletest.Member{ownfiletest.Li, ownfiletest.Wang, {Umask: 0o077}, ownfiletest.Wang, ownfiletest.Li} // and root
	for _, name := range []string{"resets.jsonl", filepath.Join("history", "mall.today")} {
		path := filepath.Join(team, name)
		for i, m := range members {
			for _, act := range []string{"room", "append", "read", "trylock", "writing", "replace", "append", "folder"} {
				if err := as(t, m, act, team, path); err != nil {
					t.Errorf("%s: user %d, the %dth: %s: %v", name, m.UID, i, act, err)
				}
			}
		}
	}
	for path, is := range under(t, team) {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		want := "-rw-rw----"
		if info.IsDir() {
			want = "dgrwxrwx---"
		}
		if !strings.HasPrefix(is, want) || info.Sys().(*syscall.Stat_t).Gid != ownfiletest.Group {
			t.Errorf("%s is %s of the group %d; want %s of %d", path, is, info.Sys().(*syscall.Stat_t).Gid, want, ownfiletest.Group)
		}
		if strings.HasPrefix(filepath.Base(path), ".") {
			t.Errorf("%s was left behind", path)
		}
	}
}

func TestAStrangerToATeamIsToldTheGroup(t *testing.T) {
	team := ownfiletest.Team(t)
	path := filepath.Join(team, "resets.jsonl")
	if err := as(t, ownfiletest.Li, "append", team, path); err != nil {
		t.Fatal(err)
	}
	before := under(t, team)
	for act := range teamActs(Space{}) {
		err := as(t, ownfiletest.Stranger, act, team, path)
		if want := team + ": you are not in its group, expected a member of 40100"; err == nil || err.Error() != want {
			t.Errorf("%s: %v; want %s", act, err, want)
		}
	}
	if after := under(t, team); !maps.Equal(after, before) {
		t.Errorf("found %v; want %v", after, before)
	}
}

func TestWhatElseIsPlantedInATeamsFolderIsNamedAndUntouched(t *testing.T) {
	theirs := func(path string) error { return os.WriteFile(path, []byte("theirs"), 0o660) }
	for name, tc := range map[string]struct {
		put  func(path, victim string) error
		kind Kind
	}{
		"link":        {func(path, victim string) error { return os.Symlink(victim, path) }, Link},
		"dangling":    {func(path, victim string) error { return os.Symlink(victim+".new", path) }, Link},
		"folder":      {func(path, _ string) error { return os.Mkdir(path, 0o700) }, NotAFile},
		"pipe":        {func(path, _ string) error { return syscall.Mkfifo(path, 0o660) }, NotAFile},
		"socket":      {listenAt, NotAFile},
		"second name": {func(path, _ string) error { return errors.Join(theirs(path), os.Link(path, path+".2")) }, SecondName},
		"open to all": {func(path, _ string) error { return errors.Join(theirs(path), os.Chmod(path, 0o666)) }, TeamFile},
		"of no group": {func(path, _ string) error { return errors.Join(theirs(path), os.Chown(path, -1, 4711)) }, TeamFile},
	} {
		if os.Geteuid() != 0 && name == "of no group" {
			continue
		}
		for act := range teamActs(Space{}) {
			if act == "folder" || act == "replace" || act == "writing" {
				continue
			}
			t.Run(name+" "+act, func(t *testing.T) {
				team := ownfiletest.Team(t)
				path, victim := filepath.Join(team, "resets.jsonl"), filepath.Join(t.TempDir(), "victim")
				if err := errors.Join(os.WriteFile(victim, []byte("precious"), 0o600), tc.put(path, victim)); err != nil {
					t.Fatal(err)
				}
				before := under(t, team, filepath.Dir(victim))
				err := soon(t, func() error { return teamActs(Team(team))[act](path) })
				var wrong *Error
				if !errors.As(err, &wrong) || wrong.Kind != tc.kind || wrong.Path != path {
					t.Errorf("got %v; want %s", err, tc.kind)
				}
				if after := under(t, team, filepath.Dir(victim)); !maps.Equal(after, before) {
					t.Errorf("found\n%v; want\n%v", after, before)
				}
			})
		}
	}
}

func TestAFolderThatIsNoTeamsIsNamedAndUntouched(t *testing.T) {
	for name, tc := range map[string]struct {
		put  func(team string) error
		kind Kind
		path func(team string) string // that is named, from the team's
		root bool
	}{
		"missing":        {put: os.Remove, kind: NoTeam},
		"file":           {put: func(team string) error { return errors.Join(os.Remove(team), os.WriteFile(team, nil, 0o660)) }, kind: NotAFolder},
		"dangling":       {put: func(team string) error { return errors.Join(os.Remove(team), os.Symlink("nowhere", team)) }, kind: Link},
		"link":           {put: func(team string) error { return errors.Join(os.Rename(team, team+".2"), os.Symlink(team+".2", team)) }, kind: Link},
		"read by others": {put: func(team string) error { return os.Chmod(team, os.ModeSetgid|0o775) }, kind: TeamFolder},
		"open to all":    {put: func(team string) error { return os.Chmod(team, os.ModeSetgid|0o777) }, kind: TeamFolder},
		"one person's":   {put: func(team string) error { return os.Chmod(team, 0o700) }, kind: TeamFolder},
		"without setgid": {put: func(team string) error { return os.Chmod(team, 0o770) }, kind: TeamFolder},
		"sticky":         {put: func(team string) error { return os.Chmod(team, os.ModeSetgid|os.ModeSticky|0o770) }, kind: TeamFolder},
		"below a folder for all": {put: func(team string) error { return os.Chmod(filepath.Dir(team), 0o777) },
			kind: TeamAbove, path: filepath.Dir},
		"below another's folder": {put: func(team string) error { return os.Chown(filepath.Dir(team), 4711, -1) },
			kind: TeamAbove, path: filepath.Dir, root: true},
	} {
		if tc.root && os.Geteuid() != 0 {
			continue
		}
		for act := range teamActs(Space{}) {
			t.Run(name+" "+act, func(t *testing.T) {
				team := ownfiletest.Team(t)
				if err := tc.put(team); err != nil {
					t.Fatal(err)
				}
				want := team
				if tc.path != nil {
					want = tc.path(team)
				}
				before := under(t, filepath.Dir(team))
				err := teamActs(Team(team))[act](filepath.Join(team, "locks", "a.lock"))
				var wrong *Error
				if !errors.As(err, &wrong) || wrong.Kind != tc.kind || wrong.Path != want || errors.Is(err, fs.ErrNotExist) {
					t.Errorf("got %v; want %s of %s", err, tc.kind, want)
				}
				if err := Team(team).Check(team); !errors.As(err, &wrong) || wrong.Kind != tc.kind {
					t.Errorf("the check says %v", err)
				}
				if after := under(t, filepath.Dir(team)); !maps.Equal(after, before) {
					t.Errorf("found\n%v; want\n%v", after, before)
				}
			})
		}
	}
}

// A member can put anything at the name of a folder, and lead the others elsewhere.
func TestWhatAMemberPlantsForAFolderIsNamedAndNotEntered(t *testing.T) {
	for name, tc := range map[string]struct {
		put  func(dir, victim string) error
		kind Kind
	}{
		"link":     {func(dir, victim string) error { return os.Symlink(victim, dir) }, Link},
		"dangling": {func(dir, victim string) error { return os.Symlink(victim+".new", dir) }, Link},
		"file":     {func(dir, _ string) error { return os.WriteFile(dir, nil, 0o660) }, NotAFolder},
		"pipe":     {func(dir, _ string) error { return syscall.Mkfifo(dir, 0o660) }, NotAFolder},
		"open to all": {func(dir, _ string) error {
			return errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, os.ModeSetgid|0o777))
		}, TeamFolder},
		"its own": {func(dir, _ string) error { return errors.Join(os.Mkdir(dir, 0o700), os.Chmod(dir, 0o700)) }, TeamFolder},
	} {
		for act := range teamActs(Space{}) {
			team, victim := ownfiletest.Team(t), t.TempDir()
			dir := filepath.Join(team, "history")
			if err := tc.put(dir, victim); err != nil {
				t.Fatal(err)
			}
			before := under(t, team, victim)
			err := soon(t, func() error { return teamActs(Team(team))[act](filepath.Join(dir, "mall.today")) })
			var wrong *Error
			if !errors.As(err, &wrong) || wrong.Kind != tc.kind || wrong.Path != dir {
				t.Errorf("%s, %s: got %v; want %s", name, act, err, tc.kind)
			}
			if after := under(t, team, victim); !maps.Equal(after, before) {
				t.Errorf("%s, %s: found\n%v; want\n%v", name, act, after, before)
			}
		}
	}
}

func TestATeamsFolderIsFoundThroughLinksThatRootHasMade(t *testing.T) {
	team := ownfiletest.Team(t)
	above := filepath.Dir(team)
	through := filepath.Join(above, "var", "lib", "wxops")
	if err := errors.Join(os.Mkdir(filepath.Join(above, "real"), 0o755), os.Rename(team, filepath.Join(above, "real", "wxops")),
		os.Mkdir(filepath.Join(above, "var"), 0o755), os.Symlink(filepath.Join("..", "real"), filepath.Join(above, "var", "lib"))); err != nil {
		t.Fatal(err)
	}
	if err := Team(through).Check(through); err != nil {
		t.Error(err)
	}
	if err := os.Chmod(filepath.Join(above, "real"), 0o777); err != nil {
		t.Fatal(err)
	}
	var wrong *Error
	if err := Team(through).Check(through); !errors.As(err, &wrong) || wrong.Kind != TeamAbove || wrong.Path != filepath.Join(above, "real") {
		t.Errorf("where the link leads to, anybody may exchange it: %v", err)
	}
}

func TestAFileOutsideTheTeamsFolderIsRefused(t *testing.T) {
	team := ownfiletest.Team(t)
	for act, do := range teamActs(Team(team)) {
		var wrong *Error
		if err := do(filepath.Join(filepath.Dir(team), "resets.jsonl")); !errors.As(err, &wrong) {
			t.Errorf("%s: %v", act, err)
		}
	}
}

// A member's umask, or a copy of one's own journal, leaves files that the
// others cannot open.
func TestAFileThatOneMemberClosedIsNamedAndOpensWhenItsOwnerWritesNext(t *testing.T) {
	team := ownfiletest.Team(t)
	path := filepath.Join(team, "resets.jsonl")
	if err := as(t, ownfiletest.Li, "append", team, path); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	want := path + ": group 40100, mode 0600, expected group 40100, mode 0660"
	if err := as(t, ownfiletest.Wang, "append", team, path); err == nil || err.Error() != want {
		t.Errorf("%v; want %s", err, want)
	}
	for _, m := range []ownfiletest.Member{ownfiletest.Li, ownfiletest.Wang} {
		if err := as(t, m, "append", team, path); err != nil {
			t.Errorf("user %d: %v", m.UID, err)
		}
	}
}

func TestWhereFilesNeedANameAtOnceATeamsAreTheGroupsToo(t *testing.T) {
	team := ownfiletest.Team(t)
	dir, err := openFolder(team, false, Team(team).rule())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	path := filepath.Join(team, "resets.jsonl")
	if err := shut(makeBare(dir, "resets.jsonl", path, os.O_RDWR)); err != nil {
		t.Fatal(err)
	}
	if err := shut(makeBare(dir, "resets.jsonl", path, os.O_RDWR)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second one: %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o660 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
