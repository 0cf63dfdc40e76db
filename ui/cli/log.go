package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/ownfile"
)

// openLog opens the log of --debug. A log that cannot be written is said, and
// stops nothing.
func (a *app) openLog() {
	if !a.debug || a.log != nil {
		return
	}
	f, err := ownfile.Open(filepath.Join(a.stateDir(), "wxops.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY)
	if err != nil {
		fact, _ := words.Explain(err, a.t.Lang)
		a.warn(fmt.Sprintf(a.t.Say.LogUnwritable, fact))
		return
	}
	a.log = f
}

func (a *app) closeLog() {
	if a.log != nil {
		_ = a.log.Close()
	}
}

// logCall writes one line for one call: never a query, a body or a host.
func (a *app) logCall(c wechat.Call) {
	a.calls.Add(c)
	if a.log == nil {
		return
	}
	rid := string(c.RID)
	if rid == "" {
		rid = "-"
	}
	// One write for one line, so that two processes do not mix theirs.
	fmt.Fprintf(a.log, "%s %s %s status=%d errcode=%d rid=%s ms=%d\n",
		c.At.Format(time.RFC3339), c.Method, clean.Line(c.Path), c.Status, c.Code, rid, c.Took.Milliseconds())
}
