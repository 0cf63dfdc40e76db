package keystore

import (
	"bytes"
	"errors"
	"slices"
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"
)

// span is a range of bytes in the text of accounts.toml.
type span struct{ from, to int }

// entry is one [[account]] and where it stands in the text.
type entry struct {
	account Account
	header  span            // the line of [[account]], its line break included
	end     int             // behind the line of its last key
	values  [len(keys)]span // the value of each key, for edits and for lines in errors
	items   map[string][]span
}

// value is where the value of a key stands; the zero span if it is not given.
func (e *entry) value(key string) span { return e.values[slices.Index(keys[:], key)] }

func (e *entry) has(key string) bool { return e.value(key).to > 0 }

// page is the text of accounts.toml, understood. The parser's syntax tree is
// read directly, not decoded into structs: that gives the line of every
// fault, all faults at once, and the exact bytes that an edit may touch.
type page struct {
	text    []byte
	entries []entry
	faults  []Fault
	breaks  []int // where the lines end; found when a line is first asked for
}

// parsePage reads a text. Faults are kept in the page, up to the first place
// that is not TOML.
func parsePage(text []byte) *page {
	p := &page{text: text, entries: make([]entry, 0, bytes.Count(text, []byte("[[account]]")))}
	var parser unstable.Parser
	parser.Reset(text)
	inside := false // an [[account]] is open
	for parser.NextExpression() {
		switch node := parser.Expression(); node.Kind {
		case unstable.ArrayTable, unstable.Table:
			inside = p.table(node)
		case unstable.KeyValue:
			if inside {
				p.keyValue(node)
			} else {
				key, at := keyOf(node.Key())
				p.fault(at.from, Fault{What: UnknownKey, Key: key, Expected: "[[account]] first"})
			}
		}
	}
	var syntax *unstable.ParserError
	if errors.As(parser.Error(), &syntax) {
		at := int(parser.Range(syntax.Highlight).Offset)
		p.fault(at, Fault{What: NotTOML, Found: syntax.Message})
		return p
	}
	for i := range p.entries {
		p.check(&p.entries[i])
	}
	p.checkAliases()
	return p
}

func (p *page) table(node *unstable.Node) (inside bool) {
	name, at := keyOf(node.Key())
	if node.Kind != unstable.ArrayTable || name != "account" {
		found := "[" + name + "]"
		if node.Kind == unstable.ArrayTable {
			found = "[" + found + "]"
		}
		p.fault(at.from, Fault{What: UnknownTable, Found: cut(found), Expected: "[[account]]"})
		return false
	}
	header := p.lines(at)
	p.entries = append(p.entries, entry{header: header, end: header.to})
	return true
}

func (p *page) keyValue(node *unstable.Node) {
	e := &p.entries[len(p.entries)-1]
	key, at := keyOf(node.Key())
	whole := span{int(node.Raw.Offset), int(node.Raw.Offset + node.Raw.Length)}
	e.end = p.lines(whole).to
	field := e.account.field(key)
	if field == nil {
		// The value is not shown: it may be a secret under a wrong name.
		p.fault(at.from, Fault{What: UnknownKey, Key: cut(key), Expected: oneOf(keys[:])})
		return
	}
	if e.has(key) {
		p.fault(at.from, Fault{What: KeyTwice, Key: key})
		return
	}
	e.values[slices.Index(keys[:], key)] = span{p.valueStart(at.to), whole.to}
	p.assign(e, field, key, node.Value())
}

// assign sets the field from its value, or notes that the type is wrong.
func (p *page) assign(e *entry, field any, key string, value *unstable.Node) {
	at := e.value(key).from
	switch field := field.(type) {
	case *string:
		if value.Kind != unstable.String {
			p.fault(at, Fault{What: NotText, Key: key, Found: article(value.Kind), Expected: "a text in quotes"})
			return
		}
		*field = string(value.Data)
	case *bool:
		if value.Kind != unstable.Bool {
			p.fault(at, Fault{What: NotABool, Key: key, Found: article(value.Kind), Expected: "true or false"})
			return
		}
		*field = value.Data[0] == 't'
	case *[]string:
		const list = `a list of texts, like ["…", "…"]`
		if value.Kind != unstable.Array {
			p.fault(at, Fault{What: NotAList, Key: key, Found: article(value.Kind), Expected: list})
			return
		}
		for items := value.Children(); items.Next(); {
			item := items.Node()
			if item.Kind != unstable.String {
				p.fault(at, Fault{What: NotAList, Key: key, Found: article(item.Kind) + " in the list", Expected: list})
				return
			}
			*field = append(*field, string(item.Data))
			e.addItem(key, span{int(item.Raw.Offset), int(item.Raw.Offset + item.Raw.Length)})
		}
	}
}

