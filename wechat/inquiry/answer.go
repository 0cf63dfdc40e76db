package inquiry

import (
	"errors"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

// The errcodes of rid/get that are about the rid.
//
// https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_getridinfo.html
const (
	CodeUnknown = 76001 // not recorded, or not yet, or not any more
	CodeForeign = 76003 // another account's
	CodeTooOld  = 76004 // of more than seven days ago; some pages say 76001 of that, too

	codeNoRecord = 76022 // of a call under /sns/, as the page's notes say
)

// Answer is what one account was told of a rid.
type Answer struct {
	Account string // its name
	AppID   string
	RID     rid.RID
	At      time.Time
	Beside  rid.FoundRID // what the text says beside the rid
	Record  rid.Record   // of the call
	Said    rid.Found    // what is in WeChat's answer to the call
	Path    string       // the API that was called; "" when it is not known
	Sure    bool         // Path was read, and not guessed from the shape of the request
	Err     error        // why there is no record
}

// Code is the errcode with which WeChat answered the call, or 0.
func (a Answer) Code() int64 {
	if len(a.Said.Codes) == 0 {
		return 0
	}
	return a.Said.Codes[0].Code
}

// Verdict is what an answer says of the rid and of the account that asked.
type Verdict int

// The verdicts. After Told and Unreached nobody else is asked.
const (
	Told      Verdict = iota // its record: the call is the account's own
	Foreign                  // the call is another account's
	Unknown                  // WeChat has no record; another account may be told that it is its own
	TooFresh                 // the same of a rid that WeChat may not have indexed yet
	Passed                   // not asked, since a person would have been asked first
	Refused                  // about the account: no secret, no token, or an errcode that is not about the rid
	Unreached                // no answer at all: the others would fare no better
)

// Verdict judges an answer. The rid in an error is the question's own; it is
// never taken for the one that was asked about.
func (a Answer) Verdict() Verdict {
	var answer *wechat.Error
	called := errors.As(a.Err, &answer)
	switch {
	case a.Err == nil:
		return Told
	case errors.Is(a.Err, ErrNotOpened):
		return Passed
	case !called:
		return Refused // its client could not be opened
	case answer.Code == CodeForeign:
		return Foreign
	case answer.Code == CodeUnknown && Fresh(a.RID, a.At) && !a.underSNS():
		return TooFresh
	case answer.Code == CodeUnknown, answer.Code == codeNoRecord:
		return Unknown
	case answer.Code != 0, answer.Reason == wechat.NoSecret, answer.Reason == wechat.NoToken:
		return Refused
	}
	return Unreached
}

// code is the errcode of rid/get itself, or 0.
func (a Answer) code() int64 {
	var answer *wechat.Error
	if errors.As(a.Err, &answer) {
		return answer.Code
	}
	return 0
}
