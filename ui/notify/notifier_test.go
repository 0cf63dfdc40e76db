package notify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// group is a chat as its members see it, in the time of a synctest bubble.
type group struct {
	mu   sync.Mutex
	said []string
	at   []time.Time
	next []string // answers instead of the usual one
}

func (g *group) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	answer := `{"errcode":0}`
	if len(g.next) > 0 {
		answer, g.next = g.next[0], g.next[1:]
	} else {
		g.said, g.at = append(g.said, string(body)), append(g.at, time.Now())
	}
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(answer)), Header: http.Header{}, Request: r}, nil
}

func (g *group) messages() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.said)
}

// times are when messages came.
func (g *group) times() []time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.at)
}

// noted keeps what is said where the watch runs.
type noted struct {
	mu    sync.Mutex
	lines []string
}

func (n *noted) say(line string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines = append(n.lines, line)
}

// telling runs a notifier of one robot, and closes it as SIGTERM does.
func telling(t *testing.T, g *group, told string, do func(*Notifier), change ...func(*Config)) *noted {
	t.Helper()
	says := &noted{}
	cfg := Config{
		Robots: []Robot{{Name: "ops", Kind: WeCom, URL: given("https://robot.invalid/send?key=" + hookKey)}},
		Lang:   words.English, Told: told, Transport: g, Say: says.say,
	}
	for _, c := range change {
		c(&cfg)
	}
	n := New(cfg)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		n.Run(ctx)
	}()
	synctest.Wait()
	do(n)
	last, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	began := time.Now()
	n.Close(last)
	cancel()
	<-ended
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("closing took %v", took)
	}
	for _, line := range says.lines {
		if strings.Contains(line, hookKey) {
			t.Errorf("the key stands in %q", line)
		}
	}
	return says
}

func crossed(account, path string, used int64) watch.Event {
	e := watch.Event{
		At: time.Now(), Kind: watch.Crossed, Account: account, Path: path, Percent: used / 10, Level: meter.LevelNear,
		Quota: &wechat.Quota{Path: path, Daily: &wechat.Daily{Limit: 1000, Used: used, Remain: 1000 - used}},
	}
	if used >= 1000 {
		e.Level = meter.LevelOut
	}
	return e
}

func recovered(account, path string) watch.Event {
	e := crossed(account, path, 10)
	e.Kind, e.Level = watch.Recovered, meter.LevelOK
	return e
}

func TestASweepIsOneMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		telling(t, g, "", func(n *Notifier) {
			for i := range 500 {
				n.Heard(crossed("mall", fmt.Sprintf("/wxa/api_%03d", i), 800+int64(i)%200))
			}
			n.Heard(crossed("mall", "/wxa/out", 1000))
			time.Sleep(10 * time.Second)
			if len(g.messages()) != 0 {
				t.Fatal("it did not wait for the end of the sweep")
			}
			n.Swept(time.Now())
			synctest.Wait()
			if len(g.messages()) != 1 {
				t.Fatalf("%d messages", len(g.messages()))
			}
		})
		said := g.messages()
		if len(said) != 1 || !strings.Contains(said[0], "+481 more") || !strings.Contains(said[0], "1 out, 500 near") {
			t.Errorf("it said %q", said)
		}
		if first := strings.Index(said[0], "/wxa/out"); first < 0 || first > strings.Index(said[0], "/wxa/api_") {
			t.Errorf("what is out is not first: %q", said[0])
		}
	})
}

func TestOneMessageAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		telling(t, g, "", func(n *Notifier) {
			for i := range 300 { // five minutes, a sweep a second
				n.Heard(crossed("mall", fmt.Sprint("/wxa/", i), 900))
				n.Swept(time.Now())
				time.Sleep(time.Second)
			}
		})
		if n := len(g.messages()); n < 5 || n > 7 {
			t.Errorf("%d messages in five minutes", n)
		}
		for i := 1; i < len(g.at)-1; i++ { // the last one is that of the end
			if d := g.at[i].Sub(g.at[i-1]); d < time.Minute {
				t.Errorf("messages %v apart", d)
			}
		}
	})
}

// TestARestartTellsNothingAgain, nor an hourly look; but a higher level, a new day and
// what is over since are news.
func TestARestartTellsNothingAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := filepath.Join(t.TempDir(), "state", "told.json")
		hours := func(events ...watch.Event) int {
			g := &group{}
			telling(t, g, told, func(n *Notifier) {
				for _, e := range events {
					n.Heard(e)
				}
				n.Swept(time.Now())
				time.Sleep(time.Second)
			})
			time.Sleep(time.Hour)
			return len(g.messages())
		}
		for i, c := range []struct {
			event watch.Event
			want  int
		}{
			{crossed("mall", "/a", 850), 1},
			{crossed("mall", "/a", 860), 0},
			{crossed("mall", "/a", 1000), 1},
			{crossed("mall", "/a", 1000), 0},
			{crossed("news", "/a", 850), 1},
			{recovered("mall", "/a"), 1},
			{recovered("mall", "/a"), 0},
			{recovered("mall", "/never"), 0},
			{crossed("mall", "/a", 850), 1},
		} {
			if got := hours(c.event); got != c.want {
				t.Errorf("step %d: %d messages, want %d", i, got, c.want)
			}
		}
		time.Sleep(24 * time.Hour)
		if got := hours(crossed("mall", "/a", 850)); got != 1 {
			t.Errorf("the next day: %d messages", got)
		}
		if info, err := os.Stat(told); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v, %v", info, err)
		}
	})
}

func TestAMutedRobotIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{next: []string{`{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}`}}
		says := telling(t, g, "", func(n *Notifier) {
			began := time.Now()
			for i := range 12 {
				n.Heard(crossed("mall", fmt.Sprint("/wxa/", i), 900))
				n.Swept(time.Now())
				time.Sleep(time.Minute)
			}
			at, said := g.times(), g.messages()
			if len(at) < 2 || len(at) > 3 || at[0].Sub(began) < 10*time.Minute {
				t.Fatalf("messages at %v, after a start at %v", at, began)
			}
			if !strings.Contains(said[0], "/wxa/0:") || !strings.Contains(said[0], "/wxa/9:") {
				t.Errorf("the digest is %q", said[0])
			}
		}, func(c *Config) {
			c.Robots[0].Kind, c.Robots[0].URL = DingTalk, given("https://robot.invalid/robot/send?access_token="+hookKey)
		})
		if len(says.lines) != 2 {
			t.Errorf("that it is muted and works again was said as %q", says.lines)
		}
	})
}

// TestAWrongKeyIsSaidOnce, and the robot is not asked again and again.
func TestAWrongKeyIsSaidOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wrong := `{"errcode":93000,"errmsg":"invalid webhook url"}`
		g := &group{next: []string{wrong, wrong, wrong}}
		says := telling(t, g, "", func(n *Notifier) {
			n.Heard(crossed("mall", "/a", 900))
			n.Swept(time.Now())
			time.Sleep(6 * time.Hour)
		})
		if len(g.next) < 1 || len(says.lines) == 0 || strings.Count(strings.Join(says.lines, "\n"), "URL is not valid") != 1 {
			t.Errorf("%d answers are left; said %q", len(g.next), says.lines)
		}
	})
}

func TestARobotHearsOfItsAccounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		telling(t, g, "", func(n *Notifier) {
			n.Heard(crossed("mall", "/a", 900))
			n.Heard(crossed("news", "/b", 900))
			n.Heard(watch.Event{Kind: watch.Failed, Err: errors.New("no network"), Percent: -1})
			n.Swept(time.Now())
			time.Sleep(time.Second)
		}, func(c *Config) { c.Robots[0].Hears = func(alias string) bool { return alias == "mall" } })
		said := strings.Join(g.messages(), "\n")
		if !strings.Contains(said, "/a") || strings.Contains(said, "/b") || !strings.Contains(said, "no network") {
			t.Errorf("it said %q", said)
		}
	})
}

// TestWhatIsGatheredIsToldAtTheEnd, once, even without the end of a sweep.
func TestWhatIsGatheredIsToldAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		telling(t, g, "", func(n *Notifier) { n.Heard(crossed("mall", "/a", 900)) })
		if n := len(g.messages()); n != 1 {
			t.Errorf("%d messages", n)
		}
	})
}

// TestASweepWithoutEndIsToldAfterAMinute.
func TestASweepWithoutEndIsToldAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		telling(t, g, "", func(n *Notifier) {
			n.Heard(crossed("mall", "/a", 900))
			time.Sleep(61 * time.Second)
			if n := len(g.messages()); n != 1 {
				t.Errorf("%d messages", n)
			}
		})
	})
}

// TestWhatAPolicyDidStandsInTheLineOfItsAPI.
func TestWhatAPolicyDidStandsInTheLineOfItsAPI(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &group{}
		telling(t, g, "", func(n *Notifier) {
			n.Heard(crossed("mall", "/a", 1000))
			target := guard.Target{Alias: "mall", Scope: guard.ScopeAPI, Path: "/a"}
			n.Heard(watch.Event{
				At: time.Now(), Kind: watch.Reset, Account: "mall", Path: "/a", Decision: &watch.Decision{Clear: true, Why: watch.Due, Target: target},
				Result: &guard.Result{ID: "r1", Target: target, Outcome: guard.OK, Left: guard.Left{All: 10, API: 46}},
			})
			n.Heard(watch.Event{
				At: time.Now(), Kind: watch.Stopped, Account: "news", Path: "/b",
				Stop: &watch.Stop{Why: watch.OutcomeUnknown, Reset: guard.Reset{ID: "r2"}},
			})
			n.Swept(time.Now())
			time.Sleep(time.Second)
		})
		said := strings.Join(g.messages(), "\n")
		if strings.Count(said, "mall /a") != 1 || !strings.Contains(said, "cleared by the policy, 46 left") || !strings.Contains(said, "wxops watch --resume news") {
			t.Errorf("it said %q", said)
		}
	})
}
