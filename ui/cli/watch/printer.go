package watch

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
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

	unwritten bool // it was said that a line cannot be written

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
	p.wrote(err)
}

// wrote judges how a line was written. A disk that is full ends no watch: its policies and
// robots are still there, and so is whoever reads stderr.
func (p *printer) wrote(err error) {
	switch {
	case err == nil:
		p.unwritten = false
	case !onDisk(p.Env.Stdout):
		p.lost()
	case !p.unwritten:
		p.unwritten = true
		fact, _ := words.Explain(err, p.Lang)
		p.Warn(wordUnwritten.Fill(p.Lang, fact))
	}
}

// onDisk reports whether lines go into a file, and not to somebody who may have gone.
func onDisk(w io.Writer) bool {
	f, isFile := w.(*os.File)
	if !isFile {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

var wordUnwritten = words.Pair{"events cannot be written, and the watch goes on: %s", "事件无法写出，监视照常进行：%s"}

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
