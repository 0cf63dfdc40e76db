package notify

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"wxops/wechat/clean"
	"wxops/wechat/watch"
)

// secretVariables are what holds secrets of ours, or is for us alone, in an environment.
var (
	secretPrefixes = []string{"WXOPS_", "WATCHDOG_"}
	secretNames    = []string{"CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET"}
)

// bare is an environment without any variable of ours: most of them hold secrets, and
// the rest would be taken for the event's.
func bare(environ []string) []string {
	env := []string{}
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		name = strings.ToUpper(name)
		if !slices.Contains(secretNames, name) && !slices.ContainsFunc(secretPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			env = append(env, entry)
		}
	}
	return env
}

// variables tell a command what happened. What does not apply is not set.
func variables(it item) []string {
	e := it.event
	kind := it.What
	if it.resolved {
		kind = watch.Recovered
	}
	env := []string{"WXOPS_EVENT=" + string(kind)}
	set := func(name, value string) {
		if value != "" {
			env = append(env, "WXOPS_"+name+"="+strings.ReplaceAll(clean.Line(value), "\x00", ""))
		}
	}
	number := func(name string, n int64) { set(name, strconv.FormatInt(n, 10)) }
	set("ACCOUNT", it.Account)
	set("APPID", e.AppID)
	set("CGI_PATH", it.Path)
	set("LEVEL", levelNames[e.Level])
	if e.Percent >= 0 {
		number("USED_PERCENT", e.Percent)
	}
	if e.Quota != nil && e.Quota.Daily != nil {
		number("LIMIT", e.Quota.Daily.Limit)
		number("USED", e.Quota.Daily.Used)
		number("REMAIN", e.Quota.Daily.Remain)
	}
	if !e.OutAt.IsZero() {
		set("OUT_AT", e.OutAt.Format(time.RFC3339))
	}
	if e.Result != nil {
		set("OUTCOME", string(e.Result.Outcome))
	}
	switch {
	case e.Stop != nil:
		set("WHY", string(e.Stop.Why))
	case e.Decision != nil:
		set("WHY", string(e.Decision.Why))
	}
	return env
}
