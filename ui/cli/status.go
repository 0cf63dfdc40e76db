package cli

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
)

// statusCommand reads many accounts and tells how each stands.
type statusCommand struct {
	*shell.Shell
	judgement
	choose shell.ChooseFlags
}

func newStatus(sh *shell.Shell) *cobra.Command {
	c := &statusCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "status [ALIAS…]",
		Short:             wordShortStatus.In(sh.Lang),
		Long:              wordLongStatus.In(sh.Lang),
		Example:           "wxops status\nwxops status --env prod --fail-at 90\nwxops status mall news -o json\nwxops status --top 10 -o md",
		ValidArgsFunction: sh.CompleteAliases,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.check(cmd, sh.Lang); err != nil {
				return err
			}
			return c.Run(cmd.Context(), args)
		},
	}
	c.addFlags(cmd, sh.Lang)
	c.choose.Add(sh, cmd)
	shell.Offer(cmd, shell.FormatCSV, shell.FormatMD)
	return cmd
}

// standing is an account and what is known of it.
type standing struct {
	keystore.Account
	meter  meter.Account
	left   *guard.Left    // nil: not known
	cannot *shell.Failure // why it is never read
}

// failure is why an account could not be read; nil where it was, or was not to be.
func (s standing) failure() error {
	if s.cannot != nil || s.meter.Locked {
		return nil
	}
	return s.meter.Fault()
}

// Run reads the accounts that are meant, and asks no person for anything: status is
// a first look.
func (c *statusCommand) Run(ctx context.Context, aliases []string) error {
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	meant, err := c.Chosen(&c.choose, accounts, aliases)
	if err != nil {
		return err
	}
	c.AskNobody.Store(true)
	all, err := c.read(ctx, meant, len(aliases) > 0)
	if err != nil {
		return err
	}
	c.budgets(ctx, all)
	now := c.Env.Now()
	slices.SortStableFunc(all, func(a, b standing) int { return a.meter.Trouble(now).Compare(b.meter.Trouble(now)) })
	if err := c.write(shown(all, c.top), all, now); err != nil {
		return err
	}
	return c.judge(all, now)
}

// read reads every API of every account one time, those apart that were read within
// the refresh by whatever else runs for this person. An account that is read on demand
// only is read where it was named.
func (c *statusCommand) read(ctx context.Context, accounts []keystore.Account, named bool) ([]standing, error) {
	fleet := c.Desk().Fleet(refreshDefault)
	fleet.Set(c.Desk().Targets(accounts))
	begun := progress{since: c.Env.Now().Add(-refreshDefault), resting: map[string]bool{}}
	for _, acc := range accounts {
		switch {
		case named && acc.OnDemand:
			fleet.Read(acc.Alias)
		case acc.OnDemand:
			begun.resting[acc.Alias] = true
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		fleet.Once(ctx)
	}()
	c.follow(ctx, fleet, begun, done)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	c.WarnUnkept(fleet.MemoryErr())
	all := make([]standing, len(accounts))
	for i, acc := range accounts {
		all[i] = standing{Account: acc, meter: meter.Account{ID: acc.Alias}}
		if known, read := fleet.Account(acc.Alias); read {
			all[i].meter = known
		} else if !desk.Can(acc, desk.Read) {
			all[i].cannot = c.Cannot(acc.Alias)
		}
	}
	return all, nil
}

// told is how often the line of progress moves at most.
const told = 100 * time.Millisecond

// follow says how far the reading is until it is done or ctx ends.
func (c *statusCommand) follow(ctx context.Context, fleet *fleet.Fleet, p progress, done <-chan struct{}) {
	tell := func() (end func()) {
		known, of := p.known(fleet.Accounts())
		return c.Progress(wordStatusReading.Fill(c.Lang, known, of))
	}
	end := tell()
	defer func() { end() }()
	pause := time.NewTicker(told)
	defer pause.Stop()
	for {
		select {
		case <-done:
			return
		case <-ctx.Done():
			return
		case <-fleet.Changed():
			end = tell()
		}
		select { // not more often than it can be read
		case <-pause.C:
		case <-done:
		case <-ctx.Done():
		}
	}
}

// progress tells how far a reading is.
type progress struct {
	since   time.Time       // what is older is to be read
	resting map[string]bool // the accounts that are not read, for nobody has named them
}

// known counts the accounts of which all is known that will be, and those that are read.
func (p progress) known(accounts []meter.Account) (known, of int) {
	waits := func(r *meter.Row) bool { return r.Err == nil && r.At.Before(p.since) }
	for _, a := range accounts {
		switch {
		case p.resting[a.ID]:
			continue
		case a.Err != nil, a.Locked, !slices.ContainsFunc(a.Rows, waits):
			known++
		}
		of++
	}
	return known, of
}

// budgets looks up once what the journal leaves of each account's month.
func (c *statusCommand) budgets(ctx context.Context, all []standing) {
	g := c.Desk().Guard()
	resets, damaged, err := g.Resets(ctx)
	if err != nil {
		c.Warn((&resetsCommand{c.Shell}).journalUnread(err).Error())
		return
	}
	if damaged > 0 {
		c.Warn(wordResetDamaged.Fill(c.Lang, damaged))
	}
	leftOf := g.LeftOf(resets)
	for i := range all {
		left := leftOf(all[i].AppID)
		all[i].left = &left
	}
}

// judge says how the run ends: a crossed threshold outranks an account that failed, and
// one that waits for a person is no failure.
func (c *statusCommand) judge(all []standing, now time.Time) error {
	var crossed []shell.Offender
	failed, bare, read := false, 0, 0
	for _, s := range all {
		failed = failed || s.failure() != nil
		for _, r := range s.meter.Rows {
			if r.Today(now) {
				read++
			}
			if r.Today(now) && r.Quota.Daily == nil {
				bare++
			}
		}
		crossed = append(crossed, c.Offenders(s.Alias, s.meter.Rows, now)...)
	}
	c.complain(all)
	if bare > 0 && c.FailAt > 0 {
		c.Warn(wordQuotaBare.Fill(c.Lang, bare, read))
	}
	switch {
	case len(crossed) > 0:
		return c.Accuse(c.Shell, shell.WorstOffenders(crossed))
	case failed:
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// The words of status; in those of help a word in back quotes names the value.
var (
	wordStatusReading = words.Pair{"reading %d of %d", "读取中 %d/%d"}
	wordShortStatus   = words.Pair{"How all accounts stand, the worst first", "所有账号的状况，最紧张的在前"}
	wordLongStatus    = words.Pair{"Reads all accounts, or those that are named, and tells of each its worst API and when it is out. What the console has read\nwithin the last 30 s is not asked again. Nobody is asked for a secret: an account that needs a person is shown as locked, which is\nno failure. A quota comes back at midnight in Beijing, as far as WeChat's pages say.",
		"读取所有账号，或只读取指定的账号，给出各账号最紧张的接口及何时用尽。控制台 30 秒内读取过的不再重复读取。\n不会询问密钥：需要人工输入密钥的账号显示为待密钥，不算失败。按微信文档，额度在北京时间零点恢复。"}
)
