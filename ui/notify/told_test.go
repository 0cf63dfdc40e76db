package notify

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// processes plays one process after the other that share a file of what was told.
type processes struct {
	t    *testing.T
	told string
}

func inTurn(t *testing.T, play func(*testing.T, processes)) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) { play(t, processes{t, filepath.Join(dir, "state", "told.json")}) })
}

// once is a process that hears some events in one sweep; it gives what the robot and the
// watch said.
func (p processes) once(events ...watch.Event) (messages, lines string) {
	p.t.Helper()
	g := &group{}
	says := telling(p.t, g, p.told, func(n *Notifier) {
		for _, e := range events {
			n.Heard(e)
		}
		n.Swept(time.Now())
		time.Sleep(time.Second)
	})
	return strings.Join(g.messages(), "\n"), strings.Join(says.lines, "\n")
}

func (p processes) expect(want string, events ...watch.Event) {
	p.t.Helper()
	if got, _ := p.once(events...); !strings.Contains(got, want) || want == "" && got != "" {
		p.t.Errorf("it said %q, expected %q", got, want)
	}
}

// TestAnHourlyLookTellsThatItIsOver: a process of its own sees no recovery, only that the
// worst API of the account is fine.
func TestAnHourlyLookTellsThatItIsOver(t *testing.T) {
	inTurn(t, func(t *testing.T, p processes) {
		fine := watch.Event{At: time.Now(), Kind: watch.Read, Account: "mall", Path: "/a", Percent: 2, Read: 3, Of: 3}
		partly := fine
		partly.Read = 2
		p.expect("1 out", crossed("mall", "/a", 1000))
		p.expect("", partly)
		p.expect("mall /a: resolved, 2%", fine)
		p.expect("", fine)
		p.expect("1 out", crossed("mall", "/a", 1000))
	})
}

func TestAfterMidnightInBeijingACrossingIsNews(t *testing.T) {
	inTurn(t, func(t *testing.T, p processes) {
		time.Sleep(time.Until(meter.BackAt(time.Now())) - 10*time.Minute)
		p.expect("/a: 90% -> comes back at midnight", crossed("mall", "/a", 900))
		time.Sleep(9 * time.Minute)
		p.expect("", crossed("mall", "/a", 900))
		time.Sleep(2 * time.Minute)
		p.expect("/a: 90% -> wxops mall", crossed("mall", "/a", 900))
		p.expect("", crossed("mall", "/a", 900))
	})
}

// TestAnAccountThatFailsFromTheStartIsTold once a day and kind of failure, and that it
// can be read again; one that is never read is nobody's news.
func TestAnAccountThatFailsFromTheStartIsTold(t *testing.T) {
	inTurn(t, func(t *testing.T, p processes) {
		started := func(err error) watch.Event {
			return watch.Event{At: time.Now(), Kind: watch.Started, Account: "mall", Err: err, Percent: -1}
		}
		p.expect("", started(fmt.Errorf("an account of kind component is not supported")))
		p.expect("mall: cannot be read: ", started(&wechat.Error{Op: "read", Code: 40164}))
		p.expect("", started(&wechat.Error{Op: "read", Code: 40164}))
		p.expect("mall: cannot be read: ", started(&wechat.Error{Op: "read", Code: 40013}))
		p.expect("mall: can be read again", started(nil))
		p.expect("", started(nil))
		p.expect("mall: cannot be read: its AppSecret waits for a person -> wxops doctor mall", started(watch.ErrLocked))
	})
}

// TestWhatIsOverBeforeItWasToldIsNotTold.
func TestWhatIsOverBeforeItWasToldIsNotTold(t *testing.T) {
	inTurn(t, func(t *testing.T, p processes) {
		p.expect("", crossed("mall", "/a", 900), recovered("mall", "/a"))
		p.expect("1 near", crossed("mall", "/a", 900))
		p.expect("", recovered("mall", "/a"), crossed("mall", "/a", 900)) // nobody needs to hear of either
	})
}

// TestAFileThatCannotBeWrittenIsSaidOnce, and messages go out.
func TestAFileThatCannotBeWrittenIsSaidOnce(t *testing.T) {
	inTurn(t, func(t *testing.T, p processes) {
		if err := os.WriteFile(filepath.Dir(p.told), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		g := &group{}
		says := telling(t, g, p.told, func(n *Notifier) {
			for i := range 3 {
				n.Heard(crossed("mall", fmt.Sprint("/", i), 900))
				n.Swept(time.Now())
				time.Sleep(time.Minute)
			}
		})
		if len(g.messages()) != 3 || strings.Count(strings.Join(says.lines, "\n"), "may be told again") > 2 {
			t.Errorf("%q, said %q", g.messages(), says.lines)
		}
	})
}

// TestADamagedFileIsBegunAnew, and holds no secret.
func TestADamagedFileIsBegunAnew(t *testing.T) {
	inTurn(t, func(t *testing.T, p processes) {
		p.expect("1 near", crossed("mall", "/a", 900))
		text, err := os.ReadFile(p.told)
		if err != nil {
			t.Fatal(err)
		}
		checkSecret(t, string(text))
		if err := os.WriteFile(p.told, text[:len(text)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if got, lines := p.once(crossed("mall", "/a", 900)); !strings.Contains(got, "1 near") || !strings.Contains(lines, "damaged") {
			t.Errorf("it said %q, and %q", got, lines)
		}
		p.expect("", crossed("mall", "/a", 900))
	})
}

// TestWhatWasToldIsBounded: four days of other crossings every hour, with and without a file.
func TestWhatWasToldIsBounded(t *testing.T) {
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, wechat.Beijing())
	kept := &told{now: func() time.Time { return now }, of: map[string]map[about]entry{}}
	for hour := range 24 * 4 {
		now = now.Add(time.Hour)
		var items []item
		for i := range 200 {
			items = append(items, item{about: about{What: watch.Crossed, Account: "mall", Path: fmt.Sprint("/", hour, "/", i)}, as: "near"})
		}
		kept.note("ops", items)
		if err := kept.save(); err != nil || len(kept.of["ops"]) > keptMost {
			t.Fatalf("%d are kept after %d hours, %v", len(kept.of["ops"]), hour, err)
		}
	}
	now = now.Add(keptFor + time.Hour)
	if n := len(kept.kept()); n != 0 {
		t.Errorf("%d are kept for ever", n)
	}
}
