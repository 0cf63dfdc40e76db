//go:build unix

package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/ownfile"
	"wxops/wechat/ownfile/ownfiletest"
)

// TestATeamKeepsItsReadingsTogether: two users write one account's files, also at
// once, also anew while the other writes; a third reads what both have kept.
func TestATeamKeepsItsReadingsTogether(t *testing.T) {
	team := ownfiletest.Team(t)
	dir := filepath.Join(team, "history")
	const n, step = 40, 3 * time.Hour
	var now time.Time
	var s *Store
	for round := range 3 {
		begin := noon.Add(time.Duration(round) * n * step)
		var wait []func() error
		for _, m := range []ownfiletest.Member{ownfiletest.Li, ownfiletest.Wang} {
			cmd := m.Command(t)
			lines := startAs(t, cmd, job{Team: team, Dir: dir, Name: fmt.Sprint("/user/", m.UID), Begin: begin, Step: step, N: n})
			wait = append(wait, func() error {
				for lines.Scan() {
				}
				return cmd.Wait()
			})
		}
		for _, ended := range wait {
			if err := ended(); err != nil {
				t.Error(err)
			}
		}
		now = begin.Add(n * step)
		s = OpenIn(ownfile.Team(team), dir, func() time.Time { return now })
		news, err := s.News(mall)
		if err != nil || len(news) != 4 {
			t.Errorf("round %d: %d readings are news, %v; want two of each user", round, len(news), err)
		}
	}
	days, damaged, err := s.Summaries(mall, now)
	if want := 4 * (3*n/8 + 1); err != nil || damaged != 0 || len(days) < want-4 {
		t.Errorf("%d days, %d damaged, %v; want some %d", len(days), damaged, err, want)
	}
	if accounts, err := CheckIn(ownfile.Team(team), dir); err != nil || accounts != 1 {
		t.Errorf("%d accounts, %v", accounts, err)
	}
	lookAtModes(t, team)
}

func lookAtModes(t *testing.T, team string) {
	t.Helper()
	err := filepath.WalkDir(team, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		want := fs.FileMode(0o660)
		if d.IsDir() {
			want = fs.ModeDir | fs.ModeSetgid | 0o770
		}
		if gid := info.Sys().(*syscall.Stat_t).Gid; info.Mode() != want || gid != ownfiletest.Group {
			t.Errorf("%s is %s of %d; want %s of %d", path, info.Mode(), gid, want, ownfiletest.Group)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestNothingIsSweptWhereAMemberLeads: what lies behind a link is not the team's.
func TestNothingIsSweptWhereAMemberLeads(t *testing.T) {
	team, victim := ownfiletest.Team(t), t.TempDir()
	dir, old := filepath.Join(team, "history"), time.Now().Add(-2*time.Hour)
	theirs := filepath.Join(victim, ".a_b.today1")
	if err := errors.Join(os.WriteFile(theirs, nil, 0o600), os.Chtimes(theirs, old, old), os.Symlink(victim, dir)); err != nil {
		t.Fatal(err)
	}
	s := OpenIn(ownfile.Team(team), dir, time.Now)
	var wrong *ownfile.Error
	if err := s.Keep(mall, []wechat.Quota{quota(send, time.Now(), 10, 1)}); !errors.As(err, &wrong) || wrong.Path != dir {
		t.Errorf("%v; want %s named", err, dir)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Errorf("it is gone: %v", err)
	}
}
