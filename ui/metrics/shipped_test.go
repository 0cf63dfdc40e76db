package metrics_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// daemons gives the paths of programs that a trial needs, and skips where one is
// missing, unless WXOPS_TEST_PROMETHEUS=required.
func daemons(t *testing.T, names ...string) []string {
	t.Helper()
	var paths []string
	for _, name := range names {
		path, err := exec.LookPath(name)
		switch {
		case err == nil:
			paths = append(paths, path)
		case os.Getenv("WXOPS_TEST_PROMETHEUS") == "required":
			t.Fatalf("no %s here", name)
		default:
			t.Skipf("no %s here: apt-get install prometheus systemd python3-yaml", name)
		}
	}
	return paths
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// ran runs a program and gives all that it said; what fails, fails the test.
func ran(t *testing.T, argv ...string) string {
	t.Helper()
	out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(argv, " "), err, out)
	}
	return string(out)
}

// panel is what the tests ask of one of the dashboard.
type panel struct {
	ID    int    `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`

	Description string `json:"description"`

	GridPos struct{ X, Y, W, H int }
	Source  struct{ Type, UID string } `json:"datasource"`
	Targets []struct {
		Expr   string                     `json:"expr"`
		Source struct{ Type, UID string } `json:"datasource"`
	} `json:"targets"`
	Field struct {
		Defaults struct {
			Unit       string `json:"unit"`
			Thresholds struct {
				Steps []struct {
					Value *float64 `json:"value"`
				} `json:"steps"`
			} `json:"thresholds"`
		} `json:"defaults"`
	} `json:"fieldConfig"`
}

type dashboard struct {
	UID         string  `json:"uid"`
	ID          *int    `json:"id"`
	Schema      int     `json:"schemaVersion"`
	Panels      []panel `json:"panels"`
	Annotations struct {
		List []struct {
			Expr string `json:"expr"`
		} `json:"list"`
	} `json:"annotations"`
	Templating struct {
		List []struct {
			Name string `json:"name"`
		} `json:"list"`
	} `json:"templating"`
}

func readDashboard(t *testing.T) dashboard {
	t.Helper()
	var d dashboard
	if err := json.Unmarshal([]byte(read(t, "dashboard.json")), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// core are the kinds of panel that Grafana brings along.
var core = []string{"bargauge", "stat", "table", "timeseries"}

// TestDashboardNeedsNothingElse: no plugin, no datasource of somebody else's, no
// number without a unit.
func TestDashboardNeedsNothingElse(t *testing.T) {
	d := readDashboard(t)
	if d.ID != nil || d.UID == "" || d.Schema < 39 {
		t.Errorf("id %v, uid %q, schema %d: an import wants no id, a uid and a current schema", d.ID, d.UID, d.Schema)
	}
	ids := map[int]bool{}
	for _, p := range d.Panels {
		if ids[p.ID] || !slices.Contains(core, p.Type) || p.Field.Defaults.Unit == "" {
			t.Errorf("panel %d %q: kind %q, unit %q, or its id is another's too", p.ID, p.Title, p.Type, p.Field.Defaults.Unit)
		}
		ids[p.ID] = true
		for text, between := range map[string]string{p.Title: " / ", p.Description: "\n\n"} {
			if _, chinese, both := strings.Cut(text, between); text != "" && (!both || chinese == "") {
				t.Errorf("%q is not in both languages", text)
			}
		}
		for _, target := range p.Targets {
			if target.Expr == "" || p.Source.UID != "${datasource}" || target.Source != p.Source {
				t.Errorf("panel %q asks %q of %+v", p.Title, target.Expr, target.Source)
			}
			if !strings.Contains(target.Expr, `account=~"$account"`) && strings.Contains(target.Expr, "{") {
				t.Errorf("panel %q does not go by the account: %s", p.Title, target.Expr)
			}
		}
	}
	var variables []string
	for _, v := range d.Templating.List {
		variables = append(variables, v.Name)
	}
	if !slices.Equal(variables, []string{"datasource", "account"}) {
		t.Errorf("variables %v", variables)
	}
}

// TestDashboardShowsBothLevels wherever a part of a limit is shown.
func TestDashboardShowsBothLevels(t *testing.T) {
	shown := 0
	for _, p := range readDashboard(t).Panels {
		if !strings.Contains(p.Targets[0].Expr, "wxops_quota_used_calls") || p.Type == "stat" || p.Field.Defaults.Unit == "short" && p.Type != "table" {
			continue
		}
		shown++
		var at []float64
		for _, s := range p.Field.Defaults.Thresholds.Steps {
			if s.Value != nil {
				at = append(at, *s.Value)
			}
		}
		if !slices.Equal(at, []float64{.8, .95}) {
			t.Errorf("panel %q has levels at %v", p.Title, at)
		}
	}
	if shown < 2 {
		t.Errorf("%d panels show a part of a limit", shown)
	}
}

// TestDashboardPanelsDoNotOverlap, and stay within Grafana's 24 columns.
func TestDashboardPanelsDoNotOverlap(t *testing.T) {
	taken := map[[2]int]string{}
	for _, p := range readDashboard(t).Panels {
		g := p.GridPos
		if g.W < 1 || g.H < 1 || g.X+g.W > 24 {
			t.Errorf("panel %q lies at %+v", p.Title, g)
		}
		for x := g.X; x < g.X+g.W; x++ {
			for y := g.Y; y < g.Y+g.H; y++ {
				if other, twice := taken[[2]int{x, y}]; twice {
					t.Fatalf("panel %q lies over %q", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
}

var metricName = regexp.MustCompile(`\bwxops_[a-z_]+`)

// TestAlertsAndDashboardKnowTheSameNumbers: each metric of an alert can be seen on
// the dashboard.
func TestAlertsAndDashboardKnowTheSameNumbers(t *testing.T) {
	shown := map[string]bool{}
	for _, name := range metricName.FindAllString(read(t, "dashboard.json"), -1) {
		shown[name] = true
	}
	for _, name := range metricName.FindAllString(read(t, "alerts.yml"), -1) {
		if !shown[name] {
			t.Errorf("an alert goes by %s, which the dashboard does not show", name)
		}
	}
	if len(shown) < 12 {
		t.Errorf("only %v are shown", slices.Sorted(maps.Keys(shown)))
	}
}

// TestAlertsAndDashboardNameWhatIsServed, as the golden of the metrics has it.
func TestAlertsAndDashboardNameWhatIsServed(t *testing.T) {
	served := read(t, "testdata/TestGoldenText.golden")
	for _, file := range []string{"alerts.yml", "dashboard.json"} {
		for _, name := range metricName.FindAllString(read(t, file), -1) {
			if !strings.Contains(served, "# TYPE "+name+" ") {
				t.Errorf("%s names %s, which is not served", file, name)
			}
		}
	}
}
