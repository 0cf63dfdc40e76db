package meter

import (
	"time"

	"wxops/wechat"
)

// Today reports whether a row has numbers of the day that it is in Beijing.
func (r *Row) Today(now time.Time) bool { return r.Read() && !r.yesterday(now) }

// Pressed is how pressed a row is, as Pressed says of a reading; -1 where its numbers
// are of another day.
func (r *Row) Pressed(now time.Time) int64 {
	if !r.Today(now) {
		return -1
	}
	return Pressed(wechat.Reading{Path: r.Path, Quota: r.Quota})
}

// Fault is why something of an account could not be read: what concerns all of it, or
// else what one of its APIs met first. That an API has no quota is none.
func (a Account) Fault() error {
	if a.Err != nil {
		return a.Err
	}
	for _, r := range a.Rows {
		if r.Err != nil && !r.NoQuota() {
			return r.Err
		}
	}
	return nil
}

// Figures counts the APIs that have numbers, and those that can have them.
func (a Account) Figures() (read, of int) {
	for _, r := range a.Rows {
		if !r.NoQuota() {
			of++
		}
		if r.Read() {
			read++
		}
	}
	return read, of
}
