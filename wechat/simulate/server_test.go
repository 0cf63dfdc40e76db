package simulate

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	mallID   = "wx00000000000000a1"
	newsID   = "wx00000000000000b2"
	secretOf = "5ec2e75ec2e75ec2e75ec2e75ec2e750"
	menuGet  = "/cgi-bin/menu/get"
	scheme   = "/wxa/generatescheme"
	sendMsg  = "/cgi-bin/message/custom/send"
	quotaGet = "/cgi-bin/openapi/quota/get"

	subscribe = "/cgi-bin/message/subscribe/send"
	greeting  = `{"touser":"oDemo0000000000000000000Wang","msgtype":"text","text":{"content":"hello"}}`
)

// noon is 12:00 in Beijing.
var noon = time.Date(2025, 6, 15, 4, 0, 0, 0, time.UTC)

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func start(set Settings) (*Server, *clock) {
	c := &clock{now: noon}
	set.Now, set.Rand = c.Now, rand.New(rand.NewPCG(1, 2))
	if set.Accounts == nil {
		set.Accounts = []Account{
			{AppID: mallID, Secret: secretOf, Kind: "miniprogram"},
			{AppID: newsID, Secret: secretOf, Kind: "offiaccount"},
		}
	}
	return New(set), c
}

// reply is an answer in the loosest form, so that a missing field is seen.
type reply struct {
	Errcode json.Number
	Errmsg  string
	raw     string
	fields  map[string]any
}

func (r reply) code() string {
	if r.Errcode == "" {
		return "none"
	}
	return r.Errcode.String()
}

func do(t *testing.T, s *Server, method, target, body string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "https://api.weixin.qq.com"+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := Transport(s).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: HTTP %d, and WeChat gives 200 to errors too", target, res.StatusCode)
	}
	r := reply{raw: string(raw)}
	d := json.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(&r); err != nil {
		t.Fatalf("%s: %v in %s", target, err, raw)
	}
	_ = json.Unmarshal(raw, &r.fields)
	return r
}

func post(t *testing.T, s *Server, target, body string) reply {
	t.Helper()
	return do(t, s, http.MethodPost, target, body)
}

func stableBody(appID, secret string) string {
	return `{"grant_type":"client_credential","appid":"` + appID + `","secret":"` + secret + `"}`
}

// tokenOf gives the query with a fresh token of the account.
func tokenOf(t *testing.T, s *Server, appID string) string {
	t.Helper()
	r := post(t, s, "/cgi-bin/stable_token", stableBody(appID, secretOf))
	token, ok := r.fields["access_token"].(string)
	if !ok {
		t.Fatalf("no token: %s", r.raw)
	}
	return "?access_token=" + token
}

func wantCode(t *testing.T, r reply, want string) {
	t.Helper()
	if r.code() != want {
		t.Errorf("errcode %s, want %s: %s", r.code(), want, r.raw)
	}
}

var traced = regexp.MustCompile(` rid: [0-9a-f]{8}-[0-7][0-9a-f]{7}-[0-7][0-9a-f]{7}$`)

func TestRefusalsBeforeTheWork(t *testing.T) {
	quota := `{"cgi_path":"` + scheme + `"}`
	for name, c := range map[string]struct {
		method, path, token, body, code string
	}{
		"no token":           {"POST", quotaGet, "none", quota, "41001"},
		"token in the body":  {"POST", quotaGet, "none", `{"access_token":"x","cgi_path":"/a"}`, "41001"},
		"unknown token":      {"POST", quotaGet, "99_madeup", quota, "40001"},
		"GET for POST":       {"GET", quotaGet, "", "", "43002"},
		"POST for GET":       {"POST", "/cgi-bin/getcallbackip", "", "{}", "43001"},
		"empty body":         {"POST", quotaGet, "", "", "44002"},
		"blank body":         {"POST", quotaGet, "", " \n", "44002"},
		"no JSON":            {"POST", quotaGet, "", "cgi_path=1", "47001"},
		"wrong type":         {"POST", quotaGet, "", `{"cgi_path":5}`, "47001"},
		"path without slash": {"POST", quotaGet, "", `{"cgi_path":"wxa/generatescheme"}`, "76021"},
		"path with host":     {"POST", quotaGet, "", `{"cgi_path":"https://api.weixin.qq.com/wxa/generatescheme"}`, "76021"},
		"no path":            {"POST", quotaGet, "", `{}`, "76021"},
		"unknown path":       {"POST", quotaGet, "", `{"cgi_path":"/wxa/nosuch"}`, "76021"},
		"sns path":           {"POST", quotaGet, "", `{"cgi_path":"/sns/jscode2session"}`, "76022"},
		"path of other kind": {"POST", quotaGet, "", `{"cgi_path":"` + menuGet + `"}`, "76022"},
		"unknown business":   {"POST", "/wxa/nosuch", "", "{}", "40066"},
		"other kind's call":  {"GET", menuGet, "", "", "48001"},
		"business, no body":  {"POST", scheme, "", "", "44002"},
		"business, no JSON":  {"POST", scheme, "", "x", "47001"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{})
			query := tokenOf(t, s, mallID)
			if c.token == "none" {
				query = ""
			} else if c.token != "" {
				query = "?access_token=" + c.token
			}
			r := do(t, s, c.method, c.path+query, c.body)
			wantCode(t, r, c.code)
			if !traced.MatchString(r.Errmsg) || strings.Contains(r.Errmsg, ", rid") {
				t.Errorf("errmsg %q does not end in a rid as WeChat's do", r.Errmsg)
			}
		})
	}
}

