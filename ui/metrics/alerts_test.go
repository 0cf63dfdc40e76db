package metrics_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestPromtoolTakesTheAlerts, and finds that each fires where it must and nowhere else.
func TestPromtoolTakesTheAlerts(t *testing.T) {
	promtool := daemons(t, "promtool")[0]
	ran(t, promtool, "check", "rules", "alerts.yml")
	ran(t, promtool, "test", "rules", "alerts_test.yml")
}

var (
	alertName   = regexp.MustCompile(`(?m)^ +- alert: (\w+)$`)
	quietCase   = regexp.MustCompile(`(?m)^ +- \{alertname: (\w+), eval_time: \w+, exp_alerts: \[\]\}$`)
	firingCase  = regexp.MustCompile(`(?m)^ +- alertname: (\w+)\n +eval_time: \w+\n +exp_alerts:\n +- exp_labels:`)
	alwaysFires = "WxopsDeadMansSwitch"
)

// TestEveryAlertIsTried both ways, and says what is wrong in both languages, how bad
// it is and what to do.
func TestEveryAlertIsTried(t *testing.T) {
	rules, cases := read(t, "alerts.yml"), read(t, "alerts_test.yml")
	names := alertName.FindAllStringSubmatch(rules, -1)
	if len(names) != strings.Count(rules, "- alert:") || len(names) < 8 {
		t.Fatalf("%d alerts are read of %d", len(names), strings.Count(rules, "- alert:"))
	}
	tried := func(form *regexp.Regexp) map[string]bool {
		found := map[string]bool{}
		for _, m := range form.FindAllStringSubmatch(cases, -1) {
			found[m[1]] = true
		}
		return found
	}
	quiet, firing := tried(quietCase), tried(firingCase)
	for i, m := range names {
		name := m[1]
		if !firing[name] || !quiet[name] && name != alwaysFires {
			t.Errorf("%s: fires in a case: %v; is quiet in one: %v", name, firing[name], quiet[name])
		}
		rule := rules[strings.Index(rules, "- alert: "+name+"\n"):]
		if i+1 < len(names) {
			rule = rule[:strings.Index(rule, "- alert: "+names[i+1][1]+"\n")]
		}
		for _, part := range []string{"severity:", "summary:", "summary_zh:", "description:"} {
			if !strings.Contains(rule, part) {
				t.Errorf("%s has no %s", name, strings.TrimSuffix(part, ":"))
			}
		}
	}
}
