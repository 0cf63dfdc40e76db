package history

import (
	"cmp"
	"hash/fnv"
	"maps"
	"os"
	"slices"
)

const (
	smallEnough = 64 << 10 // a file that is smaller is left to grow
	fine        = 5 * 60   // the grain of today, in seconds, before the last hour
	hour        = 60 * 60
	retryAfter  = 10 * 60
	lastKept    = 31 // days that the newest reading of an API is kept in today's file

	weekDays  = 8   // the days of an API that week keeps: seven that are over, and one that has just ended
	weekSlack = 7   // days after which it is cut down to that
	yearDays  = 400 // likewise of days: 13 months
	yearSlack = 30
)

// due reports whether today's file should be written anew: it holds a day that
// is over, has grown to twice what it was, or has lost its first line. Not all
// accounts do it at midnight.
func (p *place) due(h header, size, now int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	over := dayOf(now) != h.day && (now+dayEarly)%daySeconds >= p.late()
	return now >= p.retry && (h.version == 0 || over || size > max(smallEnough, 2*h.size))
}

// late is how many seconds after midnight this account's turn is.
func (p *place) late() int64 {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(p.base)) // it never fails
	return int64(sum.Sum32() % hour)
}

// rewrite moves the days that are over to where they are kept, then makes
// today's file small. What a process that dies in between has moved is moved
// again by the next, and counts once. It is called under the lock.
func (p *place) rewrite(f *os.File, now int64) error {
	p.mu.Lock()
	p.retry = now + retryAfter
	p.mu.Unlock()
	b := newBook(now)
	if _, _, err := p.loadFrom(f, today, b); err != nil {
		return err
	}
	if err := p.archive(b, now); err != nil {
		return err
	}
	if err := p.files.Replace(p.path(today), p.fresh(b, now)); err != nil {
		return err
	}
	p.mu.Lock()
	p.retry = 0
	p.mu.Unlock()
	return nil
}

// archive adds the days of a book that are over to week and days.
func (p *place) archive(b *book, now int64) error {
	var quarters, lines []byte
	for _, key := range b.keys() {
		if key.day >= dayOf(now) {
			continue
		}
		r := b.runs[key]
		quarters = appendRun(quarters, key.path, r.limit, coarse(r.sorted()))
		lines = r.summary(key.path, key.day, dayStart(key.day+1)).append(lines)
	}
	if len(lines) == 0 {
		return nil
	}
	if err := p.add(week, quarters, now, weekDays, weekSlack); err != nil {
		return err
	}
	return p.add(days, lines, now, yearDays, yearSlack)
}

// coarse is a day in quarter hours.
func coarse(samples []sample) []sample {
	if kept := thin(samples, slotSeconds, 1<<62); len(kept) <= 2*96 {
		return kept
	}
	return plain(samples, slotSeconds)
}

// fresh is today's file, small: the newest reading of each API, and its counter
// today.
func (p *place) fresh(b *book, now int64) []byte {
	var text []byte
	for _, readings := range []map[string]reading{b.last, b.later} {
		for _, path := range slices.Sorted(maps.Keys(readings)) {
			if r := readings[path]; r.at >= now-lastKept*daySeconds {
				text = r.append(text, path)
			}
		}
	}
	for _, key := range b.keys() {
		if key.day < dayOf(now) {
			continue
		}
		r := b.runs[key]
		samples := thin(r.sorted(), fine, now-hour)
		if len(samples) > samplesMost {
			samples = plain(samples, fine)
		}
		text = appendRun(text, key.path, r.limit, samples)
	}
	h := p.header(today)
	h.day, h.size = dayOf(now), int64(len(text))
	return append(h.append(nil), text...)
}

// add puts lines at the end of week or days, so that they last. After slack days
// the file is cut down to so many days of each API: by their number, not by the
// clock, which may be wrong.
func (p *place) add(k kind, lines []byte, now int64, keep int, slack int64) error {
	f, err := p.files.Open(p.path(k), os.O_RDWR|os.O_CREATE|os.O_APPEND)
	if err != nil {
		return err
	}
	defer f.Close()
	h, size, err := p.opened(f, k, dayOf(now))
	if err != nil {
		return err
	}
	if err := p.append(f, h, size, lines); err != nil {
		return err
	}
	if old := dayOf(now) - h.day; size > 0 && (old < 0 || old >= slack) {
		return p.cut(f, k, now, keep)
	}
	if err := f.Sync(); err != nil || size > 0 {
		return err
	}
	return p.files.SyncFolders(p.path(k))
}

// cut writes week or days anew, with the newest days of each API.
func (p *place) cut(f *os.File, k kind, now int64, keep int) error {
	b := newBook(now)
	if _, _, err := p.loadFrom(f, k, b); err != nil {
		return err
	}
	kept := map[runKey]bool{}
	for _, key := range newest(b, keep) {
		kept[key] = true
	}
	h := p.header(k)
	h.day = dayOf(now)
	text := h.append(nil)
	for _, key := range slices.SortedFunc(maps.Keys(kept), inOrder) {
		if r := b.runs[key]; r != nil {
			text = appendRun(text, key.path, r.limit, coarse(r.sorted()))
		}
		if d, ok := b.days[key]; ok {
			text = d.append(text)
		}
	}
	return p.files.Replace(p.path(k), text)
}

func inOrder(x, y runKey) int {
	return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.path, y.path))
}

// newest are the newest days of each API, so many of each.
func newest(b *book, keep int) []runKey {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(b.runs)), maps.Keys(b.days))
	slices.SortFunc(keys, func(x, y runKey) int { return inOrder(y, x) })
	count := map[string]int{}
	return slices.DeleteFunc(keys, func(key runKey) bool {
		count[key.path]++
		return count[key.path] > keep
	})
}
