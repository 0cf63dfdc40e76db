package keystore

import (
	"bytes"
	"slices"
	"strings"
)

// draft is a change to the text of accounts.toml: pieces of text that replace
// others, and the accounts that must be read from the result.
type draft struct {
	page   *page
	pieces []piece
	want   []Account
	eol    string
}

// piece is new text in place of old; an empty span inserts.
type piece struct {
	at   span
	text string
}

func newDraft(p *page) *draft {
	d := &draft{page: p, want: p.accounts(), eol: "\n"}
	if bytes.Contains(p.text, []byte("\r\n")) {
		d.eol = "\r\n"
	}
	return d
}

// text puts the pieces in.
func (d *draft) text() []byte {
	var out bytes.Buffer
	done := 0
	slices.SortStableFunc(d.pieces, func(a, b piece) int { return a.at.from - b.at.from })
	for _, piece := range d.pieces {
		out.Write(d.page.text[done:piece.at.from])
		out.WriteString(piece.text)
		done = piece.at.to
	}
	out.Write(d.page.text[done:])
	return out.Bytes()
}

func (d *draft) put(at span, text string) { d.pieces = append(d.pieces, piece{at, text}) }

func (d *draft) find(alias string) int {
	return slices.IndexFunc(d.want, func(a Account) bool { return a.Alias == alias })
}

func (d *draft) add(a Account) []Fault {
	a = a.normal()
	if faults := Check(a); len(faults) > 0 {
		return faults
	}
	if d.find(a.Alias) >= 0 {
		return []Fault{aliasTaken(a.Alias)}
	}
	d.want = append(d.want, a)
	var s strings.Builder
	if text := d.page.text; len(d.pieces) > 0 || len(text) > 0 {
		if len(d.pieces) == 0 && text[len(text)-1] != '\n' {
			s.WriteString(d.eol)
		}
		s.WriteString(d.eol)
	}
	s.WriteString("[[account]]" + d.eol)
	for _, key := range keys {
		if value, given := render(a.field(key)); given {
			s.WriteString(assignment(key, value) + d.eol)
		}
	}
	d.put(span{len(d.page.text), len(d.page.text)}, s.String())
	return nil
}

func (d *draft) replace(alias string, a Account) []Fault {
	i := d.find(alias)
	if i < 0 {
		return []Fault{noAccount(alias)}
	}
	a = a.normal()
	if faults := Check(a); len(faults) > 0 {
		return faults
	}
	if a.Alias != alias && d.find(a.Alias) >= 0 {
		return []Fault{aliasTaken(a.Alias)}
	}
	e := d.page.entries[i]
	var lines []string
	for _, key := range keys {
		old, _ := render(d.want[i].field(key))
		value, given := render(a.field(key))
		list, isList := a.field(key).(*[]string)
		switch {
		case old == value: // as it was, however it is spelled
		case e.has(key) && isList:
			d.putList(e, key, *list)
		case e.has(key):
			d.put(e.value(key), value)
		case given:
			lines = append(lines, assignment(key, value))
		}
	}
	d.insert(e, lines)
	d.want[i] = a
	return nil
}

// insert adds lines to the end of an account, indented like its alias.
func (d *draft) insert(e entry, lines []string) {
	alias := e.value("alias").from
	start := d.page.lines(span{alias, alias}).from
	lead := d.page.text[start:alias]
	indent := string(lead[:len(lead)-len(bytes.TrimLeft(lead, " \t"))])
	if len(lines) > 0 && d.page.text[e.end-1] != '\n' { // the file ends here
		d.put(span{e.end, e.end}, d.eol)
	}
	for _, line := range lines {
		d.put(span{e.end, e.end}, indent+line+d.eol)
	}
}

func (d *draft) remove(alias string) []Fault {
	i := d.find(alias)
	if i < 0 {
		return []Fault{noAccount(alias)}
	}
	e := d.page.entries[i]
	d.put(span{d.commentsAbove(e.header.from), d.blankBelow(e.end)}, "")
	d.want = slices.Delete(d.want, i, i+1)
	return nil
}

// commentsAbove steps up over the comment lines directly above an account:
// left behind, they would seem to speak of the next one. A comment that opens
// the file speaks of the file and stays.
func (d *draft) commentsAbove(from int) int {
	start := from
	for start > 0 {
		line := d.page.lines(span{start - 1, start - 1})
		if !bytes.HasPrefix(bytes.TrimLeft(d.page.text[line.from:line.to], " \t"), []byte("#")) {
			return start
		}
		start = line.from
	}
	return from
}

// blankBelow takes one blank line with the account, so that gaps don't add up.
func (d *draft) blankBelow(end int) int {
	if end == len(d.page.text) {
		return end
	}
	line := d.page.lines(span{end, end})
	if len(bytes.TrimSpace(d.page.text[line.from:line.to])) > 0 {
		return end
	}
	return line.to
}

func aliasTaken(alias string) Fault {
	return Fault{What: AliasTaken, Key: "alias", Found: quoted(alias), Expected: "an alias that is free"}
}

func noAccount(alias string) Fault {
	return Fault{What: AccountUnknown, Found: quoted(alias), Expected: "the alias of an account"}
}

func assignment(key, value string) string {
	const width = len("secret") // the short keys stand in line, as in the manual
	return key + strings.Repeat(" ", max(0, width-len(key))) + " = " + value
}

// render writes a field as TOML, and tells whether it says anything.
func render(field any) (value string, given bool) {
	switch f := field.(type) {
	case *string:
		return tomlText(*f), *f != ""
	case *bool:
		if *f {
			return "true", true
		}
		return "false", false
	case *[]string:
		items := make([]string, len(*f))
		for i, s := range *f {
			items[i] = tomlText(s)
		}
		return "[" + strings.Join(items, ", ") + "]", len(*f) > 0
	}
	return "", false
}

// tomlText quotes a text. Check has refused control characters, the only
// others that TOML wants escaped.
func tomlText(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
