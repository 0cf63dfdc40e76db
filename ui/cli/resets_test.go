package cli

import (
	"testing"

	"wxops/wechat/guard"
)

// TestLeftIsSureWhenBothBudgetsAre: the document has one word for the two.
func TestLeftIsSureWhenBothBudgetsAre(t *testing.T) {
	for left, want := range map[guard.Left]bool{
		{All: 3, API: 50}:              false,
		{AllSure: true, API: 50}:       false,
		{All: 10, APISure: true}:       false,
		{AllSure: true, APISure: true}: true,
	} {
		if got := jsonLefts([]accountLeft{{alias: "mall", left: left}}); got[0].Sure != want {
			t.Errorf("%+v: sure is %t", left, got[0].Sure)
		}
	}
}
