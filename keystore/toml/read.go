package toml

import (
	"slices"
	"strings"
)

// Entry is one table of the outermost level with all that belongs to it.
type Entry struct {
	Name   string
	Header Span  // its lines
	End    int   // behind the line of its own last key, before its sub-tables
	Last   int   // behind the line of the last key of all
	Keys   []Key // by their path, those of sub-tables behind its own
	tables []string
	subs   []sub
}

// sub is where a sub-table is written, by a header or as a value of its own.
type sub struct {
	path   string
	at     Span // its header and keys, in whole lines; the braces of one that is a value
	inline bool
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

// Table gives where a sub-table is written, and false where there is none. One that is
// only in the names of keys stands where the first of them does.
func (e *Entry) Table(path string) (offset int, written bool) {
	for _, s := range e.subs {
		if s.path == path {
			return s.at.From, true
		}
	}
	for i := range e.Keys {
		if strings.HasPrefix(e.Keys[i].Name, path+".") {
			return e.Keys[i].From, true
		}
	}
	return 0, false
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
	e.subs = append(e.subs, sub{path: path, at: Span{t.Header.From, t.End}})
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
	e.subs = append(e.subs, sub{k.Name, k.Value.At, true})
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
