package keystore

import (
	"slices"

	"wxops/keystore/toml"
)

// draft is a change to accounts.toml, and the accounts that must be read from
// the result.
type draft struct {
	page *page
	edit *toml.Edit
	want []Account
}

func newDraft(p *page) *draft { return &draft{page: p, edit: p.doc.Edit(), want: p.accounts()} }

func (d *draft) find(alias string) int {
	return slices.IndexFunc(d.want, func(a Account) bool { return a.Alias == alias })
}

func (d *draft) add(a Account) []Fault {
	a = a.normal()
	if faults := Check(a); len(faults) > 0 {
		return faults
	}
	if d.find(a.Alias) >= 0 {
		return []Fault{aliasTaken(a.Alias)}
	}
	d.want = append(d.want, a)
	var lines []toml.Assignment
	for _, key := range keys {
		lines = append(lines, toml.Assignment{Name: key, Value: a.value(key)})
	}
	d.edit.Add("account", lines)
	return nil
}

func (d *draft) replace(alias string, a Account) []Fault {
	i := d.find(alias)
	if i < 0 {
		return []Fault{noAccount(alias)}
	}
	a = a.normal()
	if faults := Check(a); len(faults) > 0 {
		return faults
	}
	if a.Alias != alias && d.find(a.Alias) >= 0 {
		return []Fault{aliasTaken(a.Alias)}
	}
	var changed []toml.Assignment
	for _, key := range keys {
		// What is as it was stays, however it is spelled.
		if value := a.value(key); value.Render() != d.want[i].value(key).Render() {
			changed = append(changed, toml.Assignment{Name: key, Value: value})
		}
	}
	d.edit.Change(d.page.entries[i].Entry, changed)
	d.want[i] = a
	return nil
}

func (d *draft) remove(alias string) []Fault {
	i := d.find(alias)
	if i < 0 {
		return []Fault{noAccount(alias)}
	}
	d.edit.Remove(d.page.entries[i].Entry)
	d.want = slices.Delete(d.want, i, i+1)
	return nil
}

func aliasTaken(alias string) Fault {
	return Fault{What: AliasTaken, Key: "alias", Found: quoted(alias), Expected: "an alias that is free"}
}

func noAccount(alias string) Fault {
	return Fault{What: AccountUnknown, Found: quoted(alias), Expected: "the alias of an account"}
}
