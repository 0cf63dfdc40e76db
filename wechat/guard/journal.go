package guard

import (
	"context"
	"errors"
	"time"
)

// Journal is the record of resets. It may be used by several goroutines and
// processes at once, and puts all entries of an account in one order. Every
// wait of its methods ends with the context.
type Journal interface {
	// Ready says why an Append could not be expected to last, nil when it could.
	Ready(ctx context.Context) error
	// Append returns once the entry would survive a power cut. After an error
	// the entry may or may not be in the journal.
	Append(ctx context.Context, e Entry) error
	// AppendIf is Append, unless the mark of the entry's account is no longer
	// seen: then it writes nothing and returns ErrOvertaken. Looking and writing
	// are one act: of two with the same mark, one is overtaken.
	AppendIf(ctx context.Context, e Entry, seen Mark) error
	// Entries gives the entries that q asks for, oldest first, and how many that
	// might be among them cannot be read.
	Entries(ctx context.Context, q Query) (entries []Entry, damaged int, err error)
}

// ErrOvertaken is a Journal's answer when something came since it was read.
var ErrOvertaken = errors.New("another entry of the account came first")

// Query chooses entries; the zero Query chooses all.
type Query struct {
	AppID string    // of this account; "": of all
	Since time.Time // not older
}

func (q Query) wants(e Entry) bool {
	return (q.AppID == "" || e.AppID == q.AppID) && !e.At.Before(q.Since)
}

// Mark is how far an account's journal was read. It counts and does not
// remember the newest line, which a clock set back could hide.
type Mark struct {
	Begun int // intents
	Ended int // outcomes
}

// MarkOf gives the mark after the entries, which are all of the account's.
func MarkOf(entries []Entry, appid string) Mark {
	var m Mark
	for _, e := range entries {
		switch {
		case e.AppID != appid:
		case e.Event == EventIntent:
			m.Begun++
		case e.Event == EventOutcome:
			m.Ended++
		}
	}
	return m
}
