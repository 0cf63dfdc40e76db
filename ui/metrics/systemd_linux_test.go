package metrics_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const (
	unitName   = "wxops-watch.service"
	unitBinary = "/usr/bin/wxops"
)

// unitOfThisBinary is a copy of the unit whose program exists.
func unitOfThisBinary(t *testing.T) string {
	t.Helper()
	unit := read(t, unitName)
	if strings.Count(unit, "\nExecStart="+unitBinary+" watch ") != 1 {
		t.Fatalf("the unit does not start %s watch", unitBinary)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), unitName)
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(unit, "="+unitBinary+" ", "="+self+" ")), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSystemdTakesTheUnit without a word: a key that it does not know is one.
func TestSystemdTakesTheUnit(t *testing.T) {
	analyze := daemons(t, "systemd-analyze")[0]
	if said := ran(t, analyze, "verify", unitOfThisBinary(t)); said != "" {
		t.Errorf("systemd-analyze verify says:\n%s", said)
	}
}

var exposure = regexp.MustCompile(`Overall exposure level for \S+: ([0-9.]+)`)

// TestUnitIsClosed: what the service may do is little, by systemd's own measure
// (0: nothing, 10: everything).
func TestUnitIsClosed(t *testing.T) {
	analyze := daemons(t, "systemd-analyze")[0]
	said := ran(t, analyze, "security", "--offline=true", "--no-pager", unitOfThisBinary(t))
	m := exposure.FindStringSubmatch(said)
	if m == nil {
		t.Fatalf("no level in:\n%s", said)
	}
	if level, err := strconv.ParseFloat(m[1], 64); err != nil || level >= 2 {
		t.Errorf("exposure %s, 2.0 or more:\n%s", m[1], said)
	}
}

// TestUnitSharesItsFolder: a group's folder cannot be had from a user that systemd
// makes up, and its files must be the group's to write.
func TestUnitSharesItsFolder(t *testing.T) {
	keys := map[string]string{}
	for line := range strings.Lines(read(t, unitName)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(key, "#") {
			keys[key] = value
		}
	}
	for key, want := range map[string]string{
		"DynamicUser": "", "PrivateUsers": "", "User": "wxops", "Group": "wxops", "StateDirectoryMode": "2770", "UMask": "0007",
		"Type": "notify", "NotifyAccess": "main", "RestartPreventExitStatus": "2", "ExecReload": "/bin/kill -HUP $MAINPID",
	} {
		if keys[key] != want {
			t.Errorf("%s=%s, expected %q", key, keys[key], want)
		}
	}
	if !strings.HasPrefix(keys["StateDirectory"]+" ", "wxops ") || keys["WatchdogSec"] == "" {
		t.Errorf("StateDirectory=%s, WatchdogSec=%s", keys["StateDirectory"], keys["WatchdogSec"])
	}
}
