package guard

import (
	"context"
	"errors"

	"wxops/wechat"
)

// Follow reads the quota again after a reset and notes it in the journal. It
// gives what could be read along with the error of what could not. WeChat's
// counters can take 20 to 30 minutes, so the caller asks at once and then
// after 1, 5 and 30 minutes.
func (g *Guard) Follow(ctx context.Context, c Client, r Result) ([]wechat.Quota, error) {
	r.After = nil
	var errs []error
	for _, reading := range read(ctx, c, r.paths) {
		switch {
		case reading.Err == nil:
			r.After = append(r.After, reading.Quota)
		case !wechat.NoQuota(reading.Err):
			errs = append(errs, reading.Err)
		}
	}
	if len(r.After) > 0 {
		errs = append(errs, g.write(ctx, g.entry(EventAfter, r)))
	}
	return r.After, errors.Join(errs...)
}

// Lagging gives the readings of after whose counter a reset has not lowered
// yet: "accepted, but the counter still shows 500,000" rather than an alarm.
func Lagging(before, after []wechat.Quota) []wechat.Quota {
	used := map[string]int64{}
	for _, q := range before {
		if q.Daily != nil {
			used[q.Path] = q.Daily.Used
		}
	}
	var late []wechat.Quota
	for _, q := range after {
		if was := used[q.Path]; q.Daily != nil && was > 0 && q.Daily.Used >= was {
			late = append(late, q)
		}
	}
	return late
}
