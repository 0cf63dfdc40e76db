package toml

import (
	"slices"
	"strconv"
	"strings"
)

// Type is what a key's value must be.
type Type int

// The types of keys.
const (
	AText      Type = iota
	TextList        // of texts
	ANumber         // whole
	NumberList      // of whole numbers
	AFlag           // true or false
	ADuration       // a text like "10m"
	ATable          // [top.key], key = { … } or key.x = …
	TableList       // [[top.key]] or key = [{ … }, …]
)

// Rule is one key that a table may have.
type Rule struct {
	Path  string // from below the header of its Top on, as in "token.from"
	Type  Type
	Ready bool // false: it is of the grammar, and nothing here goes by it yet
}

// Top is one table of the outermost level, with every key under it.
type Top struct {
	Name  string
	Many  bool // [[name]], any number of them; else [name], once
	Rules []Rule
	byKey map[string]Rule
}

// Grammar is what a file may hold: its outermost tables. Build it once: rules
// are looked up by their path.
type Grammar struct{ tops []Top }

// NewGrammar takes the outermost tables.
func NewGrammar(tops ...Top) *Grammar {
	for i := range tops {
		t := &tops[i]
		t.byKey = make(map[string]Rule, len(t.Rules))
		for _, r := range t.Rules {
			t.byKey[r.Path] = r
		}
	}
	return &Grammar{tops}
}

// headers lists the headers of the outermost tables.
func (g *Grammar) headers() string {
	var names []string
	for _, t := range g.tops {
		names = append(names, t.header())
	}
	return strings.Join(names, ", ")
}

func (t *Top) header() string {
	if t.Many {
		return "[[" + t.Name + "]]"
	}
	return "[" + t.Name + "]"
}

// Wrong says, in one word that programs can compare, what a mistake is.
type Wrong string

// What can be wrong.
const (
	NotTOML      Wrong = "not TOML"
	UnknownKey   Wrong = "unknown key"
	UnknownTable Wrong = "unknown table"
	KeyTwice     Wrong = "key given twice"
	NotYet       Wrong = "not yet"
	NotText      Wrong = "not a text"
	NotAList     Wrong = "not a list of texts"
	NotANumber   Wrong = "not a number"
	NotNumbers   Wrong = "not a list of numbers"
	NotABool     Wrong = "not true or false"
	NotDuration  Wrong = "not a duration"
	NotATable    Wrong = "not a table"
	NotTables    Wrong = "not a list of tables"
)

// Mistake is one thing that a text has and its grammar does not. It shows no
// value: that may be a secret under a wrong name.
type Mistake struct {
	At       int // an offset in the text
	What     Wrong
	Key      string // the path of the key; empty for a table
	Found    string
	Expected string
}

// Entry is one table of the outermost level with all that belongs to it.
type Entry struct {
	Name   string
	Header Span  // its lines
	End    int   // behind the line of its own last key, before its sub-tables
	Last   int   // behind the line of the last key of all
	Keys   []Key // by their path, those of sub-tables behind its own
	tables []string
}

// Key gives the key at a path.
func (e *Entry) Key(path string) (Key, bool) {
	for i := range e.Keys {
		if e.Keys[i].Name == path {
			return e.Keys[i], true
		}
	}
	return Key{}, false
}

// Read gives the outermost tables of a text and all mistakes in them, in the
// order of the text.
func (g *Grammar) Read(d *Doc) ([]Entry, []Mistake) {
	r := reading{Grammar: g, entries: make([]Entry, 0, len(d.Tables))}
	for i := range d.Tables {
		r.table(&d.Tables[i])
	}
	if d.Broken != nil {
		r.mistakes = append(r.mistakes, *d.Broken)
	}
	return r.entries, r.mistakes
}

// reading is one Read under way.
type reading struct {
	*Grammar
	entries  []Entry
	mistakes []Mistake
	*Top     // of the last entry; nil: no sub-table may follow
}

func (r *reading) mistake(at int, what Wrong, key, found, expected string) {
	r.mistakes = append(r.mistakes, Mistake{at, what, key, found, expected})
}

