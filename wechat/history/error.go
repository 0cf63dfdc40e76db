package history

// Kind says in one word why a file of readings is not used.
type Kind string

// The kinds.
const (
	Foreign Kind = "foreign" // it is no history, or that of another account
	Huge    Kind = "huge"
	Later   Kind = "later" // of a later version of wxops
)

// Error refuses a file that stands where readings should be. It is left as it is.
type Error struct {
	Path string
	Kind Kind
}

// Error gives the path and what is there.
func (e *Error) Error() string {
	switch e.Kind {
	case Huge:
		return e.Path + ": larger than any history of wxops"
	case Later:
		return e.Path + ": written by a later version"
	}
	return e.Path + ": not the history of this account"
}
