package wechat

import (
	"errors"
	"math"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

func TestAddresses(t *testing.T) {
	for _, tt := range []struct {
		body string
		want []string
	}{
		{`{"ip_list":["203.0.113.7","101.226.103.0/25"]}`, []string{"203.0.113.7", "101.226.103.0/25"}},
		{`{"ip_list":"203.0.113.7,203.0.113.8 203.0.113.9"}`, []string{"203.0.113.7", "203.0.113.8", "203.0.113.9"}},
		{`{"ip_list":["203.0.113.7\u001b[2J", 5, null]}`, []string{"203.0.113.7[2J", "5", ""}},
		{`{"ip_list":null}`, []string{}},
		{`{"ip_list":{}}`, []string{}},
		{`{}`, []string{}},
	} {
		f := newFake(t, overHTTP)
		f.on("/cgi-bin/get_api_domain_ip", reply(200, tt.body))
		f.on("/cgi-bin/getcallbackip", reply(200, tt.body))
		c := newClient(t, f)
		api, err := c.APIDomainIPs(t.Context())
		callback, err2 := c.CallbackIPs(t.Context())
		if err != nil || err2 != nil || !reflect.DeepEqual(api, tt.want) || !reflect.DeepEqual(callback, tt.want) {
			t.Errorf("%s: got %q %v, %q %v", tt.body, api, err, callback, err2)
		}
		if got := f.last(t, "/cgi-bin/getcallbackip"); got.method != http.MethodGet || got.body != "" {
			t.Errorf("asked %+v", got)
		}
	}
}

func TestCheckCallback(t *testing.T) {
	for _, tt := range []struct {
		body string
		want CallbackCheck
	}{
		{`{"dns":[{"ip":"203.0.113.7","real_operator":"UNICOM"}],
			"ping":[{"ip":"203.0.113.7","from_operator":"UNICOM","package_loss":"0%","time":"23.079ms"}]}`,
			CallbackCheck{[]CallbackDNS{{"203.0.113.7", "UNICOM"}}, []CallbackPing{{"203.0.113.7", "UNICOM", "0%", "23.079ms"}}}},
		{`{"ping":[{"ip":"203.0.113.7","from_operator":"CAP","package_loss":"100%"}]}`,
			CallbackCheck{Ping: []CallbackPing{{"203.0.113.7", "CAP", "100%", ""}}}},
		{`{"dns":"none","ping":null}`, CallbackCheck{}},
		{`{}`, CallbackCheck{}},
	} {
		f := newFake(t, overHTTP)
		f.on("/cgi-bin/callback/check", reply(200, tt.body))
		got, err := newClient(t, f).CheckCallback(t.Context(), CheckAll, OperatorUnicom)
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, %v", tt.body, got, err)
		}
		if asked := f.last(t, "/cgi-bin/callback/check"); asked.body != `{"action":"all","check_operator":"UNICOM"}` {
			t.Errorf("asked %+v", asked)
		}
	}
}

func TestRIDInfo(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       rid.Record
	}{
		{"as documented", `{"errcode":0,"errmsg":"ok","request":{"invoke_time":1635156704,"cost_in_ms":30,"request_url":"access_token=50_xx",
			"request_body":"","response_body":"{\"errcode\":45009}","client_ip":"203.0.113.7"}}`,
			rid.Record{InvokedAt: time.Unix(1635156704, 0), Cost: 30 * time.Millisecond, URL: "access_token=50_xx", ResponseBody: `{"errcode":45009}`, ClientIP: "203.0.113.7"}},
		{"numbers as text, bodies as objects", `{"request":{"invoke_time":"1635156704","cost_in_ms":"30.5","request_body":{"touser":"x"},"response_body":null,"client_ip":7}}`,
			rid.Record{InvokedAt: time.Unix(1635156704, 0), Cost: 30 * time.Millisecond, RequestBody: `{"touser":"x"}`, ClientIP: "7"}},
		{"figures that cannot be", `{"request":{"invoke_time":1e18,"cost_in_ms":1e30}}`, rid.Record{Cost: math.MaxInt64 / time.Millisecond * time.Millisecond}},
		{"figures below zero", `{"request":{"invoke_time":-5,"cost_in_ms":-5}}`, rid.Record{}},
		{"request is a list", `{"request":[]}`, rid.Record{}},
		{"nothing", `{}`, rid.Record{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, overHTTP)
			f.on("/cgi-bin/openapi/rid/get", reply(200, tt.body))
			got, err := newClient(t, f).RIDInfo(t.Context(), someRID)
			if err != nil || got != tt.want {
				t.Errorf("got %+v, %v", got, err)
			}
			if asked := f.last(t, "/cgi-bin/openapi/rid/get"); asked.body != `{"rid":"`+someRID+`"}` {
				t.Errorf("asked %+v", asked)
			}
		})
	}

	f := newFake(t, overHTTP)
	own := "617682e1-11111111-22222222"
	f.on("/cgi-bin/openapi/rid/get", reply(200, `{"errcode":76001,"errmsg":"rid not found, please check rid: `+own+`"}`))
	_, err := newClient(t, f).RIDInfo(t.Context(), someRID)
	var e *Error
	if !errors.As(err, &e) || e.Code != 76001 || e.RID != rid.RID(own) || e.Msg != "rid not found, please check" || !strings.Contains(e.Op, someRID) {
		t.Errorf("the question's own rid: got %#v", err)
	}
}

