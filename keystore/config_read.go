package keystore

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"wxops/keystore/toml"
)

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
	p := configPage{doc: toml.Parse(text), name: name, first: map[string]int{}}
	tables, mistakes := configGrammar.Read(p.doc)
	for _, m := range mistakes {
		p.fault(m.At, Fault{What: FaultKind(m.What), Key: m.Key, Found: m.Found, Expected: m.Expected})
	}
	for i := range tables {
		t := &tables[i]
		for _, f := range p.take(t) {
			if at := placeOf(t, f.Key); p.doc.Broken == nil && !p.told(f, at) {
				p.fault(at, f)
			}
		}
	}
	slices.SortStableFunc(p.faults, func(a, b Fault) int { return a.Line - b.Line })
	return p.config, p.faults
}

// configPage is the text of config.toml while it is read.
type configPage struct {
	doc    *toml.Doc
	name   string
	config Config
	faults []Fault
	first  map[string]int // the line of each robot, by its name
}

// take reads one table, and gives what is wrong with it.
func (p *configPage) take(t *toml.Entry) []Fault {
	if t.Name == "team" {
		team, faults := readTeam(t)
		team.From = p.name
		p.config.Team = team
		return faults
	}
	r := Robot{From: p.name, line: p.doc.Line(t.Header.From)}
	for _, k := range t.Keys {
		put(r.field(k.Name), k.Value)
	}
	p.config.Robots = append(p.config.Robots, r)
	faults := checkRobot(r)
	if first, taken := p.first[r.Name]; !taken {
		p.first[r.Name] = r.line
	} else if r.Name != "" {
		faults = append(faults, Fault{What: RobotTaken, Key: "name", Found: quoted(r.Name), Expected: "a name other than on line " + strconv.Itoa(first)})
	}
	return faults
}

func (p *configPage) fault(at int, f Fault) {
	f.Line = p.doc.Line(at)
	p.faults = append(p.faults, f)
}

// told: a value of the wrong type was already named.
func (p *configPage) told(f Fault, at int) bool {
	line := p.doc.Line(at)
	return f.What == KeyMissing && slices.ContainsFunc(p.faults, func(g Fault) bool { return g.Line == line && g.Key == f.Key })
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
