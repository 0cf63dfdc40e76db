package desk

import (
	"context"
	"fmt"
	"slices"

	"wxops/keystore"
	"wxops/wechat/guard"
)

// Shared gives the folders with that of the team, where the machine's people
// share one. The error says why that cannot be known.
func (d *Desk) Shared() (Folders, error) { return d.shared() }

func (d *Desk) findTeam() (Folders, error) {
	f, team := d.cfg.Folders, d.cfg.Team
	if team == nil {
		team = f.configuredTeam
	}
	dir, err := team()
	if err != nil {
		return f, fmt.Errorf("find the team's folder: %w", err)
	}
	f.Team = dir
	return f, nil
}

// configuredTeam is what config.toml says. A file of the machine that is left out
// might have said it, so that the team is not known without it.
func (f Folders) configuredTeam() (dir string, err error) {
	config, faults, err := f.Configured().Load()
	if err != nil {
		return "", err
	}
	for _, path := range f.ofMachine("config.toml") {
		left := slices.DeleteFunc(slices.Clone(faults), func(fault keystore.Fault) bool { return fault.File != path })
		if len(left) > 0 {
			return "", &keystore.BookError{Path: path, Faults: left}
		}
	}
	return config.Team.Dir, nil
}

// journal is the team's, or the person's own. Where it is not known which,
// nothing is reset: what others cleared would not be counted.
func (d *Desk) journal() guard.Journal {
	f, err := d.shared()
	switch {
	case err != nil:
		return noJournal{err}
	case f.Team == "":
		return guard.OpenJournal(f.Journal())
	}
	return guard.OpenTeamJournal(f.Space(), f.Journal(), f.OwnJournal())
}

// locks are found where the journal is; without it nothing is locked.
func (d *Desk) locks() guard.Locker {
	f, _ := d.shared()
	if f.Team == "" {
		return guard.FileLocks(f.Locks())
	}
	return guard.TeamLocks(f.Space(), f.Locks())
}

// noJournal says why there is none.
type noJournal struct{ err error }

func (j noJournal) Ready(context.Context) error                             { return j.err }
func (j noJournal) Append(context.Context, guard.Entry) error               { return j.err }
func (j noJournal) AppendIf(context.Context, guard.Entry, guard.Mark) error { return j.err }
func (j noJournal) Entries(context.Context, guard.Query) ([]guard.Entry, int, error) {
	return nil, 0, j.err
}
