package simulate

import (
	"cmp"
	"slices"
	"time"
)

// Call is one call that reached the stand-in, for tests.
type Call struct {
	At     time.Time
	Method string
	Path   string
	AppID  string // "" when the call did not tell
	Target string // the cgi_path that quota management names
	Code   int64  // of the answer that WeChat would have given; 0 also when a fault came first
	RID    string
	From   string // the caller's address and port: a new port is a new connection
	Worked bool   // false when a fault came before the work
}

// Violation is something that a console on a production account must never do.
type Violation struct {
	At    time.Time
	AppID string
	What  string // force_refresh or GET /cgi-bin/token
}

// Daily is a day's quota as it truly stands.
type Daily struct{ Limit, Used, Remain int64 }

// listMax is how many calls Calls can tell, and violations Violations; Count knows of all.
const listMax = 10_000

// record is what has come, for tests.
type record struct {
	calls      []Call
	counts     map[string]int // by path
	violations []Violation
}

func (r *record) keep(c Call) {
	r.counts[c.Path]++
	r.calls = bounded(r.calls, c)
}

// bounded appends, and lets the oldest tenth go when the list is full.
func bounded[T any](list []T, one T) []T {
	if len(list) >= listMax {
		list = slices.Delete(list, 0, listMax/10)
	}
	return append(list, one)
}

func (r *record) violate(c *call, what string) {
	r.violations = bounded(r.violations, Violation{c.at, c.appID, what})
}

func (s *Server) note(c *call, a answer) {
	s.log.keep(Call{At: c.at, Method: c.method, Path: c.path, AppID: c.appID, Target: c.target, Code: a.code, RID: a.rid, From: c.from, Worked: true})
	if e := s.endpoints[c.path]; e.clears != "" {
		s.noteClear(c, e, a.code)
	}
}

func (s *Server) noteClear(c *call, e endpoint, code int64) {
	account, known := s.accounts[c.appID]
	if !known {
		return
	}
	via := "token"
	if e.auth == bySecret {
		via = "secret"
	}
	account.clears = append(account.clears, Clear{
		At: c.at, AppID: c.appID, Scope: e.clears, Path: c.target, Via: via, Form: c.form, Code: code,
	})
}

func (s *Server) noteSpoilt(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log.keep(Call{At: s.set.Now(), Method: c.method, Path: c.path, AppID: s.caller(c), From: c.from})
}

// Calls gives the newest calls, oldest first.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.calls)
}

// Count is how many calls of path there were, spoilt ones too.
func (s *Server) Count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.counts[path]
}

// Clears gives the clears that were asked for in an account's name, also the
// refused ones (Code is not 0), oldest first. A clear whose call never reached
// the work is not among them.
func (s *Server) Clears() []Clear {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Clear
	for _, a := range s.accounts {
		all = append(all, a.clears...)
	}
	sortClears(all)
	return all
}

func sortClears(all []Clear) {
	slices.SortStableFunc(all, func(a, b Clear) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.AppID, b.AppID)) })
}

// Left is how many clears the account has left: of everything, and of one API.
func (s *Server) Left(appID string) (all, single int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, now := s.accounts[appID], s.set.Now()
	return s.set.BudgetAll - s.clears.spent(a, "all", now), s.set.BudgetSingle - s.clears.spent(a, "api", now)
}

// Violations gives what should never have been called.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log.violations)
}

// TokensIssued is how many tokens the account was given.
func (s *Server) TokensIssued(appID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accounts[appID].issued
}

// Quota is the quota of a path of an account that exists, as it truly stands.
func (s *Server) Quota(appID, path string) Daily {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.quotas.counter(s.accounts[appID], path)
	used := c.used(s.set.Now())
	return Daily{c.Daily, used, max(0, c.Daily-used)}
}

// Use lets production make n calls of a path.
func (s *Server) Use(appID, path string, n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quotas.counter(s.accounts[appID], path).add(n)
}

// Accounts gives the accounts that the stand-in knows, as they were set.
func (s *Server) Accounts() []Account { return slices.Clone(s.set.Accounts) }
