package desk

import (
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/simulate"
)

// countingProxy leads plain http on to wherever it is asked to.
func countingProxy(t *testing.T) (address string, used *atomic.Int64) {
	t.Helper()
	used = new(atomic.Int64)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		used.Add(1)
		r.RequestURI = ""
		resp, err := (&http.Transport{}).RoundTrip(r)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	}))
	t.Cleanup(proxy.Close)
	return proxy.URL, used
}

// TestAnAccountGoesItsOwnWay: by its base where it has one and not by --base, and
// through its proxy; accounts behind one proxy share its connections.
func TestAnAccountGoesItsOwnWay(t *testing.T) {
	server := httptest.NewServer(simulate.New(simulate.Settings{
		Now: time.Now, Rand: rand.New(rand.NewPCG(1, 2)),
		Accounts: []simulate.Account{{AppID: mall.AppID, Secret: "s", Kind: "miniprogram"}},
	}))
	t.Cleanup(server.Close)
	proxy, used := countingProxy(t)
	d := openAt(t.TempDir())
	d.cfg.BaseURL = "http://127.0.0.1:1" // nobody listens there
	d.secrets.Remember(mall, keystore.NewSecret("s"))
	direct, through := mall, mall
	direct.Base, through.Base, through.Proxy = server.URL, server.URL, proxy
	for _, c := range []struct {
		acc   keystore.Account
		works bool
		used  int64
	}{{mall, false, 0}, {direct, true, 0}, {through, true, 1}} {
		client, err := d.Connect(c.acc)
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Authorize(t.Context()); (err == nil) != c.works || used.Load() != c.used {
			t.Errorf("base %q, proxy %q: %v, and the proxy was used %d times", c.acc.Base, c.acc.Proxy, err, used.Load())
		}
	}
	other := through
	other.AppID = "wx00000000000000a2"
	if _, err := d.Connect(other); err != nil || len(d.proxied) != 1 {
		t.Errorf("%d transports for one proxy, %v", len(d.proxied), err)
	}
}

// TestAnAccountSaysHowItIsRead: what it writes reaches the meter.
func TestAnAccountSaysHowItIsRead(t *testing.T) {
	d := openAt(t.TempDir())
	acc := mall
	acc.OnDemand, acc.WarnAt, acc.Base = true, []int64{70, 90}, "https://SH.api.weixin.qq.com/"
	for _, c := range []struct {
		acc  keystore.Account
		want fleet.Target
	}{
		{mall, fleet.Target{Key: meter.Key{Host: "api.weixin.qq.com", AppID: mall.AppID}}},
		{acc, fleet.Target{Key: meter.Key{Host: "sh.api.weixin.qq.com", AppID: mall.AppID}, Levels: meter.Levels{Near: 70, Pressing: 90}, OnDemand: true}},
	} {
		got := d.target(c.acc)
		if got.Key != c.want.Key || got.Levels != c.want.Levels || got.OnDemand != c.want.OnDemand {
			t.Errorf("%+v", got)
		}
	}
}
