package wechat_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
	"wxops/wechat/simulate"
)

func TestContractOfEachEndpoint(t *testing.T) {
	for _, socket := range []bool{true, false} {
		k := sign(t, socket, simulate.Settings{})
		k.server.Use(mallID, scheme, 100)
		before, err := k.Quota(t.Context(), scheme)
		want := k.server.Quota(mallID, scheme)
		if err != nil || before.Daily == nil || *before.Daily != wechat.Daily(want) || want.Used != 100 {
			t.Errorf("quota: got %+v, %v, want %+v", before.Daily, err, want)
		}
		if err := k.ClearPath(t.Context(), scheme); err != nil {
			t.Error(err)
		}
		after, err := k.Quota(t.Context(), scheme)
		if err != nil || after.Daily == nil || after.Daily.Used != 0 {
			t.Errorf("after the clear: got %+v, %v", after.Daily, err)
		}
		if err := k.ClearAll(t.Context()); err != nil {
			t.Error(err)
		}
		if err := k.ClearAllBySecret(t.Context()); err != nil {
			t.Error(err)
		}
		if all, single := k.server.Left(mallID); all != 8 || single != 49 {
			t.Errorf("left %d and %d", all, single)
		}

		id, _ := k.server.Fail(simulate.Failure{AppID: mallID, Path: scheme, Code: 45009, Query: "access_token=50_xx", Request: `{"a":1}`, ClientIP: "203.0.113.7"})
		info, err := k.RIDInfo(t.Context(), rid.RID(id))
		if err != nil || !info.InvokedAt.Equal(rid.RID(id).CalledAt()) || info.URL != "access_token=50_xx" || info.RequestBody != `{"a":1}` ||
			!strings.Contains(info.ResponseBody, "45009") || info.ClientIP != "203.0.113.7" || info.Cost <= 0 {
			t.Errorf("rid: got %+v, %v", info, err)
		}
		if ips, err := k.APIDomainIPs(t.Context()); err != nil || len(ips) < 2 {
			t.Errorf("API addresses: got %v, %v", ips, err)
		}
		if ips, err := k.CallbackIPs(t.Context()); err != nil || !slices.ContainsFunc(ips, func(ip string) bool { return strings.Contains(ip, "/") }) {
			t.Errorf("callback addresses: got %v, %v", ips, err)
		}
		if check, err := k.CheckCallback(t.Context(), wechat.CheckAll, wechat.OperatorDefault); err != nil || len(check.DNS) == 0 || len(check.Ping) == 0 || check.Ping[0].Took == "" {
			t.Errorf("callback: got %+v, %v", check, err)
		}
		if n := k.server.TokensIssued(mallID); n != 1 {
			t.Errorf("%d tokens for all of it", n)
		}
		if v := k.server.Violations(); len(v) != 0 {
			t.Errorf("violations: %+v", v)
		}
	}
}

func TestContractOfRates(t *testing.T) {
	for shape, want := range map[simulate.Shape]*wechat.Rate{
		simulate.Absent: nil, simulate.Null: nil, simulate.Empty: nil, simulate.Filled: {Calls: 5600, Seconds: 60},
	} {
		rate := simulate.Rate{Shape: shape, Calls: 5600, Seconds: 60}
		k := sign(t, false, simulate.Settings{Accounts: []simulate.Account{{AppID: mallID, Secret: secretOf, Kind: "miniprogram", Rate: rate, Component: rate}}})
		q, err := k.Quota(t.Context(), scheme)
		if err != nil || (q.Rate == nil) != (want == nil) || (q.Component == nil) != (want == nil) || want != nil && (*q.Rate != *want || *q.Component != *want) {
			t.Errorf("shape %d: got %+v %+v, %v", shape, q.Rate, q.Component, err)
		}
	}
}