func TestOnCallGetsEveryRequest(t *testing.T) {
	f := newFake(t, overHTTP)
	f.on(pathQuota, reply(502, ""), hangUp, reply(200, `{"errcode":45009,"errmsg":"reach limit rid: `+someRID+`"}`))
	log := NewCallLog(10)
	now := time.Unix(1_700_000_000, 0)
	c := newClient(t, f, func(c *Config) {
		c.OnCall = log.Add
		c.Now = func() time.Time { now = now.Add(10 * time.Millisecond); return now }
	})
	_, _ = c.Quota(t.Context(), "/cgi-bin/menu/get")
	calls := log.Recent()
	want := []Call{
		{Method: "POST", Path: pathToken, Status: 200},
		{Method: "POST", Path: pathQuota, About: "/cgi-bin/menu/get", Status: 502},
		{Method: "POST", Path: pathQuota, About: "/cgi-bin/menu/get"},
		{Method: "POST", Path: pathQuota, About: "/cgi-bin/menu/get", Status: 200, Code: 45009, RID: someRID},
	}
	for i := range calls {
		if calls[i].At.IsZero() || calls[i].Took != 10*time.Millisecond {
			t.Errorf("call %d began at %v and took %v", i, calls[i].At, calls[i].Took)
		}
		calls[i].At, calls[i].Took = time.Time{}, 0
	}
	if !reflect.DeepEqual(calls, want) {
		t.Errorf("got  %+v\nwant %+v", calls, want)
	}
}

func TestReach(t *testing.T) {
	date := time.Unix(1_700_000_000, 0).UTC()
	now := func() time.Time { return time.Now() }
	for _, status := range []int{200, 302, 404, 502} {
		f := newFake(t, overHTTP)
		f.on("/", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", date.Format(http.TimeFormat))
			w.WriteHeader(status)
		})
		got, err := Reach(t.Context(), http.DefaultTransport, f.URL+"/", now)
		if err != nil || !got.ServerTime.Equal(date) || got.Took <= 0 {
			t.Errorf("HTTP %d: got %+v, %v", status, got, err)
		}
	}
	f := newFake(t, overHTTP)
	f.on("/", func(w http.ResponseWriter, _ *http.Request) { w.Header()["Date"] = []string{"soon"} })
	if got, err := Reach(t.Context(), http.DefaultTransport, f.URL, now); err != nil || !got.ServerTime.IsZero() {
		t.Errorf("without a time: got %+v, %v", got, err)
	}
	for base, want := range map[string]Reason{"http://" + deadAddress(t): NotConnected, "http://api.weixin.qq.com": BadAddress} {
		if _, err := Reach(t.Context(), http.DefaultTransport, base, now); reason(err) != want {
			t.Errorf("%s: got %v", base, err)
		}
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	for _, cfg := range []Config{{}, {AppID: "wx", BaseURL: "http://api.weixin.qq.com"}, {BaseURL: catalog.DefaultBaseURL}} {
		if c, err := New(cfg); err == nil || c != nil {
			t.Errorf("%+v was taken", cfg)
		}
	}
	for _, host := range Hosts() {
		if err := catalog.CheckBaseURL("https://" + host); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
}
