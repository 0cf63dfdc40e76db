package simulate

import (
	"cmp"
	"encoding/json"
)

// armed is a fault with the calls that it still has to pass and to hit.
type armed struct {
	Fault
	skip, left int
}

// place is whose calls of what a fault hits; "" is any.
type place struct{ appID, path string }

// faults are those that are set.
type faults struct {
	at       map[place]*armed
	released chan struct{} // closed when hanging calls may end
}

func newFaults() *faults { return &faults{map[place]*armed{}, make(chan struct{})} }

// SetFault lets the calls of path go wrong, instead of any fault set before;
// path "" means every path without a fault of its own.
func (s *Server) SetFault(path string, f Fault) { s.SetFaultOf("", path, f) }

// SetFaultOf does so for the calls of one account, whose faults come before
// those of all. Whose a call is, its token or its AppID says.
func (s *Server) SetFaultOf(appID, path string, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.at[place{appID, path}] = &armed{f, f.Skip, f.Times}
}

// LimitMinute lets an account make no more than n calls of path a minute: 45011.
// AppID "" means each account.
func (s *Server) LimitMinute(appID, path string, n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, a := range s.accounts {
		if appID == "" || appID == id {
			s.quotas.counter(a, path).Minute = n
		}
	}
}

// ClearFaults lets all calls go well again and drops those that hang.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.clear()
}

// fault takes one hit from the fault of a call.
func (s *Server) fault(c *call) (Fault, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults.at) == 0 {
		return Fault{}, s.faults.released
	}
	return s.faults.hit(s.caller(c), c.path)
}

func (all *faults) clear() {
	clear(all.at)
	close(all.released)
	all.released = make(chan struct{})
}

func (all *faults) hit(appID, path string) (Fault, <-chan struct{}) {
	f := all.of(appID, path)
	switch {
	case f == nil:
		return Fault{}, all.released
	case f.skip > 0:
		f.skip--
		return Fault{}, all.released
	case f.Times > 0 && f.left == 0:
		return Fault{}, all.released
	}
	f.left--
	return f.Fault, all.released
}

// of gives the nearest fault: the account's before everyone's, the path's before every path's.
func (all *faults) of(appID, path string) *armed {
	for _, p := range []place{{appID, path}, {appID, ""}, {"", path}} {
		if f := all.at[p]; f != nil {
			return f
		}
	}
	return all.at[place{}]
}

// caller is the AppID of whoever makes a call, before the call is served; "" where
// nothing tells.
func (s *Server) caller(c *call) string {
	if a := s.tokens.holder(c); a != nil {
		return a.AppID
	}
	if appID := c.query.Get("appid"); appID != "" {
		return appID
	}
	var p struct {
		AppID    string `json:"appid"`
		Platform string `json:"component_appid"`
	}
	if json.Unmarshal(c.body, &p) != nil {
		return ""
	}
	return cmp.Or(p.AppID, p.Platform)
}
