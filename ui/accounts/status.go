package accounts

import (
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/meter"
)

// Headline counts the accounts, those that are out or near their limit, and says when
// the quota comes back by itself; in fewer words where there is less room.
func (v *View) Headline(f draw.Frame, room int) []draw.Span {
	if len(v.Accounts.All) == 0 {
		return nil
	}
	th, lang := f.Theme, v.Lang
	all := wordAccounts.Fill(lang, words.Group(int64(len(v.Accounts.All))))
	if len(v.Accounts.All) == 1 {
		all = wordOneAccount.In(lang)
	}
	var counts []draw.Span
	if n := v.known.tally[meter.Out]; n > 0 {
		counts = append(counts, th.Bad.Span(wordCountOut.Fill(lang, n)))
	}
	if n := v.known.tally[meter.Near]; n > 0 {
		if counts != nil {
			counts = append(counts, th.Plain.Span(wordComma.In(lang)))
		}
		counts = append(counts, th.Warn.Span(wordCountNear.Fill(lang, n)))
	}
	if counts == nil {
		return []draw.Span{th.Plain.Span(all)}
	}
	back := th.Plain.Span("   " + wordBackIn.Fill(lang, words.Span(meter.BackAt(f.Now).Sub(f.Now), lang)))
	named := append([]draw.Span{th.Plain.Span(all + wordColon.In(lang))}, counts...)
	for _, line := range [][]draw.Span{append(named[:len(named):len(named)], back), append(counts[:len(counts):len(counts)], back), named} {
		if draw.SpansWidth(line) <= room {
			return line
		}
	}
	return counts
}

// Marked reports whether something has crossed a level since the tab was looked at.
func (v *View) Marked() bool { return v.marked }

// Status is the line below the view.
func (v *View) Status(f draw.Frame) []draw.Span {
	if len(v.Accounts.All) == 0 {
		return nil
	}
	lang := v.Lang
	var oldest string
	reading := v.reading()
	if !v.known.oldest.IsZero() {
		oldest = words.Oldest(lang, f.Now.Sub(v.known.oldest))
	}
	rows, order := v.position(f), wordOrders[v.list.order].In(lang)
	lines := [][]string{{reading, oldest, rows, order}, {reading, rows, order}, {reading, rows}, {rows}}
	if lost := v.unkept(); len(lost) > 0 {
		lines = nil
		for _, l := range lost {
			lines = append(lines, []string{reading, oldest, rows, order, l}, []string{reading, oldest, rows, l})
		}
		brief := lost[len(lost)-1]
		lines = append(lines, []string{rows, brief}, []string{brief})
	}
	return []draw.Span{f.Theme.Plain.Span(" " + draw.FirstFitting(f.Width-2, lines...))}
}

// reading is how far the reading is that a person has asked for, or else the first one of
// all accounts.
func (v *View) reading() string {
	m, asked := v.known.of(v.again)
	switch {
	case asked && m.Of > 0:
		return wordReadingAgain.Fill(v.Lang, m.ID, m.Done, m.Of)
	case v.known.first < v.known.read:
		return wordReadingOf.Fill(v.Lang, v.known.first, v.known.read)
	}
	return ""
}

// unkept says that what is read is not kept, where it is not.
func (v *View) unkept() []string {
	if v.Cfg.Meter == nil {
		return nil
	}
	return words.Unkept(v.Cfg.Meter.MemoryErr(), v.Lang)
}

// position says which rows are seen, and of how many.
func (v *View) position(f draw.Frame) string {
	number := func(n int) string { return words.Group(int64(n)) }
	first, last := v.list.table.Shown(v.seen(f))
	listed, all := len(v.list.table.IDs), len(v.Accounts.All)
	switch {
	case listed == 0:
		return wordNoRows.Fill(v.Lang, number(all))
	case listed != all:
		return wordRowsFiltered.Fill(v.Lang, number(first), number(last), number(listed), number(all))
	}
	return wordRows.Fill(v.Lang, number(first), number(last), number(all))
}
