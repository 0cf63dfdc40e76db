package meter

// Alarm tells when an API newly crosses a level: from not yet to near its limit, from
// there to pressing, and to out. What it sees first is where it starts from.
type Alarm struct {
	before map[string]Account // by ID, as last looked at
}

// Rings takes over what is known of accounts, and reports whether an API has crossed a
// level since it last looked.
func (l *Alarm) Rings(accounts []Account) bool {
	if l.before == nil {
		l.before = make(map[string]Account, len(accounts))
	}
	rings := false
	for _, a := range accounts {
		rings = a.rose(l.before[a.ID]) || rings
		l.before[a.ID] = a
	}
	return rings
}

// rose reports whether an API is at a higher level than it was before. A row that
// was not read again is the same one.
func (a Account) rose(before Account) bool {
	if before.Key != a.Key {
		return false
	}
	for i, r := range a.Rows {
		var was *Row
		if i < len(before.Rows) && before.Rows[i].Path == r.Path {
			was = before.Rows[i]
		} else {
			was = before.Row(r.Path)
		}
		if was != r && was.Read() && a.Level(r) > a.Level(was) {
			return true
		}
	}
	return false
}
