package notify

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// soon is how long before midnight in Beijing nobody needs to do anything any more.
const soon = 30 * time.Minute

// writer words what a robot is told at once.
type writer struct {
	lang words.Lang
	now  time.Time
	acts map[about]item // what policies made of an API, told in its line
}

// messageOf is the message for some items. What a policy made of an API that is in the
// message stands in that API's line.
func messageOf(items []item, over int, lang words.Lang, now time.Time) message {
	w := writer{lang: lang, now: now, acts: map[about]item{}}
	pressed := map[about]bool{}
	for _, it := range items {
		if it.What == watch.Crossed && !it.resolved {
			pressed[it.api()] = true
		}
	}
	var lines []string
	for _, it := range items {
		if api := it.api(); it.acts() && pressed[api] {
			if before, some := w.acts[api]; !some || before.What == watch.Decided {
				w.acts[api] = it
			}
		}
	}
	for _, it := range items {
		if it.acts() && pressed[it.api()] {
			continue
		}
		lines = append(lines, w.line(it))
	}
	return newMessage(lang, w.title(items), lines, over)
}

// api is the key of an item's API.
func (it item) api() about { return about{Account: it.Account, Path: it.Path} }

// acts reports whether it is what a policy made of an API.
func (it item) acts() bool { return it.What == watch.Decided || it.What == watch.Reset }

// cleared reports whether a policy has cleared the quota.
func (it item) cleared() bool { return it.What == watch.Reset && it.event.Result.Outcome == guard.OK }

// title begins with the word that every message holds: a robot's keyword can be it.
func (w writer) title(items []item) string {
	var counts []string
	out, near, resolved := counted(items)
	for _, c := range []struct {
		n    int
		word words.Pair
	}{{out, wordOut}, {near, wordNear}, {resolved, wordResolved}} {
		if c.n > 0 {
			counts = append(counts, c.word.Fill(w.lang, c.n))
		}
	}
	title := "wxops " + w.now.In(wechat.Beijing()).Format("15:04 -07")
	if len(counts) > 0 {
		title += wordColon.In(w.lang) + strings.Join(counts, wordComma.In(w.lang))
	}
	return title
}

func (w writer) line(it item) string {
	subject := strings.TrimSpace(it.Account + " " + it.Path)
	says := w.says(it)
	if subject == "" {
		return says
	}
	return subject + wordColon.In(w.lang) + says
}

func (w writer) says(it item) string {
	e, lang := it.event, w.lang
	switch {
	case it.resolved && it.What == watch.Failed:
		return wordReadsAgain.In(lang)
	case it.resolved && e.Percent < 0:
		return wordFine.In(lang)
	case it.resolved:
		return wordFineAt.Fill(lang, e.Percent)
	case it.What == watch.Crossed:
		return w.pressed(it)
	case it.What == watch.Failed:
		return w.failed(it)
	case it.What == watch.Stopped:
		return wordStopped.Fill(lang, words.StopWhy(e.Stop.Why, lang)) + wordDo.In(lang) + "wxops watch --resume " + it.Account
	case it.What == watch.Seen:
		return w.seen(*e.Group)
	}
	return w.acted(it)
}

// pressed is how far an API is, when it is out, and what to do next.
func (w writer) pressed(it item) string {
	e, lang := it.event, w.lang
	parts := []string{}
	if e.Percent >= 0 {
		parts = append(parts, strconv.FormatInt(e.Percent, 10)+"%")
	}
	clock := e.OutAt.In(wechat.Beijing()).Format("15:04")
	switch out := e.Level == meter.LevelOut; {
	case out && e.OutAt.IsZero():
		parts = append(parts, wordIsOut.In(lang))
	case out:
		parts = append(parts, wordOutSince.Fill(lang, clock))
	case !e.OutAt.IsZero():
		parts = append(parts, wordOutAt.Fill(lang, clock))
	}
	next := "wxops " + it.Account
	if meter.BackAt(w.now).Sub(w.now) <= soon {
		next = wordComesBack.In(lang)
	}
	switch act, some := w.acts[it.api()]; {
	case some && act.cleared():
		next = w.acted(act)
	case some: // it is left to people
		parts = append(parts, w.acted(act))
	}
	return strings.Join(parts, wordComma.In(lang)) + wordDo.In(lang) + next
}

// acted is what a policy made of an API.
func (w writer) acted(it item) string {
	e, lang := it.event, w.lang
	switch {
	case it.What == watch.Decided && e.Decision.Clear:
		return wordWould.In(lang)
	case it.What == watch.Decided:
		return wordWhyNot.Fill(lang, words.Why(e.Decision.Why, lang))
	case it.cleared():
		left, _ := e.Result.Left.Of(e.Result.Target.Scope)
		return wordCleared.Fill(lang, left)
	}
	return wordNotCleared.Fill(lang, words.Outcome(e.Result.Outcome, lang))
}

func (w writer) failed(it item) string {
	fact, _ := words.Explain(it.event.Err, w.lang)
	if errors.Is(it.event.Err, watch.ErrLocked) {
		fact = wordLocked.In(w.lang)
	}
	fact = strings.TrimPrefix(strings.TrimPrefix(fact, it.Account+": "), it.Account+"：") // the line begins with it
	if it.Account == "" {
		return wordFailedAll.Fill(w.lang, fact)
	}
	return wordFailed.Fill(w.lang, fact) + wordDo.In(w.lang) + "wxops doctor " + it.Account
}

// seen is what a log told of, without anything that the log itself says: whoever can
// write to it would write to the group.
func (w writer) seen(g watch.Group) string {
	lang := w.lang
	if g.Other {
		return wordSeenOther.Fill(lang, g.Total)
	}
	says := wordSeen.Fill(lang, g.First.Code, g.Total)
	if code, known := catalog.Explain(g.First.Code); known && !g.First.WeCom {
		says += wordColon.In(lang) + words.Meaning(code, lang)
	}
	if len(g.Likely) > 0 {
		says += wordComma.In(lang) + wordLikely.Fill(lang, strings.Join(g.Likely, wordComma.In(lang)))
	}
	if g.Address != "" {
		says += wordComma.In(lang) + wordAllow.Fill(lang, g.Address)
	}
	return says
}
