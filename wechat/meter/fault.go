package meter

// Fault is why something of an account could not be read: what concerns all of it, or
// else what one of its APIs met first. That an API has no quota is none.
func (a Account) Fault() error {
	if a.Err != nil {
		return a.Err
	}
	for _, r := range a.Rows {
		if r.Err != nil && !r.NoQuota() {
			return r.Err
		}
	}
	return nil
}

// Figures counts the APIs that have numbers, and those that can have them.
func (a Account) Figures() (read, of int) {
	for _, r := range a.Rows {
		if !r.NoQuota() {
			of++
		}
		if r.Read() {
			read++
		}
	}
	return read, of
}
