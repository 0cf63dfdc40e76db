package guard

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"wxops/wechat"
)

// Resets gives every reset of the journal, newest first, and the number of
// lines that cannot be read. An intent without an outcome is unknown: its
// process died, or is still waiting for WeChat.
func (g *Guard) Resets(ctx context.Context) (resets []Reset, damaged int, err error) {
	entries, damaged, err := g.Journal.Entries(ctx, Query{})
	if err != nil {
		return nil, 0, fmt.Errorf("read the journal: %w", err)
	}
	return join(entries), damaged, nil
}

// join tells the resets from their entries, newest first.
func join(entries []Entry) []Reset {
	index := map[string]int{}
	var resets []Reset
	for _, e := range entries {
		i, seen := index[e.ID]
		if !seen {
			i = len(resets)
			index[e.ID] = i
			resets = append(resets, Reset{
				ID: e.ID, At: e.At, Alias: e.Alias, AppID: e.AppID, Scope: e.Scope, Path: e.Path,
				Via: e.Via, Who: e.Who, Outcome: Unknown,
			})
		}
		resets[i].add(e)
	}
	slices.Reverse(resets)
	slices.SortStableFunc(resets, func(a, b Reset) int { return cmp.Compare(b.At.UnixNano(), a.At.UnixNano()) })
	return resets
}

func (r *Reset) add(e Entry) {
	r.ended = r.ended || e.Event != EventIntent
	r.follow(e)
	switch e.Event {
	case EventIntent:
		r.At, r.Who, r.Reason, r.Before, r.within = e.At, e.Who, e.Reason, quotas(e.Before), e.within()
	case EventOutcome:
		r.Outcome, r.Code, r.Msg, r.RID = e.Outcome, e.Code, e.Msg, e.RID
	case EventAfter:
		r.looked = e.At
		if len(e.After) > 0 { // else nothing could be read, and the numbers before stay
			r.After, r.AfterAt = quotas(e.After), e.At
			r.lowered = r.lowered || r.lowers(r.After)
		}
	}
}

// Lowered reports whether a reading after the reset showed a counter of its below
// what it was before.
func (r Reset) Lowered() bool { return r.lowered }

// lowers compares readings with those before the reset.
func (r *Reset) lowers(after []wechat.Quota) bool {
	for _, was := range r.Before {
		for _, q := range after {
			if q.Path == was.Path && q.Daily != nil && was.Daily != nil && q.Daily.Used < was.Daily.Used {
				return true
			}
		}
	}
	return false
}

// Touches reports whether the reset cleared a counter that the target would clear.
func (r Reset) Touches(t Target) bool {
	return r.Scope != ScopeAPI || t.Scope != ScopeAPI || r.Path == t.Path
}

// follow gathers the paths that are read after the reset.
func (r *Reset) follow(e Entry) {
	paths := slices.Clone(e.Unread)
	for _, c := range slices.Concat(e.Before, e.After) {
		paths = append(paths, c.Path)
	}
	if e.Path != "" {
		paths = append(paths, e.Path)
	}
	for _, path := range paths {
		if !slices.Contains(r.paths, path) {
			r.paths = append(r.paths, path)
		}
	}
}

// newest gives the account's newest reset for which ok holds, nil when there is none.
func newest(resets []Reset, appid string, ok func(Reset) bool) *Reset {
	i := slices.IndexFunc(resets, func(r Reset) bool { return r.AppID == appid && ok(r) })
	if i < 0 {
		return nil
	}
	return &resets[i]
}
