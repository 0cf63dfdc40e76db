package shell

import (
	"fmt"

	"wxops/ui/words"
	"wxops/wechat/clean"
)

// Crossed is an API that has crossed the threshold of --fail-at.
type Crossed struct {
	Alias, Path string
	Percent     int64
}

// Accuse names on stderr what has crossed a threshold, a line each, and ends the run with
// the code for it.
func (sh *Shell) Accuse(failAt int64, crossed []Crossed) error {
	sh.Complain(&Failure{Fact: wordCrossed.Fill(sh.Lang, len(crossed), failAt)})
	for _, o := range crossed {
		fmt.Fprintf(sh.Env.Stderr, "%s  %s  %d%%\n", clean.Line(o.Alias), clean.Line(o.Path), o.Percent)
	}
	return Ended(ExitCrossed)
}

// IsPercent reports whether something reaches a threshold, and not everything does.
func IsPercent(n int64) bool { return n >= 1 && n <= 100 }

// WrongFailAt refuses a threshold that is none.
func WrongFailAt(lang words.Lang) error { return Usage(wordWrongFailAt.In(lang), "") }

// FlagFailAt is the help of --fail-at; the word in back quotes names the value.
var FlagFailAt = words.Pair{"exit with 3 when an API has used this `PERCENT` of its limit", "有接口用量达到上限的 `PERCENT` 时以 3 退出"}

var (
	wordCrossed     = words.Pair{"%d at or over %d%% of the limit", "%d 个接口用量达到或超过 %d%%"}
	wordWrongFailAt = words.Pair{"--fail-at is a percentage from 1 to 100, as in 90", "--fail-at 是 1 到 100 的百分数，例如 90"}
)
