package demo

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wxops/wechat/simulate"
)

// The paths of which the demo tells a story.
const (
	customSend    = "/cgi-bin/message/custom/send"
	subscribeSend = "/cgi-bin/message/subscribe/send"
)

// noon is 12:00 in Beijing.
var noon = time.Date(2025, 6, 15, 4, 0, 0, 0, time.UTC)

// start gives a demo whose time stands still until later lets some pass.
func start(at time.Time) (s *simulate.Server, data Data, later func(time.Duration)) {
	s, data = New(func() time.Time { return at }, rand.New(rand.NewPCG(3, 4)))
	return s, data, func(d time.Duration) { at = at.Add(d) }
}

// told is an answer in the loosest form, so that a missing field is seen.
type told map[string]any

func (a told) code() string {
	if a["errcode"] == nil {
		return "none"
	}
	return fmt.Sprint(a["errcode"])
}

func ask(t *testing.T, s *simulate.Server, target, body string) told {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, target, strings.NewReader(body)))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: HTTP %d, and WeChat gives 200 to errors too", target, w.Code)
	}
	var a told
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%s: %v in %s", target, err, w.Body)
	}
	return a
}

func askToken(t *testing.T, s *simulate.Server, appID, secret string) told {
	t.Helper()
	return ask(t, s, "/cgi-bin/stable_token", `{"grant_type":"client_credential","appid":"`+appID+`","secret":"`+secret+`"}`)
}

// tokenOf gives the query with a token of the account.
func tokenOf(t *testing.T, s *simulate.Server, a simulate.Account) string {
	t.Helper()
	answer := askToken(t, s, a.AppID, a.Secret)
	token, ok := answer["access_token"].(string)
	if !ok {
		t.Fatalf("no token for %s: %v", a.Alias, answer)
	}
	return "?access_token=" + token
}

func wantCode(t *testing.T, a told, want string) {
	t.Helper()
	if a.code() != want {
		t.Errorf("errcode %s, want %s: %v", a.code(), want, a)
	}
}
