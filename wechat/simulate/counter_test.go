package simulate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wxops/wechat/simulate/errcode"
)

func oneLimit(l Limit) Settings {
	return Settings{Accounts: []Account{{AppID: mallID, Secret: secretOf, Kind: "miniprogram", Limits: []Limit{l}}}}
}

func readQuota(t *testing.T, s *Server, path string) reply {
	t.Helper()
	return post(t, s, quotaGet+tokenOf(t, s, mallID), `{"cgi_path":"`+path+`"}`)
}

func TestQuotaOfAPath(t *testing.T) {
	s, _ := start(oneLimit(Limit{Path: scheme, Daily: 1000, Used: 250}))
	if got, want := readQuota(t, s, scheme).raw, `{"errcode":0,"errmsg":"ok","quota":{"daily_limit":1000,"used":250,"remain":750}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if used := s.Quota(mallID, quotaGet).Used; used != 1 {
		t.Errorf("reading cost %d calls of its own quota, want 1", used)
	}
	s.Use(mallID, quotaGet, DefaultLimit)
	wantCode(t, readQuota(t, s, scheme), "45009")
}

func TestRatesTakeAllFourShapes(t *testing.T) {
	shapes := map[Shape]string{
		Absent: "", Null: `,"%s":null`, Empty: `,"%s":{}`, Filled: `,"%s":{"call_count":600,"refresh_second":60}`,
	}
	for direct, wantDirect := range shapes {
		for component, wantComponent := range shapes {
			set := oneLimit(Limit{Path: scheme, Daily: 1, Rate: Rate{direct, 600, 60}})
			set.Accounts[0].Component = Rate{component, 600, 60} // As the account says where the path says nothing.
			s, _ := start(set)
			want := `{"errcode":0,"errmsg":"ok","quota":{"daily_limit":1,"used":0,"remain":1}`
			if wantDirect != "" {
				want += fmt.Sprintf(wantDirect, "rate_limit")
			}
			if wantComponent != "" {
				want += fmt.Sprintf(wantComponent, "component_rate_limit")
			}
			if got := readQuota(t, s, scheme).raw; got != want+"}" {
				t.Errorf("got %s, want %s}", got, want)
			}
		}
	}
}

func TestDefaultLimits(t *testing.T) {
	for name, c := range map[string]struct {
		env, path string
		fallback  int64
		want      int64
	}{
		"the catalogue's":      {"prod", sendMsg, 0, 500_000},
		"of a test account":    {"test", sendMsg, 0, 50_000},
		"test without its own": {"test", scheme, 0, 500_000},
		"observed":             {"prod", "/cgi-bin/clear_quota", 0, 100},
		"unknown":              {"prod", subscribe, 0, DefaultLimit},
		"unknown, as set":      {"prod", subscribe, 7, 7},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := start(Settings{DefaultLimit: c.fallback, Accounts: []Account{
				{AppID: mallID, Secret: secretOf, Kind: "miniprogram", Env: c.env},
			}})
			if got := s.Quota(mallID, c.path).Limit; got != c.want {
				t.Errorf("limit %d, want %d", got, c.want)
			}
		})
	}
}

func TestABadPathMayBe76003(t *testing.T) {
	set := oneLimit(Limit{Path: scheme})
	set.BadPath = errcode.RIDForbidden
	s, _ := start(set)
	wantCode(t, readQuota(t, s, "wxa/generatescheme"), "76003")
	wantCode(t, readQuota(t, s, "/wxa/nosuch"), "76021")
}

func TestCountersBeginAnewAtTheHourOfTheZone(t *testing.T) {
	shanghai := time.FixedZone("", 8*3600)
	for name, c := range map[string]struct {
		zone   *time.Location
		hour   int
		before time.Duration // from noon in Beijing to the last second of the day
	}{
		"midnight in Beijing":   {nil, 0, 12*time.Hour - time.Second},
		"four in Beijing":       {shanghai, 4, 16*time.Hour - time.Second},
		"one in the afternoon":  {shanghai, 13, time.Hour - time.Second},
		"midnight in Greenwich": {time.UTC, 0, 20*time.Hour - time.Second},
		"midnight in New York":  {time.FixedZone("", -4*3600), 0, 24*time.Hour - time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			set := oneLimit(Limit{Path: scheme, Daily: 100, Used: 40})
			set.Zone, set.DayHour = c.zone, c.hour
			s, clock := start(set)
			clock.add(c.before)
			if q := s.Quota(mallID, scheme); q.Used != 40 {
				t.Errorf("before the turn of the day %v", q)
			}
			clock.add(time.Second)
			if q := s.Quota(mallID, scheme); q.Used != 0 {
				t.Errorf("after it %v", q)
			}
		})
	}
}

func TestProductionFillsAQuota(t *testing.T) {
	s, c := start(oneLimit(Limit{Path: scheme, Daily: 100, Used: 40, PerSecond: 0.5}))
	for _, step := range []struct {
		after time.Duration
		used  int64
	}{{0, 40}, {10 * time.Second, 45}, {time.Second, 45}, {time.Second, 46}, {time.Hour, 100}} {
		c.add(step.after)
		if q := s.Quota(mallID, scheme); q.Used != step.used {
			t.Errorf("after another %s %v, want %d used", step.after, q, step.used)
		}
	}
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, scheme+query, "{}"), "45009")
	wantCode(t, post(t, s, "/cgi-bin/openapi/quota/clear"+query, `{"cgi_path":"`+scheme+`"}`), "0")
	c.add(8 * time.Second)
	if q := s.Quota(mallID, scheme); q.Used != 4 {
		t.Errorf("8 s after the clear %v", q)
	}
	c.add(noon.Add(12*time.Hour + 10*time.Second).Sub(c.Now()))
	if q := s.Quota(mallID, scheme); q.Used != 5 {
		t.Errorf("10 s after midnight %v", q)
	}
}

func TestAMinuteLimit(t *testing.T) {
	s, c := start(oneLimit(Limit{Path: scheme, Daily: 100, Minute: 2}))
	query := tokenOf(t, s, mallID)
	wantCode(t, post(t, s, scheme+query, "{}"), "0")
	wantCode(t, post(t, s, scheme+query, "{}"), "0")
	r := post(t, s, scheme+query, "{}")
	wantCode(t, r, "45011")
	if !strings.HasPrefix(r.Errmsg, "api minute-quota reach limit, must slower, retry next minute rid: ") {
		t.Errorf("errmsg %q", r.Errmsg)
	}
	wantCode(t, post(t, s, "/cgi-bin/clear_quota"+query, `{"appid":"`+mallID+`"}`), "0")
	wantCode(t, post(t, s, scheme+query, "{}"), "45011") // A clear does not lift it.
	c.add(time.Minute)
	wantCode(t, post(t, s, scheme+query, "{}"), "0")
}
