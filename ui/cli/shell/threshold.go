package shell

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// Threshold is --fail-at: the per cent of a limit from which on an API ends the run with
// a code of its own.
type Threshold struct {
	FailAt int64 // 0: never
}

// AddFailAt puts the flag at a command.
func (t *Threshold) AddFailAt(cmd *cobra.Command, lang words.Lang) {
	cmd.Flags().Int64Var(&t.FailAt, "fail-at", 0, wordFlagFailAt.In(lang))
}

// CheckFailAt refuses a threshold that nothing reaches, or everything does.
func (t *Threshold) CheckFailAt(cmd *cobra.Command, lang words.Lang) error {
	if cmd.Flags().Changed("fail-at") && (t.FailAt < 1 || t.FailAt > 100) {
		return Usage(wordWrongFailAt.In(lang), "")
	}
	return nil
}

// Offender is an API that has crossed the threshold.
type Offender struct {
	Alias, Path string
	Percent     int64
}

// Offenders are those of an account by their numbers of today.
func (t *Threshold) Offenders(alias string, rows []*meter.Row, now time.Time) []Offender {
	var crossed []Offender
	for _, r := range rows {
		if percent := r.Pressed(now); t.FailAt > 0 && percent >= t.FailAt {
			crossed = append(crossed, Offender{alias, r.Path, percent})
		}
	}
	return crossed
}

// WorstOffenders are the offenders of several accounts, the most pressed first.
func WorstOffenders(crossed []Offender) []Offender {
	const most = 1000 // what is beyond it differs in nothing that counts
	slices.SortStableFunc(crossed, func(a, b Offender) int { return cmp.Compare(min(b.Percent, most), min(a.Percent, most)) })
	return crossed
}

// Accuse names the offenders on stderr, a line each, and ends the run with their code.
func (t *Threshold) Accuse(sh *Shell, offenders []Offender) error {
	sh.Complain(&Failure{Fact: wordCrossed.Fill(sh.Lang, len(offenders), t.FailAt)})
	for _, o := range offenders {
		fmt.Fprintf(sh.Env.Stderr, "%s  %s  %d%%\n", clean.Line(o.Alias), clean.Line(o.Path), o.Percent)
	}
	return Ended(ExitCrossed)
}

// The words of a threshold; in those of the flag a word in back quotes names the value.
var (
	wordCrossed     = words.Pair{"%d at or over %d%% of the limit", "%d 个接口用量达到或超过 %d%%"}
	wordWrongFailAt = words.Pair{"--fail-at is a percentage from 1 to 100, as in 90", "--fail-at 是 1 到 100 的百分数，例如 90"}
	wordFlagFailAt  = words.Pair{"exit with 3 when an API has used this `PERCENT` of its limit", "有接口用量达到上限的 `PERCENT` 时以 3 退出"}
)
