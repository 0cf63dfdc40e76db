package toml

import (
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Kind is what sort of value stands behind a key.
type Kind uint8

// The kinds of value.
const (
	String Kind = iota
	Bool
	Integer
	Float
	List
	Inline // { key = value, … }
	Date
)

// String names a kind as people say it.
func (k Kind) String() string {
	switch k {
	case String:
		return "a text"
	case Bool:
		return "true or false"
	case Integer, Float:
		return "a number"
	case List:
		return "a list"
	case Inline:
		return "a table"
	}
	return "a date"
}

// Value is one value.
type Value struct {
	Kind  Kind
	Raw   string // of a text the text itself, of a number, date, true or false as it is written
	At    Span   // where it stands; of lists and tables only directly behind a key
	Inner []Key  // the items of a list, without names; the keys of a table
}

func valueOf(node *unstable.Node) Value {
	v := Value{At: Span{int(node.Raw.Offset), int(node.Raw.Offset + node.Raw.Length)}}
	switch node.Kind {
	case unstable.String:
		v.Raw = string(node.Data)
	case unstable.Bool:
		v.Kind, v.Raw = Bool, string(node.Data)
	case unstable.Integer:
		v.Kind, v.Raw = Integer, string(node.Data)
	case unstable.Float:
		v.Kind, v.Raw = Float, string(node.Data)
	case unstable.Array:
		v.Kind = List
		for items := node.Children(); items.Next(); {
			item := valueOf(items.Node())
			v.Inner = append(v.Inner, Key{From: item.At.From, Value: item})
		}
	case unstable.InlineTable:
		v.Kind = Inline
		for keys := node.Children(); keys.Next(); {
			name, at := keyOf(keys.Node().Key())
			v.Inner = append(v.Inner, Key{name, at.From, valueOf(keys.Node().Value())})
		}
	default:
		v.Kind, v.Raw = Date, string(node.Data)
	}
	return v
}

// Text is a text as a value.
func Text(s string) Value { return Value{Raw: s} }

// Texts is a list of texts as a value.
func Texts(items []string) Value {
	v := Value{Kind: List}
	for _, s := range items {
		v.Inner = append(v.Inner, Key{Value: Text(s)})
	}
	return v
}

// Numbers is a list of whole numbers as a value.
func Numbers(items []int64) Value {
	v := Value{Kind: List}
	for _, n := range items {
		v.Inner = append(v.Inner, Key{Value: Whole(n)})
	}
	return v
}

// Whole is a whole number as a value.
func Whole(n int64) Value { return Value{Kind: Integer, Raw: strconv.FormatInt(n, 10)} }

// Lasting is a duration as a value, as people write it: 10m, not 10m0s.
func Lasting(d time.Duration) Value {
	s := d.String()
	for _, none := range []string{"0s", "0m"} {
		if short, cut := strings.CutSuffix(s, none); cut && len(short) > 0 && strings.HasSuffix(short, map[string]string{"0s": "m", "0m": "h"}[none]) {
			s = short
		}
	}
	return Text(s)
}

// Flag is true or false as a value.
func Flag(b bool) Value { return Value{Kind: Bool, Raw: strconv.FormatBool(b)} }

// True reports whether the value is true.
func (v Value) True() bool { return v.Kind == Bool && v.Raw == "true" }

// Number gives the value of an Integer that fits.
func (v Value) Number() (n int64, ok bool) {
	n, err := strconv.ParseInt(v.Raw, 0, 64)
	return n, err == nil && v.Kind == Integer
}

// Duration gives the value of a text like "10m"; never a negative one.
func (v Value) Duration() (d time.Duration, ok bool) {
	d, err := time.ParseDuration(v.Raw)
	return d, err == nil && d >= 0 && v.Kind == String
}

// Strings gives the texts of a list of texts; nil of an empty one.
func (v Value) Strings() []string {
	var texts []string
	for _, item := range v.Inner {
		texts = append(texts, item.Value.Raw)
	}
	return texts
}

// Numbers gives the whole numbers of a list of them, one that is too large as the
// largest there is; nil of an empty list.
func (v Value) Numbers() []int64 {
	var numbers []int64
	for _, item := range v.Inner {
		n, _ := item.Value.Number()
		numbers = append(numbers, n)
	}
	return numbers
}

// Render writes a text, a list of texts, a number, true or false as TOML. A
// text has no control characters, the only ones that would need more.
func (v Value) Render() string {
	switch v.Kind {
	case String:
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(v.Raw) + `"`
	case List:
		items := make([]string, len(v.Inner))
		for i, item := range v.Inner {
			items[i] = item.Value.Render()
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return v.Raw
}

// given reports whether a value says anything: an empty text, an empty list
// and false stand for a key that is left out.
func (v Value) given() bool {
	switch v.Kind {
	case String:
		return v.Raw != ""
	case List:
		return len(v.Inner) > 0
	case Bool:
		return v.Raw == "true"
	}
	return true
}
