package keystore

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"wxops/keystore/secret"
	"wxops/keystore/toml"
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

var configGrammar = toml.NewGrammar(
	toml.Top{Name: "team", Rules: []toml.Rule{
		{Path: "dir", Type: toml.AText, Ready: true},
		{Path: "redis", Type: toml.AText},
		{Path: "user", Type: toml.AText},
		{Path: "password", Type: toml.AText},
		{Path: "password_command", Type: toml.TextList},
		{Path: "sentinel", Type: toml.ATable},
		{Path: "sentinel.master", Type: toml.AText},
		{Path: "sentinel.addresses", Type: toml.TextList},
		{Path: "prefix", Type: toml.AText},
	}},
	toml.Top{Name: "notify", Many: true, Rules: []toml.Rule{
		{Path: "name", Type: toml.AText, Ready: true},
		{Path: "robot", Type: toml.AText, Ready: true},
		{Path: "url", Type: toml.AText, Ready: true},
		{Path: "url_command", Type: toml.TextList, Ready: true},
		{Path: "sign", Type: toml.AText, Ready: true},
		{Path: "sign_command", Type: toml.TextList, Ready: true},
		{Path: "accounts", Type: toml.TextList, Ready: true},
		{Path: "tags", Type: toml.TextList, Ready: true},
	}},
)

func (r *Robot) field(key string) any {
	switch key {
	case "name":
		return &r.Name
	case "robot":
		return &r.Kind
	case "url":
		return (*string)(&r.URL)
	case "url_command":
		return &r.URLCommand
	case "sign":
		return (*string)(&r.Sign)
	case "sign_command":
		return &r.SignCommand
	case "accounts":
		return &r.Accounts
	case "tags":
		return &r.Tags
	}
	return nil
}

// IsConfig reports whether a text is in the form of config.toml, not of accounts.toml. Where
// it has no table that says so, its name does.
func IsConfig(name string, text []byte) bool {
	for _, t := range toml.Parse(text).Tables {
		switch top, _, _ := strings.Cut(t.Name, "."); top {
		case "team", "notify":
			return true
		case "account":
			return false
		}
	}
	return filepath.Base(name) == "config.toml"
}

// ParseConfig reads a text in the form of config.toml as far as it goes, and says all that
// is wrong with it; name is its file.
func ParseConfig(name string, text []byte) (Config, []Fault) {
	doc := toml.Parse(text)
	tables, mistakes := configGrammar.Read(doc)
	var c Config
	var faults []Fault
	fault := func(at int, f Fault) {
		f.Line = doc.Line(at)
		faults = append(faults, f)
	}
	for _, m := range mistakes {
		fault(m.At, Fault{What: FaultKind(m.What), Key: m.Key, Found: m.Found, Expected: m.Expected})
	}
	lines := map[string]int{}
	for i := range tables {
		t := &tables[i]
		var found []Fault
		if t.Name == "team" {
			c.Team, found = readTeam(t)
			c.Team.From = name
		} else {
			r := Robot{From: name, line: doc.Line(t.Header.From)}
			for _, k := range t.Keys {
				put(r.field(k.Name), k.Value)
			}
			found = checkRobot(r)
			if first, taken := lines[r.Name]; taken && r.Name != "" {
				found = append(found, Fault{What: RobotTaken, Key: "name", Found: quoted(r.Name), Expected: "a name other than on line " + strconv.Itoa(first)})
			} else {
				lines[r.Name] = r.line
			}
			c.Robots = append(c.Robots, r)
		}
		for _, f := range found {
			if doc.Broken == nil && !told(faults, f, doc.Line(placeOf(t, f.Key))) {
				fault(placeOf(t, f.Key), f)
			}
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return a.Line - b.Line })
	return c, faults
}

// told: a value of the wrong type was already named.
func told(faults []Fault, f Fault, line int) bool {
	return f.What == KeyMissing && slices.ContainsFunc(faults, func(g Fault) bool { return g.Line == line && g.Key == f.Key })
}

// placeOf is where the value of a key stands; that of the header if it is not given.
func placeOf(e *toml.Entry, key string) int {
	source, command := strings.CutSuffix(key, "_command")
	if _, given := e.Key(key); command && !given {
		key = source
	}
	if k, given := e.Key(key); given {
		return k.Value.At.From
	}
	return e.Header.From
}
