package keystore

import (
	"bytes"
	"regexp"
)

// afterItem is what may follow an item that has its line to itself.
var afterItem = regexp.MustCompile(`^[ \t]*(,?)[ \t]*(#.*)?\r?\n$`)

// putList changes a list. One that is written a line for each item is edited
// line by line, so that the comments beside the other items stay; any other
// list holds no comments worth the trouble and is written anew.
func (d *draft) putList(e entry, key string, items []string) {
	if !d.putLines(e, key, items) {
		value, _ := render(&items)
		d.put(e.value(key), value)
	}
}

func (d *draft) putLines(e entry, key string, items []string) bool {
	old := e.items[key]
	if len(old) == 0 {
		return false
	}
	var gone []piece
	var comma bool // behind the last old item
	rest := items
	for i, text := range *e.account.field(key).(*[]string) {
		line := d.page.lines(old[i])
		after := afterItem.FindSubmatch(d.page.text[old[i].to:line.to])
		if after == nil || len(bytes.TrimLeft(d.page.text[line.from:old[i].from], " \t")) > 0 {
			return false
		}
		comma = len(after[1]) > 0
		if len(rest) > 0 && rest[0] == text {
			rest = rest[1:]
			continue
		}
		gone = append(gone, piece{line, ""})
		comma = true // the one before it has its comma
	}
	d.pieces = append(d.pieces, gone...)
	last := old[len(old)-1]
	line := d.page.lines(last)
	if len(rest) > 0 && !comma {
		d.put(span{last.to, last.to}, ",")
	}
	for _, text := range rest {
		d.put(span{line.to, line.to}, string(d.page.text[line.from:last.from])+tomlText(text)+","+d.eol)
	}
	return true
}
