package watch

import (
	"context"
	"fmt"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/watch"
)

// resumed is the document of --resume.
type resumed struct {
	Account string   `json:"account"`
	Resets  []string `json:"resets"` // the ids of those that had stopped the policy
}

// goOn lets the policy of an account go on, as a person says.
func (c *command) goOn(ctx context.Context) error {
	acc, err := c.Account(c.resume)
	if err != nil {
		return err
	}
	decisions, err := c.Desk().Decisions()
	if err != nil {
		return err
	}
	g := c.Desk().Guard()
	stops, err := watch.Resume(ctx, g, decisions, acc.Alias, acc.AppID, g.Who, c.Env.Now())
	if err != nil {
		return err
	}
	if c.Format == shell.FormatJSON {
		doc := resumed{acc.Alias, []string{}}
		for _, s := range stops {
			doc.Resets = append(doc.Resets, s.Reset.ID)
		}
		c.WriteJSON(doc)
		return nil
	}
	if len(stops) == 0 {
		fmt.Fprintln(c.Env.Stdout, clean.Line(wordNotStopped.Fill(c.Lang, acc.Alias)))
		return nil
	}
	for _, s := range stops {
		fmt.Fprintln(c.Env.Stdout, clean.Line(wordResumed.Fill(c.Lang, acc.Alias, c.Local(s.Reset.At), stopWords[s.Why].In(c.Lang))))
	}
	return nil
}

var (
	wordNotStopped = words.Pair{"%s: its policy is not stopped", "%s：策略没有停用"}
	wordResumed    = words.Pair{"%s: the policy goes on; the reset of %s no longer stops it (%s)", "%s：策略已恢复；%s 的清零不再使其停用（%s）"}
)
