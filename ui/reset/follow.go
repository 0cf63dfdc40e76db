package reset

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/wechat/guard"
)

// followsDue brings the resets whose counters are to be read again, this
// console's and those that another process has left.
type followsDue struct{ follows []guard.Follow }

// followEvery is how often the journal is asked for them.
const followEvery = 10 * time.Second

func askDue(ctx context.Context, g view.Guard) tea.Cmd {
	return func() tea.Msg {
		follows, _ := g.Due(ctx) // a journal that cannot be read is told by the list
		return followsDue{follows}
	}
}

func readAfter(ctx context.Context, connect view.Connector, g view.Guard, a keystore.Account, f guard.Follow) tea.Cmd {
	return func() tea.Msg {
		client, err := connect(a)
		if err != nil {
			return view.Followed{ID: f.Reset.ID, AppID: a.AppID, Err: err}
		}
		after, err := g.Follow(ctx, client, f)
		return view.Followed{ID: f.Reset.ID, AppID: a.AppID, After: after, Err: err}
	}
}

// asked asks what is due, unless the readings of the last time are under way.
func (v *Journal) asked(now time.Time) tea.Cmd {
	if v.Cfg.Guard == nil || v.following > 0 || now.Sub(v.askedAt).Abs() < followEvery {
		return nil
	}
	v.askedAt, v.following = now, 1
	return askDue(v.Cfg.Ctx, v.Cfg.Guard)
}

// follow makes the readings for which nobody must be asked for a secret. The
// others stay due, for whoever has it.
func (v *Journal) follow(msg followsDue) tea.Cmd {
	v.following--
	var cmds []tea.Cmd
	for _, f := range msg.follows {
		i := slices.IndexFunc(v.Accounts.All, func(a keystore.Account) bool { return a.AppID == f.Reset.AppID })
		if i < 0 || !desk.Can(v.Accounts.All[i], desk.Read) || view.NeedsPerson(v.Cfg, v.Accounts.All[i]) {
			continue
		}
		v.following++
		cmds = append(cmds, readAfter(v.Cfg.Ctx, v.Cfg.Connect, v.Cfg.Guard, v.Accounts.All[i], f))
	}
	return tea.Batch(cmds...)
}
