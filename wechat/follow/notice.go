package follow

// Notice is what a person must know of the following itself. Each is told
// once, and again only after it was over.
type Notice struct {
	Kind    NoticeKind
	Log     string // the path, as it was given
	Account string // of NotLooked: its alias
	Err     error  // of Unreadable and NotLooked; without secrets
}

// NoticeKind is what a Notice tells.
type NoticeKind string

// The kinds.
const (
	NotThere   NoticeKind = "not there"  // a log is waited for
	Unreadable NoticeKind = "unreadable" // a log cannot be read; it is tried again and again
	Readable   NoticeKind = "readable"   // a log of which one of the above was told can be read
	NotLooked  NoticeKind = "not looked" // WeChat cannot be asked about the rids of an account
)
