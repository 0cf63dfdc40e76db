package guard

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

const (
	// lag is how long WeChat's counters can take to show a clear, by its own staff:
	// https://developers.weixin.qq.com/community/develop/doc/00002aeff20ec0657cc2e5ec062800
	lag = 30 * time.Minute
	// fresh is how long a plan's numbers are good enough to act on.
	fresh = 5 * time.Minute
)

// Plan says all that should be known before the target is reset: it reads the
// quota again and sends nothing else. For ScopeAll, watch names the APIs whose
// numbers matter. The error is a *RefusedError or that of the token or the read.
func (g *Guard) Plan(ctx context.Context, c Client, t Target, watch []string) (Plan, error) {
	t, err := g.admit(t)
	if err != nil {
		return Plan{}, err
	}
	if err := g.Journal.Ready(ctx); err != nil {
		return Plan{}, noJournal(ctx, err)
	}
	entries, damaged, err := g.Journal.Entries(ctx, Query{AppID: t.AppID})
	if err != nil {
		return Plan{}, noJournal(ctx, err)
	}
	now, resets := g.now(), join(entries)
	p := Plan{
		Target: t, Left: left(resets, t.AppID, now), Last: newest(resets, t.AppID, Reset.Counts),
		UnderWay: g.underWay(resets, t.AppID), Damaged: damaged, Team: g.Team(),
		Sends: sends(t), at: now, of: t, seen: MarkOf(entries, t.AppID), paths: readable(watch),
	}
	if t.Scope == ScopeAPI {
		p.paths = []string{t.Path}
	}
	unread, err := p.look(ctx, c)
	if err != nil {
		return Plan{}, err
	}
	p.warn(resets, now, unread)
	return p, nil
}

// look reads the quotas; unread says that not all numbers that matter are known.
func (p *Plan) look(ctx context.Context, c Client) (unread bool, err error) {
	switch err := c.Authorize(ctx); {
	case err == nil:
	case ctx.Err() != nil:
		return true, err
	case p.Target.Via == ViaSecret:
		return true, nil
	case wechat.Code(err) == codeDailyLimit:
		p.Deadlock = true
		return true, nil
	default:
		return true, err
	}
	var have []string // the paths that have a quota, as far as is known
	for _, r := range read(ctx, c, p.paths) {
		none := wechat.NoQuota(r.Err)
		switch {
		case r.Err == nil:
			p.Before = append(p.Before, r.Quota)
		case ctx.Err() != nil, none && p.Target.Scope == ScopeAPI:
			return true, r.Err
		case !none:
			unread = true
		}
		if !none {
			have = append(have, r.Path)
		}
	}
	p.paths = have
	return unread, nil
}

// readable leaves out the paths that cannot be asked for, as those under /sns/.
func readable(paths []string) []string {
	return slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return catalog.CheckPath(path) != nil })
}

func (p *Plan) warn(resets []Reset, now time.Time, unread bool) {
	unread = unread || !slices.ContainsFunc(p.Before, hasFigures)
	recent := newest(resets, p.Target.AppID, func(r Reset) bool {
		return r.Counts() && now.Sub(r.At).Abs() < lag && r.Touches(p.Target)
	})
	n, sure := p.Left.Of(p.Target.Scope)
	for _, w := range []struct {
		when    bool
		warning Warning
	}{
		{p.UnderWay != nil, UnderWay},
		{unread, QuotaUnread},
		{!unread && !slices.ContainsFunc(p.Before, nearLimit), NothingNear},
		{recent != nil, RecentReset},
		{n == 1, LastOne},
		{n == 0 && !sure, NoneLeft},
		{n == 0 && sure, UsedUp},
		{p.Damaged > 0, JournalDamaged},
		{true, MinuteLimits},
		{true, Elsewhere},
	} {
		if w.when {
			p.Warnings = append(p.Warnings, w.warning)
		}
	}
}

func hasFigures(q wechat.Quota) bool { return q.Daily != nil }

// nearLimit says whether a reset of the quota gains something.
func nearLimit(q wechat.Quota) bool { return meter.StandingOf(q).Near() }

// same compares what is cleared; the reason may be typed after the plan.
func (t Target) same(o Target) bool {
	t.Reason = o.Reason
	return t == o
}

// Why a plan is out of date, inside the *RefusedError of RefusedStale.
var (
	ErrPlanOld       = errors.New("its numbers are more than 5 minutes old")
	ErrPlanOvertaken = errors.New("another reset of the account was made in the meantime")
	ErrPlanEnded     = errors.New("a reset of the account that was under way has ended in the meantime")
)

// outdated says why a plan can no longer be acted on, nil when it can.
func (p Plan) outdated(entries []Entry, now time.Time) error {
	seen := MarkOf(entries, p.Target.AppID)
	switch {
	case p.at.IsZero() || now.Sub(p.at).Abs() > fresh:
		return refuse(RefusedStale, ErrPlanOld)
	case !p.of.same(p.Target):
		return refuse(RefusedStale, errors.New("its target was changed"))
	case seen.Begun != p.seen.Begun:
		return refuse(RefusedStale, ErrPlanOvertaken)
	case seen != p.seen:
		return refuse(RefusedStale, ErrPlanEnded)
	}
	return nil
}

// read gives one reading for each path, in the same order, at the pace of the client.
func read(ctx context.Context, c Client, paths []string) []wechat.Reading {
	return wechat.Collect(ctx, c.Sweep(ctx, paths), paths)
}

// sends spells the request out, as it will be sent, without token and secret.
func sends(t Target) string {
	switch {
	case t.Scope == ScopeAPI:
		return `POST /cgi-bin/openapi/quota/clear?access_token=*** {"cgi_path":` + quoted(t.Path) + `}`
	case t.Via == ViaSecret:
		return `POST /cgi-bin/clear_quota/v2 {"appid":` + quoted(t.AppID) + `,"appsecret":"***"}`
	}
	return `POST /cgi-bin/clear_quota?access_token=*** {"appid":` + quoted(t.AppID) + `}`
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(b)
}
