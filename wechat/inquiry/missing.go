package inquiry

import (
	"slices"
	"strings"
	"time"

	"wxops/wechat/rid"
)

// Missing is the likeliest reason why WeChat has no record of a call.
type Missing int

// The reasons.
const (
	NotMissing Missing = iota // there is a record, or its want is not what the answer is about
	Early                     // it may not be indexed yet
	NeverKept                 // it was a login: WeChat records no calls under /sns/
	FromLater                 // the rid is of a time that has not come: mistyped, or this clock is wrong
	Forgotten                 // it is seven days old, or nearly
	NotFound                  // another account's, mistyped, or of a call that WeChat does not record
)

// nearlyForgotten is how long before its seven days are over a rid may be gone.
// It is a guess that no page tells: days may be counted whole.
const nearlyForgotten = 24 * time.Hour

// Missing says why WeChat has no record, judged by the age of the rid and by
// what the text says beside it.
func (a Answer) Missing() Missing {
	verdict := a.Verdict()
	switch {
	case a.code() == CodeTooOld:
		return Forgotten
	case verdict != Unknown && verdict != TooFresh:
		return NotMissing
	case a.code() == codeNoRecord, a.underSNS(), slices.Contains(loginCodes, a.Beside.Code):
		return NeverKept
	case verdict == TooFresh:
		return Early
	case Ahead(a.RID, a.At):
		return FromLater
	case a.RID.Expired(a.At.Add(nearlyForgotten)):
		return Forgotten
	}
	return NotFound
}

// loginCodes are the errcodes that mostly a login is answered with: of the
// code that jscode2session and oauth2 take, and of a user who is a risk.
var loginCodes = []int64{40029, 40163, 40226, 41008}

func (a Answer) underSNS() bool { return strings.HasPrefix(a.Path, "/sns/") }

// beside is what a text says beside a rid.
func beside(found rid.Found, id rid.RID) rid.FoundRID {
	if at := slices.IndexFunc(found.RIDs, func(r rid.FoundRID) bool { return r.RID == id }); at >= 0 {
		return found.RIDs[at]
	}
	return rid.FoundRID{RID: id}
}
