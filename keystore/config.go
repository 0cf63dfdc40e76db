package keystore

import (
	"slices"
	"strings"

	"wxops/keystore/secret"
)

// Config is config.toml: what is no account's. It holds no secret.
type Config struct {
	Team   Team
	Robots []Robot
}

// Team is [team]: where several people keep one journal.
type Team struct {
	Dir  string // a folder that they all may write, a whole path; empty: there is no team
	From string // the file that says so
}

// Robot is one [[notify]]: a group's robot that is told what a watch finds.
type Robot struct {
	Name        string     // [a-z0-9-]+
	Kind        string     // WeCom, DingTalk or Feishu
	URL         SourceName // where its address lives, which is a secret; empty means keyring
	URLCommand  []string
	Sign        SourceName // where the secret of its signature lives; empty: it has none
	SignCommand []string
	Accounts    []string // aliases, and
	Tags        []string // words, of the accounts that it is told of; neither: all of them
	From        string   // the file that it is written in
	line        int
}

// The kinds of robot.
const (
	WeCom    = "wecom"
	DingTalk = "dingtalk"
	Feishu   = "feishu"
)

// RobotKinds lists every kind of robot.
var RobotKinds = []string{WeCom, DingTalk, Feishu}

// URLSource is where the robot's address lives; none written means the keyring.
func (r Robot) URLSource() SourceName {
	if r.URL == "" {
		return FromKeyring
	}
	return r.URL
}

// Concerns reports whether the robot is told of an account.
func (r Robot) Concerns(a Account) bool {
	return len(r.Accounts)+len(r.Tags) == 0 || slices.Contains(r.Accounts, a.Alias) ||
		slices.ContainsFunc(r.Tags, func(tag string) bool { return slices.Contains(a.Tags, tag) })
}

// URLItem is the robot's address, as the sources know it.
func (r Robot) URLItem() secret.Item { return namedItem("robot", "WXOPS_ROBOT_", r.Name, r.URLCommand) }

// SignItem is the secret of its signature, as the sources know it.
func (r Robot) SignItem() secret.Item {
	return namedItem("robot-sign", "WXOPS_SIGN_", r.Name, r.SignCommand)
}

func namedItem(what, variable, name string, command []string) secret.Item {
	of := what + "/" + name
	return secret.Item{Of: of, Key: of, Variable: variable + upper(name), Command: command}
}

func upper(name string) string { return strings.ToUpper(strings.ReplaceAll(name, "-", "_")) }

// Robot finds a robot by its name.
func (c Config) Robot(name string) (Robot, bool) {
	i := slices.IndexFunc(c.Robots, func(r Robot) bool { return r.Name == name })
	if i < 0 {
		return Robot{}, false
	}
	return c.Robots[i], true
}

// Strangers gives the aliases that robots name and no account has, each with its place.
func (c Config) Strangers(accounts []Account) []Fault {
	var faults []Fault
	for _, r := range c.Robots {
		for _, alias := range r.Accounts {
			if !slices.ContainsFunc(accounts, func(a Account) bool { return a.Alias == alias }) {
				faults = append(faults, Fault{File: r.From, Line: r.line, What: AccountUnknown, Key: "accounts", Found: quoted(alias), Expected: "the alias of an account"})
			}
		}
	}
	return faults
}
