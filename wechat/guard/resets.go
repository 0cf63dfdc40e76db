package guard

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"
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
	switch e.Event {
	case EventIntent:
		r.At, r.Who, r.Reason, r.Before = e.At, e.Who, e.Reason, quotas(e.Before)
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

// MarshalJSON gives the form of `wxops resets -o json`: what does not apply is null.
func (r Reset) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		ID      string    `json:"id"`
		At      time.Time `json:"at"`
		Account string    `json:"account"`
		AppID   string    `json:"appid"`
		Scope   Scope     `json:"scope"`
		Path    *string   `json:"cgi_path"`
		Via     Via       `json:"via"`
		Who     Who       `json:"who"`
		Reason  *string   `json:"reason"`
		Outcome Outcome   `json:"outcome"`
		Code    *int64    `json:"errcode"`
	}{r.ID, r.At, r.Account, r.AppID, r.Scope, orNull(r.Path), r.Via, r.Who, orNull(r.Reason), r.Outcome, orNull(r.Code)})
}

func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
