package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate"
)

func TestDemoAccountsAreWhole(t *testing.T) {
	_, data, _ := start(noon)
	appID := regexp.MustCompile(`^wxde30[0-9a-f]{12}$`)
	kinds := map[string]bool{}
	var tests, readOnly int
	for _, a := range data.Accounts {
		kinds[a.Kind] = true
		if a.Env == "test" {
			tests++
		}
		if a.ReadOnly {
			readOnly++
		}
		if !appID.MatchString(a.AppID) || len(a.Secret) != 32 {
			t.Errorf("%s: appid %s or secret has not the form", a.Alias, a.AppID)
		}
		for _, path := range a.APIs {
			if api, known := catalog.Lookup(path); !known || !slices.Contains(api.Kinds, a.Kind) {
				t.Errorf("%s: %s is no path of a %s", a.Alias, path, a.Kind)
			}
		}
	}
	if len(kinds) != 5 || tests != 1 || readOnly != 1 {
		t.Errorf("%d kinds, %d test, %d read-only", len(kinds), tests, readOnly)
	}
}

func TestDemoFillsWhileOneWatches(t *testing.T) {
	s, data, later := start(noon)
	mall := data.Accounts[0].AppID
	if q := s.Quota(mall, customSend); q.Remain != 0 {
		t.Errorf("customer messages have %d left", q.Remain)
	}
	before := s.Quota(mall, subscribeSend)
	later(time.Minute)
	if q := s.Quota(mall, subscribeSend); q.Used <= before.Used || q.Remain == 0 {
		t.Errorf("after a minute %v, before %v", q, before)
	}
	later(time.Minute)
	if q := s.Quota(mall, subscribeSend); q.Remain != 0 {
		t.Errorf("after two minutes %v", q)
	}
}

func TestDemoHasOneClearLeft(t *testing.T) {
	for _, at := range []time.Time{
		noon,
		time.Date(2025, 5, 31, 16, 0, 1, 0, time.UTC), // One second into June in Beijing.
	} {
		s, data, _ := start(at)
		mall := data.Accounts[0]
		query := tokenOf(t, s, mall)
		wantCode(t, ask(t, s, "/cgi-bin/clear_quota"+query, `{"appid":"`+mall.AppID+`"}`), "0")
		if q := s.Quota(mall.AppID, customSend); q.Used != 0 {
			t.Errorf("after the clear %v", q)
		}
		wantCode(t, ask(t, s, "/cgi-bin/clear_quota"+query, `{"appid":"`+mall.AppID+`"}`), "48006")
	}
}

func TestDemoClearsAreForTheJournal(t *testing.T) {
	_, data, _ := start(noon)
	if !slices.IsSortedFunc(data.Clears, func(a, b simulate.Clear) int { return a.At.Compare(b.At) }) {
		t.Error("not oldest first")
	}
	for _, c := range data.Clears {
		if c.By == "" || c.AppID == "" || (c.Scope == "api") != (c.Path != "") || !c.At.Before(noon) {
			t.Errorf("%+v", c)
		}
	}
}

func TestDemoRIDs(t *testing.T) {
	s, data, _ := start(noon)
	query := tokenOf(t, s, data.Accounts[0])
	var got []string
	for _, r := range data.RIDs {
		if !strings.Contains(r.Text, r.RID) || r.NoteEn == "" || r.NoteZh == "" {
			t.Errorf("%+v", r)
		}
		answer := ask(t, s, "/cgi-bin/openapi/rid/get"+query, `{"rid":"`+r.RID+`"}`)
		got = append(got, answer.code())
		if answer.code() != "0" {
			continue
		}
		request := answer["request"].(map[string]any)
		if !strings.HasPrefix(request["request_url"].(string), "access_token=") || !strings.Contains(request["request_body"].(string), "oDemo") {
			t.Errorf("nothing to mask in %v", answer)
		}
		if request["response_body"] != r.Text {
			t.Errorf("the log says %s, and WeChat answered %s", r.Text, request["response_body"])
		}
	}
	if want := []string{"0", "0", "0", "76001", "76004", "76003"}; !slices.Equal(got, want) {
		t.Errorf("answers %v, want %v", got, want)
	}
}
