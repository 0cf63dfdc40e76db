package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// shipped is where the files lie that users copy from here.
const shipped = "../metrics"

// TestPrometheusScrapesTheWatcher has a real Prometheus scrape a watcher with the
// alerts that are shipped: one of its APIs is out. The dashboard's questions are asked
// of that Prometheus.
func TestPrometheusScrapesTheWatcher(t *testing.T) {
	if os.Getenv("WXOPS_TEST_PROMETHEUS") != "required" {
		t.Skip("it takes Debian's prometheus and ten seconds: .ci/watch")
	}
	w := startWatcher(t)
	p := startPrometheus(t, w.address)
	text := w.metrics(t)

	t.Run("promtool finds nothing to say", func(t *testing.T) {
		check := exec.Command("promtool", "check", "metrics")
		check.Stdin = strings.NewReader(text)
		if said, err := check.CombinedOutput(); err != nil || len(said) > 0 {
			t.Errorf("promtool check metrics: %v\n%s", err, said)
		}
	})
	t.Run("what alerts and dashboard name is there", func(t *testing.T) {
		for _, file := range []string{"alerts.yml", "dashboard.json"} {
			for _, name := range regexp.MustCompile(`\bwxops_[a-z_]+`).FindAllString(readShipped(t, file), -1) {
				if !strings.Contains(text, "\n# TYPE "+name+" ") {
					t.Errorf("%s names %s, which is not on /metrics", file, name)
				}
			}
		}
	})
	t.Run("the alert of an API that is out fires", func(t *testing.T) {
		p.await(t, "WxopsQuotaOut", "firing", map[string]string{"account": "mall", "severity": "critical", "job": "wxops"})
		p.await(t, "WxopsDeadMansSwitch", "firing", nil)
	})
	t.Run("the dashboard's questions have answers", func(t *testing.T) {
		for _, expr := range dashboardAsks(t) {
			p.ask(t, expr)
		}
		for _, expr := range []string{`wxops_quota_used_calls{account="mall"}`, "wxops_clears_left", "wxops_account_info", "wxops_build_info"} {
			if p.ask(t, expr) == 0 {
				t.Errorf("%s is empty", expr)
			}
		}
	})
	t.Run("it is missed when it ends", func(t *testing.T) {
		w.end(t)
		p.await(t, "WxopsWatcherGone", "pending", map[string]string{"job": "wxops", "instance": w.address})
	})
}

func readShipped(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shipped, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dashboardAsks are the expressions of the dashboard, with its variables as
// Grafana would put them in for all accounts.
func dashboardAsks(t *testing.T) []string {
	t.Helper()
	var all []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, each := range v {
				walk(each)
			}
		case map[string]any:
			if expr, ok := v["expr"].(string); ok {
				all = append(all, strings.NewReplacer("$account", ".*", "$__rate_interval", "1m").Replace(expr))
			}
			for _, each := range v {
				walk(each)
			}
		}
	}
	var d any
	if err := json.Unmarshal([]byte(readShipped(t, "dashboard.json")), &d); err != nil {
		t.Fatal(err)
	}
	walk(d)
	if i := slices.IndexFunc(all, func(expr string) bool { return strings.Contains(expr, "$") }); i >= 0 || len(all) < 15 {
		t.Fatalf("%d expressions, and a variable that nothing sets in %q", len(all), all[max(i, 0)])
	}
	return all
}

// watcher is `wxops watch` on a stand-in's accounts.
type watcher struct {
	cmd     *exec.Cmd
	said    *bytes.Buffer
	address string
}

// startWatcher starts the stand-in and a watcher as a person would who tries them.
func startWatcher(t *testing.T) *watcher {
	t.Helper()
	live, into := liveBinary(t), filepath.Join(t.TempDir(), "trial")
	base := "127.0.0.1:" + freePort(t)
	run(t, exec.Command(live, "simulate", "--listen", base, "--into", into))
	awaitAnswer(t, "http://"+base+"/")
	w := &watcher{address: "127.0.0.1:" + freePort(t)}
	w.cmd = exec.Command("sh", "-c", `. "$0"; exec "$@"`, filepath.Join(into, trialEnv), live, "watch", "--every", "1s", "--base", "http://"+base, "--listen", w.address)
	w.cmd.Env = liveEnviron(t.TempDir())
	w.said = run(t, w.cmd)
	awaitAnswer(t, "http://"+w.address+"/healthz")
	return w
}

// metrics waits until every account was tried, and gives what a scrape finds then.
func (w *watcher) metrics(t *testing.T) string {
	t.Helper()
	for range 100 {
		text := fetch(t, "http://"+w.address+"/metrics")
		if strings.Contains(text, `wxops_quota_remain_calls{account="mall"`) && strings.Contains(text, `wxops_quota_read_success{account="mall-test"} 0`) {
			return text
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the watcher has no numbers")
	return ""
}

// end asks it to, as systemd does.
func (w *watcher) end(t *testing.T) {
	t.Helper()
	if err := w.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v:\n%s", err, w.said)
	}
}
