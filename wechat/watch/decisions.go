package watch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/ownfile"
)

// decisionsMost is how large the file of decisions grows, in bytes, before what is old
// is left out of it. What a person said is kept.
const decisionsMost = 1 << 20

// Decisions is decisions.jsonl: each decision not to clear a quota, written when it
// changes, and each word of a person that a policy may go on. Nothing is kept open. It
// is used by one goroutine at a time.
type Decisions struct {
	files ownfile.Space
	path  string

	seen  fs.FileInfo // the file, as last read; nil: it was not
	day   time.Time   // when the day of that reading ends
	noted noted
}

// OpenDecisions names the file; it is made when something is first written.
func OpenDecisions(files ownfile.Space, path string) *Decisions {
	return &Decisions{files: files, path: path}
}

// line is one line of the file.
type line struct {
	V       int        `json:"v"`
	Event   lineEvent  `json:"event"`
	At      time.Time  `json:"at"`
	Alias   string     `json:"account"`
	AppID   string     `json:"appid"`
	Path    string     `json:"cgi_path,omitempty"`
	Why     Why        `json:"why,omitempty"`
	Percent int64      `json:"used_percent,omitempty"`
	Left    *int       `json:"left,omitempty"`
	Own     *int       `json:"own,omitempty"`
	Until   time.Time  `json:"until,omitzero"`
	Resets  []string   `json:"resets,omitempty"` // the ids that a person has looked at
	Who     *guard.Who `json:"who,omitempty"`
}

type lineEvent string

const (
	lineHold    lineEvent = "hold"
	lineResumed lineEvent = "resumed"
)

// noted is what the file says.
type noted struct {
	resumed map[string]bool // ids of resets that a person has looked at
	why     map[about]Why   // the decisions of today in Beijing, as last written
}

// about is what a decision is about.
type about struct{ appID, path string }

// read gives what the file says by now; where nothing was written since it was last
// read, that costs a look at it. A damaged line costs that line; no file says nothing.
func (d *Decisions) read(now time.Time) (noted, error) {
	info, err := os.Lstat(d.path)
	if err == nil && d.seen != nil && d.day.Equal(meter.BackAt(now)) &&
		os.SameFile(info, d.seen) && info.Size() == d.seen.Size() && info.ModTime().Equal(d.seen.ModTime()) {
		return d.noted, nil
	}
	n := noted{map[string]bool{}, map[about]Why{}}
	text, err := d.files.Read(d.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.seen = nil
		return n, nil
	case err != nil:
		return n, fmt.Errorf("read decisions: %w", err)
	}
	n.take(text, now)
	d.seen, d.day, d.noted = info, meter.BackAt(now), n
	return n, nil
}

// take adds what lines say.
func (n noted) take(text []byte, now time.Time) {
	for raw := range bytes.Lines(text) {
		var l line
		if json.Unmarshal(raw, &l) != nil {
			continue
		}
		switch l.Event {
		case lineResumed:
			for _, id := range l.Resets {
				n.resumed[id] = true
			}
		case lineHold:
			if meter.BackAt(l.At).Equal(meter.BackAt(now)) {
				n.why[about{l.AppID, l.Path}] = l.Why
			}
		}
	}
}

// add writes lines at the end.
func (d *Decisions) add(lines ...line) error {
	var text bytes.Buffer
	for _, l := range lines {
		l.V = 1
		raw, err := json.Marshal(l)
		if err != nil {
			return fmt.Errorf("write decisions: %w", err)
		}
		text.Write(append(raw, '\n'))
	}
	unlock, err := d.files.LockForWriting(d.path)
	if err != nil {
		return fmt.Errorf("write decisions: %w", err)
	}
	defer unlock()
	if err := d.append(text.Bytes()); err != nil {
		return fmt.Errorf("write decisions: %w", err)
	}
	return nil
}

// append writes behind what is there, whose last line may be torn. The file is locked.
func (d *Decisions) append(text []byte) error {
	f, err := d.files.Open(d.path, os.O_APPEND|os.O_CREATE|os.O_RDWR)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil && info.Size() > 0 {
		last := make([]byte, 1)
		if _, err = f.ReadAt(last, info.Size()-1); last[0] != '\n' {
			text = append([]byte{'\n'}, text...)
		}
	}
	if err == nil {
		_, err = f.Write(text)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil || info.Size() < decisionsMost {
		return err
	}
	return d.shorten()
}

// shorten leaves the older half of the decisions out. The file is locked.
func (d *Decisions) shorten() error {
	text, err := d.files.Read(d.path)
	if err != nil {
		return err
	}
	var kept []byte
	at := 0
	for raw := range bytes.Lines(text) {
		var l line
		at += len(raw)
		if at > len(text)/2 || json.Unmarshal(raw, &l) == nil && l.Event == lineResumed {
			kept = append(kept, raw...)
		}
	}
	return d.files.Replace(d.path, kept)
}