func (r *reading) table(t *Table) {
	if t.Header == (Span{}) {
		for _, k := range t.Keys {
			r.mistake(k.From, UnknownKey, short(k.Name), "", r.headers()+" first")
		}
		return
	}
	if r.Top != nil {
		if path, sub := strings.CutPrefix(t.Name, r.Name+"."); sub {
			r.subTable(path, t)
			return
		}
	}
	r.Top = nil
	for i := range r.tops {
		if top := &r.tops[i]; top.Name == t.Name && top.Many == t.Array {
			r.Top = top
		}
	}
	switch {
	case r.Top == nil:
		r.mistake(t.Header.From, UnknownTable, "", short(t.brackets()), r.headers())
		return
	case !r.Many && slices.ContainsFunc(r.entries, func(e Entry) bool { return e.Name == t.Name }):
		r.mistake(t.Header.From, KeyTwice, t.Name, "", "")
	}
	r.entries = append(r.entries, Entry{Name: t.Name, Header: t.Header, End: t.End, Last: t.End})
	r.keys("", t.Keys, true)
}

func (t *Table) brackets() string {
	if t.Array {
		return "[[" + t.Name + "]]"
	}
	return "[" + t.Name + "]"
}

// subTable reads [top.path], which belongs to the top above it.
func (r *reading) subTable(path string, t *Table) {
	e := &r.entries[len(r.entries)-1]
	e.Last = t.End
	rule, known := r.byKey[path]
	switch {
	case !known || rule.Type != ATable && rule.Type != TableList:
		r.mistake(t.Header.From, UnknownTable, "", short(t.brackets()), r.tables())
		return
	case t.Array != (rule.Type == TableList):
		r.wrongType(t.Header.From, rule, t.brackets())
		return
	case e.defined(path, t.Array):
		r.mistake(t.Header.From, KeyTwice, path, "", "")
		return
	}
	unready := r.unready("", path)
	if unready != "" && !slices.Contains(e.tables, unready) {
		r.mistake(t.Header.From, NotYet, unready, "", "")
	}
	again := slices.Contains(e.tables, path)
	e.tables = append(e.tables, path)
	if !t.Array {
		r.keys(path+".", t.Keys, unready == "")
		return
	}
	r.check(path+".", t.Keys, unready == "")
	item := Key{From: t.Header.From, Value: Value{Kind: Inline, Inner: t.Keys}}
	if !again {
		e.Keys = append(e.Keys, Key{path, item.From, Value{Kind: List, Inner: []Key{item}}})
		return
	}
	i := slices.IndexFunc(e.Keys, func(k Key) bool { return k.Name == path })
	e.Keys[i].Value.Inner = append(e.Keys[i].Value.Inner, item)
}

// defined reports whether a header comes too late: TOML has a table once,
// whether by a header, as a value or by dotted keys; only [[…]] may go on.
func (e *Entry) defined(path string, array bool) bool {
	if slices.Contains(e.tables, path) {
		return !array
	}
	return slices.ContainsFunc(e.Keys, func(k Key) bool {
		return k.Name == path || strings.HasPrefix(k.Name, path+".") && !e.underHeader(k.Name, path)
	})
}

// underHeader reports whether a key below path stands under a header deeper
// than path, as that of [account.token.sentinel] before [account.token].
func (e *Entry) underHeader(name, path string) bool {
	return slices.ContainsFunc(e.tables, func(t string) bool {
		return strings.HasPrefix(name, t+".") && strings.HasPrefix(t, path+".")
	})
}

// unready gives the outermost part of a path, below prefix, that nothing goes
// by yet; "" for none.
func (r *reading) unready(prefix, path string) string {
	for i := len(prefix); i < len(path); i++ {
		if path[i] == '.' && !r.byKey[path[:i]].Ready {
			return path[:i]
		}
	}
	if !r.byKey[path].Ready {
		return path
	}
	return ""
}

// keys takes the keys of a table into the entry, each under its path.
func (r *reading) keys(prefix string, keys []Key, ready bool) {
	e := &r.entries[len(r.entries)-1]
	if prefix == "" && !slices.ContainsFunc(keys, func(k Key) bool { return k.Value.Kind == Inline }) {
		r.check("", keys, ready)
		e.Keys = slices.Clip(keys)
		return
	}
	r.check(prefix, keys, ready)
	for _, k := range keys {
		r.take(e, prefix, k)
	}
}

// take flattens inline tables: token = { from = "x" } is token.from = "x".
func (r *reading) take(e *Entry, prefix string, k Key) {
	k.Name = prefix + k.Name
	if k.Value.Kind != Inline {
		e.Keys = append(e.Keys, k)
		return
	}
	e.tables = append(e.tables, k.Name)
	for _, inner := range k.Value.Inner {
		r.take(e, k.Name+".", inner)
	}
}

