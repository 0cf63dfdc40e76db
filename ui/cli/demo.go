package cli

import (
	"context"
	"fmt"
	"math/rand/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/guard"
	"wxops/wechat/simulate"
	"wxops/wechat/simulate/demo"
)

// openDemo runs the console against the simulator: no socket, no keyring, no
// file. Journal, locks and secrets live in memory and end with it.
func (c *consoleCommand) openDemo(ctx context.Context, alias string) error {
	now := c.Env.Now
	server, data := demo.New(now, rand.New(rand.NewPCG(uint64(now().UnixNano()), 0)))
	desked, accounts := demoDesk(ctx, c.DeskConfig(), server, data)
	c.Reopen(desked)

	cfg := c.consoleConfig()
	cfg.Demo, cfg.Open, cfg.Secrets, cfg.Accounts = true, alias, desked.Secrets, accounts
	if cfg.Refresh == refreshDefault {
		cfg.Refresh = demoRefresh
	}
	cfg.Connect = c.connect
	if _, err := c.Chosen(&c.choose, cfg.Accounts, nil); err != nil {
		return err
	}
	for _, r := range data.RIDs {
		note := r.NoteEn
		if c.Lang == words.Chinese {
			note = r.NoteZh
		}
		cfg.Hints = append(cfg.Hints, view.Hint{Text: r.Text, What: note})
	}
	g := c.Desk().Guard()
	g.Who = guard.Who{User: "demo"}
	return c.runProgram(ctx, cfg, g)
}

// demoDesk is the desk of the demo, and its accounts.
func demoDesk(ctx context.Context, cfg desk.Config, server *simulate.Server, data demo.Data) (desk.Config, []keystore.Account) {
	cfg.Transport, cfg.Secrets, cfg.Locks = simulate.Transport(server), keystore.NewSecrets(nil), &guard.MemoryLocks{}
	cfg.Memory = newDemoMemory(data.Past)
	var accounts []keystore.Account
	names := map[string]string{} // alias by AppID
	for _, d := range data.Accounts {
		acc := demoAccount(d)
		if !d.AnySecret { // whoever looks around shall see what a locked account is
			cfg.Secrets.Remember(acc, keystore.NewSecret(d.Secret))
		}
		names[d.AppID] = d.Alias
		accounts = append(accounts, acc)
	}
	cfg.Journal = demoJournal(ctx, data.Clears, names)
	return cfg, accounts
}

func demoAccount(d simulate.Account) keystore.Account {
	return keystore.Account{
		Alias: d.Alias, Name: d.Name, AppID: d.AppID, Kind: keystore.Kind(d.Kind), Env: d.Env,
		Secret: keystore.FromPrompt, APIs: d.APIs, ReadOnly: d.ReadOnly,
	}
}

// demoJournal tells of the clears that the simulator has seen this month.
func demoJournal(ctx context.Context, clears []simulate.Clear, alias map[string]string) *guard.MemoryJournal {
	journal := &guard.MemoryJournal{}
	for i, c := range clears {
		e := guard.Entry{
			Event: guard.EventIntent, ID: fmt.Sprintf("demo-%d", i+1), At: c.At, Who: guard.Who{User: c.By},
			Alias: alias[c.AppID], AppID: c.AppID, Scope: guard.Scope(c.Scope), Path: c.Path, Via: guard.Via(c.Via),
		}
		_ = journal.Append(ctx, e) // memory does not fail
		e.Event, e.Outcome = guard.EventOutcome, guard.OK
		_ = journal.Append(ctx, e)
	}
	return journal
}
