package metrics

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"wxops/wechat"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// everything is a world that makes each series once at least.
func everything() (*world, *Metrics) {
	w := &world{}
	out := row("/cgi-bin/message/subscribe/send", 1000, 990, noon.Add(-30*time.Minute))
	out = out.With(wechat.Reading{Quota: wechat.Quota{Path: out.Path, At: noon.Add(-10 * time.Minute), Daily: &wechat.Daily{Limit: 1000, Used: 1000}}},
		noon.Add(-10*time.Minute), 10*time.Minute)
	mall := account("mall", out, row("/wxa/getwxacodeunlimit", 500_000, 12_345, noon.Add(-time.Minute)),
		failed(row("/wxa/business/getuserphonenumber", 100, 7, noon.Add(-2*time.Minute)), refused(45009), noon))
	mall.Left = guard.Left{All: 3, API: 48}
	mall.Stop = &watch.Stop{Why: watch.DidNotHelp}
	news := account("news")
	news.Meter.Err = refused(40164)
	news.LeftErr = errors.New("the journal cannot be read")
	w.set(noon, mall, news)
	m := w.metrics()
	m.Heard(watch.Event{Kind: watch.Reset, Account: "mall"})
	m.Heard(watch.Event{Kind: watch.Decided, Account: "mall", Decision: &watch.Decision{Why: watch.KeptBack}})
	m.Heard(watch.Event{Kind: watch.Decided, Account: "news", Decision: &watch.Decision{Clear: true, Why: watch.Due}})
	m.Swept(noon)
	return w, m
}

func TestGoldenText(t *testing.T) {
	_, m := everything()
	golden.RequireEqual(t, bytes.ReplaceAll(m.text(), []byte(runtime.Version()), []byte("GO")))
}

// TestPromtoolFindsNothingWrong asks Prometheus's own tool, where it is installed.
func TestPromtoolFindsNothingWrong(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil && os.Getenv("WXOPS_TEST_PROMETHEUS") != "required" {
		t.Skip("promtool is not installed")
	}
	_, m := everything()
	check := exec.CommandContext(t.Context(), promtool, "check", "metrics")
	check.Stdin = bytes.NewReader(m.text())
	if said, err := check.CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("promtool check metrics: %v\n%s", err, said)
	}
}

// TestAlertsAndDashboardStandOnTheseNames: a metric that is not there is an alert that
// never fires.
func TestAlertsAndDashboardStandOnTheseNames(t *testing.T) {
	_, m := everything()
	told := string(m.text())
	for _, file := range []string{"alerts.yml", "dashboard.json"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names := regexp.MustCompile(`\bwxops_[a-z_]+`).FindAllString(string(text), -1)
		if len(names) < 10 {
			t.Errorf("%s: only %d names were found", file, len(names))
		}
		for _, name := range names {
			if !strings.Contains(told, "\n# TYPE "+name+" ") {
				t.Errorf("%s: there is no %s", file, name)
			}
		}
	}
}

func TestLabelsAreCleanAndQuoted(t *testing.T) {
	w := &world{}
	w.set(noon, account("mall", row("/a\"b\\c\nd", 10, 1, noon), row("/获取\x1b红", 10, 2, noon), row("/获取\u202e红", 10, 3, noon)))
	text := string(w.metrics().text())
	has(t, text, `wxops_quota_used_calls{account="mall",cgi_path="/a\"b\\c d"} 1`, `wxops_quota_used_calls{account="mall",cgi_path="/获取红"} 2`,
		`wxops_series_dropped 4`)
	hasNot(t, text, "\x1b", "\u202e", `cgi_path="/获取红"} 3`)
}

func TestNothingSecretOrUnboundedIsTold(t *testing.T) {
	_, m := everything()
	hasNot(t, string(m.text()), "wx0123456789abcdef", "65a0", "not to be shown")
}

func TestRowOfAnotherDayIsNotToldAsTodays(t *testing.T) {
	w := &world{}
	w.set(noon, account("mall", row("/wxa/a", 10, 9, noon)))
	m := w.metrics()
	has(t, string(m.text()), `wxops_quota_used_calls{account="mall",cgi_path="/wxa/a"} 9`)
	w.set(noon.Add(12*time.Hour), w.Accounts()...)
	text := string(m.text())
	hasNot(t, text, "/wxa/a")
	has(t, text, fmt.Sprintf("wxops_quota_reset_timestamp_seconds %d", noon.Add(36*time.Hour).Unix()))
}

