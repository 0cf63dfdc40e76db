package simulate

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat/catalog"
)

const subscribe = "/cgi-bin/message/subscribe/send"

func startDemo(at time.Time) (*Server, DemoData, *clock) {
	c := &clock{now: at}
	s, data := Demo(c.Now, rand.New(rand.NewPCG(3, 4)))
	return s, data, c
}

func demoToken(t *testing.T, s *Server, a Account) string {
	t.Helper()
	r := post(t, s, "/cgi-bin/stable_token", stableBody(a.AppID, a.Secret))
	if r.fields["access_token"] == nil {
		t.Fatalf("no token for %s: %s", a.Alias, r.raw)
	}
	return "?access_token=" + r.fields["access_token"].(string)
}

func TestDemoAccountsAreWhole(t *testing.T) {
	_, data, _ := startDemo(noon)
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
	s, data, c := startDemo(noon)
	mall := data.Accounts[0].AppID
	if q := s.Quota(mall, sendMsg); q.Remain != 0 {
		t.Errorf("customer messages have %d left", q.Remain)
	}
	before := s.Quota(mall, subscribe)
	c.add(time.Minute)
	if q := s.Quota(mall, subscribe); q.Used <= before.Used || q.Remain == 0 {
		t.Errorf("after a minute %v, before %v", q, before)
	}
	c.add(time.Minute)
	if q := s.Quota(mall, subscribe); q.Remain != 0 {
		t.Errorf("after two minutes %v", q)
	}
}

func TestDemoHasOneClearLeft(t *testing.T) {
	for _, at := range []time.Time{
		noon,
		time.Date(2025, 5, 31, 16, 0, 1, 0, time.UTC), // One second into June in Beijing.
	} {
		s, data, _ := startDemo(at)
		mall := data.Accounts[0]
		query := demoToken(t, s, mall)
		wantCode(t, post(t, s, "/cgi-bin/clear_quota"+query, `{"appid":"`+mall.AppID+`"}`), "0")
		if q := s.Quota(mall.AppID, sendMsg); q.Used != 0 {
			t.Errorf("after the clear %v", q)
		}
		wantCode(t, post(t, s, "/cgi-bin/clear_quota"+query, `{"appid":"`+mall.AppID+`"}`), "48006")
	}
}

func TestDemoClearsAreForTheJournal(t *testing.T) {
	_, data, _ := startDemo(noon)
	if !slices.IsSortedFunc(data.Clears, func(a, b Clear) int { return a.At.Compare(b.At) }) {
		t.Error("not oldest first")
	}
	for _, c := range data.Clears {
		if c.By == "" || c.AppID == "" || (c.Scope == "api") != (c.Path != "") || !c.At.Before(noon) {
			t.Errorf("%+v", c)
		}
	}
}

func TestDemoRIDs(t *testing.T) {
	s, data, _ := startDemo(noon)
	query := demoToken(t, s, data.Accounts[0])
	var got []string
	for _, r := range data.RIDs {
		if !strings.Contains(r.Text, r.RID) || r.NoteEn == "" || r.NoteZh == "" {
			t.Errorf("%+v", r)
		}
		answer := post(t, s, "/cgi-bin/openapi/rid/get"+query, `{"rid":"`+r.RID+`"}`)
		got = append(got, answer.code())
		if answer.code() != "0" {
			continue
		}
		request := answer.fields["request"].(map[string]any)
		if !strings.HasPrefix(request["request_url"].(string), "access_token=") || !strings.Contains(request["request_body"].(string), "oDemo") {
			t.Errorf("nothing to mask in %s", answer.raw)
		}
	}
	if want := []string{"0", "0", "0", "76001", "76004", "76003"}; !slices.Equal(got, want) {
		t.Errorf("answers %v, want %v", got, want)
	}
}
