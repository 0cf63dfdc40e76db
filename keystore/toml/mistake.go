package toml

import "strconv"

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
