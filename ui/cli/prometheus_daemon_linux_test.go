package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// run starts a program that ends with the test, and keeps what it says.
func run(t *testing.T, cmd *exec.Cmd) *bytes.Buffer {
	t.Helper()
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("%s says:\n%s", cmd.Args[0], &said)
		}
	})
	return &said
}

// prometheus is a real one, with its files in a folder of the test.
type prometheus struct{ url string }

const prometheusConfig = `
global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
rule_files: [%q]
scrape_configs:
  - job_name: wxops
    static_configs: [{targets: [%q]}]
`

func startPrometheus(t *testing.T, target string) *prometheus {
	t.Helper()
	dir := t.TempDir()
	rules, err := filepath.Abs(filepath.Join(shipped, "alerts.yml"))
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "prometheus.yml")
	if err := os.WriteFile(config, fmt.Appendf(nil, prometheusConfig, rules, target), 0o600); err != nil {
		t.Fatal(err)
	}
	address := "127.0.0.1:" + freePort(t)
	run(t, exec.Command("prometheus", "--config.file="+config, "--storage.tsdb.path="+filepath.Join(dir, "data"),
		"--web.listen-address="+address, "--log.level=warn"))
	p := &prometheus{"http://" + address}
	awaitAnswer(t, p.url+"/-/ready")
	return p
}

// await waits for an alert with these labels in this state.
func (p *prometheus) await(t *testing.T, name, state string, labels map[string]string) {
	t.Helper()
	var got struct {
		Data struct {
			Alerts []struct {
				Labels, Annotations map[string]string
				State               string
			}
		}
	}
	for range 150 {
		if err := json.Unmarshal([]byte(fetch(t, p.url+"/api/v1/alerts")), &got); err != nil {
			t.Fatal(err)
		}
		for _, a := range got.Data.Alerts {
			fits := a.Labels["alertname"] == name && a.State == state
			for label, value := range labels {
				fits = fits && a.Labels[label] == value
			}
			if fits {
				t.Logf("%s: %s", a.Labels["alertname"], a.Annotations["summary"])
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s is not %s with %v: %+v", name, state, labels, got.Data.Alerts)
}

// ask gives how many series an expression finds.
func (p *prometheus) ask(t *testing.T, expr string) int {
	t.Helper()
	var got struct {
		Status, Error string
		Data          struct{ Result []any }
	}
	if err := json.Unmarshal([]byte(fetch(t, p.url+"/api/v1/query?query="+url.QueryEscape(expr))), &got); err != nil || got.Status != "success" {
		t.Errorf("%s: %v %s", expr, err, got.Error)
	}
	return len(got.Data.Result)
}

func awaitAnswer(t *testing.T, address string) {
	t.Helper()
	for range 200 {
		if resp, err := http.Get(address); err == nil {
			resp.Body.Close()
			if resp.StatusCode < 500 {
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not answer", address)
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
