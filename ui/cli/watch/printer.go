package watch

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/wechat/clean"
	"wxops/wechat/mask"
	"wxops/wechat/watch"
)

// printer writes a line for each event, each in one write: whoever reads a pipe has it
// at once and whole.
type printer struct {
	*command
	width int    // of the aliases, in cells
	end   func() // where nobody reads any more
	dead  atomic.Bool

	kindOf func(alias string) string // of an account
}

func newPrinter(c *command, accounts []watch.Account, end func()) *printer {
	p := &printer{command: c, end: end}
	for _, acc := range accounts {
		p.width = max(p.width, ansi.StringWidth(acc.Alias))
	}
	c.WroteJSON = true // an error after this is said on stderr alone
	return p
}

// Heard writes an event. That a reading which was made once is over needs no word.
func (p *printer) Heard(e watch.Event) {
	if p.dead.Load() || p.once && e.Kind == watch.Stopped && e.Stop == nil {
		return
	}
	var err error
	if p.Format == shell.FormatJSON {
		err = report.WriteLine(p.Env.Stdout, p.document(e))
	} else {
		_, err = fmt.Fprintln(p.Env.Stdout, p.line(e))
	}
	if err != nil {
		p.lost()
	}
}

// lost ends the watch: the reader of the pipe has gone, or the terminal.
func (p *printer) lost() {
	p.dead.Store(true)
	p.end()
}

// Swept needs no word.
func (*printer) Swept(time.Time) {}

func (p *printer) document(e watch.Event) report.Event {
	var failure *report.Error
	if e.Err != nil {
		f := p.failure(e.Err)
		failure = report.Failure(f.Fact, f.Remedy, f.Err)
	}
	if e.Group != nil { // a log's own words, which others may read here
		g := *e.Group
		g.First.Message = mask.Text(g.First.Message)
		e.Group = &g
	}
	return p.Form().Event(e, failure)
}

// line is an event in columns that stay where they are.
func (p *printer) line(e watch.Event) string {
	at := p.Local(e.At)
	if p.Env.StdoutTerminal { // whoever looks knows the day, and needs the room
		at = e.At.In(p.Env.Now().Location()).Format(time.TimeOnly)
	}
	cells := []string{at, pad(kindWords[e.Kind].In(p.Lang), kindWidth), pad(clean.Line(e.Account), p.width)}
	if e.Path != "" {
		cells = append(cells, clean.Line(e.Path))
	}
	text := strings.Join(append(cells, clean.Line(p.what(e))), "  ")
	if p.ASCII {
		text = strings.ReplaceAll(text, "…", "...")
	}
	return strings.TrimRight(text, " ")
}

func pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(0, cells-ansi.StringWidth(s)))
}
