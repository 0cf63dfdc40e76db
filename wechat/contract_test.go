package wechat_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
	"wxops/wechat/simulate"
)

const (
	mallID   = "wx00000000000000a1"
	newsID   = "wx00000000000000b2"
	secretOf = "5ec2e75ec2e75ec2e75ec2e75ec2e750"

	scheme  = "/wxa/generatescheme"
	menuGet = "/cgi-bin/menu/get"

	quotaGet    = "/cgi-bin/openapi/quota/get"
	quotaClear  = "/cgi-bin/openapi/quota/clear"
	clearQuota  = "/cgi-bin/clear_quota"
	clearV2     = "/cgi-bin/clear_quota/v2"
	ridGet      = "/cgi-bin/openapi/rid/get"
	domainIP    = "/cgi-bin/get_api_domain_ip"
	callbackIP  = "/cgi-bin/getcallbackip"
	checkPath   = "/cgi-bin/callback/check"
	stableToken = "/cgi-bin/stable_token"
)

// clear is the secret as the console's keystore would give it.
type clear string

func (c clear) Reveal() string { return string(c) }

func secretIs(s string) func(context.Context) (wechat.Secret, error) {
	return func(context.Context) (wechat.Secret, error) { return clear(s), nil }
}

// contract is a client of a mini program, and the stand-in that answers it.
type contract struct {
	*wechat.Client
	server *simulate.Server
	calls  *wechat.CallLog
}

// sign lets a client talk to a stand-in, over a socket or without one.
func sign(t *testing.T, socket bool, set simulate.Settings, change ...func(*wechat.Config)) contract {
	t.Helper()
	if set.Accounts == nil {
		set.Accounts = []simulate.Account{
			{AppID: mallID, Secret: secretOf, Kind: "miniprogram"},
			{AppID: newsID, Secret: secretOf, Kind: "offiaccount"},
		}
	}
	k := contract{server: simulate.New(set), calls: wechat.NewCallLog(1000)}
	cfg := wechat.Config{
		AppID: mallID, Secret: secretIs(secretOf), Timeout: 2 * time.Second, OnCall: k.calls.Add,
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if socket {
		s := httptest.NewServer(k.server)
		transport := wechat.NewTransport()
		t.Cleanup(func() {
			transport.CloseIdleConnections()
			k.server.ClearFaults()
			s.Close()
		})
		cfg.BaseURL, cfg.Transport = s.URL, transport
	} else {
		cfg.Transport = simulate.Transport(k.server)
	}
	for _, c := range change {
		c(&cfg)
	}
	var err error
	if k.Client, err = wechat.New(cfg); err != nil {
		t.Fatal(err)
	}
	return k
}

// operation is one thing that the client can do, by its endpoint.
type operation struct {
	path string
	do   func(context.Context, contract) error
}

var operations = []operation{
	{quotaGet, func(ctx context.Context, k contract) error { _, err := k.Quota(ctx, scheme); return err }},
	{ridGet, func(ctx context.Context, k contract) error {
		id, _ := k.server.Fail(simulate.Failure{AppID: mallID, Path: scheme, Code: 45009})
		_, err := k.RIDInfo(ctx, rid.RID(id))
		return err
	}},
	{domainIP, func(ctx context.Context, k contract) error { _, err := k.APIDomainIPs(ctx); return err }},
	{callbackIP, func(ctx context.Context, k contract) error { _, err := k.CallbackIPs(ctx); return err }},
	{checkPath, func(ctx context.Context, k contract) error {
		_, err := k.CheckCallback(ctx, wechat.CheckAll, wechat.OperatorDefault)
		return err
	}},
	{stableToken, func(ctx context.Context, k contract) error { return k.Authorize(ctx) }},
	{clearQuota, func(ctx context.Context, k contract) error { return k.ClearAll(ctx) }},
	{clearV2, func(ctx context.Context, k contract) error { return k.ClearAllBySecret(ctx) }},
	{quotaClear, func(ctx context.Context, k contract) error { return k.ClearPath(ctx, scheme) }},
}

func clears(path string) bool { return strings.Contains(path, "clear") }

// checkNothingShows looks for the secret and the token in what may be printed.
func checkNothingShows(t *testing.T, k contract, err error) {
	t.Helper()
	text := fmt.Sprintf("%v %+v %#v %+v", err, err, err, k.calls.Recent())
	for e := errors.Unwrap(err); e != nil; e = errors.Unwrap(e) {
		text += fmt.Sprintf(" %v %#v", e, e)
	}
	for _, bad := range []string{secretOf, "access_token", "appsecret"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q shows in %s", bad, text)
		}
	}
}