// check finds the mistakes among keys; prefix is the path of their table.
func (r *reading) check(prefix string, keys []Key, ready bool) {
	for i, k := range keys {
		path := k.Name
		if prefix != "" {
			path = prefix + k.Name
		}
		rule, known := r.byKey[path]
		if !known {
			r.mistake(k.From, UnknownKey, short(path), "", r.keysOf(prefix))
			continue
		}
		if slices.ContainsFunc(keys[:i], func(other Key) bool { return clash(other.Name, k.Name) }) {
			r.mistake(k.From, KeyTwice, path, "", "")
			continue
		}
		unready := ""
		if ready {
			unready = r.unready(prefix, path)
		}
		if unready != "" {
			r.mistake(k.From, NotYet, unready, "", "")
		}
		r.value(path, rule, k, ready && unready == "")
	}
}

// clash reports whether two keys of one table cannot both be given.
func clash(a, b string) bool {
	return a == b || len(a) < len(b) && b[len(a)] == '.' && b[:len(a)] == a || len(b) < len(a) && a[len(b)] == '.' && a[:len(b)] == b
}

// value checks the type of a value, and what is in tables.
func (r *reading) value(path string, rule Rule, k Key, ready bool) {
	switch v := k.Value; {
	case rule.Type == ATable && v.Kind == Inline:
		r.check(path+".", v.Inner, ready)
	case rule.Type == TableList && v.Kind == List && !slices.ContainsFunc(v.Inner, func(item Key) bool { return item.Value.Kind != Inline }):
		for _, item := range v.Inner {
			r.check(path+".", item.Value.Inner, ready)
		}
	default:
		if found := rule.Type.unlike(v); found != "" {
			r.wrongType(v.At.From, rule, found)
		}
	}
}

func (r *reading) wrongType(at int, rule Rule, found string) {
	what, expected := rule.Type.wanted()
	r.mistake(at, what, rule.Path, found, expected)
}

// unlike names what a value is where it is not of the type.
func (t Type) unlike(v Value) (found string) {
	fits := false
	switch t {
	case AText:
		fits = v.Kind == String
	case AFlag:
		fits = v.Kind == Bool
	case ANumber:
		_, fits = v.Number()
	case ADuration:
		if _, fits = v.Duration(); !fits && v.Kind == String {
			return "another text"
		}
	case TextList, NumberList:
		return unlikeItems(v, map[Type]Kind{TextList: String, NumberList: Integer}[t])
	}
	if fits {
		return ""
	}
	return v.Kind.String()
}

func unlikeItems(v Value, want Kind) (found string) {
	if v.Kind != List {
		return v.Kind.String()
	}
	for _, item := range v.Inner {
		if item.Value.Kind != want {
			return item.Value.Kind.String() + " in the list"
		}
	}
	return ""
}

// wanted says what a type is in words.
func (t Type) wanted() (Wrong, string) {
	switch t {
	case AText:
		return NotText, "a text in quotes"
	case TextList:
		return NotAList, `a list of texts, like ["…", "…"]`
	case ANumber:
		return NotANumber, "a whole number, like 100"
	case NumberList:
		return NotNumbers, "a list of whole numbers, like [80, 95]"
	case AFlag:
		return NotABool, "true or false"
	case ADuration:
		return NotDuration, `a duration, like "10m"`
	case ATable:
		return NotATable, "a table"
	}
	return NotTables, "a list of tables"
}

// keysOf lists the keys that a table may have by now.
func (r *reading) keysOf(prefix string) string {
	var names []string
	for _, rule := range r.Rules {
		name, in := strings.CutPrefix(rule.Path, prefix)
		if in && !strings.Contains(name, ".") && (rule.Ready || prefix != "") {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// tables lists the headers that a text may have.
func (r *reading) tables() string {
	names := []string{r.header()}
	for _, rule := range r.Rules {
		switch rule.Type {
		case ATable:
			names = append(names, "["+r.Name+"."+rule.Path+"]")
		case TableList:
			names = append(names, "[["+r.Name+"."+rule.Path+"]]")
		}
	}
	return strings.Join(names, ", ")
}

// short shortens and escapes a name that was found.
func short(s string) string {
	q := Quoted(s)
	return q[1 : len(q)-1]
}

// Quoted shows a found text, short and escaped.
func Quoted(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
