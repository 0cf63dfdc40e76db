package follow

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"wxops/wechat/rid"
	"wxops/wechat/watch"
)

const (
	toldEvery   = time.Minute // at most, of a group after its first event
	forgotten   = time.Hour   // a group of which nothing was seen for so long
	readEvery   = time.Minute // at most, of an account
	mostGroups  = 1000
	mostOfOne   = 100 // groups of one account; what is invented about one leaves room for the others
	indexedOnce = time.Second
)

// key is what the failures of a group have in common.
type key struct {
	alias string // of the account; "": not known, or not followed
	appID string // where alias is ""
	path  string
	code  int64
	other bool
}

// group is a watch.Group with what is to be remembered of it.
type group struct {
	watch.Group
	key
	told, seen time.Time // last
	asked      int       // rids that WeChat was asked about
	mixed      bool      // its calls were of more than one API
}

// tally counts the failures of all logs.
type tally struct {
	*Follower
	groups map[key]*group
	of     map[string]int // groups of each account
	twice  repeats
	read   map[string]time.Time // when a reading of an account was last asked for
	known  map[string][]string  // refreshers that an account's failures named
	looks  *looks

	byAppID map[string]Account
	only    *Account // where one is followed
	indexed time.Time
}

func newTally(f *Follower) *tally {
	t := &tally{
		Follower: f, groups: map[key]*group{}, of: map[string]int{}, read: map[string]time.Time{}, known: map[string][]string{}, looks: newLooks(f),
	}
	t.index(f.Now())
	return t
}

// index takes in which accounts are followed now.
func (t *tally) index(now time.Time) {
	t.indexed = now
	all := t.Accounts()
	t.byAppID, t.only = make(map[string]Account, len(all)), nil
	for _, a := range all {
		t.byAppID[strings.ToLower(a.AppID)] = a
	}
	if len(all) == 1 {
		t.only = &all[0]
	}
}

// whose gives the account of a finding; its zero value where that is not
// known, or not followed.
func (t *tally) whose(appID string) Account {
	if appID == "" && t.only != nil {
		return *t.only
	}
	return t.byAppID[appID]
}

// took counts what an entry tells.
func (t *tally) took(h heard) {
	for _, f := range h.findings {
		a := t.whose(f.AppID)
		t.remember(a.Alias, h.refreshers)
		if tells(f) && !t.twice.again(f) {
			t.count(a, f)
		}
	}
}

// tells reports whether a finding is a failure of WeChat's API. A rid alone is
// one where something announces it, but for an answer that says ok.
func tells(f rid.Finding) bool {
	switch {
	case f.WeCom:
		return false
	case f.Code != 0, f.Address != "":
		return true
	}
	return f.RID != "" && !f.Weak && f.Message != "ok" && f.Message != "OK"
}

// remember keeps which libraries an account's failures name.
func (t *tally) remember(alias string, names []string) {
	for _, name := range names {
		if !slices.Contains(t.known[alias], name) {
			t.known[alias] = append(t.known[alias], name)
		}
	}
}

func (t *tally) count(a Account, f rid.Finding) {
	now := t.Now()
	g, first := t.groupOf(a, f, now)
	g.Count++
	g.Total++
	g.seen = now
	g.Address = cmp.Or(f.Address, g.Address)
	if first {
		t.tell(g, now)
	}
	if f.Code == outOfCalls {
		t.reading(a, g.Path, now)
	}
	if a.Alias != "" && f.RID != "" && f.Path == "" && !g.key.other && g.asked < rids && !g.mixed {
		if t.looks.want(a, f.RID, g.key, now) {
			g.asked++
		}
	}
}

// Errcodes that are more than counted.
//
// https://developers.weixin.qq.com/doc/subscription/guide/dev/api/errorcode.html
const (
	outOfCalls = 45009
	badToken   = 40001
	noToken    = 40014
	oldToken   = 42001
)

// groupOf finds the group of a failure, or begins one.
func (t *tally) groupOf(a Account, f rid.Finding, now time.Time) (g *group, first bool) {
	k := key{alias: a.Alias, path: f.Path, code: f.Code}
	if a.Alias == "" {
		k.appID = f.AppID
	}
	if g := t.groups[k]; g != nil {
		return g, false
	}
	if len(t.groups) >= mostGroups || t.of[a.Alias] >= mostOfOne {
		k = key{alias: a.Alias, other: true}
		if g := t.groups[k]; g != nil {
			return g, false
		}
	}
	g = &group{key: k, Group: watch.Group{First: f, Path: f.Path, Sure: f.Path != "", Since: now, Other: k.other}}
	if k.other {
		g.Path, g.Sure = "", false
	}
	t.groups[k] = g
	t.of[a.Alias]++
	return g, true
}

// reading asks for what an account may be out of: the API if it is watched,
// else all of its rows.
func (t *tally) reading(a Account, path string, now time.Time) {
	if last, asked := t.read[a.Alias]; a.Alias == "" || asked && now.Sub(last) < readEvery {
		return
	}
	t.read[a.Alias] = now
	if !slices.Contains(a.Paths, path) {
		t.Ask.Read(a.Alias)
		return
	}
	t.Ask.Read(a.Alias, path)
}

// tell makes an event of a group.
func (t *tally) tell(g *group, now time.Time) {
	if g.code == badToken || g.code == noToken || g.code == oldToken {
		g.Likely = slices.Clone(t.known[g.alias])
	}
	said := g.Group
	e := watch.Event{At: now, Kind: watch.Seen, Account: g.alias, AppID: g.First.AppID, Path: g.Path, Percent: -1, Group: &said}
	g.Count, g.told = 0, now
	t.Seen(e)
}

// turn does what is due.
func (t *tally) turn(ctx context.Context) {
	now := t.Now()
	if now.Sub(t.indexed) < indexedOnce {
		return
	}
	t.index(now)
	for _, g := range t.oldestFirst(func(g *group) bool { return g.Count > 0 && now.Sub(g.told) >= toldEvery }) {
		t.tell(g, now)
	}
	for k, g := range t.groups {
		if g.Count == 0 && now.Sub(g.seen) >= forgotten {
			delete(t.groups, k)
			t.of[k.alias]--
		}
	}
	t.looks.start(ctx, now)
}

// end tells what was counted since the last events, once WeChat's answers that
// are under way are there.
func (t *tally) end() {
	for t.looks.flying > 0 {
		t.learnt(<-t.looks.answers)
	}
	now := t.Now()
	for _, g := range t.oldestFirst(func(g *group) bool { return g.Count > 0 }) {
		g.Rest = true
		t.tell(g, now)
	}
}

// oldestFirst gives the groups that are wanted.
func (t *tally) oldestFirst(wanted func(*group) bool) []*group {
	all := slices.Collect(maps.Values(t.groups))
	all = slices.DeleteFunc(all, func(g *group) bool { return !wanted(g) })
	slices.SortFunc(all, func(a, b *group) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.alias, b.alias), cmp.Compare(a.path, b.path), cmp.Compare(a.code, b.code))
	})
	return all
}
