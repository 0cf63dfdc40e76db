package history

import (
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// The days are Beijing's, which has no summer time: whole days from 1970 on,
// eight hours early.
const (
	daySeconds  = 24 * 60 * 60
	dayEarly    = 8 * 60 * 60
	slotSeconds = int64(meter.Slot / time.Second)
)

// dayOf numbers the day in Beijing of a moment.
func dayOf(at int64) int64 { return (at + dayEarly) / daySeconds }

// dayStart is its midnight.
func dayStart(day int64) int64 { return day*daySeconds - dayEarly }

// slotOf is the quarter hour of its day that a moment is in.
func slotOf(at int64) int { return int((at + dayEarly) % daySeconds / slotSeconds) }

// clock is a moment in Beijing.
func clock(at int64) time.Time { return time.Unix(at, 0).In(wechat.Beijing()) }

// ahead is how far a reading may be after now and be believed: clocks of
// processes of one machine differ by nothing, but one can be set back.
const ahead = 60
