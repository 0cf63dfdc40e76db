package watch

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/cli/shell"
	"wxops/ui/notify"
	"wxops/ui/report"
	"wxops/ui/words"
)

// robots are those of config.toml. hears says which of them is told of an account; nil
// where that does not matter.
func (c *command) robots(hears func(r keystore.Robot, alias string) bool) ([]notify.Robot, error) {
	config, warnings, err := c.Desk().Folders().Configured().Load()
	for _, w := range warnings {
		c.Warn(words.Fault(w, c.Lang))
	}
	if err != nil {
		return nil, err
	}
	if len(config.Robots) == 0 {
		return nil, shell.Usage(wordNoRobot.In(c.Lang), wordNoRobotDo.In(c.Lang))
	}
	var robots []notify.Robot
	for _, r := range config.Robots {
		robot := notify.Robot{Name: r.Name, Kind: notify.Kind(r.Kind), URL: c.secretOf(r.URLSource(), r.URLItem())}
		if r.Sign != "" {
			robot.Sign = c.secretOf(r.Sign, r.SignItem())
		}
		if hears != nil {
			robot.Hears = func(alias string) bool { return hears(r, alias) }
		}
		robots = append(robots, robot)
	}
	return robots, nil
}

// secretOf has a secret opened when it is first needed, from where it lives: it may have
// been put there anew since an earlier look at config.toml.
func (c *command) secretOf(source keystore.SourceName, item secret.Item) func(context.Context) (secret.Secret, error) {
	var read atomic.Bool
	return func(ctx context.Context) (secret.Secret, error) {
		if read.Load() {
			return c.Desk().Secrets().Named(ctx, source, item)
		}
		got, err := c.Desk().Secrets().RereadNamed(ctx, source, item)
		read.Store(err == nil)
		return got, err
	}
}

// warnStrangers says which aliases of config.toml no account has.
func (c *command) warnStrangers(accounts []keystore.Account) {
	config, _, err := c.Desk().Folders().Configured().Load()
	if err != nil {
		return // it was said where the robots were read
	}
	for _, stranger := range config.Strangers(accounts) {
		c.Warn(words.Fault(stranger, c.Lang))
	}
}

// try sends every robot a test, and tells how each took it.
func (c *command) try(ctx context.Context) error {
	if err := c.takePassphrase(ctx); err != nil {
		return err
	}
	accounts, err := c.Accounts()
	if err != nil {
		return err
	}
	robots, err := c.robots(nil)
	if err != nil {
		return err
	}
	c.warnStrangers(accounts)
	tests, lines := []report.RobotTest{}, []shell.Field{}
	for _, r := range robots {
		err := notify.Try(ctx, r, c.Lang)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		test := report.RobotTest{Robot: r.Name, Kind: string(r.Kind), OK: err == nil, Error: refusal(err, c.Lang)}
		said := wordTold.In(c.Lang)
		if test.Error != nil {
			said = test.Error.Meaning
		}
		tests, lines = append(tests, test), append(lines, shell.Field{r.Name, said})
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.RobotTests{Robots: tests})
	} else {
		shell.WriteFields(c.Env.Stdout, lines)
	}
	if slices.ContainsFunc(tests, func(t report.RobotTest) bool { return !t.OK }) {
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// refusal is why a robot did not say a message, for a document; of nil it is null.
func refusal(err error, lang words.Lang) *report.Error {
	if err == nil {
		return nil
	}
	var f *notify.Failure
	if !errors.As(err, &f) {
		fact, remedy := words.Explain(err, lang)
		return report.Failure(fact, remedy, nil)
	}
	doc := report.Failure(f.In(lang), "", nil)
	if f.Code != 0 {
		doc.Code, doc.Msg = &f.Code, report.Null(f.Msg)
	}
	return doc
}

// The words of robots.
var (
	wordNoRobot   = words.Pair{"there is no robot in config.toml to notify", "config.toml 中没有可通知的机器人"}
	wordNoRobotDo = words.Pair{`Add one: [[notify]] with name = "ops" and robot = "wecom"; then: wxops secret robot/ops store`,
		`先添加：[[notify]]，写 name = "ops" 和 robot = "wecom"；再执行：wxops secret robot/ops store`}
	wordTold = words.Pair{"told", "已发送"}
)
