package accounts

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/guard"
)

// budgetsRead brings what the journal leaves of each account's month.
type budgetsRead struct {
	seq  int
	left func(appID string) guard.Left
	err  error
}

// readBudgets reads the journal once for all accounts: it may be long.
func readBudgets(ctx context.Context, g view.Guard, seq int) tea.Cmd {
	return func() tea.Msg {
		resets, _, err := g.Resets(ctx)
		if err != nil {
			return budgetsRead{seq: seq, err: err}
		}
		return budgetsRead{seq: seq, left: g.LeftOf(resets)}
	}
}

// count asks for the budgets anew.
func (v *View) count() tea.Cmd {
	if v.Cfg.Guard == nil {
		return nil
	}
	v.counting = v.Deps.Seq.Next()
	return readBudgets(v.Cfg.Ctx, v.Cfg.Guard, v.counting)
}

// budgeted takes the answer; a journal that cannot be read is said once.
func (v *View) budgeted(msg budgetsRead) tea.Cmd {
	if msg.seq != v.counting {
		return nil // the answer to an older question
	}
	v.budgets = msg
	if msg.err == nil {
		return nil
	}
	fact, _ := words.Explain(msg.err, v.Lang)
	return view.Notice(fact)
}

// left is what an account has left of its month; false where that is not known.
func (v *View) left(a keystore.Account) (guard.Left, bool) {
	if v.budgets.seq == 0 || v.budgets.err != nil || !desk.Can(a, desk.Reset) {
		return guard.Left{}, false
	}
	return v.budgets.left(a.AppID), true
}
