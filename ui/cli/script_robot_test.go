package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// robotServer stands for WeCom's: it keeps what the robots of a script are told.
type robotServer struct {
	mu   sync.Mutex
	said []string // the bodies, one a message
}

func (s *robotServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	answer := `{"errcode":0,"errmsg":"ok"}`
	if r.FormValue("key") != "right" {
		answer = `{"errcode":93000,"errmsg":"invalid webhook url"}`
	} else {
		s.mu.Lock()
		s.said = append(s.said, string(body))
		s.mu.Unlock()
	}
	_, _ = io.WriteString(w, answer)
}

// startRobots has robots to tell at $ROBOT from now on.
func startRobots(ts *testscript.TestScript, _ bool, _ []string) {
	s := &robotServer{}
	listener := httptest.NewServer(s)
	ts.Defer(listener.Close)
	ts.Setenv("ROBOT", listener.URL)
	robotServers.Store(ts.Getenv("WORK"), s)
}

var robotServers sync.Map // of the scripts, by their folders

// wantTold asks how many messages the robots were told, and with a second argument
// whether one of them matches.
func wantTold(ts *testscript.TestScript, neg bool, args []string) {
	kept, _ := robotServers.Load(ts.Getenv("WORK"))
	s := kept.(*robotServer)
	s.mu.Lock()
	defer s.mu.Unlock()
	if strconv.Itoa(len(s.said)) != args[0] {
		ts.Fatalf("the robots were told %d messages: %s", len(s.said), strings.Join(s.said, "\n"))
	}
	if len(args) > 1 && neg == regexp.MustCompile(args[1]).MatchString(strings.Join(s.said, "\n")) {
		ts.Fatalf("the robots were told: %s", strings.Join(s.said, "\n"))
	}
}
