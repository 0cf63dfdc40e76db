package keystore

import (
	"slices"
	"strconv"
	"strings"

	"wxops/keystore/toml"
)

// page is the text of accounts.toml, understood.
type page struct {
	doc     *toml.Doc
	entries []entry
	faults  []Fault
}

// entry is one [[account]] and where it stands in the text.
type entry struct {
	toml.Entry
	account Account
}

// at is where the value of a key stands; that of the header if it is not given.
func (e *entry) at(key string) int {
	if k, given := e.Key(key); given {
		return k.Value.At.From
	}
	if table, _, sub := strings.Cut(key, "."); sub {
		if at, written := e.Table(table); written {
			return at
		}
	}
	return e.Header.From
}

// parsePage reads a text. Faults are kept in the page, up to the first place
// that is not TOML.
func parsePage(text []byte) *page {
	p := &page{doc: toml.Parse(text)}
	tables, mistakes := grammar.Read(p.doc)
	for _, m := range mistakes {
		p.fault(m.At, Fault{What: FaultKind(m.What), Key: m.Key, Found: m.Found, Expected: m.Expected})
	}
	p.entries = make([]entry, len(tables))
	for i, table := range tables {
		e := &p.entries[i]
		e.Entry = table
		for _, k := range table.Keys {
			e.account.set(k.Name, k.Value)
		}
		e.account.Watch = watchOf(&e.Entry)
		e.account = e.account.normal()
	}
	if p.doc.Broken == nil {
		for i := range p.entries {
			p.check(&p.entries[i])
		}
		p.checkAliases()
	}
	slices.SortStableFunc(p.faults, func(a, b Fault) int { return a.Line - b.Line })
	return p
}

// check adds the account's own faults, each at the line of its key.
func (p *page) check(e *entry) {
	for _, f := range slices.Concat(Check(e.account), e.emptyPolicy()) {
		_, given := e.Key(f.Key)
		at := e.at(f.Key)
		switch {
		case f.What == KeyMissing && given && p.hasFault(at, f.Key):
			continue // a value of the wrong type was already named
		case f.What == CommandMissing && !given:
			at = e.at("secret")
		}
		f.Account = e.account.Alias
		p.fault(at, f)
	}
}

func (p *page) hasFault(offset int, key string) bool {
	line := p.doc.Line(offset)
	return slices.ContainsFunc(p.faults, func(f Fault) bool { return f.Line == line && f.Key == key })
}

func (p *page) checkAliases() {
	first := make(map[string]int, len(p.entries))
	for i := range p.entries {
		e := &p.entries[i]
		j, taken := first[e.account.Alias]
		if !taken {
			first[e.account.Alias] = i
		} else if e.account.Alias != "" {
			p.fault(e.at("alias"), Fault{
				What: AliasTaken, Account: e.account.Alias, Key: "alias", Found: quoted(e.account.Alias),
				Expected: "an alias other than on line " + strconv.Itoa(p.doc.Line(p.entries[j].at("alias"))),
			})
		}
	}
}

// doubts are the warnings: odd AppIDs, and AppIDs under two aliases.
func (p *page) doubts() []Fault {
	var doubts []Fault
	first := make(map[string]string, len(p.entries))
	for i := range p.entries {
		e := &p.entries[i]
		for _, f := range slices.Concat(Doubts(e.account), e.idlePolicy()) {
			f.Line, f.Account = p.doc.Line(e.at(f.Key)), e.account.Alias
			doubts = append(doubts, f)
		}
		if other, taken := first[e.account.AppID]; taken && e.account.AppID != "" {
			doubts = append(doubts, Fault{
				Line: p.doc.Line(e.at("appid")), Account: e.account.Alias, What: AppIDTwice, Key: "appid",
				Found: quoted(e.account.AppID) + " (" + other + ")", Expected: "an AppID of its own",
			})
		} else {
			first[e.account.AppID] = e.account.Alias
		}
	}
	return doubts
}

func (p *page) accounts() []Account {
	accounts := make([]Account, len(p.entries))
	for i, e := range p.entries {
		accounts[i] = e.account
	}
	return accounts
}

func (p *page) fault(offset int, f Fault) {
	f.Line = p.doc.Line(offset)
	p.faults = append(p.faults, f)
}
