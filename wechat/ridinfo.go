package wechat

import "time"

// RIDInfo is what WeChat recorded of one call. All of it may hold personal
// data, and the URL and the bodies may hold tokens: Masked makes it fit to show.
// A part that is missing from the answer is its zero value.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
type RIDInfo struct {
	InvokedAt    time.Time     // to the second
	Cost         time.Duration // to the millisecond
	URL          string        // usually the parameters alone, "access_token=…", without the path
	RequestBody  string        // "" when there was none
	ResponseBody string        // most often JSON
	ClientIP     string        // of the caller, as WeChat saw it
}
