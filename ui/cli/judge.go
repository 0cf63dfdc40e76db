package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// judgement is what a reading of quotas is held against, and how much of it is shown.
type judgement struct {
	failAt int64 // per cent; 0 is never
	top    int   // rows; 0 is all
}

func (j *judgement) addFlags(cmd *cobra.Command, lang words.Lang) {
	cmd.Flags().Int64Var(&j.failAt, "fail-at", 0, wordFlagFailAt.In(lang))
	cmd.Flags().IntVar(&j.top, "top", 0, wordFlagTop.In(lang))
}

// check refuses a threshold that nothing reaches, or everything does.
func (j *judgement) check(cmd *cobra.Command, lang words.Lang) error {
	switch {
	case cmd.Flags().Changed("fail-at") && (j.failAt < 1 || j.failAt > 100):
		return shell.Usage(wordWrongFailAt.In(lang), "")
	case cmd.Flags().Changed("top") && j.top < 1:
		return shell.Usage(wordWrongTop.In(lang), "")
	}
	return nil
}

// shown is as much as --top leaves of rows that stand worst first.
func shown[T any](rows []T, top int) []T {
	if top > 0 && len(rows) > top {
		return rows[:top]
	}
	return rows
}

// offender is an API that has crossed the threshold.
type offender struct {
	alias, path string
	percent     int64
}

// accuse names the offenders on stderr, a line each, and ends the run with their code.
func (j *judgement) accuse(sh *shell.Shell, offenders []offender) error {
	sh.Complain(&shell.Failure{Fact: wordCrossed.Fill(sh.Lang, len(offenders), j.failAt)})
	for _, o := range offenders {
		fmt.Fprintf(sh.Env.Stderr, "%s  %s  %d%%\n", clean.Line(o.alias), clean.Line(o.path), o.percent)
	}
	return shell.Ended(shell.ExitCrossed)
}

// The words of a judgement; in those of a flag a word in back quotes names the value.
var (
	wordCrossed     = words.Pair{"%d at or over %d%% of the limit", "%d 个接口用量达到或超过 %d%%"}
	wordWrongFailAt = words.Pair{"--fail-at is a percentage from 1 to 100, as in 90", "--fail-at 是 1 到 100 的百分数，例如 90"}
	wordWrongTop    = words.Pair{"--top is a number from 1 on, as in 10", "--top 是大于 0 的整数，例如 10"}
	wordFlagFailAt  = words.Pair{"exit with 3 when an API has used this `PERCENT` of its limit", "有接口用量达到上限的 `PERCENT` 时以 3 退出"}
	wordFlagTop     = words.Pair{"show the `N` worst only", "只显示最紧张的 `N` 个"}
)
