package simulate

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const ridGet = "/cgi-bin/openapi/rid/get"

func ridOf(t *testing.T, r reply) string {
	t.Helper()
	_, rid, ok := strings.Cut(r.Errmsg, "rid: ")
	if !ok {
		t.Fatalf("no rid in %s", r.raw)
	}
	return rid
}

func TestARIDTellsItsRequest(t *testing.T) {
	s, c := start(Settings{ClientIP: "203.0.113.7"})
	query := tokenOf(t, s, mallID)
	failed := post(t, s, scheme+query, `{"openid":"oDemo"`)
	rid := ridOf(t, failed)
	if want := fmt.Sprintf("%08x-", noon.Unix()); !strings.HasPrefix(rid, want) {
		t.Errorf("rid %s, want %s…", rid, want)
	}
	c.add(time.Minute)
	told := post(t, s, ridGet+query, `{"rid":"`+rid+`"}`)
	wantCode(t, told, "0")
	request := told.fields["request"].(map[string]any)
	for key, want := range map[string]any{
		"invoke_time": float64(noon.Unix()), "request_url": query[1:], "request_body": `{"openid":"oDemo"`,
		"response_body": failed.raw, "client_ip": "203.0.113.7",
	} {
		if request[key] != want {
			t.Errorf("%s is %v, want %v", key, request[key], want)
		}
	}
	if ms := request["cost_in_ms"].(float64); ms < 1 || ms > 1000 {
		t.Errorf("cost_in_ms %v", ms)
	}
}

func TestRIDsThatAreNotTold(t *testing.T) {
	at := func(d time.Duration) string { return fmt.Sprintf("%08x-00000001-00000002", noon.Add(d).Unix()) }
	fail := func(f Failure) func(*Server) string {
		return func(s *Server) string { rid, _ := s.Fail(f); return rid }
	}
	just := func(rid string) func(*Server) string { return func(*Server) string { return rid } }
	for name, c := range map[string]struct {
		set  Settings
		rid  func(*Server) string
		code string
	}{
		"unknown":         {Settings{}, just(at(-time.Minute)), "76001"},
		"of the future":   {Settings{}, just(at(time.Hour)), "76001"},
		"empty":           {Settings{}, just(""), "76002"},
		"cut off":         {Settings{}, just(at(0)[:20]), "76002"},
		"upper case":      {Settings{}, just("684E44C0-0000ABCD-00000002"), "76002"},
		"another's":       {Settings{}, fail(Failure{AppID: newsID, Path: menuGet, Code: 45009}), "76003"},
		"nobody's":        {Settings{}, fail(Failure{Path: menuGet, Code: 40013}), "76003"},
		"old":             {Settings{}, fail(Failure{AppID: mallID, Path: scheme, Code: 45009, At: noon.Add(-7 * 24 * time.Hour)}), "76004"},
		"old, unknown":    {Settings{}, just(at(-8 * 24 * time.Hour)), "76004"},
		"old, the other":  {Settings{OldRID: 76001}, just(at(-8 * 24 * time.Hour)), "76001"},
		"still kept":      {Settings{}, fail(Failure{AppID: mallID, Path: scheme, Code: 45009, At: noon.Add(time.Second - 7*24*time.Hour)}), "0"},
		"a login":         {Settings{}, fail(Failure{AppID: mallID, Path: "/sns/jscode2session", Code: 40029}), "76001"},
		"a login, 76022":  {Settings{SNSRID: 76022}, fail(Failure{AppID: mallID, Path: "/sns/jscode2session", Code: 40029}), "76022"},
		"not yet indexed": {Settings{RIDDelay: time.Minute}, fail(Failure{AppID: mallID, Path: scheme, Code: 45009}), "76001"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(c.set)
			query := tokenOf(t, s, mallID)
			rid := c.rid(s)
			r := post(t, s, ridGet+query, `{"rid":"`+rid+`"}`)
			wantCode(t, r, c.code)
			if c.code != "0" && ridOf(t, r) == rid {
				t.Error("the refusal carries the rid under study, not its own")
			}
		})
	}
}

func TestANewRIDIsKnownAfterAMoment(t *testing.T) {
	s, c := start(Settings{RIDDelay: time.Minute})
	query := tokenOf(t, s, mallID)
	rid, _ := s.Fail(Failure{AppID: mallID, Path: scheme, Code: 45009})
	c.add(time.Minute)
	wantCode(t, post(t, s, ridGet+query, `{"rid":"`+rid+`"}`), "0")
}

func TestOlderAnswersHaveNoAddress(t *testing.T) {
	s, _ := start(Settings{NoClientIP: true})
	rid, _ := s.Fail(Failure{AppID: mallID, Path: scheme, Code: 45009, ClientIP: "203.0.113.7"})
	if r := post(t, s, ridGet+tokenOf(t, s, mallID), `{"rid":"`+rid+`"}`); strings.Contains(r.raw, "client_ip") {
		t.Error(r.raw)
	}
}

func TestFailuresSpeakAsTheirPathDoes(t *testing.T) {
	s, _ := start(Settings{})
	for path, want := range map[string]string{
		scheme:                 "reach max api daily quota limit rid: ",
		"/sns/jscode2session":  "reach max api daily quota limit, rid: ",
		"/cgi-bin/media/check": "reach max api daily quota limit rid: ",
	} {
		rid, errmsg := s.Fail(Failure{AppID: mallID, Path: path, Code: 45009})
		if errmsg != want+rid {
			t.Errorf("%s: %q", path, errmsg)
		}
	}
	if _, errmsg := s.Fail(Failure{Code: 45047}); strings.HasPrefix(errmsg, " ") {
		t.Errorf("no text for a code of the catalogue: %q", errmsg)
	}
}

func TestTheOldestRIDsGoFirst(t *testing.T) {
	s, _ := start(Settings{})
	first, _ := s.Fail(Failure{AppID: mallID, Path: scheme, Code: 45009})
	var last string
	for range ridMax {
		last, _ = s.Fail(Failure{AppID: mallID, Path: scheme, Code: 45009})
	}
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, ridGet+query, `{"rid":"`+first+`"}`), "76001")
	wantCode(t, post(t, s, ridGet+query, `{"rid":"`+last+`"}`), "0")
}
