package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"wxops/ui/report"
	"wxops/wechat/clean"
)

// The forms of an answer, as -o takes them.
const (
	formatTable = "table"
	formatJSON  = "json"
	formatCSV   = "csv"
)

// writeJSON writes the one JSON document of a run.
func (a *app) writeJSON(doc any) {
	a.wroteJSON = true
	// A reader that went away (| head) is no failure of the run.
	_ = report.Write(a.env.Stdout, doc)
}

func (a *app) writeCSV(rows [][]string) error {
	w := csv.NewWriter(a.env.Stdout)
	return w.WriteAll(rows)
}

// column is one column of a table on stdout.
type column struct {
	head  string
	right bool // numbers
}

// writeTable writes rows under their heads, each column as wide as its widest
// cell. Width is counted in terminal cells, so that Chinese names line up.
func writeTable(w io.Writer, columns []column, rows [][]string) {
	heads := make([]string, len(columns))
	widths := make([]int, len(columns))
	for i, c := range columns {
		heads[i], widths[i] = c.head, ansi.StringWidth(c.head)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = clean.Line(row[i])
			widths[i] = max(widths[i], ansi.StringWidth(row[i]))
		}
	}
	for _, row := range append([][]string{heads}, rows...) {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-ansi.StringWidth(cell))
			if columns[i].right {
				cell = pad + cell
			} else {
				cell += pad
			}
			if i > 0 {
				line.WriteString("  ")
			}
			line.WriteString(cell)
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// field is one "name  value" line of an answer that is about one thing.
type field struct{ name, value string }

func writeFields(w io.Writer, fields []field) {
	width := 0
	for _, f := range fields {
		width = max(width, ansi.StringWidth(f.name))
	}
	for _, f := range fields {
		if f.value == "" {
			continue
		}
		pad := strings.Repeat(" ", width-ansi.StringWidth(f.name))
		fmt.Fprintln(w, f.name+pad+"  "+clean.Line(f.value))
	}
}

// form is what the documents of this run are made with.
func (a *app) form() report.Form { return report.Form{Lang: a.lang, Now: a.env.Now()} }

// local is a time for people, in the zone of the machine.
func (a *app) local(t time.Time) string {
	return t.In(a.env.Now().Location()).Format("2006-01-02 15:04:05 -07")
}

// waiting is the word on the terminal that says what is being waited for.
type waiting struct {
	mu    sync.Mutex
	words string
}

// progress says on the terminal what is being waited for; a pipe sees nothing.
func (a *app) progress(words string) (done func()) {
	if !a.env.StderrTerminal || a.env.Getenv("TERM") == "dumb" {
		return func() {}
	}
	a.waiting.mu.Lock()
	defer a.waiting.mu.Unlock()
	a.waiting.words = words
	fmt.Fprint(a.env.Stderr, words)
	return a.wipeProgress
}

// wipeProgress takes the word away, because it is over or because a question
// needs the line.
func (a *app) wipeProgress() {
	a.waiting.mu.Lock()
	defer a.waiting.mu.Unlock()
	if a.waiting.words != "" {
		fmt.Fprint(a.env.Stderr, "\r"+strings.Repeat(" ", ansi.StringWidth(a.waiting.words))+"\r")
		a.waiting.words = ""
	}
}