func TestRowIsTakenAwayAfterThreeFailures(t *testing.T) {
	w := &world{}
	k := account("mall", failed(row("/wxa/a", 10, 9, noon.Add(-time.Minute)), refused(48001), noon), row("/wxa/b", 10, 1, noon))
	for fails := range 4 {
		k.Gone = map[string]int{"/wxa/a": fails}
		w.set(noon, k)
		text := string(w.metrics().text())
		if shown := strings.Contains(text, `cgi_path="/wxa/a"`); shown != (fails < 3) {
			t.Errorf("after %d failures: shown is %v", fails, shown)
		}
		has(t, text, `wxops_quota_used_calls{account="mall",cgi_path="/wxa/b"} 1`, `wxops_quota_read_success{account="mall"} 0`,
			`wxops_quota_read_errors_total{account="mall",errcode="48001"} 1`)
	}
}

// TestShortBreakKeepsTheNumbers: alerts that go by them must not be resolved and raised again.
func TestShortBreakKeepsTheNumbers(t *testing.T) {
	w := &world{}
	k := account("mall", row("/wxa/a", 10, 10, noon))
	m := w.newAfter(k)
	at := noon
	for range 4 {
		at = at.Add(10 * time.Second)
		k.Meter.Err = &wechat.Error{Reason: wechat.NameUnknown}
		w.set(at, k)
		m.Swept(at)
	}
	text := string(m.text())
	has(t, text, `wxops_quota_used_calls{account="mall",cgi_path="/wxa/a"} 10`, `wxops_quota_read_success{account="mall"} 0`,
		`wxops_quota_read_errors_total{account="mall",errcode="none"} 4`)
	w.set(noon.Add(16*time.Minute), k)
	hasNot(t, string(m.text()), `cgi_path="/wxa/a"`)
	k.Meter.Err = nil
	w.set(noon.Add(17*time.Minute), k)
	has(t, string(m.text()), `wxops_quota_used_calls{account="mall",cgi_path="/wxa/a"} 10`)
}

func (w *world) newAfter(k watch.Known) *Metrics {
	w.set(noon, k)
	return w.metrics()
}

// TestEachFailureIsCountedOnce, however often one looks, and also where it is of a row
// and of the account at once.
func TestEachFailureIsCountedOnce(t *testing.T) {
	w := &world{}
	k := account("mall", row("/wxa/a", 10, 1, noon), row("/wxa/b", 10, 1, noon))
	m := w.newAfter(k)
	fail := func(at time.Time, code int64) {
		k.Meter.Rows[0] = failed(k.Meter.Rows[0], refused(code), at)
		k.Meter.Err = k.Meter.Rows[0].Err
		w.set(at, k)
		for range 3 {
			m.text()
			m.Swept(at.Add(time.Minute))
		}
	}
	fail(noon, 40001)
	fail(noon.Add(5*time.Minute), 40001)
	fail(noon.Add(9*time.Minute), 12345)
	has(t, string(m.text()), `wxops_quota_read_errors_total{account="mall",errcode="40001"} 2`, `wxops_quota_read_errors_total{account="mall",errcode="other"} 1`,
		`wxops_quota_read_errors_total{account="mall",errcode="none"} 0`)
}

func TestNoQuotaIsNoFailure(t *testing.T) {
	w := &world{}
	k := account("mall", failed(&meter.Row{Path: "/wxa/a"}, refused(76022), noon), row("/wxa/b", 10, 1, noon))
	text := string(w.newAfter(k).text())
	has(t, text, `wxops_quota_read_success{account="mall"} 1`, `wxops_quota_read_errors_total{account="mall",errcode="other"} 0`)
	hasNot(t, text, "/wxa/a")
}

func TestNothingIsSureBeforeTheFirstReading(t *testing.T) {
	w := &world{}
	k := account("mall", &meter.Row{Path: "/wxa/a"})
	k.Meter.Opened = false
	m := w.newAfter(k)
	hasNot(t, string(m.text()), "wxops_quota_read_success", "wxops_quota_used", "last_sweep")
	k.Meter.Locked = true
	w.set(noon, k)
	has(t, string(m.text()), `wxops_quota_read_success{account="mall"} 0`)
}

// TestAccountThatIsTakenOutDisappears with its counters, which begin at 0 should it
// come back.
func TestAccountThatIsTakenOutDisappears(t *testing.T) {
	w, m := everything()
	was := w.Accounts()
	w.set(noon, was[1])
	hasNot(t, string(m.text()), "mall")
	m.Heard(watch.Event{Kind: watch.Decided, Account: "mall"}) // too late
	w.set(noon)
	hasNot(t, string(m.text()), "mall", "news")
	w.set(noon, was...)
	has(t, string(m.text()), `wxops_decisions_total{account="mall",decision="reset"} 0`)
}

// TestEventOfAllAccountsIsNobodys, such as that there is no network.
func TestEventOfAllAccountsIsNobodys(t *testing.T) {
	_, m := everything()
	m.Heard(watch.Event{Kind: watch.Failed})
	m.Heard(watch.Event{Kind: watch.Decided})
	hasNot(t, string(m.text()), `account=""`)
}
