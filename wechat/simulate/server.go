package simulate

import (
	"errors"
	"io"
	"net"
	"net/http"
	"sync"

	"wxops/wechat/simulate/business"
	"wxops/wechat/simulate/errcode"
)

// Server is the stand-in: an http.Handler with a state that tests can read.
// It may be used by several goroutines.
type Server struct {
	set       *Settings
	endpoints map[string]endpoint

	mu       sync.Mutex // of all that follows
	accounts accounts
	quotas   *quotas
	tokens   *tokens
	clears   *clears
	rids     *rids
	faults   *faults
	log      *record
	platform *platforms
	business *business.Server
}

// endpoint is one call of openApi management.
type endpoint struct {
	method string
	auth   auth
	clears string // "all", "api" or "": what it clears
	serve  func(*call) (any, error)
}

type auth int

const (
	byToken  auth = iota
	bySecret      // in the request; serve checks it
)

// New gives a stand-in that knows the accounts of the settings.
func New(set Settings) *Server {
	set = set.withDefaults()
	known, q, log := accounts{}, newQuotas(&set), &record{counts: map[string]int{}}
	for _, a := range set.Accounts {
		known[a.AppID] = newAccount(a, q)
	}
	s := &Server{
		set:      &set,
		accounts: known,
		quotas:   q,
		tokens:   &tokens{set: &set, accounts: known, quotas: q, log: log, issued: map[string]*token{}},
		clears:   &clears{set: &set, accounts: known, quotas: q},
		rids:     &rids{set: &set, kept: map[string]failed{}},
		faults:   newFaults(),
		log:      log,
		business: business.New(set.Rand),
	}
	s.platform = &platforms{&set, known, q, s.tokens, s.clears, log, map[string]bool{}}
	s.endpoints = s.table()
	return s
}

// table says who answers which path.
func (s *Server) table() map[string]endpoint {
	return map[string]endpoint{
		"/cgi-bin/token":               {http.MethodGet, bySecret, "", s.tokens.legacy},
		"/cgi-bin/stable_token":        {http.MethodPost, bySecret, "", s.tokens.stable},
		"/cgi-bin/openapi/quota/get":   {http.MethodPost, byToken, "", s.quotas.get},
		"/cgi-bin/openapi/quota/clear": {http.MethodPost, byToken, "api", s.clears.single},
		"/cgi-bin/clear_quota":         {http.MethodPost, byToken, "all", s.clears.all},
		"/cgi-bin/clear_quota/v2":      {http.MethodPost, bySecret, "all", s.clears.bySecret},
		"/cgi-bin/openapi/rid/get":     {http.MethodPost, byToken, "", s.rids.get},
		"/cgi-bin/get_api_domain_ip":   {http.MethodGet, byToken, "", apiDomainIPs},
		"/cgi-bin/getcallbackip":       {http.MethodGet, byToken, "", callbackIPs},
		"/cgi-bin/callback/check":      {http.MethodPost, byToken, "", callbackCheck},

		"/cgi-bin/component/api_component_token":     {http.MethodPost, bySecret, "", s.platform.token},
		"/cgi-bin/component/api_create_preauthcode":  {http.MethodPost, byToken, "", s.platform.preauth},
		"/cgi-bin/component/api_query_auth":          {http.MethodPost, byToken, "", s.platform.exchange},
		"/cgi-bin/component/api_authorizer_token":    {http.MethodPost, byToken, "", s.platform.refresh},
		"/cgi-bin/component/api_get_authorizer_list": {http.MethodPost, byToken, "", s.platform.list},
		"/cgi-bin/component/api_start_push_ticket":   {http.MethodPost, bySecret, "", s.platform.push},
		"/cgi-bin/component/clear_quota/v2":          {http.MethodPost, bySecret, "all", s.platform.clear},
	}
}

// maxBody is enough for the largest file that WeChat takes, and for one that is too large.
const maxBody = 12 << 20

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
	if r := (*errcode.Refusal)(nil); errors.As(err, &r) {
		a = s.rids.reject(c, r)
	} else {
		a = accept(c, body)
	}
	s.note(c, a)
	return a
}

func (s *Server) work(c *call) (any, error) {
	e, managed := s.endpoints[c.path]
	if !managed {
		return s.everyday(c)
	}
	if c.method != e.method {
		return nil, wrongMethod(e.method)
	}
	if e.auth == bySecret {
		return e.serve(c)
	}
	if err := s.tokens.authorize(c); err != nil {
		return nil, err
	}
	return s.quotas.counted(c, func() (any, error) { return e.serve(c) })
}

func wrongMethod(want string) error {
	if want == http.MethodGet {
		return errcode.Refuse(errcode.RequireGet)
	}
	return errcode.Refuse(errcode.RequirePost)
}
