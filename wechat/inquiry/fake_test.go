package inquiry

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.FixedZone("CST", 8*60*60))

// ridAt is a rid of a call made some time before noon.
func ridAt(before time.Duration) rid.RID {
	return rid.RID(fmt.Sprintf("%08x-0a1b2c3d-1e2f3a4b", noon.Add(-before).Unix()))
}

// refused is an errcode of rid/get, with the rid of the question itself.
func refused(code int64) error {
	return &wechat.Error{Op: "ask for rid", Path: "/cgi-bin/openapi/rid/get", Code: code, RID: "69ae0000-7fffffff-7ffffffe", Sent: true}
}

func unreached(why wechat.Reason) error { return &wechat.Error{Op: "ask for rid", Reason: why} }

// desk answers as each account, and keeps who asked.
type desk struct {
	records map[string]rid.Record
	errs    map[string][]error // in turn; the last one stays
	closed  map[string]error   // the client cannot be opened
	persons []string           // whose secret is to be had from a person
	asked   []string
	waited  []time.Duration
	broken  error // of waiting
}

type client struct {
	desk *desk
	name string
}

func (c client) RIDInfo(_ context.Context, id rid.RID) (rid.Record, error) {
	d := c.desk
	d.asked = append(d.asked, c.name)
	if errs := d.errs[c.name]; len(errs) > 0 {
		d.errs[c.name] = errs[min(1, len(errs)-1):]
		if errs[0] != nil {
			return rid.Record{}, errs[0]
		}
	}
	return d.records[c.name], nil
}

func (d *desk) account(name string) Account {
	return Account{Name: name, AppID: "wx-" + name,
		Person: func() bool { return slices.Contains(d.persons, name) },
		Open:   func() (Client, error) { return client{d, name}, d.closed[name] }}
}

func (d *desk) accounts(names ...string) []Account {
	all := make([]Account, len(names))
	for i, name := range names {
		all[i] = d.account(name)
	}
	return all
}

func (d *desk) clock() Clock {
	return Clock{Now: func() time.Time { return noon }, Wait: func(_ context.Context, wait time.Duration) error {
		d.waited = append(d.waited, wait)
		return d.broken
	}}
}

func about(id rid.RID) Wish {
	return Wish{Found: rid.Found{RIDs: []rid.FoundRID{{RID: id}}}, RID: id, At: noon}
}

// alone asks as one account.
func (d *desk) alone(t *testing.T, w Wish, name string) Inquiry {
	t.Helper()
	q, err := w.As(d.account(name))
	if err != nil {
		t.Fatal(err)
	}
	return Ask(t.Context(), q, d.clock())
}

// round asks accounts in turn.
func (d *desk) round(t *testing.T, w Wish, before Inquiry, names ...string) Inquiry {
	t.Helper()
	q, err := w.InTurn(d.accounts(names...), before)
	if err != nil {
		t.Fatal(err)
	}
	return Ask(t.Context(), q, d.clock())
}

func (d *desk) wantAsked(t *testing.T, names ...string) {
	t.Helper()
	if !slices.Equal(d.asked, names) {
		t.Errorf("asked %v, want %v", d.asked, names)
	}
}