func TestProductionUsesUpItsQuota(t *testing.T) {
	s, c := start(Settings{Accounts: []Account{{
		AppID: mallID, Secret: secretOf, Kind: "miniprogram",
		Limits: []Limit{{Path: sendMsg, Daily: 3, Used: 1}},
	}}})
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, sendMsg+query, greeting), "0")
	wantCode(t, post(t, s, sendMsg+query, greeting), "0")
	out := post(t, s, sendMsg+query, greeting)
	wantCode(t, out, "45009")
	if !strings.HasPrefix(out.Errmsg, "reach max api daily quota limit rid: ") {
		t.Errorf("errmsg %q", out.Errmsg)
	}
	if got, want := s.Quota(mallID, sendMsg), (Daily{3, 3, 0}); got != want {
		t.Errorf("quota %v, want %v", got, want)
	}
	c.add(12 * time.Hour) // Midnight in Beijing.
	if got, want := s.Quota(mallID, sendMsg), (Daily{3, 0, 3}); got != want {
		t.Errorf("after midnight %v, want %v", got, want)
	}
}

func TestRefusedCallsCostNothingUnlessSaid(t *testing.T) {
	for _, counts := range []bool{false, true} {
		s, _ := start(Settings{CountFailed: counts})
		wantCode(t, post(t, s, scheme+tokenOf(t, s, mallID), "x"), "47001")
		if used := s.Quota(mallID, scheme).Used; (used == 1) != counts {
			t.Errorf("CountFailed %v: used %d", counts, used)
		}
	}
}

func TestTheTraceTakesEveryForm(t *testing.T) {
	for form, want := range map[Trace]string{
		AsFamily:  `^invalid url rid: \S{26}$`,
		Comma:     `^invalid url, rid: \S{26}$`,
		RIDOnly:   `^ rid: \S{26}$`,
		HintRID:   `^invalid url hint: \[[\w.-]{14}\] rid: \S{26}$`,
		HintOnly:  `^invalid url hint: \[[\w.-]{14}\]$`,
		ReqID:     `^invalid url, hints: \[ req_id: [\w.-]{14} \]$`,
		Untraced:  `^invalid url$`,
		TwoSpaces: `^invalid url  rid: \S{26}$`,
	} {
		s, _ := start(Settings{Traces: map[string]Trace{"/nosuch": form}})
		if got := post(t, s, "/nosuch", "{}").Errmsg; !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("form %d: %q, want %s", form, got, want)
		}
	}
}

func TestLoginsAreRefusedInTheirOwnForm(t *testing.T) {
	s, _ := start(Settings{})
	r := do(t, s, "GET", "/sns/jscode2session?js_code=x&appid="+mallID+"&secret="+secretOf, "")
	wantCode(t, r, "40029")
	if !strings.HasPrefix(r.Errmsg, "invalid code, rid: ") {
		t.Errorf("errmsg %q", r.Errmsg)
	}
	wantCode(t, do(t, s, "GET", "/sns/jscode2session?appid="+mallID+"&secret=wrong", ""), "40125")
}

func TestManyAtOnce(t *testing.T) {
	s, _ := start(Settings{Accounts: []Account{{
		AppID: mallID, Secret: secretOf, Kind: "miniprogram",
		Limits: []Limit{{Path: scheme, Daily: 100}},
	}}})
	query := tokenOf(t, s, mallID)
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			for range 10 {
				post(t, s, scheme+query, "{}")
			}
		})
	}
	group.Wait()
	if got, want := s.Quota(mallID, scheme), (Daily{100, 100, 0}); got != want {
		t.Errorf("quota %v, want %v", got, want)
	}
	if n := s.Count(scheme); n != 200 {
		t.Errorf("%d calls counted, want 200", n)
	}
}
