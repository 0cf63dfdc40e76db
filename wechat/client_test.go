package wechat

import (
	"errors"
	"net/http"
	"reflect"
	"testing"
	"time"

	"wxops/wechat/catalog"
)

func TestQuotaReadsWhateverShapeComes(t *testing.T) {
	daily := &Daily{Limit: 1000, Used: 10, Remain: 990}
	for _, tt := range []struct {
		name, body string
		want       Quota
	}{
		{"quota only", `{"errcode":0,"errmsg":"ok","quota":{"daily_limit":1000,"used":10,"remain":990}}`, Quota{Daily: daily}},
		{"no errcode", `{"quota":{"daily_limit":1000,"used":10,"remain":990}}`, Quota{Daily: daily}},
		{"errcode null", `{"errcode":null,"quota":{"daily_limit":1000,"used":10,"remain":990}}`, Quota{Daily: daily}},
		{"all parts", `{"errcode":0,"quota":{"daily_limit":1000,"used":10,"remain":990},
			"rate_limit":{"call_count":5600,"refresh_second":60},"component_rate_limit":{"call_count":1,"refresh_second":2}}`,
			Quota{Daily: daily, Rate: &Rate{5600, 60}, Component: &Rate{1, 2}}},
		{"rates empty", `{"quota":{"daily_limit":1000,"used":10,"remain":990},"rate_limit":{},"component_rate_limit":null}`, Quota{Daily: daily}},
		{"rates zero", `{"rate_limit":{"call_count":0,"refresh_second":0}}`, Quota{}},
		{"strings and floats", `{"errcode":"0","quota":{"daily_limit":"1000","used":1e1,"remain":990.0}}`, Quota{Daily: daily}},
		{"huge", `{"quota":{"daily_limit":9223372036854775807,"used":1e300,"remain":-1e300}}`, Quota{Daily: &Daily{1<<63 - 1, 1<<63 - 1, -1 << 63}}},
		{"remain does not add up", `{"quota":{"daily_limit":1000,"used":10,"remain":5}}`, Quota{Daily: &Daily{1000, 10, 5}}},
		{"remain missing", `{"quota":{"daily_limit":1000,"used":10}}`, Quota{}},
		{"a number is null", `{"quota":{"daily_limit":1000,"used":10,"remain":null}}`, Quota{}},
		{"a number is a word", `{"quota":{"daily_limit":1000,"used":10,"remain":"many"}}`, Quota{}},
		{"a number is an object", `{"quota":{"daily_limit":1000,"used":10,"remain":{}}}`, Quota{}},
		{"all zero", `{"quota":{"daily_limit":0,"used":0,"remain":0}}`, Quota{}},
		{"quota is a list", `{"quota":[],"rate_limit":"none","component_rate_limit":{"call_count":1,"refresh_second":2}}`, Quota{Component: &Rate{1, 2}}},
		{"nothing", `{}`, Quota{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t, overHTTP)
			f.on(pathQuota, reply(200, tt.body))
			at := time.Unix(1700000000, 0)
			q, err := newClient(t, f, func(c *Config) { c.Now = func() time.Time { return at } }).Quota(t.Context(), "/cgi-bin/menu/get")
			if err != nil {
				t.Fatal(err)
			}
			tt.want.Path, tt.want.At = "/cgi-bin/menu/get", at
			if !reflect.DeepEqual(q, tt.want) {
				t.Errorf("got %+v %+v, want %+v %+v", q, q.Daily, tt.want, tt.want.Daily)
			}
			got := f.last(t, pathQuota)
			if got.method != http.MethodPost || got.body != `{"cgi_path":"/cgi-bin/menu/get"}` || !reflect.DeepEqual(got.query, map[string][]string{"access_token": {canaryToken}}) {
				t.Errorf("asked %+v", got)
			}
		})
	}
}

func TestABadPathIsNotAskedFor(t *testing.T) {
	f := newFake(t, overHTTP)
	c := newClient(t, f)
	for path, want := range map[string]error{
		"": catalog.ErrPathEmpty, "cgi-bin/menu/get": catalog.ErrPathSlash, "https://api.weixin.qq.com/cgi-bin/menu/get": catalog.ErrPathHost,
		"/cgi-bin/menu/get?x=1": catalog.ErrPathQuery, "/cgi bin": catalog.ErrPathForm, "/sns/jscode2session": catalog.ErrPathSNS,
	} {
		_, err := c.Quota(t.Context(), path)
		var e *Error
		if !errors.Is(err, want) || !errors.As(err, &e) || e.Reason != BadPath || e.Sent {
			t.Errorf("quota of %q: %v", path, err)
		}
		if err := c.ClearPath(t.Context(), path); !errors.Is(err, want) {
			t.Errorf("clear %q: %v", path, err)
		}
	}
	if _, err := c.RIDInfo(t.Context(), "617682e0-5a2b"); reason(err) != BadRID {
		t.Errorf("a cut rid: %v", err)
	}
	if len(f.asked) != 0 {
		t.Errorf("asked %+v", f.asked)
	}
}
