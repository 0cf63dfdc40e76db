package watch

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"wxops/keystore/secret"
	"wxops/ui/notify"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// robotAt gives a robot, and what it was told.
func robotAt(t *testing.T) (robot notify.Robot, told func() []string) {
	t.Helper()
	var mu sync.Mutex
	var said []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		said = append(said, string(body))
		_, _ = io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`)
	}))
	t.Cleanup(server.Close)
	robot = notify.Robot{Name: "ops", Kind: notify.WeCom, URL: func(context.Context) (secret.Secret, error) {
		return secret.NewSecret(server.URL), nil
	}}
	return robot, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), said...)
	}
}

func crossing(path string) watch.Event {
	return watch.Event{At: time.Now(), Kind: watch.Crossed, Account: "mall", Path: path, Percent: 100, Level: meter.LevelOut}
}

// TestNothingIsLostOrToldTwiceWhileRobotsAreReadAgain: what is heard meanwhile is told by
// the new ones, which know what the old ones have said.
func TestNothingIsLostOrToldTwiceWhileRobotsAreReadAgain(t *testing.T) {
	robot, told := robotAt(t)
	cfg := notify.Config{Robots: []notify.Robot{robot}, Told: filepath.Join(t.TempDir(), "told.json")}
	tel := &teller{notifier: notify.New(cfg)}
	tel.begin(t.Context(), tel.notifier)
	tel.Heard(crossing("/cgi-bin/first"))
	tel.replace(t.Context(), func() *notify.Notifier {
		tel.Heard(crossing("/cgi-bin/meanwhile"))
		tel.Swept(time.Now())
		return notify.New(cfg)
	})
	tel.Heard(crossing("/cgi-bin/first"))
	tel.close(t.Context())
	tel.others.Wait()
	all := strings.Join(told(), "\n")
	for _, path := range []string{"/cgi-bin/first", "/cgi-bin/meanwhile"} {
		if n := strings.Count(all, path); n != 1 {
			t.Errorf("%s was told %d times: %s", path, n, all)
		}
	}
}

// TestAWatchThatIsToldToEndHasFiveSecondsInAll: what comes after the loop has the rest.
func TestAWatchThatIsToldToEndHasFiveSecondsInAll(t *testing.T) {
	if farewell >= 5*time.Second || farewellLoop >= farewell {
		t.Errorf("%v for the loop, of %v", farewellLoop, farewell)
	}
	ctx, end := context.WithCancel(t.Context())
	last, cancel := endedWithin(ctx, 20*time.Millisecond)
	defer cancel()
	if last.Err() != nil {
		t.Error("it has ended before it was told to")
	}
	end()
	<-last.Done()
}
