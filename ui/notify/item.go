package notify

import (
	"errors"
	"strconv"
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// about is what an item is about: a newer one about the same takes its place.
type about struct {
	What    watch.Kind // the event that begins it: crossed, failed, decided, reset, seen, stopped
	Account string
	Path    string
	Code    int64  // of seen
	ID      string // of reset
}

// item is one thing to tell.
type item struct {
	about
	resolved bool        // it is over
	as       string      // how it stands; the same again is no news on the same day
	event    watch.Event // with the numbers
}

// itemOf is what an event has to tell; nothing, for most.
func itemOf(e watch.Event) (item, bool) {
	it := item{event: e, about: about{What: e.Kind, Account: e.Account, Path: e.Path}}
	switch e.Kind {
	case watch.Started: // of an account that cannot be read from the start on, nothing else tells
		it.What, it.resolved, it.as = watch.Failed, e.Err == nil, failingAs(e.Err)
		return it, e.Err == nil || mayBeMended(e.Err)
	case watch.Crossed:
		it.as = levelNames[e.Level]
	case watch.Recovered:
		it.resolved, it.What = true, watch.Crossed
		if e.Path == "" {
			it.What = watch.Failed
		}
		return it, e.Path == "" || e.Level == meter.LevelOK && e.Percent >= 0
	case watch.Failed:
		it.as = failingAs(e.Err)
		return it, e.Path == "" // an account's or the network's; an API's alone wakes nobody
	case watch.Decided:
		if e.Decision == nil {
			return it, false
		}
		it.as = string(e.Decision.Why)
		return it, e.Decision.Why != watch.NotChosen
	case watch.Reset:
		if e.Result == nil || e.Decision == nil {
			return it, false
		}
		it.ID = e.Result.ID
	case watch.Stopped:
		if e.Stop == nil {
			return it, false
		}
		it.Path, it.as = "", e.Stop.Reset.ID
	case watch.Seen:
		if e.Group == nil {
			return it, false
		}
		it.Path, it.Code = e.Group.Path, e.Group.First.Code
	default:
		return it, false
	}
	return it, true
}

// mayBeMended tells a failure from an account of a kind that is never read, which is no
// news to anybody.
func mayBeMended(err error) bool {
	var (
		answer  *wechat.Error
		problem *keystore.Problem
	)
	return errors.As(err, &answer) || errors.As(err, &problem) || errors.Is(err, watch.ErrLocked)
}

// failingAs tells failures apart that are news of their own.
func failingAs(err error) string {
	var answer *wechat.Error
	switch code := wechat.Code(err); {
	case code != 0:
		return strconv.FormatInt(code, 10)
	case errors.As(err, &answer):
		return "no answer"
	}
	return ""
}

// The words of levels, from which a higher one is news.
var levelNames = map[meter.Level]string{
	meter.LevelNear: "near", meter.LevelPressing: "pressing", meter.LevelOut: "out",
}

// rank orders how things stand, where one is worse than another.
func rank(as string) meter.Level {
	for level, name := range levelNames {
		if name == as {
			return level
		}
	}
	return meter.LevelOK
}

// newer reports whether an item tells more than what was told of the same at a time.
func (it item) newer(as string, at, now time.Time) bool {
	switch {
	case it.What == watch.Reset:
		return true
	case it.What == watch.Seen:
		return now.Sub(at).Abs() >= time.Hour
	case !meter.BackAt(at).Equal(meter.BackAt(now)): // a new day in Beijing
		return true
	case it.What == watch.Crossed:
		return rank(it.as) > rank(as)
	}
	return it.as != as
}

// weight orders the lines of a message, the most pressing first.
func (it item) weight() int {
	switch {
	case it.resolved:
		return 9
	case it.What == watch.Failed && it.Account == "":
		return 0
	case it.What == watch.Crossed && it.event.Level == meter.LevelOut:
		return 1
	case it.What == watch.Stopped:
		return 2
	case it.What == watch.Failed:
		return 3
	case it.What == watch.Reset:
		return 4
	case it.What == watch.Crossed && it.event.Level == meter.LevelPressing:
		return 5
	case it.What == watch.Crossed:
		return 6
	case it.What == watch.Decided:
		return 7
	}
	return 8
}

// text is the key of an item in a file.
func (a about) text() string {
	return string(a.What) + "\x00" + a.Account + "\x00" + a.Path + "\x00" + strconv.FormatInt(a.Code, 10)
}
