package doctor

import (
	"context"
	"os"
	"strings"

	"wxops/keystore"
	"wxops/ui/words"
)

var (
	wordAccounts = words.Pair{"accounts: %d", "账号 %d 个"}
	wordRobots   = words.Pair{"robots: %d", "机器人 %d 个"}
)

// accountsFile may be a link and may be read by others: it holds no secret.
// Whoever may write it decides which command is run. Accounts of the machine count too.
func (s files) accountsFile(_ context.Context, f Finding) Finding {
	f, info := s.there(f, s.Accounts(), os.Stat)
	switch {
	case f.Level == Broken:
		return f
	case !s.book.known:
		return f.silent(s.lang)
	case s.book.err != nil:
		return f.wrong(words.Explain(s.book.err, s.lang))
	case info != nil || len(s.book.all) > 0:
		f.Fact += wordComma.In(s.lang) + wordAccounts.Fill(s.lang, len(s.book.all))
	}
	f = s.doubted(f, s.book.doubts)
	if info == nil {
		return f
	}
	return s.closed(f, info, s.Accounts(), 0o022)
}

// configFile is like it, and says which robots are told of an account that is none.
func (s files) configFile(_ context.Context, f Finding) Finding {
	f, info := s.there(f, s.ConfigFile(), os.Stat)
	if f.Level == Broken {
		return f
	}
	config, doubts, err := s.Configured().Load()
	if err != nil {
		return f.wrong(words.Explain(err, s.lang))
	}
	if len(config.Robots) > 0 {
		f.Fact += wordComma.In(s.lang) + wordRobots.Fill(s.lang, len(config.Robots))
	}
	if s.book.known && s.book.err == nil {
		doubts = append(doubts, config.Strangers(s.book.all)...)
	}
	f = s.doubted(f, doubts)
	if info == nil {
		return f
	}
	return s.closed(f, info, s.ConfigFile(), 0o022)
}

// doubted notes what only looks wrong.
func (s files) doubted(f Finding, doubts []keystore.Fault) Finding {
	if len(doubts) == 0 {
		return f
	}
	lines := make([]string, len(doubts))
	for i, d := range doubts {
		lines[i] = words.Fault(d, s.lang)
	}
	return f.note(f.Fact, strings.Join(lines, "\n"))
}
