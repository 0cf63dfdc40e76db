package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
)

// The kinds of secrets that are no account's, as they stand before the slash of a name.
const (
	robotAddress = "robot"
	robotSign    = "robot-sign"
)

var namedActions = []string{"store", "test", "forget"}

// secretCommand does something with a secret that is no account's.
type secretCommand struct {
	*shell.Shell
	confirm string
	stdin   bool
}

func newSecret(sh *shell.Shell) *cobra.Command {
	c := &secretCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:               "secret NAME (store | test | forget)",
		Short:             wordShortNamed.In(sh.Lang),
		Long:              wordLongNamed.In(sh.Lang),
		Example:           "wxops secret robot/ops store\nwxops secret robot-sign/ops test\nwxops secret robot/ops forget --confirm robot/ops",
		Args:              sh.Exactly(2),
		ValidArgsFunction: c.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.Run(cmd.Context(), cmd.UseLine(), args[0], args[1])
		},
	}
	cmd.Flags().StringVar(&c.confirm, "confirm", "", wordFlagConfirmNamed.In(sh.Lang))
	cmd.Flags().BoolVar(&c.stdin, "secret-stdin", false, wordFlagNamedStdin.In(sh.Lang))
	return cmd
}

// namedSecret is a secret by its name: of which robot, and where it lives.
type namedSecret struct {
	what   string
	source keystore.SourceName
	item   secret.Item
}

// Run does the action, and tells it.
func (c *secretCommand) Run(ctx context.Context, useLine, name, action string) error {
	if slices.Contains(namedActions, name) && !slices.Contains(namedActions, action) {
		name, action = action, name // `secret store robot/ops` is as clear
	}
	if !slices.Contains(namedActions, action) {
		return shell.Usage(wordNamedAction.Fill(c.Lang, strings.Join(namedActions, ", ")), shell.WordUseLine.Fill(c.Lang, useLine))
	}
	n, err := c.find(name)
	if err != nil {
		return err
	}
	done, err := c.do(ctx, n, action)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.NamedSecret{Name: n.item.Of, Source: string(n.source), OK: err == nil, Error: c.JSONError(err)})
	} else if err == nil {
		fmt.Fprintln(c.Env.Stdout, done.Fill(c.Lang, n.item.Of, n.source))
	}
	return err
}

func (c *secretCommand) do(ctx context.Context, n namedSecret, action string) (done words.Pair, err error) {
	switch action {
	case "store":
		return wordNamedStored, c.store(ctx, n)
	case "test":
		return wordNamedOpens, c.test(ctx, n)
	}
	if err := c.Confirmed(n.item.Of, c.confirm); err != nil {
		return done, err
	}
	err = c.Desk().Secrets().ForgetNamed(ctx, n.source, n.item)
	var p *keystore.Problem
	if errors.As(err, &p) && p.Reason == secret.SourceReadOnly {
		err = &shell.Failure{Exit: shell.ExitFailed, Fact: wordNamedNotOurs.Fill(c.Lang, n.item.Of, n.source), Remedy: wordNamedNotOursDo.In(c.Lang), Err: err}
	}
	return wordNamedForgotten, err
}

// store takes the secret from the terminal or from standard input. An address is judged
// before it is stored, and told in no case.
func (c *secretCommand) store(ctx context.Context, n namedSecret) error {
	if !n.source.Keeps() {
		return &keystore.Problem{Account: n.item.Of, Source: n.source, Reason: secret.SourceReadOnly}
	}
	var typed keystore.Secret
	var err error
	switch {
	case c.stdin:
		typed, err = c.SecretFromStdin()
	case c.Env.ReadHidden != nil:
		typed, err = c.AskSecret(ctx, n.item)
	}
	if err != nil {
		return err
	}
	if typed.Empty() {
		return shell.Usage(shell.WordNoSecret.In(c.Lang), shell.WordNoSecretDo.In(c.Lang))
	}
	if n.what == robotAddress && !secret.IsAddress(typed) {
		return shell.Usage(wordNoAddress.Fill(c.Lang, n.item.Of), wordNoAddressDo.In(c.Lang))
	}
	return c.Desk().Secrets().StoreNamed(ctx, n.source, n.item, typed)
}

// test opens the secret, and shows nothing of it.
func (c *secretCommand) test(ctx context.Context, n namedSecret) error {
	if c.stdin && n.source.Asks() == keystore.AsksSecret {
		typed, err := c.SecretFromStdin()
		if err != nil {
			return err
		}
		if err := c.Desk().Secrets().StoreNamed(ctx, n.source, n.item, typed); err != nil {
			return err
		}
	}
	got, err := c.Desk().Secrets().RereadNamed(ctx, n.source, n.item)
	if err != nil {
		return err
	}
	if n.what == robotAddress && !secret.IsAddress(got) {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordGivesNoAddress.Fill(c.Lang, n.item.Of, n.source), Remedy: wordNoAddressDo.In(c.Lang)}
	}
	return nil
}

