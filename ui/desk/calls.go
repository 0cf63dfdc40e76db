package desk

import (
	"fmt"
	"os"
	"time"

	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/ownfile"
)

// Calls gives the calls made so far, oldest first, as far back as they are kept.
func (d *Desk) Calls() []wechat.Call { return d.calls.Recent() }

// Note adds a line to the calls that is none of them.
func (d *Desk) Note(note string) { d.calls.Add(wechat.Call{At: d.cfg.Now(), Note: note}) }

// OpenLog begins to write a line for each call to the log of --debug.
func (d *Desk) OpenLog() error {
	f, err := ownfile.Open(d.cfg.Folders.Log(), os.O_APPEND|os.O_CREATE|os.O_WRONLY)
	if err != nil {
		return err
	}
	d.log = f
	return nil
}

// Close ends the log.
func (d *Desk) Close() {
	if d.log != nil {
		_ = d.log.Close()
	}
}

// logCall writes one line for one call: never a query, a body or a host.
func (d *Desk) logCall(c wechat.Call) {
	d.calls.Add(c)
	if d.log == nil {
		return
	}
	rid := string(c.RID)
	if rid == "" {
		rid = "-"
	}
	// One write for one line, so that two processes do not mix theirs.
	fmt.Fprintf(d.log, "%s %s %s status=%d errcode=%d rid=%s ms=%d\n",
		c.At.Format(time.RFC3339), c.Method, clean.Line(c.Path), c.Status, c.Code, rid, c.Took.Milliseconds())
}
