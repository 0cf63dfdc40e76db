package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"wxops/ui/words"
	"wxops/wechat/guard"
	"wxops/wechat/ownfile"
)

func (x *examination) files(ctx context.Context) []finding {
	state := x.desk().Folders().State
	parts := []struct {
		name  string
		check func() finding
	}{
		{"accounts.toml", x.accountsFile},
		{"secrets.age", func() finding { return x.private("secrets.age", x.desk().Folders().Secrets()) }},
		{"state folder", func() finding { return x.writable("state folder", state) }},
		{"resets.jsonl", x.journalFile},
		{"budgets", func() finding { return finding{name: "budgets", level: fine, state: stateOK, fact: x.t.Counted} }},
		{"locks", func() finding { return x.private("locks", x.desk().Folders().Locks()) }},
		{"wxops.log", func() finding { return x.private("wxops.log", x.desk().Folders().Log()) }},
	}
	jobs := make([]func() finding, len(parts))
	for i, p := range parts {
		jobs[i] = p.check
	}
	return gather(ctx, jobs, func(i int) finding { return x.silent(parts[i].name) })
}

// accountsFile may be a link and may be read by others: it holds no secret.
// Whoever may write it decides which command is run.
func (x *examination) accountsFile() finding {
	path := x.desk().Book().Path()
	f := finding{name: "accounts.toml", level: fine, state: stateOK}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.fact = fmt.Sprintf(x.t.NoFile, x.desk().Folders().Tilde(path))
		return f
	case err != nil:
		return x.unreadable(f, err)
	}
	f.fact = x.desk().Folders().Tilde(path) + "  " + x.modeOf(info)
	if x.bookErr != nil {
		f.level, f.state = broken, stateWrong
		f.fact, f.remedy = words.Explain(x.bookErr, x.app.lang)
		return f
	}
	f.fact += x.t.Comma + fmt.Sprintf(x.t.Accounts, x.total)
	var doubts []string
	for _, d := range x.doubts {
		doubts = append(doubts, words.Fault(d, x.app.lang))
	}
	if len(doubts) > 0 {
		f.level, f.state, f.remedy = warning, stateNote, strings.Join(doubts, "\n")
	}
	switch {
	case !ours(info):
		f.level, f.state, f.remedy = broken, stateWrong, x.t.OwnerDo
	case info.Mode().Perm()&0o022 != 0 && runtime.GOOS != "windows":
		f.level, f.state, f.remedy = broken, stateWrong, fmt.Sprintf(x.t.CloseFileDo, x.desk().Folders().Tilde(path))
	}
	return f
}

// journalFile counts what can be read, as the guard does.
func (x *examination) journalFile() finding {
	path := x.desk().Folders().Journal()
	f := x.private("resets.jsonl", path)
	if f.level == broken {
		return f
	}
	journal := guard.OpenJournal(path)
	entries, err := journal.Entries()
	if err != nil {
		return x.unreadable(f, err)
	}
	damaged, err := journal.Damaged()
	if err != nil {
		return x.unreadable(f, err)
	}
	if len(entries) > 0 {
		f.fact += x.t.Comma + fmt.Sprintf(x.t.Entries, len(entries))
	}
	if damaged > 0 {
		f.level, f.state = warning, stateNote
		f.fact += x.t.Comma + fmt.Sprintf(x.t.Damaged, damaged)
		f.remedy = x.t.DamagedDo
	}
	return f
}

// private looks at something of ours that nobody else has to do with. It need
// not be there.
func (x *examination) private(name, path string) finding {
	f := finding{name: name, level: fine, state: stateOK}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.fact = fmt.Sprintf(x.t.NoFile, x.desk().Folders().Tilde(path))
		return f
	case err != nil:
		return x.unreadable(f, err)
	}
	f.fact = x.desk().Folders().Tilde(path) + "  " + x.modeOf(info)
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		f.level, f.state, f.remedy = broken, stateWrong, x.t.LinkDo
	case !ours(info):
		f.level, f.state, f.remedy = broken, stateWrong, x.t.OwnerDo
	case info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows":
		f.level, f.state, f.remedy = broken, stateWrong, fmt.Sprintf(x.t.CloseFileDo, x.desk().Folders().Tilde(path))
	}
	return f
}

// writable proves with a file that has no name that a folder, or the one that it
// would be made in, takes files: modes do not tell of a full disk.
func (x *examination) writable(name, dir string) finding {
	f := x.private(name, dir)
	err := ownfile.Room(filepath.Join(dir, "resets.jsonl"), 64<<10)
	if err != nil {
		f.level, f.state = broken, stateWrong
		f.fact, f.remedy = fmt.Sprintf(x.t.Unwritable, x.desk().Folders().Tilde(dir), causeOf(err)), x.t.UnwritableDo
		return f
	}
	f.fact += x.t.Comma + x.t.Writable
	return f
}

func (x *examination) unreadable(f finding, err error) finding {
	f.level, f.state, f.fact, f.remedy = broken, stateWrong, err.Error(), x.t.UnreadableDo
	return f
}

func (x *examination) modeOf(info fs.FileInfo) string {
	mode := fmt.Sprintf("%04o", info.Mode().Perm())
	if ours(info) {
		return mode
	}
	return mode + x.t.Comma + x.t.Foreign
}

// causeOf is the system's word without the path, which is said already.
func causeOf(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