// Each errcode that WeChat documents for an endpoint arrives as itself, without
// its trace in the text and with its rid.
func TestContractOfErrcodes(t *testing.T) {
	ip := []int64{40164, 61004, 45035}
	documented := map[string][]int64{
		quotaGet:    append([]int64{76021, 76022, 76003, 41001, 44002, 47001, 45009, 45011, 48001, 50002}, ip...),
		ridGet:      {76001, 76002, 76003, 76004, 76022, 45009},
		domainIP:    {40013, 45009},
		callbackIP:  {40013, 45009},
		checkPath:   {40201, 40202, 40203, 45009},
		stableToken: append([]int64{40001, 40002, 40013, 40125, 40243, 41002, 41004, 43002, 45009, 45011, 50004, 50007, 89501, 89503, 89506, 89507}, ip...),
		clearQuota:  {-1, 40001, 40013, 40014, 41001, 41002, 42001, 44002, 45009, 48006, 50002},
		clearV2:     append([]int64{-1, 40013, 40125, 40243, 48006}, ip...),
		quotaClear:  {-1, 40001, 40014, 41001, 42001, 44002, 45009, 48006, 50002, 76021, 76022},
	}
	for _, op := range operations {
		for _, code := range documented[op.path] {
			t.Run(fmt.Sprint(op.path, code), func(t *testing.T) {
				k := sign(t, false, simulate.Settings{})
				k.server.SetFault(op.path, simulate.Fault{Kind: simulate.Refuse, Code: code, Text: "some text"})
				err := op.do(t.Context(), k)
				var e *wechat.Error
				if !errors.As(err, &e) || e.Code != code || e.Msg != "some text" || e.Path != op.path || e.Status != 200 || !e.Sent || e.Reason != "" {
					t.Fatalf("got %#v", err)
				}
				if _, err := rid.Parse(string(e.RID)); err != nil || strings.Contains(e.Msg, "rid") {
					t.Errorf("rid %q, text %q", e.RID, e.Msg)
				}
				if n := k.server.Count(op.path); n != 1 {
					t.Errorf("asked %d times", n)
				}
			})
		}
	}
}

// Refused tokens and a busy server are what a read gets over and a clear does not.
func TestContractOfPassingErrcodes(t *testing.T) {
	for _, op := range operations {
		for _, code := range []int64{-1, 40001, 40014, 42001} {
			if op.path == stableToken && code != -1 || op.path == clearV2 {
				continue
			}
			k := sign(t, false, simulate.Settings{})
			k.server.SetFault(op.path, simulate.Fault{Kind: simulate.Refuse, Code: code, Times: 1})
			err := op.do(t.Context(), k)
			if clears(op.path) {
				if wechat.Code(err) != code || k.server.Count(op.path) != 1 {
					t.Errorf("%s %d: got %v after %d requests", op.path, code, err, k.server.Count(op.path))
				}
			} else if err != nil || k.server.Count(op.path) != 2 {
				t.Errorf("%s %d: got %v after %d requests", op.path, code, err, k.server.Count(op.path))
			}
		}
	}
}

