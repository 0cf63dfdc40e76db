package cli

import (
	"io"
	"log"
	"os"
	"strings"
)

// hushGo keeps Go's own debugging off the terminal. GODEBUG=http2debug=2 logs
// what is sent and received, AppSecret and token included, and a connection
// that goes wrong logs what stood on it; netdns=2 prints over the console. The
// runtime's traces (gctrace and its like) tell of memory only, and can be
// switched off no more.
func hushGo() {
	log.SetOutput(io.Discard)
	if was := os.Getenv("GODEBUG"); was != "" {
		if now := hushed(was); now != was {
			_ = os.Setenv("GODEBUG", now)
		}
	}
}

// hushed leaves out of GODEBUG what prints. The resolver that netdns chooses
// stays chosen: it is "go", "cgo", a level of talking, which is whatever begins
// with a digit, or both with a +.
func hushed(godebug string) string {
	var kept []string
	for setting := range strings.SplitSeq(godebug, ",") {
		setting, _, _ = strings.Cut(setting, "#") // a pattern by which Go prints the stack of each use
		name, value, _ := strings.Cut(setting, "=")
		switch name {
		case "http2debug":
			continue
		case "netdns":
			which := ""
			for part := range strings.SplitSeq(value, "+") {
				if part != "" && (part[0] < '0' || part[0] > '9') {
					which = part
				}
			}
			if which == "" {
				continue
			}
			setting = "netdns=" + which
		}
		kept = append(kept, setting)
	}
	return strings.Join(kept, ",")
}
