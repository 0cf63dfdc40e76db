package keystore

import (
	"slices"
	"strings"
	"time"

	"wxops/keystore/toml"
)

// Watch is [account.watch], the policy of `wxops watch`. A key that is left out has its
// usual value here.
type Watch struct {
	ResetAt       int64         // per cent of the limit, 1 to 100; 0: it only reports
	Scope         string        // what is cleared: WatchAPI or WatchAll
	APIs          []string      // cgi_paths, only these; none: every one that is watched
	PerMonth      int64         // clears by the watch in a month, of the scope's own budget
	KeepBack      int64         // clears of that budget that are always left for people
	OnlyIfOutFor  time.Duration // not before the quota was out for so long; 0: no condition
	DayEndsWithin time.Duration // not if the quota comes back within this; 0: no condition
}

// The scopes of a policy.
const (
	WatchAPI = "api"
	WatchAll = "all"
)

// Budget is how many clears WeChat allows in a month for the policy's scope.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html
func (w Watch) Budget() int64 {
	if w.Scope == WatchAll {
		return 10
	}
	return 50
}

// usual is a policy with the same reset_at and scope, and nothing else written.
func (w Watch) usual() Watch {
	u := Watch{ResetAt: w.ResetAt, Scope: w.Scope, PerMonth: 4, KeepBack: 3, OnlyIfOutFor: 10 * time.Minute, DayEndsWithin: 30 * time.Minute}
	if u.Scope == "" {
		u.Scope = WatchAPI
	}
	if u.Scope == WatchAll {
		u.PerMonth = 2
	}
	if u.ResetAt > 0 && u.ResetAt < 100 {
		u.OnlyIfOutFor = 0 // below 100 nothing is out yet
	}
	return u
}

const watchPrefix = "watch."

// field gives a pointer to the field that a key names: *int64, *string, *[]string or
// *time.Duration, and nil for an unknown key.
func (w *Watch) field(key string) any {
	switch key {
	case "watch.reset_at":
		return &w.ResetAt
	case "watch.scope":
		return &w.Scope
	case "watch.apis":
		return &w.APIs
	case "watch.per_month":
		return &w.PerMonth
	case "watch.keep_back":
		return &w.KeepBack
	case "watch.only_if_out_for":
		return &w.OnlyIfOutFor
	case "watch.day_ends_within":
		return &w.DayEndsWithin
	}
	return nil
}

// watchOf reads the policy of an account that has one; a value of another type was
// refused before, and counts as left out.
func watchOf(e *toml.Entry) *Watch {
	if _, written := e.Table("watch"); !written {
		return nil
	}
	w := &Watch{}
	for pass := range 2 { // what is usual depends on what is written
		if pass > 0 {
			*w = w.usual()
		}
		for _, k := range e.Keys {
			if strings.HasPrefix(k.Name, watchPrefix) {
				put(w.field(k.Name), k.Value)
			}
		}
	}
	if len(w.APIs) == 0 {
		w.APIs = nil
	}
	return w
}

// given reports whether leaving a key out would say something else.
func (w *Watch) given(key string) bool {
	usual := w.usual()
	usual.ResetAt, usual.Scope = 0, WatchAPI
	return valueOf(w.field(key)).Render() != valueOf(usual.field(key)).Render()
}

func (w *Watch) equal(v *Watch) bool {
	if w == nil || v == nil {
		return w == v
	}
	return !slices.ContainsFunc(watchKeys, func(key string) bool {
		return valueOf(w.field(key)).Render() != valueOf(v.field(key)).Render()
	})
}
