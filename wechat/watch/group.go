package watch

import (
	"time"

	"wxops/wechat/rid"
)

// Group is what failures of a log that are alike come to: of one account, API and
// errcode.
type Group struct {
	First   rid.Finding // the first of them
	Path    string      // its API, from the log or from WeChat's record of a rid
	Sure    bool        // the API is no guess
	Since   time.Time   // when the first was seen
	Count   int         // since the last event about this group; 0 where this one tells only its API
	Total   int         // since the start
	Rest    bool        // told at the end
	Likely  []string    // who probably refreshes the token elsewhere (40001, 42001)
	Address string      // the caller to allow (40164, 61004)
	Other   bool        // all that is beyond the bound on groups: of any API and errcode
}
