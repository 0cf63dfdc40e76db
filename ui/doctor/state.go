package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/history"
)

var (
	wordCountedTeam = words.Pair{"the resets of all who work in %s are counted", "计入所有使用 %s 的人的清零"}
	wordOlder       = words.Pair{"resets of this month that only your own %[2]s has: %[1]d; they count for you, and not for the others", "本月另有 %d 次只记录在您自己的 %s 中：对您计入，对其他人不计"}
	wordOlderDo     = words.Pair{"Count them for everybody: cat %s >> %s", "让所有人计入：cat %s >> %s"}
	wordBehindTeam  = words.Pair{"in the team's folder, which cannot be used", "在团队目录中，该目录不可用"}
)

// state are the files of what is counted and kept: this person's, or a team's.
type state struct {
	files
	now    func() time.Time
	usable func() error // whether the team's folder is; asked once
}

// findShared asks for the folders without being held by them.
func findShared(ctx context.Context, cfg Config, book bookRead) state {
	s := state{files: files{cfg.Folders, book, cfg.Lang}, now: cfg.Now, usable: func() error { return nil }}
	if cfg.Shared == nil {
		return s
	}
	type answer struct {
		folders Folders
		err     error
	}
	shared, known := within(ctx, func() (a answer) {
		a.folders, a.err = cfg.Shared()
		return a
	})
	switch {
	case !known:
		s.usable = func() error { return context.DeadlineExceeded }
	case shared.err != nil:
		s.usable = func() error { return shared.err }
	case shared.folders.Space().Dir() != "":
		s.Folders = shared.folders
		s.usable = sync.OnceValue(func() error { return s.Space().Check(s.Shared()) })
	}
	return s
}

// alone says that nothing is shared, as far as is known.
func (s state) alone() bool { return s.Space().Dir() == "" }

func (s state) checks() []check {
	checks := []check{
		{group: Files, name: "state folder", look: s.writable},
		{group: Files, name: "team folder", look: s.teamFolder},
		{group: Files, name: "resets.jsonl", look: s.journal},
		{group: Files, name: "budgets", look: s.budgets},
		{group: Files, name: "history", look: s.history, spare: true},
		{group: Files, name: "locks", look: s.at(s.Locks())},
	}
	if s.alone() && s.usable() == nil {
		return append(checks[:1], checks[2:]...)
	}
	checks[0].look = s.private(filepath.Dir(s.Log()))
	return checks
}

// at looks at something of the person's, or of the team's, which is judged by
// whoever opens it.
func (s state) at(path string) func(context.Context, Finding) Finding {
	if s.alone() && s.usable() == nil {
		return s.private(path)
	}
	return func(_ context.Context, f Finding) Finding {
		if s.usable() != nil {
			return f.unasked(wordBehindTeam.In(s.lang))
		}
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return f.fine(wordNoFile.Fill(s.lang, s.Tilde(path)))
		case err == nil && info.IsDir():
			err = s.Space().Check(path)
		}
		if err != nil {
			return f.wrong(words.Explain(err, s.lang))
		}
		return f.fine(s.Tilde(path) + modeOf(info))
	}
}

func modeOf(info fs.FileInfo) string {
	mode := info.Mode().Perm()
	if info.Mode()&fs.ModeSetgid != 0 {
		mode |= 0o2000
	}
	return fmt.Sprintf("  %04o", mode)
}

// teamFolder looks at the folder that the machine's people share.
func (s state) teamFolder(ctx context.Context, f Finding) Finding {
	switch err := s.usable(); {
	case errors.Is(err, context.DeadlineExceeded):
		return f.silent(s.lang)
	case err != nil:
		return f.wrong(words.Explain(err, s.lang))
	}
	if f = s.at(s.Shared())(ctx, f); f.Level == Broken {
		return f
	}
	return s.takesFiles(f)
}

// journal counts what can be read, as the guard does.
func (s state) journal(ctx context.Context, f Finding) Finding {
	f = s.at(s.Journal())(ctx, f)
	if f.Level == Broken || f.State == Unasked {
		return f
	}
	entries, damaged, err := guard.OpenTeamJournal(s.Space(), s.Journal(), "").Entries(ctx, guard.Query{})
	switch {
	case err != nil && s.alone():
		return f.wrong(err.Error(), wordUnreadableDo.In(s.lang))
	case err != nil:
		return f.wrong(words.Explain(err, s.lang))
	}
	if len(entries) > 0 {
		f.Fact += wordComma.In(s.lang) + wordEntries.Fill(s.lang, len(entries))
	}
	if damaged > 0 {
		return f.note(f.Fact+wordComma.In(s.lang)+wordDamaged.Fill(s.lang, damaged), wordDamagedDo.In(s.lang))
	}
	return f
}

// budgets says whose resets are counted.
func (s state) budgets(ctx context.Context, f Finding) Finding {
	switch {
	case s.usable() != nil:
		return f.unasked(wordBehindTeam.In(s.lang))
	case s.alone():
		return f.fine(wordCounted.In(s.lang))
	}
	fact := wordCountedTeam.Fill(s.lang, s.Tilde(s.Shared()))
	own := s.Tilde(s.OwnJournal())
	if n := s.older(ctx); n > 0 {
		return f.note(fact+wordSemicolon.In(s.lang)+wordOlder.Fill(s.lang, n, own), wordOlderDo.Fill(s.lang, own, s.Journal()))
	}
	return f.fine(fact)
}

// older counts the resets of this month that the person's own journal has, and
// the team's has not. What cannot be read is said by others.
func (s state) older(ctx context.Context) int {
	if s.OwnJournal() == "" {
		return 0
	}
	now := s.now().In(wechat.Beijing())
	month := guard.Query{Since: time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, wechat.Beijing())}
	before, _, err := guard.OpenJournal(s.OwnJournal()).Entries(ctx, month)
	team, _, terr := guard.OpenTeamJournal(s.Space(), s.Journal(), "").Entries(ctx, month)
	if err != nil || terr != nil {
		return 0
	}
	alone := map[string]bool{}
	for _, e := range before {
		alone[e.ID] = true
	}
	for _, e := range team {
		delete(alone, e.ID)
	}
	return len(alone)
}

// history looks at the files of readings as the meter opens them.
func (s state) history(ctx context.Context, f Finding) Finding {
	f = s.at(s.History())(ctx, f)
	if f.Level == Broken || f.State == Unasked {
		return f
	}
	accounts, err := history.CheckIn(s.Space(), s.History())
	if err != nil {
		fact, remedy := words.Explain(err, s.lang)
		return f.wrong(f.Fact+wordComma.In(s.lang)+strings.Replace(fact, s.History(), s.Tilde(s.History()), 1), remedy)
	}
	if accounts > 0 {
		f.Fact += wordComma.In(s.lang) + wordAccounts.Fill(s.lang, accounts)
	}
	return f
}

// writable looks at the folder of this person.
func (s state) writable(ctx context.Context, f Finding) Finding {
	return s.takesFiles(s.private(s.Shared())(ctx, f))
}

// takesFiles proves with a file that has no name that the folder of the journal,
// or the one that it would be made in, takes files: modes do not tell of a
// full disk.
func (s state) takesFiles(f Finding) Finding {
	if err := s.Space().Room(s.Journal(), 64<<10); err != nil {
		return f.wrong(wordUnwritable.Fill(s.lang, s.Tilde(s.Shared()), causeOf(err)), wordUnwritableDo.In(s.lang))
	}
	f.Fact += wordComma.In(s.lang) + wordWritable.In(s.lang)
	return f
}