// The same codes, as they come about by themselves.
func TestContractOfSituations(t *testing.T) {
	account := func(change func(*simulate.Account)) simulate.Settings {
		a := simulate.Account{AppID: mallID, Secret: secretOf, Kind: "miniprogram"}
		change(&a)
		return simulate.Settings{ClientIP: "203.0.113.7", Accounts: []simulate.Account{a}}
	}
	month := make([]simulate.Clear, 10)
	for i := range month {
		month[i] = simulate.Clear{At: time.Now(), Scope: "all"}
	}
	ago := func(d time.Duration) rid.RID {
		return rid.RID(fmt.Sprintf("%08x-11111111-22222222", time.Now().Add(-d).Unix()))
	}
	askFor := func(rid rid.RID) func(context.Context, contract) error {
		return func(ctx context.Context, k contract) error { _, err := k.RIDInfo(ctx, rid); return err }
	}
	quotaOf := func(path string) func(context.Context, contract) error {
		return func(ctx context.Context, k contract) error { _, err := k.Quota(ctx, path); return err }
	}
	check := func(action, operator string) func(context.Context, contract) error {
		return func(ctx context.Context, k contract) error {
			_, err := k.CheckCallback(ctx, action, operator)
			return err
		}
	}
	authorize := func(ctx context.Context, k contract) error { return k.Authorize(ctx) }
	clearAll := func(ctx context.Context, k contract) error { return k.ClearAll(ctx) }
	bySecret := func(ctx context.Context, k contract) error { return k.ClearAllBySecret(ctx) }
	as := func(appID, secret string) func(*wechat.Config) {
		return func(c *wechat.Config) { c.AppID, c.Secret = appID, secretIs(secret) }
	}
	same := func(*wechat.Config) {}
	for _, tt := range []struct {
		name   string
		set    simulate.Settings
		change func(*wechat.Config)
		do     func(context.Context, contract) error
		code   int64
		sent   bool
	}{
		{"the path is unknown", simulate.Settings{}, same, quotaOf("/wxa/nosuch"), 76021, true},
		{"the path is another kind's", simulate.Settings{}, same, quotaOf(menuGet), 76022, true},
		{"the path to clear is unknown", simulate.Settings{}, same, func(ctx context.Context, k contract) error { return k.ClearPath(ctx, "/wxa/nosuch") }, 76021, true},
		{"the AppID is wrong", simulate.Settings{}, as("wx00000000000000ff", secretOf), authorize, 40013, true},
		{"the secret is wrong", simulate.Settings{}, as(mallID, "wrong"), authorize, 40125, true},
		{"the secret is wrong for a clear", simulate.Settings{}, as(mallID, "wrong"), clearAll, 40125, false},
		{"the secret is wrong for a clear by it", simulate.Settings{}, as(mallID, "wrong"), bySecret, 40125, true},
		{"the secret is frozen", account(func(a *simulate.Account) { a.Frozen = true }), same, authorize, 40243, true},
		{"the address is not listed", account(func(a *simulate.Account) { a.AllowIPs = []string{"198.51.100.1"} }), same, authorize, 40164, true},
		{"the token's quota is used up", account(func(a *simulate.Account) { a.Limits = []simulate.Limit{{Path: stableToken, Daily: 5, Used: 5}} }), same, clearAll, 45009, false},
		{"a read's own quota is used up", account(func(a *simulate.Account) { a.Limits = []simulate.Limit{{Path: quotaGet, Daily: 5, Used: 5}} }), same, quotaOf(scheme), 45009, true},
		{"the month's clears are gone", account(func(a *simulate.Account) { a.Clears = month }), same, clearAll, 48006, true},
		{"the month's clears are gone for the secret", account(func(a *simulate.Account) { a.Clears = month }), same, bySecret, 48006, true},
		{"the rid is not known", simulate.Settings{}, same, askFor(ago(time.Minute)), 76001, true},
		{"the rid is too old", simulate.Settings{}, same, askFor(ago(8 * 24 * time.Hour)), 76004, true},
		{"the rid is another account's", simulate.Settings{}, same, func(ctx context.Context, k contract) error {
			id, _ := k.server.Fail(simulate.Failure{AppID: newsID, Path: menuGet, Code: 45009})
			return askFor(rid.RID(id))(ctx, k)
		}, 76003, true},
		{"no callback address is set", account(func(a *simulate.Account) { a.NoCallback = true }), same, check(wechat.CheckAll, wechat.OperatorDefault), 40201, true},
		{"the check is unknown", simulate.Settings{}, same, check("smell", wechat.OperatorDefault), 40202, true},
		{"the operator is unknown", simulate.Settings{}, same, check(wechat.CheckDNS, "NOBODY"), 40203, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := sign(t, false, tt.set, tt.change)
			var e *wechat.Error
			if err := tt.do(t.Context(), k); !errors.As(err, &e) || e.Code != tt.code || e.Sent != tt.sent {
				t.Errorf("got %#v", err)
			}
		})
	}
}

func TestContractOfTheDeadlock(t *testing.T) {
	k := sign(t, false, simulate.Settings{Accounts: []simulate.Account{{
		AppID: mallID, Secret: secretOf, Kind: "miniprogram", Limits: []simulate.Limit{{Path: stableToken, Daily: 5, Used: 5}},
	}}})
	if err := k.ClearAll(t.Context()); wechat.Code(err) != 45009 {
		t.Errorf("without a token: %v", err)
	}
	if err := k.ClearAllBySecret(t.Context()); err != nil {
		t.Errorf("by the secret: %v", err)
	}
	if err := k.Authorize(t.Context()); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if all, _ := k.server.Left(mallID); all != 9 {
		t.Errorf("left %d", all)
	}
}

func TestContractOfWhereTheSecretIs(t *testing.T) {
	for form, requests := range map[simulate.SecretForm]int{simulate.BodyOrQuery: 1, simulate.BodyOnly: 1, simulate.QueryOnly: 2} {
		k := sign(t, true, simulate.Settings{SecretForm: form})
		if err := k.ClearAllBySecret(t.Context()); err != nil || k.server.Count(clearV2) != requests {
			t.Errorf("form %d: got %v after %d requests", form, err, k.server.Count(clearV2))
		}
		if all, _ := k.server.Left(mallID); all != 9 {
			t.Errorf("form %d: left %d", form, all)
		}
	}
}
