package watch

import (
	"time"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// Kind is what an event tells.
type Kind string

// The kinds, by the words of the documents.
const (
	Started   Kind = "started"   // an account is watched from now on
	Read      Kind = "read"      // a round of an account was read, and its worst API is another or stands otherwise
	Crossed   Kind = "crossed"   // an API is at a higher level than it was, or above the lowest at the first look
	Recovered Kind = "recovered" // an API is below all levels again, or an account can be read again
	Failed    Kind = "failed"    // an account, an API or all of the network cannot be read
	Decided   Kind = "decided"   // the policy does not clear a quota, and why; or would, in a dry run
	Reset     Kind = "reset"     // the policy cleared a quota, or tried
	Seen      Kind = "seen"      // a log told of a failure
	Stopped   Kind = "stopped"   // the policy of an account waits for a person, or the watch ends
)

// Event is one thing that happened. A field that does not apply is its zero value.
type Event struct {
	At      time.Time
	Kind    Kind
	Account string // its alias; "": it concerns all of them
	AppID   string
	Path    string        // cgi_path
	Quota   *wechat.Quota // the numbers of Path, as last read
	Percent int64         // how pressed Path is, rounded down; -1: not known
	Level   meter.Level   // of Path
	OutAt   time.Time     // since when Path is out, or when it will be
	Read    int           // APIs of the account that have numbers
	Of      int           // and those that can have them
	Err     error         // of Failed, Reset; never with a secret or a query
	Token   string        // of Started: where the token comes from

	Decision *Decision     // of Decided and Reset
	Result   *guard.Result // of Reset
	Stop     *Stop         // of Stopped, where a policy is
	Group    *Group        // of Seen
}

// Listener is told what happens, one event after the other, and when a round of
// reading is over: what it gathers for a message is whole then. It must not block.
type Listener interface {
	Heard(e Event)
	Swept(now time.Time)
}

// Known is what the watch knows of one account at one moment.
type Known struct {
	Meter   meter.Account
	Left    guard.Left
	LeftErr error          // the journal cannot be read, so that Left says nothing
	Stop    *Stop          // why its policy waits for a person; nil: it does not
	Gone    map[string]int // paths that could not be read three times on end or more, and how often
}
