package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/rid"
)

var form = Form{Lang: words.English, Now: time.Date(2026, 3, 14, 9, 26, 53, 5, time.FixedZone("", 8*60*60))}

// TestAFieldIsNeverMissing: none is left out when it is empty, and each has
// its name in the documents' way.
func TestAFieldIsNeverMissing(t *testing.T) {
	for _, doc := range []any{Quota{}, Reset{}, DryRun{}, Resets{}, History{}, APIs{}, Codes{}, RIDs{}, Accounts{}, Test{}, Saved{}, Removed{}, Imported{}, Secret{}, Event{}} {
		tags(t, reflect.TypeOf(doc), map[reflect.Type]bool{})
	}
}

func tags(t *testing.T, typ reflect.Type, seen map[reflect.Type]bool) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || seen[typ] {
		return
	}
	seen[typ] = true
	for f := range typ.Fields() {
		if tag := f.Tag.Get("json"); !f.Anonymous && (tag == "" || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz_") != "") {
			t.Errorf("%s.%s is written as %q", typ, f.Name, tag)
		}
		tags(t, f.Type, seen)
	}
}

// TestNothingIsAnEmptyList: a list of nothing is [], not null, and what does
// not apply is null.
func TestNothingIsAnEmptyList(t *testing.T) {
	resets := form.Resets(nil)
	for _, c := range []struct {
		doc  any
		want string
	}{
		{form.Quota("mall", "wx1", nil, meter.Account{}), `{"account":"mall","appid":"wx1","at":"2026-03-14T09:26:53+08:00","apis":[]}`},
		{form.Row(wechat.Quota{Path: "/no/such"}, meter.Forecast{}), `{"cgi_path":"/no/such","name":null,"limit":null,"used":null,"remain":null,"used_percent":null,"read_at":null,"rate_limit":null,"component_rate_limit":null,"forecast":null,"back_at":null,"error":null}`},
		{form.Reset(guard.Result{Outcome: guard.NotSent}, meter.Account{}), `{"id":null,"account":"","appid":null,"scope":"","cgi_path":null,"via":"","outcome":"not sent","error":null,"before":[],"after":[],"left":{"all":0,"api":0},"outlook":null}`},
		{form.DryRun(guard.Plan{Sends: "POST"}, meter.Account{}), `{"id":null,"account":"","appid":null,"scope":"","cgi_path":null,"via":"","outcome":"not sent","error":null,"before":[],"after":[],"left":{"all":0,"api":0},"outlook":null,"sends":"POST","warnings":[],"journal_damaged":0}`},
		{resets, `{"resets":[],"left":[]}`},
		{form.APIs(nil), `{"apis":[]}`},
		{form.APIs([]catalog.API{{Path: "/a"}}), `{"apis":[{"cgi_path":"/a","name":null,"api_name":null,"method":null,"family":null,"kinds":[],"limit_new":null,"limit_test":null,"limit_source":null,"has_quota":"","source":null,"page":null}]}`},
		{form.Codes(nil, []int64{7}), `{"codes":[{"errcode":7,"meaning":null,"hint":null,"kind":null,"retryable":null,"errmsg":null,"family":null,"places":[]}]}`},
		{form.RIDs(rid.Found{}, nil), `{"rids":[],"broken":[],"codes":[],"hints":[],"addresses":[],"appids":[],"paths":[],"account":null,"request":null,"error":null}`},
		{form.Request(rid.Record{}, "", false), `{"invoke_time":null,"cost_ms":0,"url":null,"request_body":null,"response_body":null,"client_ip":null,"cgi_path":null,"cgi_path_sure":null}`},
	} {
		if got, err := json.Marshal(c.doc); err != nil || string(got) != c.want {
			t.Errorf("%s, %v\nwant %s", got, err, c.want)
		}
	}
}

// TestUsedPercentIsRoundedDown: 100 is never shown while a call is left.
func TestUsedPercentIsRoundedDown(t *testing.T) {
	row := form.Row(wechat.Quota{Daily: &wechat.Daily{Limit: 100000, Used: 99999, Remain: 1}}, meter.Forecast{})
	if *row.UsedPercent != 99 {
		t.Errorf("%d%%", *row.UsedPercent)
	}
	if row := form.Row(wechat.Quota{Daily: &wechat.Daily{Used: 5}}, meter.Forecast{}); row.UsedPercent != nil {
		t.Errorf("%d%% of no limit", *row.UsedPercent)
	}
}

