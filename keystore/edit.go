package keystore

import (
	"slices"
	"strings"

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
	d.edit.Add("account", lines, watchTables(a.Watch)...)
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
	d.rewatch(d.page.entries[i].Entry, d.want[i].Watch, a.Watch)
	d.want[i] = a
	return nil
}

// rewatch writes what differs between two policies of an account.
func (d *draft) rewatch(entry toml.Entry, was, now *Watch) {
	switch {
	case was.equal(now):
	case now == nil:
		d.edit.RemoveTable(entry, "watch")
	case was == nil:
		d.edit.AddTable(entry, watchTables(now)[0])
	default:
		table := toml.NewTable{Path: "watch"}
		var gone []string
		for _, key := range watchKeys {
			name := strings.TrimPrefix(key, watchPrefix)
			old, there := entry.Key(key)
			value := valueOf(now.field(key))
			switch needed := now.given(key); {
			case there && !needed && value.Kind == toml.List, there && key == "watch.reset_at" && now.ResetAt == 0:
				gone = append(gone, name)
			case there && same(old.Value, now, key):
			case there || needed:
				table.Keys = append(table.Keys, toml.Assignment{Name: name, Value: value})
			}
		}
		d.edit.ChangeTable(entry, table, gone)
	}
}

// same reports whether a value, however it is spelled, is that of a policy's key.
func same(v toml.Value, w *Watch, key string) bool {
	var read Watch
	put(read.field(key), v)
	return valueOf(read.field(key)).Render() == valueOf(w.field(key)).Render()
}

// watchTables is a policy as it is written; none of an account without one.
func watchTables(w *Watch) []toml.NewTable {
	if w == nil {
		return nil
	}
	table := toml.NewTable{Path: "watch"}
	for _, key := range watchKeys {
		if w.given(key) {
			table.Keys = append(table.Keys, toml.Assignment{Name: strings.TrimPrefix(key, watchPrefix), Value: valueOf(w.field(key))})
		}
	}
	return []toml.NewTable{table}
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
