package toml

import "strings"

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