// TestAFailureTellsWhatWeChatSaid, once: the errcode has a field of its own.
func TestAFailureTellsWhatWeChatSaid(t *testing.T) {
	err := &wechat.Error{Op: "read the quota", Code: 45009, Msg: "reach max api daily quota limit", RID: "6a1b2c3d-0a1b2c3d-1a2b3c4d"}
	fact, remedy := words.Explain(err, words.English)
	e := Failure(fact, remedy, fmt.Errorf("wrapped: %w", err))
	if *e.Code != 45009 || *e.Msg != err.Msg || *e.RID != string(err.RID) || strings.Contains(e.Meaning, "45009") || e.Hint == nil {
		t.Errorf("%+v", e)
	}
	if e := Failure("no such\x1b[31m thing", "", errors.New("x")); e.Code != nil || e.Msg != nil || e.RID != nil || e.Hint != nil || strings.Contains(e.Meaning, "\x1b") {
		t.Errorf("%+v", e)
	}
}

// TestTheCSVIsOfOneWidth, and gives a spreadsheet no formula.
func TestTheCSVIsOfOneWidth(t *testing.T) {
	rows := form.Quota("mall", "wx1", []wechat.Reading{
		{Path: "/cgi-bin/menu/get", Quota: wechat.Quota{Daily: &wechat.Daily{Limit: 10, Used: 1, Remain: 9}, Rate: &wechat.Rate{Calls: 5, Seconds: 60}}},
		{Path: "/cgi-bin/menu/create", Err: &wechat.Error{Code: 40001, Msg: "=HYPERLINK(1)"}},
		{Path: "=1+1\u202e", Err: catalog.ErrPathForm},
	}, meter.Account{}).CSV()
	for _, row := range rows {
		if len(row) != len(rows[0]) {
			t.Errorf("%d cells under %d heads: %v", len(row), len(rows[0]), row)
		}
	}
	if !slices.Contains(rows[2], "'=HYPERLINK(1)") || rows[3][0] != "'=1+1" {
		t.Errorf("%q", rows[2:])
	}
	for text, want := range map[string]string{"=HYPERLINK(1)": "'=HYPERLINK(1)", "ok": "ok", "+49": "'+49", "-1": "'-1", "@x": "'@x", "a=1": "a=1", "": ""} {
		if got := inert(text); got != want {
			t.Errorf("inert(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestLeftIsSureWhenBothBudgetsAre: the document has one word for the two.
func TestLeftIsSureWhenBothBudgetsAre(t *testing.T) {
	for left, want := range map[guard.Left]bool{
		{All: 3, API: 50}:              false,
		{AllSure: true, API: 50}:       false,
		{All: 10, APISure: true}:       false,
		{AllSure: true, APISure: true}: true,
	} {
		var doc Resets
		if doc.Add("mall", left); doc.Left[0].Sure != want {
			t.Errorf("%+v: sure is %t", left, doc.Left[0].Sure)
		}
	}
}

// TestARowTellsWhenItIsOutAndBack: when is in the zone of the reader, and the day
// of the quota ends in Beijing wherever that is.
func TestARowTellsWhenItIsOutAndBack(t *testing.T) {
	abroad := Form{Lang: words.English, Now: time.Date(2026, 3, 14, 20, 0, 0, 0, time.UTC)}
	q := wechat.Quota{At: abroad.Now.Add(-time.Minute), Daily: &wechat.Daily{Limit: 1000, Used: 900, Remain: 100}}
	row := abroad.Row(q, meter.Forecast{Saying: meter.OutLater, At: abroad.Now.Add(time.Hour), PerHour: 99.96, Basis: meter.ByRecent})
	got, err := json.Marshal(row)
	want := `{"cgi_path":"","name":null,"limit":1000,"used":900,"remain":100,"used_percent":90,"read_at":"2026-03-14T19:59:00Z","rate_limit":null,"component_rate_limit":null,` +
		`"forecast":{"out_at":"2026-03-14T21:00:00Z","per_hour":100,"basis":"recent"},"back_at":"2026-03-16T00:00:00+08:00","error":null}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v\nwant %s", got, err, want)
	}
	row = abroad.Row(q, meter.Forecast{Saying: meter.Flat, Basis: meter.ByRecent})
	if row.Forecast == nil || row.Forecast.OutAt != nil || row.Forecast.PerHour == nil || *row.Forecast.PerHour != 0 {
		t.Errorf("flat: %+v", row.Forecast)
	}
	if row = abroad.Row(q, meter.Forecast{Saying: meter.NotToday, Basis: meter.ByDay}); row.Forecast == nil || row.Forecast.PerHour != nil {
		t.Errorf("of the day's average: %+v", row.Forecast)
	}
	if row = abroad.Row(wechat.Quota{Daily: &wechat.Daily{Used: 5}}, meter.Forecast{Saying: meter.NoLimit}); row.Forecast != nil || row.BackAt != nil {
		t.Errorf("without a limit: %+v", row)
	}
}
