package rid

import (
	"iter"
	"slices"
	"sync"

	"wxops/wechat/entries"
)

// pair is two scanners that share the parts of a batch, each on a processor of
// its own. Both have ended before the first finding is told, so neither is left
// behind when nobody asks for the next one.
type pair [2]half

// half is a scanner with what it found in its parts.
type half struct {
	scanner
	found []Entry
}

// told gives the parts that tell of failures, in their order.
func (p *pair) told(parts []entries.Part) iter.Seq[Entry] {
	var wg sync.WaitGroup
	at := middle(parts)
	if at < len(parts) {
		wg.Go(func() { p[1].look(parts[at:]) })
	} else {
		p[1].look(nil)
	}
	p[0].look(parts[:at])
	wg.Wait()
	return func(yield func(Entry) bool) {
		for i := range p {
			for _, e := range p[i].found {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// look looks through the parts, one after the other.
func (h *half) look(parts []entries.Part) {
	h.found = h.found[:0]
	for _, part := range parts {
		h.turn(part)
		if !h.scan() {
			continue
		}
		var all []Finding
		for rec := range h.records() {
			all = append(all, rec.findings()...)
		}
		if len(all) > 0 {
			h.found = append(h.found, Entry{part.Raw[part.From:part.To], all})
		}
	}
}

// middle is the index of the part at which the second half of the text begins,
// or behind the last where one scanner is through before two have begun.
func middle(parts []entries.Part) int {
	const worthTwo = 16 << 10 // bytes, which take some 100 µs
	size, n := 0, 0
	for _, p := range parts {
		size += p.To - p.From
	}
	if size < worthTwo {
		return len(parts)
	}
	return slices.IndexFunc(parts, func(p entries.Part) bool {
		n += p.To - p.From
		return n > size/2
	}) + 1
}
