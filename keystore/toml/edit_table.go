package toml

import "strings"

// NewTable is a sub-table to be written. The names of its keys have no prefix.
type NewTable struct {
	Path string
	Keys []Assignment
}

// tableText is a sub-table as it is written behind what belongs to its top.
func (e *Edit) tableText(top string, t NewTable) string {
	var s strings.Builder
	s.WriteString(e.eol + "[" + top + "." + t.Path + "]" + e.eol)
	for _, k := range t.Keys {
		s.WriteString(k.line() + e.eol)
	}
	return s.String()
}

// AddTable writes a sub-table that an entry does not have, behind all that it has.
func (e *Edit) AddTable(entry Entry, t NewTable) {
	text := e.tableText(entry.Name, t)
	if e.doc.Text[entry.Last-1] != '\n' { // the file ends here
		text = e.eol + text
	}
	e.put(Span{entry.Last, entry.Last}, text)
}

// ChangeTable gives keys of a sub-table that is written other values, adds those that it
// lacks, and takes out those that are gone. Each stays in the form in which the table is
// written: under its header, between its braces, or with its path before the name.
func (e *Edit) ChangeTable(entry Entry, t NewTable, gone []string) {
	var added []Assignment
	for _, k := range t.Keys {
		if old, there := entry.Key(t.Path + "." + k.Name); there {
			e.replace(old.Value, k.Value)
		} else {
			added = append(added, k)
		}
	}
	for _, name := range gone {
		if old, there := entry.Key(t.Path + "." + name); there {
			e.put(e.doc.Lines(Span{old.From, old.Value.At.To}), "")
		}
	}
	at, under := entry.sub(t.Path)
	first := -1
	for _, k := range entry.Keys {
		if strings.HasPrefix(k.Name, t.Path+".") && (!under || k.From > at.at.From) {
			first = k.From
			break
		}
	}
	switch {
	case under && at.inline:
		e.insertInline(at.at.To-1, first >= 0, added)
	case under:
		e.insert(at.at.To, first, lines("", added))
	default:
		e.insert(entry.End, first, lines(t.Path+".", added))
	}
}

func (e *Entry) sub(path string) (s sub, written bool) {
	for _, s := range e.subs {
		if s.path == path {
			return s, true
		}
	}
	return sub{}, false
}

func lines(prefix string, keys []Assignment) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		k.Name = prefix + k.Name
		out[i] = k.line()
	}
	return out
}

func (e *Edit) insertInline(brace int, others bool, keys []Assignment) {
	for _, k := range keys {
		text := k.Name + " = " + k.Value.Render()
		if others {
			text = ", " + text
		}
		others = true
		e.put(Span{brace, brace}, text)
	}
}

// RemoveTable takes a sub-table out with the comments within it and directly above it.
func (e *Edit) RemoveTable(entry Entry, path string) {
	at, under := entry.sub(path)
	switch {
	case under && !at.inline:
		e.put(Span{e.commentsAbove(at.at.From), e.blankBelow(at.at.To)}, "")
	case under:
		e.put(e.doc.Lines(at.at), "")
	default:
		for _, k := range entry.Keys {
			if strings.HasPrefix(k.Name, path+".") {
				e.put(e.doc.Lines(Span{k.From, k.Value.At.To}), "")
			}
		}
	}
}
