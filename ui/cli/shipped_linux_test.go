package cli

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// TestShippedCommandLinesAreKnown: each flag that unit, cron line and pods name is one
// of wxops watch. With --help it says so before it does anything.
func TestShippedCommandLinesAreKnown(t *testing.T) {
	live := liveBinary(t)
	for file, line := range map[string]*regexp.Regexp{
		"wxops-watch.service": regexp.MustCompile(`(?m)^ExecStart=/usr/bin/wxops (.+)$`),
		"wxops-watch.cron":    regexp.MustCompile(`(?m)^#? *[0-9*]+ \* \* \* \* (?:wxops )?wxops (.+) >/dev/null$`),
		"kubernetes.yml":      regexp.MustCompile(`(?m)^ +args: \[(.+)\]$`),
	} {
		lines := line.FindAllStringSubmatch(readShipped(t, file), -1)
		if len(lines) == 0 {
			t.Errorf("%s starts nothing", file)
		}
		for _, m := range lines {
			args := strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune(` ,"`, r) })
			cmd := exec.Command(live, append(args, "--help")...)
			cmd.Env = liveEnviron(t.TempDir())
			if said, err := cmd.CombinedOutput(); err != nil || args[0] != "watch" || !strings.Contains(string(said), "--every") {
				t.Errorf("%s: %q: %v\n%s", file, args, err, said)
			}
		}
	}
}
