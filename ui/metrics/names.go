package metrics

// metric is one name of the contract. Alerts and dashboards of others stand on names,
// labels and units, so they stay.
type metric struct{ name, kind, help string }

const (
	gauge   = "gauge"
	counter = "counter"
)

// The quotas, with account and cgi_path.
var (
	quotaLimit  = metric{"wxops_quota_limit_calls", gauge, "Calls that the API may take today."}
	quotaUsed   = metric{"wxops_quota_used_calls", gauge, "Calls that the API took today, as WeChat counts them."}
	quotaRemain = metric{"wxops_quota_remain_calls", gauge, "Calls that are left to the API today, as WeChat counts them."}
	quotaRead   = metric{"wxops_quota_read_timestamp_seconds", gauge, "When the numbers of the API were read, in seconds since 1970."}
	quotaOut    = metric{"wxops_quota_out_timestamp_seconds", gauge,
		"When the quota of the API will be used up today, or since when it is, in seconds since 1970; absent where neither is known."}
)

// The accounts.
var (
	accountInfo   = metric{"wxops_account_info", gauge, "An account that is watched; always 1."}
	readSuccess   = metric{"wxops_quota_read_success", gauge, "1 if the last reading of each API of the account succeeded, 0 if not; absent until the first."}
	readErrors    = metric{"wxops_quota_read_errors_total", counter, "Readings of the account that failed, by errcode; none where WeChat did not answer."}
	clearsLeft    = metric{"wxops_clears_left", gauge, "Clears that are left to the account this month, at most: for all its APIs together, and for single ones."}
	policyStopped = metric{"wxops_policy_stopped", gauge, "1 if the policy of the account does nothing until a person resumes it, 0 if not."}
	decisions     = metric{"wxops_decisions_total", counter, "Decisions of the policy of the account: to reset a quota, or to hold, counted when the reason changes."}
)

// What concerns all of them, and the watch itself.
var (
	quotaReset    = metric{"wxops_quota_reset_timestamp_seconds", gauge, "When WeChat gives the quotas back, the next midnight in Beijing, in seconds since 1970."}
	seriesDropped = metric{"wxops_series_dropped", gauge, "Series of the least pressed quotas that are left out here, because there are too many."}
	lastSweep     = metric{"wxops_watch_last_sweep_timestamp_seconds", gauge, "When the watch last had read all that was due, in seconds since 1970; absent until then."}
	buildInfo     = metric{"wxops_build_info", gauge, "The version of wxops that runs, and of the Go that built it; always 1."}
)
