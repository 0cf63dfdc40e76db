package simulate

import (
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"wxops/wechat/catalog"
)

// Server is the stand-in: an http.Handler with a state that tests can read.
// It may be used by several goroutines.
type Server struct {
	set       Settings
	endpoints map[string]endpoint
	started   time.Time

	mu         sync.Mutex
	accounts   map[string]*account // by AppID
	tokens     map[string]*token   // by their text, all that were ever issued
	rids       map[string]record
	ridOrder   []string
	calls      []Call
	counts     map[string]int
	violations []Violation
	faults     map[string]*armed
	released   chan struct{} // closed when hanging calls may end
}

// endpoint is one call of openApi management.
type endpoint struct {
	method string
	auth   auth
	clears string // "all", "api" or "": what it clears
	serve  func(*Server, *call) (any, error)
}

type auth int

const (
	byToken  auth = iota
	bySecret      // in the request; serve checks it
)

// New gives a stand-in that knows the accounts of the settings.
func New(set Settings) *Server {
	s := &Server{
		set:       set.withDefaults(),
		endpoints: endpoints(),
		accounts:  map[string]*account{},
		tokens:    map[string]*token{},
		rids:      map[string]record{},
		counts:    map[string]int{},
		faults:    map[string]*armed{},
		released:  make(chan struct{}),
	}
	s.started = s.set.Now()
	for _, a := range s.set.Accounts {
		s.accounts[a.AppID] = s.newAccount(a)
	}
	return s
}

func endpoints() map[string]endpoint {
	return map[string]endpoint{
		"/cgi-bin/token":               {http.MethodGet, bySecret, "", (*Server).legacyToken},
		"/cgi-bin/stable_token":        {http.MethodPost, bySecret, "", (*Server).stableToken},
		"/cgi-bin/openapi/quota/get":   {http.MethodPost, byToken, "", (*Server).quotaGet},
		"/cgi-bin/openapi/quota/clear": {http.MethodPost, byToken, "api", (*Server).clearSingle},
		"/cgi-bin/clear_quota":         {http.MethodPost, byToken, "all", (*Server).clearAll},
		"/cgi-bin/clear_quota/v2":      {http.MethodPost, bySecret, "all", (*Server).clearBySecret},
		"/cgi-bin/openapi/rid/get":     {http.MethodPost, byToken, "", (*Server).ridGet},
		"/cgi-bin/get_api_domain_ip":   {http.MethodGet, byToken, "", (*Server).apiDomainIPs},
		"/cgi-bin/getcallbackip":       {http.MethodGet, byToken, "", (*Server).callbackIPs},
		"/cgi-bin/callback/check":      {http.MethodPost, byToken, "", (*Server).callbackCheck},
	}
}

// maxBody is more than any management call needs, and enough for a small upload.
const maxBody = 2 << 20

// ServeHTTP answers one call, or spoils it as the fault of its path says.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "request entity too large", http.StatusRequestEntityTooLarge)
		return
	}
	c := &call{
		method: r.Method, path: r.URL.Path, rawQuery: r.URL.RawQuery, query: r.URL.Query(),
		contentType: r.Header.Get("Content-Type"), body: body, ip: s.clientIP(r), from: r.RemoteAddr,
	}
	w.Header().Set("Date", s.set.Now().UTC().Format(http.TimeFormat))
	s.serve(w, r, c)
}

func (s *Server) clientIP(r *http.Request) string {
	if s.set.ClientIP != "" {
		return s.set.ClientIP
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// answer does the work of one call.
func (s *Server) answer(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.at = s.set.Now()
	body, err := s.work(c)
	a := answer{}
	if r := (*refusal)(nil); errors.As(err, &r) {
		a = s.reject(c, r)
	} else {
		a = s.accept(c, body)
	}
	s.note(c, a)
	return a
}

func (s *Server) work(c *call) (any, error) {
	e, managed := s.endpoints[c.path]
	if !managed {
		return s.business(c)
	}
	if c.method != e.method {
		return nil, wrongMethod(e.method)
	}
	if e.auth == bySecret {
		return e.serve(s, c)
	}
	if err := s.authorize(c); err != nil {
		return nil, err
	}
	return s.counted(c, func() (any, error) { return e.serve(s, c) })
}

func wrongMethod(want string) error {
	if want == http.MethodGet {
		return refuse(requireGet)
	}
	return refuse(requirePost)
}

// counted does the work if the account has a call left, and counts it.
func (s *Server) counted(c *call, work func() (any, error)) (any, error) {
	if err := c.account.allow(s, c.path, c.at); err != nil {
		return nil, err
	}
	body, err := work()
	if err == nil || s.set.CountFailed {
		c.account.counter(s, c.path).add(1)
	}
	return body, err
}

// business answers a call that production makes: it is counted and not done.
func (s *Server) business(c *call) (any, error) {
	api, known := catalog.Lookup(c.path)
	switch {
	case !known:
		return nil, refuse(invalidURL)
	case api.Method != "" && c.method != api.Method:
		return nil, wrongMethod(api.Method)
	case underSNS(c.path):
		return s.sns(c)
	}
	if err := s.authorize(c); err != nil {
		return nil, err
	}
	if !slices.Contains(api.Kinds, c.account.Kind) {
		return nil, refuse(unauthorizedAPI)
	}
	return s.counted(c, func() (any, error) {
		if c.method == http.MethodPost && !strings.HasPrefix(c.contentType, "multipart/") {
			var anything any
			if err := c.read(&anything); err != nil {
				return nil, err
			}
		}
		return ok(), nil
	})
}

// sns refuses a login: there is no user behind the stand-in who could have got a code.
func (s *Server) sns(c *call) (any, error) {
	if c.appID = c.query.Get("appid"); c.appID != "" {
		if err := s.bySecret(c, c.appID, c.query.Get("secret")); err != nil {
			return nil, err
		}
	}
	return nil, refuse(invalidCode)
}
