package doctor

import (
	"slices"
	"time"

	"wxops/ui/words"
	"wxops/wechat/clean"
)

// Finding is what was looked at, its state in a word, the fact and, unless it
// is fine, what to do. It is a row of the stable JSON as it stands.
type Finding struct {
	Group   Group   `json:"group"`
	Name    string  `json:"name"` // of a check, or an alias, a host, a file
	Level   Level   `json:"level"`
	State   State   `json:"state"`
	Fact    string  `json:"fact"` // in the language of the examination, as the remedy
	Remedy  *string `json:"hint"`
	Took    *int64  `json:"ms"`      // until the network answered, where it did
	Address *string `json:"address"` // the one that WeChat sees, where it told

	ahead *time.Duration // how far a host's clock is ahead of ours, where it told
}

// Group is what a finding belongs to.
type Group string

// The groups. Groups has their order.
const (
	Tty      Group = "terminal"
	Files    Group = "files"
	Keyring  Group = "keyring"
	Accounts Group = "accounts"
	Network  Group = "network"
)

// Groups are all groups, as they are shown.
func Groups() []Group { return []Group{Tty, Files, Keyring, Accounts, Network} }

// Level is how much a finding matters.
type Level string

// The levels.
const (
	Fine    Level = "ok"
	Warning Level = "warning" // something works with less, or not in this place
	Broken  Level = "failed"
)

// State is the word for a finding, the same in every language for scripts.
type State string

// The states. The keyring has Ready, Locked, Absent and TimedOut to itself.
const (
	OK       State = "ok"
	Ready    State = "ready"
	Locked   State = "locked"
	Absent   State = "absent"
	TimedOut State = "timed out"
	Note     State = "note" // it works, but
	Wrong    State = "wrong"
	Unasked  State = "not asked" // nobody is asked, and no program of others is run unasked
	Silent   State = "no answer" // within the time of the examination
)

var (
	wordComma     = words.Pair{", ", "，"}
	wordSemicolon = words.Pair{"; ", "；"}
	wordSilent    = words.Pair{"did not answer in time", "未在限定时间内应答"}
	wordSilentDo  = words.Pair{"Run it again; if it stays so, look there by hand", "请再运行一次；若仍无应答，请手动检查"}

	wordAllFine      = words.Pair{"All is fine.", "一切正常。"}
	wordSomeWarnings = words.Pair{"Nothing is broken; notes: %d.", "没有故障；注意事项 %d 条。"}
	wordSomeBroken   = words.Pair{"Broken: %d; notes: %d.", "故障 %d 项；注意事项 %d 条。"}
)

var groupWords = map[Group]words.Pair{
	Tty:      {"Terminal", "终端"},
	Files:    {"Files", "文件"},
	Keyring:  {"Keyring", "系统密钥环"},
	Accounts: {"Accounts", "账号"},
	Network:  {"Network", "网络"},
}

var stateWords = map[State]words.Pair{
	OK:       {"ok", "正常"},
	Ready:    {"ready", "可用"},
	Locked:   {"locked", "已锁定"},
	Absent:   {"absent", "不存在"},
	TimedOut: {"timed out", "超时"},
	Note:     {"note", "注意"},
	Wrong:    {"wrong", "异常"},
	Unasked:  {"not asked", "未询问"},
	Silent:   {"no answer", "无应答"},
}

// nameWords are the names of checks that are words; the others are aliases,
// hosts and files, the same in both languages.
var nameWords = map[string]words.Pair{
	"terminal":     {"terminal", "终端"},
	"colours":      {"colours", "颜色"},
	"utf-8":        {"UTF-8", "UTF-8"},
	"session":      {"session", "会话"},
	"state folder": {"state folder", "状态目录"},
	"team folder":  {"team folder", "团队目录"},
	"budgets":      {"budgets", "次数"},
	"locks":        {"locks", "锁目录"},
	"keyring":      {"keyring", "密钥环"},
	"accounts":     {"accounts", "账号"},
	"proxy":        {"proxy", "代理"},
	"clock":        {"clock", "时钟"},
	"address":      {"our address", "出口 IP"},
}

// In gives the heading of a group.
func (g Group) In(lang words.Lang) string { return groupWords[g].In(lang) }

// In gives the word of a state.
func (s State) In(lang words.Lang) string { return stateWords[s].In(lang) }

// NameIn gives what a finding is about.
func (f Finding) NameIn(lang words.Lang) string {
	if word, ok := nameWords[f.Name]; ok {
		return word.In(lang)
	}
	return clean.Line(f.Name)
}

// Failed reports whether anything is broken.
func Failed(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Level == Broken })
}

// Verdict sums findings up in one line.
func Verdict(found []Finding, lang words.Lang) string {
	count := map[Level]int{}
	for _, f := range found {
		count[f.Level]++
	}
	switch {
	case count[Broken] > 0:
		return wordSomeBroken.Fill(lang, count[Broken], count[Warning])
	case count[Warning] > 0:
		return wordSomeWarnings.Fill(lang, count[Warning])
	}
	return wordAllFine.In(lang)
}

// The ways a check makes its finding. What a fact tells may come from outside,
// so it is made safe to draw here.

func (f Finding) fine(fact string) Finding {
	f.Fact = clean.Lines(fact)
	return f
}

func (f Finding) unasked(fact string) Finding {
	f.State = Unasked
	return f.fine(fact)
}

func (f Finding) note(fact, remedy string) Finding { return f.bad(Warning, Note, fact, remedy) }

func (f Finding) wrong(fact, remedy string) Finding { return f.bad(Broken, Wrong, fact, remedy) }

func (f Finding) silent(lang words.Lang) Finding {
	return f.bad(Broken, Silent, wordSilent.In(lang), wordSilentDo.In(lang))
}

func (f Finding) bad(level Level, state State, fact, remedy string) Finding {
	f.Level, f.State, f.Remedy = level, state, nil
	if remedy = clean.Lines(remedy); remedy != "" {
		f.Remedy = &remedy
	}
	return f.fine(fact)
}
