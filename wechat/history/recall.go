package history

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// Recall reads today's file.
func (s *Store) Recall(k meter.Key, now time.Time) (map[string]meter.Past, error) {
	p, b := s.place(k), newBook(now.Unix())
	text, info, err := p.load(today, b)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	p.file, p.offset = info, whole(text)
	for path, r := range b.last {
		p.seen[path] = max(p.seen[path], r.at)
	}
	p.mu.Unlock()
	return b.past(), nil
}

// past is what a meter wants to know at its start.
func (b *book) past() map[string]meter.Past {
	past := make(map[string]meter.Past, len(b.last))
	for path, r := range b.last {
		one := meter.Past{Last: r.quota(path)}
		if run := b.runs[runKey{path, dayOf(b.now)}]; run != nil {
			samples := run.sorted()
			if i := slices.IndexFunc(samples, func(s sample) bool { return s.at > b.now+ahead }); i >= 0 {
				samples = samples[:i]
			}
			if at := outSince(samples); at > 0 {
				one.OutSince = clock(at)
			}
			one.Today = meterSamples(thin(samples, slotSeconds, b.now-hour))
		}
		past[path] = one
	}
	return past
}

func meterSamples(samples []sample) []meter.Sample {
	all := make([]meter.Sample, len(samples))
	for i, s := range samples {
		all[i] = meter.Sample{At: clock(s.at), Used: s.used}
	}
	return all
}

// Days reads the week's file, and what today's still has of days that are over.
func (s *Store) Days(k meter.Key, now time.Time) (map[string][]meter.Day, error) {
	b, err := s.load(k, now, week, today)
	if err != nil {
		return nil, err
	}
	return b.meterDays(), nil
}

// load reads several files of an account into one book.
func (s *Store) load(k meter.Key, now time.Time, kinds ...kind) (*book, error) {
	p, b := s.place(k), newBook(now.Unix())
	for _, kind := range kinds {
		if _, _, err := p.load(kind, b); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// daysRecalled is how many days before today a meter gets.
const daysRecalled = 7

// meterDays are the whole days before today, the newest first.
func (b *book) meterDays() map[string][]meter.Day {
	all := map[string][]meter.Day{}
	keys := b.keys()
	for _, key := range slices.Backward(keys) {
		if day := dayOf(b.now); key.day < day && key.day >= day-daysRecalled {
			all[key.path] = append(all[key.path], b.runs[key].slots(key.day, b.now))
		}
	}
	return all
}

// News reads what was added to today's file since it was last read here, and
// gives what is newer than what this process knows. Where nothing was, it costs
// a look at the file's size.
func (s *Store) News(k meter.Key) ([]wechat.Quota, error) {
	p := s.place(k)
	p.mu.Lock()
	defer p.mu.Unlock()
	info, err := os.Lstat(p.path(today))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.file, p.offset = nil, 0
		return nil, nil
	case err != nil:
		return nil, err
	case p.file != nil && os.SameFile(info, p.file) && info.Size() == p.offset:
		return nil, nil
	}
	b := newBook(s.now().Unix())
	if err := p.readAdded(b); err != nil {
		return nil, err
	}
	return p.news(b), nil
}

// readAdded reads today's file from where it was read last; from its start, when
// it was written anew since.
func (p *place) readAdded(b *book) error {
	f, err := p.files.Open(p.path(today), os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := sizeOf(f)
	if err != nil {
		return err
	}
	from := p.offset
	if p.file == nil || !os.SameFile(info, p.file) || info.Size() < from {
		from = 0
	}
	text := make([]byte, info.Size()-from)
	n, err := io.ReadFull(io.NewSectionReader(f, from, int64(len(text))), text)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	text = text[:n]
	b.read(text[:whole(text)])
	if from == 0 {
		if err := p.header(today).check(f.Name(), text, func() bool { return b.lines > 0 }); err != nil {
			return err
		}
	}
	p.file, p.offset = info, from+whole(text)
	return nil
}

// news are the newest readings of a book that are not known yet.
func (p *place) news(b *book) []wechat.Quota {
	var quotas []wechat.Quota
	for path, r := range b.last {
		if r.at > p.seen[path] {
			p.seen[path] = r.at
			quotas = append(quotas, r.quota(path))
		}
	}
	return quotas
}

var _ meter.Memory = (*Store)(nil)
