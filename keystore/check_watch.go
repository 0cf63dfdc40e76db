package keystore

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"wxops/keystore/toml"
	"wxops/wechat/catalog"
)

// checkWatch judges a policy: what it may spend, and on what.
func checkWatch(a Account) []Fault {
	w := a.Watch
	if w == nil {
		return nil
	}
	var faults []Fault
	fault := func(what FaultKind, key, found, expected string) {
		faults = append(faults, Fault{What: what, Key: watchPrefix + key, Found: found, Expected: expected})
	}
	if a.Kind == Component {
		fault(PolicyOfKind, "reset_at", "", "an account of another kind; a platform's own quotas are not cleared")
	}
	if w.ResetAt < 0 || w.ResetAt > 100 {
		fault(ResetAtForm, "reset_at", number(w.ResetAt), resetAtWanted)
	}
	if w.Scope != WatchAPI && w.Scope != WatchAll {
		fault(ScopeUnknown, "scope", quoted(w.Scope), WatchAPI+", "+WatchAll)
		return append(faults, checkWatchRest(a)...)
	}
	budget := w.Budget()
	if w.PerMonth < 1 || w.PerMonth > budget {
		fault(PerMonthForm, "per_month", number(w.PerMonth), "1 to "+number(budget)+" with scope = "+quoted(w.Scope))
	} else if w.KeepBack < 0 || w.KeepBack >= budget {
		fault(KeepBackForm, "keep_back", number(w.KeepBack), "0 to "+number(budget-1)+" with scope = "+quoted(w.Scope))
	} else if w.PerMonth+w.KeepBack > budget {
		fault(OverBudget, "per_month", number(w.PerMonth)+" + "+number(w.KeepBack), "at most "+number(budget)+" together with scope = "+quoted(w.Scope))
	}
	return append(faults, checkWatchRest(a)...)
}

const resetAtWanted = "a per cent from 1 to 100; without reset_at nothing is cleared"

// checkWatchRest judges what does not depend on the budget.
func checkWatchRest(a Account) []Fault {
	faults := checkWatchAPIs(a)
	if !plain(a.Watch.Scope) || !plainIn(&a.Watch.APIs) {
		faults = append(faults, Fault{What: OddText, Key: "watch", Expected: "text without control characters"})
	}
	for _, key := range []string{"watch.only_if_out_for", "watch.day_ends_within"} {
		if d := *a.Watch.field(key).(*time.Duration); d < 0 || d > 24*time.Hour {
			faults = append(faults, Fault{What: OverADay, Key: key, Found: quoted(toml.Lasting(d).Raw), Expected: `at most "24h"`})
		}
	}
	return faults
}

// checkWatchAPIs holds the policy's APIs to those whose quota is read and can be cleared.
func checkWatchAPIs(a Account) []Fault {
	var faults []Fault
	watched := a.Watched()
	for i, path := range a.Watch.APIs {
		what, expected := FaultKind(""), ""
		switch err := catalog.CheckPath(path); {
		case err == catalog.ErrPathSNS || err == nil && withoutQuota(path):
			what, expected = APIWithoutQuota, "an API whose quota can be cleared"
		case err != nil:
			what, expected = APIForm, "a path like /cgi-bin/message/subscribe/send"
		case slices.Contains(a.Watch.APIs[:i], path):
			what, expected = APITwice, "each API once"
		case !slices.Contains(watched, path):
			what, expected = APINotWatched, "one of the account's own: those of its kind, apis, or apis_add"
		}
		if what != "" {
			faults = append(faults, Fault{What: what, Key: "watch.apis", Found: shown(path), Expected: expected})
		}
	}
	return faults
}

func shown(path string) string {
	if path == "" {
		return ""
	}
	return quoted(path)
}

// withoutQuota: the paths that clear a quota have one to read, of calls a day, which is
// not the month's budget; clearing it gives nobody a clear more.
func withoutQuota(path string) bool {
	api, known := catalog.Lookup(path)
	return known && (api.HasQuota == catalog.No || strings.Contains(path, "clear_quota") || strings.HasSuffix(path, "/quota/clear"))
}

// doubtsOfWatch gives what a policy says and cannot do here.
func doubtsOfWatch(a Account) []Fault {
	if a.Watch == nil || a.Watch.ResetAt == 0 {
		return nil
	}
	var doubts []Fault
	doubt := func(what FaultKind, key, expected string) {
		doubts = append(doubts, Fault{What: what, Key: key, Expected: expected})
	}
	if a.ReadOnly {
		doubt(PolicyReadOnly, "read_only", "read_only = false, or no reset_at; nothing is cleared as it is")
	}
	if a.OnDemand {
		doubt(PolicyOnDemand, "on_demand", "on_demand = false, or no reset_at; its quotas are not read by themselves")
	}
	if a.Watch.ResetAt < 100 && a.Watch.OnlyIfOutFor > 0 {
		doubt(PolicyWaits, "watch.only_if_out_for", `"0s", or reset_at = 100; below that nothing is out yet`)
	}
	return doubts
}

// emptyPolicy is what is written in a policy and says nothing.
func (e *entry) emptyPolicy() []Fault {
	var faults []Fault
	if k, given := e.Key("watch.reset_at"); given && e.account.Watch.ResetAt == 0 {
		if n, whole := k.Value.Number(); whole {
			faults = append(faults, Fault{What: ResetAtForm, Key: "watch.reset_at", Found: number(n), Expected: resetAtWanted})
		}
	}
	if k, given := e.Key("watch.apis"); given && len(k.Value.Inner) == 0 && k.Value.Kind == toml.List {
		faults = append(faults, Fault{What: NoAPIs, Key: "watch.apis", Expected: "one API or more; without apis every watched one counts"})
	}
	return faults
}

// idlePolicy warns of conditions for a clear that no reset_at will ever make due.
func (e *entry) idlePolicy() []Fault {
	if _, written := e.Key("watch.reset_at"); written || e.account.Watch == nil {
		return nil
	}
	for _, key := range watchKeys {
		if _, given := e.Key(key); given {
			return []Fault{{What: PolicyReports, Key: key, Expected: "watch.reset_at beside it; without that the watch only reports"}}
		}
	}
	return nil
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