// find looks a name up in config.toml. One that is none is not repeated: somebody may have
// pasted the address itself.
func (c *secretCommand) find(name string) (namedSecret, error) {
	config, err := c.configured()
	if err != nil {
		return namedSecret{}, err
	}
	names := namesOf(config)
	what, robot, _ := strings.Cut(name, "/")
	r, there := config.Robot(robot)
	switch {
	case there && what == robotAddress:
		return namedSecret{what, r.URLSource(), r.URLItem()}, nil
	case there && what == robotSign && r.Sign != "":
		return namedSecret{what, r.Sign, r.SignItem()}, nil
	case there && what == robotSign:
		return namedSecret{}, shell.Usage(wordNoSign.Fill(c.Lang, r.Name), wordNoSignDo.In(c.Lang))
	case len(names) == 0:
		return namedSecret{}, shell.Usage(wordNoRobot.In(c.Lang), wordNoRobotDo.In(c.Lang))
	}
	if meant := shell.Like(name, names); meant != "" {
		return namedSecret{}, shell.Usage(wordNoNamed.In(c.Lang), shell.WordMeant.Fill(c.Lang, meant))
	}
	return namedSecret{}, shell.Usage(wordNoNamed.In(c.Lang), wordNamesThere.Fill(c.Lang, strings.Join(names, ", ")))
}

// configured reads config.toml, and says what of it is left out.
func (c *secretCommand) configured() (keystore.Config, error) {
	config, warnings, err := c.Desk().Folders().Configured().Load()
	for _, w := range warnings {
		c.Warn(words.Fault(w, c.Lang))
	}
	return config, err
}

// namesOf are the secrets that a configuration has.
func namesOf(config keystore.Config) []string {
	var names []string
	for _, r := range config.Robots {
		names = append(names, r.URLItem().Of)
		if r.Sign != "" {
			names = append(names, r.SignItem().Of)
		}
	}
	return names
}

func (c *secretCommand) complete(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 1 {
		return namedActions, cobra.ShellCompDirectiveNoFileComp
	}
	config, _, err := c.Desk().Folders().Configured().Load()
	if err != nil || len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return namesOf(config), cobra.ShellCompDirectiveNoFileComp
}

// The words about secrets that are no account's.
var (
	wordShortNamed = words.Pair{"Store, test or forget a secret that is no account's: a robot's address", "保存、测试或删除不属于账号的密钥：机器人的地址"}
	wordLongNamed  = words.Pair{
		"robot/NAME is the address of the robot NAME of config.toml, robot-sign/NAME the secret of its signature.\nIt is typed at a prompt that does not show it, or read with --secret-stdin, and goes to the source that config.toml\nnames. test opens it and shows nothing.",
		"robot/NAME 是 config.toml 中机器人 NAME 的地址，robot-sign/NAME 是它的签名密钥。\n输入时不回显，或用 --secret-stdin 读取；保存到 config.toml 写明的来源。test 只尝试读取，不显示内容。"}
	wordFlagConfirmNamed = words.Pair{"`NAME` again, to remove its secret without being asked", "再写一次 `NAME`，删除时不再询问"}
	wordFlagNamedStdin   = words.Pair{"read the secret from standard input", "从标准输入读取密钥"}
	wordNamedAction      = words.Pair{"a secret can be: %s", "对密钥可做的操作：%s"}
	wordNamedStored      = words.Pair{"The secret %s is stored (%s), and was read back", "密钥 %s 已保存（%s）并读回核对"}
	wordNamedOpens       = words.Pair{"The secret %s opens (%s)", "密钥 %s 可以读取（%s）"}
	wordNamedForgotten   = words.Pair{"The secret %s is no longer stored (%s)", "密钥 %s 已不再保存（%s）"}
	wordNamedNotOurs     = words.Pair{"%s: wxops keeps no copy of this secret; it comes from: %s", "%s：wxops 没有保存这个密钥，它来自：%s"}
	wordNamedNotOursDo   = words.Pair{"Remove it there", "请在该处删除"}
	wordNoAddress        = words.Pair{"%s: this is not the address of a robot; nothing was stored", "%s：这不是机器人的地址，没有保存"}
	wordNoAddressDo      = words.Pair{"One line: https and a host, without user and password; plain http to this machine only",
		"一行：https 加域名，不含用户名和密码；http 只限本机"}
	wordGivesNoAddress = words.Pair{"%s: what the source %s gives is not the address of a robot", "%s：来源 %s 给出的不是机器人的地址"}
	wordNoSign         = words.Pair{"the robot %s has no signature", "机器人 %s 没有签名"}
	wordNoSignDo       = words.Pair{`Say where its secret lives in config.toml: sign = "keyring"`, `在 config.toml 中写明签名密钥的来源：sign = "keyring"`}
	wordNoRobot        = words.Pair{"there is no robot in config.toml", "config.toml 中没有机器人"}
	wordNoRobotDo      = words.Pair{`Add one: [[notify]] with name = "ops" and robot = "wecom"`, `先添加：[[notify]]，写 name = "ops" 和 robot = "wecom"`}
	wordNoNamed        = words.Pair{"there is no secret of this name", "没有这个名称的密钥"}
	wordNamesThere     = words.Pair{"Names there are: %s", "已有的名称：%s"}
)
