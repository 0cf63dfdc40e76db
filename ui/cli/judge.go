package cli

import (
	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// judgement is what a reading of quotas is held against, and how much of it is shown.
type judgement struct {
	shell.Threshold
	top int // rows; 0 is all
}

func (j *judgement) addFlags(cmd *cobra.Command, lang words.Lang) {
	j.AddFailAt(cmd, lang)
	cmd.Flags().IntVar(&j.top, "top", 0, wordFlagTop.In(lang))
}

// check refuses flags that mean nothing.
func (j *judgement) check(cmd *cobra.Command, lang words.Lang) error {
	if cmd.Flags().Changed("top") && j.top < 1 {
		return shell.Usage(wordWrongTop.In(lang), "")
	}
	return j.CheckFailAt(cmd, lang)
}

// shown is as much as --top leaves of rows that stand worst first.
func shown[T any](rows []T, top int) []T {
	if top > 0 && len(rows) > top {
		return rows[:top]
	}
	return rows
}

// The words of a judgement; in those of a flag a word in back quotes names the value.
var (
	wordWrongTop = words.Pair{"--top is a number from 1 on, as in 10", "--top 是大于 0 的整数，例如 10"}
	wordFlagTop  = words.Pair{"show the `N` worst only", "只显示最紧张的 `N` 个"}
)