func (e *entry) addItem(key string, at span) {
	if e.items == nil {
		e.items = make(map[string][]span, 2)
	}
	e.items[key] = append(e.items[key], at)
}

// check adds the account's own faults, each at the line of its key.
func (p *page) check(e *entry) {
	e.account = e.account.normal()
	for _, f := range Check(e.account) {
		at := e.value(f.Key)
		switch {
		case f.What == KeyMissing && e.has(f.Key) && p.hasFault(at.from, f.Key):
			continue // a value of the wrong type was already named
		case f.What == CommandMissing && !e.has(f.Key):
			at = e.value("secret")
		case !e.has(f.Key):
			at = e.header
		}
		p.fault(at.from, f)
	}
}

func (p *page) hasFault(offset int, key string) bool {
	line := p.line(offset)
	for _, f := range p.faults {
		if f.Line == line && f.Key == key {
			return true
		}
	}
	return false
}

func (p *page) checkAliases() {
	first := make(map[string]int, len(p.entries))
	for i := range p.entries {
		e := &p.entries[i]
		j, taken := first[e.account.Alias]
		if !taken {
			first[e.account.Alias] = i
		} else if e.account.Alias != "" {
			p.fault(e.value("alias").from, Fault{
				What: AliasTaken, Key: "alias", Found: quoted(e.account.Alias),
				Expected: "an alias other than on line " + strconv.Itoa(p.line(p.entries[j].value("alias").from)),
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
		for _, f := range Doubts(e.account) {
			f.Line = p.line(e.value("appid").from)
			doubts = append(doubts, f)
		}
		if other, taken := first[e.account.AppID]; taken {
			doubts = append(doubts, Fault{
				Line: p.line(e.value("appid").from), What: AppIDTwice, Key: "appid",
				Found: quoted(e.account.AppID), Expected: "an AppID other than that of " + other,
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
	f.Line = p.line(offset)
	p.faults = append(p.faults, f)
}

// line gives the line of an offset, from 1.
func (p *page) line(offset int) int {
	if p.breaks == nil {
		p.breaks = make([]int, 0, bytes.Count(p.text, []byte("\n")))
		for i, b := range p.text {
			if b == '\n' {
				p.breaks = append(p.breaks, i)
			}
		}
	}
	i, _ := slices.BinarySearch(p.breaks, offset)
	return i + 1
}

// lines widens a span to whole lines, the last line break included.
func (p *page) lines(s span) span {
	from := bytes.LastIndexByte(p.text[:s.from], '\n') + 1
	to := len(p.text)
	if i := bytes.IndexByte(p.text[s.to:], '\n'); i >= 0 {
		to = s.to + i + 1
	}
	return span{from, to}
}

// valueStart steps over the = behind a key. The parser gives no range for arrays.
func (p *page) valueStart(keyEnd int) int {
	rest := p.text[keyEnd:]
	value := bytes.TrimLeft(bytes.TrimLeft(rest, " \t")[1:], " \t")
	return keyEnd + len(rest) - len(value)
}

// keyOf gives a dotted key as one text, and where it stands.
func keyOf(parts unstable.Iterator) (string, span) {
	name, at := "", span{from: -1}
	for parts.Next() {
		part := parts.Node()
		if at.from < 0 {
			at.from = int(part.Raw.Offset)
		} else {
			name += "."
		}
		at.to = int(part.Raw.Offset + part.Raw.Length)
		name += string(part.Data)
	}
	return name, at
}

// article names a kind of value as people say it.
func article(kind unstable.Kind) string {
	switch kind {
	case unstable.String:
		return "a text"
	case unstable.Bool:
		return "true or false"
	case unstable.Integer, unstable.Float:
		return "a number"
	case unstable.Array:
		return "a list"
	case unstable.InlineTable:
		return "a table"
	}
	return "a date"
}

// cut shortens and escapes a name that was found.
func cut(s string) string {
	q := quoted(s)
	return q[1 : len(q)-1]
}
