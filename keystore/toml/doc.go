// Package toml reads TOML for its tables and keys and for where each of them
// stands, and changes the text without touching the rest: what people wrote by
// hand, comments included, is theirs. It knows grammars, not accounts, and
// opens no files.
package toml

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Span is a range of bytes in the text of a Doc.
type Span struct{ From, To int }

// Doc is a text, understood. The parser's syntax tree is read directly, not
// decoded into structs: that gives the line of every mistake, all mistakes at
// once, and the exact bytes that an edit may touch.
type Doc struct {
	Text   []byte // without a byte order mark
	Tables []Table
	Broken *Mistake // the first place that is not TOML; what stands before it was read
	bom    []byte
	breaks []int // where the lines end; found when a line is first asked for
}

// Table is what stands between one header and the next. The first table of a
// Doc has no header: it holds the keys above all headers.
type Table struct {
	Name   string // dotted, as in "account.token"
	Array  bool   // [[name]], not [name]
	Header Span   // its lines, the last line break included
	End    int    // behind the line of its last key
	Keys   []Key
}

// Key is one key of a table and its value.
type Key struct {
	Name  string // dotted
	From  int    // where it stands
	Value Value
}

var byteOrderMark = []byte("\ufeff")

// Parse reads a text.
func Parse(text []byte) *Doc {
	d := &Doc{Text: bytes.TrimPrefix(text, byteOrderMark)}
	d.bom = text[:len(text)-len(d.Text)]
	d.Tables = make([]Table, 1, 1+bytes.Count(d.Text, []byte("\n["))+1)
	keys := make([]Key, 0, bytes.Count(d.Text, []byte("=")))
	var parser unstable.Parser
	parser.Reset(d.Text)
	for parser.NextExpression() {
		t := &d.Tables[len(d.Tables)-1]
		switch node := parser.Expression(); node.Kind {
		case unstable.ArrayTable, unstable.Table:
			t.Keys, keys = keys, keys[len(keys):]
			name, at := keyOf(node.Key())
			header := d.Lines(at)
			d.Tables = append(d.Tables, Table{Name: name, Array: node.Kind == unstable.ArrayTable, Header: header, End: header.To})
		case unstable.KeyValue:
			name, at := keyOf(node.Key())
			whole := Span{int(node.Raw.Offset), int(node.Raw.Offset + node.Raw.Length)}
			value := valueOf(node.Value())
			value.At = Span{d.valueStart(at.To), whole.To} // the parser gives no range for lists
			keys = append(keys, Key{name, at.From, value})
			t.End = d.Lines(whole).To
		}
	}
	d.Tables[len(d.Tables)-1].Keys = keys
	var syntax *unstable.ParserError
	if errors.As(parser.Error(), &syntax) {
		d.Broken = &Mistake{At: int(parser.Range(syntax.Highlight).Offset), What: NotTOML, Found: syntax.Message}
	}
	return d
}

// Line gives the line of an offset, from 1.
func (d *Doc) Line(offset int) int {
	if d.breaks == nil {
		d.breaks = make([]int, 0, bytes.Count(d.Text, []byte("\n")))
		for i, b := range d.Text {
			if b == '\n' {
				d.breaks = append(d.breaks, i)
			}
		}
	}
	i, _ := slices.BinarySearch(d.breaks, offset)
	return i + 1
}

// Lines widens a span to whole lines, the last line break included.
func (d *Doc) Lines(s Span) Span {
	from := bytes.LastIndexByte(d.Text[:s.From], '\n') + 1
	to := len(d.Text)
	if i := bytes.IndexByte(d.Text[s.To:], '\n'); i >= 0 {
		to = s.To + i + 1
	}
	return Span{from, to}
}

// valueStart steps over the = behind a key.
func (d *Doc) valueStart(keyEnd int) int {
	rest := d.Text[keyEnd:]
	value := bytes.TrimLeft(bytes.TrimLeft(rest, " \t")[1:], " \t")
	return keyEnd + len(rest) - len(value)
}

// keyOf gives a dotted key as one text, and where it stands. A dot within
// quotes is part of a name: it stays in quotes, and so names nothing of ours.
func keyOf(parts unstable.Iterator) (string, Span) {
	name, at := "", Span{From: -1}
	for parts.Next() {
		part := parts.Node()
		if at.From < 0 {
			at.From = int(part.Raw.Offset)
		} else {
			name += "."
		}
		at.To = int(part.Raw.Offset + part.Raw.Length)
		if text := string(part.Data); strings.Contains(text, ".") {
			name += strconv.Quote(text)
		} else {
			name += text
		}
	}
	return name, at
}
