package guard

import (
	"cmp"
	"fmt"
	"slices"
)

// Resets gives every reset of the journal, newest first. An intent without an
// outcome is unknown: its process died, or is still waiting for WeChat.
func (g *Guard) Resets() ([]Reset, error) {
	entries, err := g.Journal.Entries()
	if err != nil {
		return nil, fmt.Errorf("read the journal: %w", err)
	}
	return join(entries), nil
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
				ID: e.ID, At: e.At, Account: e.Account, AppID: e.AppID, Scope: e.Scope, Path: e.Path,
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
	switch e.Event {
	case EventIntent:
		r.At, r.Who, r.Reason, r.Before, r.within = e.At, e.Who, e.Reason, quotas(e.Before), e.within()
	case EventOutcome:
		r.Outcome, r.Code, r.Msg, r.RID = e.Outcome, e.Code, e.Msg, e.RID
	case EventAfter:
		r.After, r.AfterAt = quotas(e.After), e.At
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

// Damaged counts the journal's lines that cannot be read, 0 when the journal
// does not know. A process that was killed in the middle of a write leaves one.
func (g *Guard) Damaged() (int, error) {
	_, damaged, err := g.entries()
	return damaged, err
}

// entries reads the journal once, for what is in it and what is lost of it.
func (g *Guard) entries() (entries []Entry, damaged int, err error) {
	if j, ok := g.Journal.(interface{ read() ([]Entry, int, error) }); ok {
		return j.read()
	}
	entries, err = g.Journal.Entries()
	return entries, 0, err
}
