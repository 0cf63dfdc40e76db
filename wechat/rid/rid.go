// Package rid knows the id that WeChat gives to each call: its form and its
// time, how to find it, with errcodes, paths and addresses, in any text, and
// what WeChat recorded of the call. It asks nobody; package wechat does.
package rid

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"wxops/wechat/clean"
)

// RID is the id that WeChat gives to one call: three groups of eight hex
// digits, of which the first is the Unix time of the call in seconds.
// WeChat keeps a rid for seven days.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
type RID string

// Kept is how long WeChat answers for a rid.
const Kept = 7 * 24 * time.Hour

var ridForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`)

// Parse takes exactly one rid, in lower case. Find takes a rid out of a text.
func Parse(s string) (RID, error) {
	if !ridForm.MatchString(s) {
		return "", fmt.Errorf("%q is not a rid: expected three groups of eight hex digits, as in 617682e0-5a2b1c3d-0f1e2d3c", clean.Line(s))
	}
	return RID(s), nil
}

// CalledAt is the time of the call, to the second.
func (r RID) CalledAt() time.Time {
	if len(r) < 8 {
		return time.Time{}
	}
	sec, err := strconv.ParseInt(string(r[:8]), 16, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(sec, 0)
}

// ExpiresAt is when WeChat forgets the call.
func (r RID) ExpiresAt() time.Time { return r.CalledAt().Add(Kept) }

// Expired reports whether WeChat has forgotten the call at the time now.
func (r RID) Expired(now time.Time) bool { return !now.Before(r.ExpiresAt()) }
