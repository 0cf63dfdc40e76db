package meter

import (
	"cmp"
	"slices"
	"time"

	"wxops/wechat"
)

// Standing is where a path belongs among others, by how pressed it is.
type Standing struct {
	class class
	part  float64
}

// class parts the paths before their numbers are compared, the worst first.
type class int

const (
	isOut     class = iota
	hasLimit        // by the part of it that is used
	noLimit         // WeChat told no daily limit
	isUnknown       // not read yet, or it could not be read
	noQuota         // there is nothing to read
)

// Compare orders standings, the worst first: what is out, then by the part of the
// limit that is used, then what has no limit, what is not known, and what has no quota. Equal
// ones are told apart by nothing: a stable sort leaves them in the order of the
// account's list, which has the most wanted first.
func (s Standing) Compare(o Standing) int {
	return cmp.Or(cmp.Compare(s.class, o.class), cmp.Compare(o.part, s.part))
}

// Near reports whether a standing is out, or near its limit as accounts usually see it:
// from there on a quota is read often, and worth a clear.
func (s Standing) Near() bool {
	return s.class == isOut || s.class == hasLimit && s.part >= float64(usualLevels.Near)/100
}

// StandingOf is the standing of numbers alone.
func StandingOf(q wechat.Quota) Standing {
	switch d := q.Daily; {
	case d == nil || d.Limit <= 0:
		return Standing{class: noLimit}
	case d.Out():
		return Standing{class: isOut}
	default:
		return Standing{class: hasLimit, part: d.Part()}
	}
}

// standingOfReading is the standing of a reading that may have failed.
func standingOfReading(r wechat.Reading) Standing {
	switch {
	case wechat.NoQuota(r.Err):
		return Standing{class: noQuota}
	case r.Err != nil:
		return Standing{class: isUnknown}
	}
	return StandingOf(r.Quota)
}

// Sort puts the readings of one sweep into the order of Standing.Compare.
func Sort(readings []wechat.Reading) {
	slices.SortStableFunc(readings, func(a, b wechat.Reading) int { return standingOfReading(a).Compare(standingOfReading(b)) })
}

// WorstFirst gives quotas in that order, and leaves theirs alone.
func WorstFirst(quotas []wechat.Quota) []wechat.Quota {
	sorted := slices.Clone(quotas)
	slices.SortStableFunc(sorted, func(a, b wechat.Quota) int { return StandingOf(a).Compare(StandingOf(b)) })
	return sorted
}

// Pressed is how pressed a reading is, for a threshold in per cent: what is shown,
// but 100 at least for what is out, whatever its counter says; -1 where nothing
// is known of a limit.
func Pressed(r wechat.Reading) int64 {
	d := r.Quota.Daily
	switch {
	case r.Err != nil || d == nil || d.Limit <= 0:
		return -1
	case d.Out():
		return max(100, d.Percent())
	}
	return d.Percent()
}

// Pressed is how pressed a row is, as Pressed says of a reading; -1 where its numbers
// are of another day.
func (r *Row) Pressed(now time.Time) int64 {
	if !r.Today(now) {
		return -1
	}
	return Pressed(wechat.Reading{Path: r.Path, Quota: r.Quota})
}
