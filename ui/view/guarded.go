package view

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
)

// QuietTime is how long a screen that changed by itself takes no keys.
const QuietTime = 400 * time.Millisecond

// QuietOver ends one quiet time.
type QuietOver struct{ Seq int }

// Quiet is the moment in which a dialog that opened or changed by itself takes
// no keys: what was typed ahead was meant for another screen.
type Quiet struct{ seq int } // 0: keys are taken

// Begin starts a quiet time of its own number, so that the end of an older one
// does not end it.
func (q *Quiet) Begin(d Deps) tea.Cmd {
	seq := d.Seq.Next()
	q.seq = seq
	return d.Cfg.Later(QuietTime, func() tea.Msg { return QuietOver{seq} })
}

// Took ends the quiet time that msg is about.
func (q *Quiet) Took(msg QuietOver) {
	if q.seq == msg.Seq {
		q.seq = 0
	}
}

// On reports whether keys are to be ignored.
func (q Quiet) On() bool { return q.seq != 0 }

// Typed is the field in which the alias of an account is typed to confirm a
// deed. Nobody gives it a paste: a name that was not typed confirms nothing.
type Typed struct {
	draw.Field
	alias string
}

// slips is how many letters too many an alias may have before it takes no more.
const slips = 20

// NewTyped makes the field for one alias.
func NewTyped(d Deps, alias string) Typed {
	return Typed{draw.NewField(d.Key.Enter, len(alias)+slips), alias}
}

// Full reports whether the alias stands there, letter by letter.
func (t Typed) Full() bool { return t.alias != "" && t.Value() == t.alias }

// Wrong reports whether what is typed can no longer become the alias.
func (t Typed) Wrong() bool { return !strings.HasPrefix(t.alias, t.Value()) }

// Leave closes a dialog and gives the keys back to the tab.
func Leave(d interface{ Close() }) tea.Cmd {
	d.Close()
	return Send(DialogClosed{})
}
