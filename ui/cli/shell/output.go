package shell

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"wxops/ui/draw"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// Output is what a run says: its answer in the form that was asked for, and what goes to
// stderr beside it.
type Output struct {
	Env    Env
	Lang   words.Lang
	Format string // as -o takes them
	ASCII  bool

	WroteJSON bool
	waiting   waiting
}

// The forms of an answer, as -o takes them.
const (
	FormatTable = "table"
	FormatJSON  = "json"
	FormatCSV   = "csv"
	FormatMD    = "md"
)

// offered is where a command keeps its forms.
const offered = "forms"

// Offer says that a command writes more forms than table and JSON.
func Offer(cmd *cobra.Command, formats ...string) {
	cmd.Annotations = map[string]string{offered: strings.Join(formats, " ")}
}

// Offered are the forms that a command writes.
func Offered(cmd *cobra.Command) []string {
	return append([]string{FormatTable, FormatJSON}, strings.Fields(cmd.Annotations[offered])...)
}

// CompleteForms offers as the value of --output what the command at hand writes.
func CompleteForms(root *cobra.Command) {
	// It fails only for a flag that does not exist, and a test asks for it.
	_ = root.RegisterFlagCompletionFunc("output", func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return Offered(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}

// WriteJSON writes the one JSON document of a run.
func (o *Output) WriteJSON(doc any) {
	o.WroteJSON = true
	// A reader that went away (| head) is no failure of the run.
	_ = report.Write(o.Env.Stdout, doc)
}

// WriteCSV writes the one table of a run for a spreadsheet.
func (o *Output) WriteCSV(rows [][]string) error {
	w := csv.NewWriter(o.Env.Stdout)
	return w.WriteAll(rows)
}

// Field is one "name  value" line of an answer that is about one thing.
type Field [2]string

// WriteFields writes the lines of an answer that is about one thing; a field
// without a value is left out.
func WriteFields(w io.Writer, fields []Field) {
	width := 0
	for _, f := range fields {
		width = max(width, ansi.StringWidth(f[0]))
	}
	for _, f := range fields {
		if f[1] == "" {
			continue
		}
		pad := strings.Repeat(" ", width-ansi.StringWidth(f[0]))
		fmt.Fprintln(w, f[0]+pad+"  "+clean.Line(f[1]))
	}
}

// FitFields is WriteFields on the width of stdout: a value that is longer goes on below
// where it began.
func (o *Output) FitFields(fields []Field) {
	label := 0
	for _, f := range fields {
		label = max(label, ansi.StringWidth(f[0]))
	}
	for _, f := range fields {
		name := f[0]
		if f[1] == "" {
			continue
		}
		for line := range strings.SplitSeq(f[1], "\n") {
			for _, part := range draw.Wrap(clean.Line(line), max(o.Width()-label-len(gap), 20)) {
				fmt.Fprintln(o.Env.Stdout, name+strings.Repeat(" ", label-ansi.StringWidth(name))+gap+part)
				name = ""
			}
		}
	}
}

// Form is what the documents of this run are made with.
func (o *Output) Form() report.Form { return report.Form{Lang: o.Lang, Now: o.Env.Now()} }

// Local is a time for people, in the zone of the machine.
func (o *Output) Local(t time.Time) string {
	return t.In(o.Env.Now().Location()).Format("2006-01-02 15:04:05 -07")
}

// waiting is the word on the terminal that says what is being waited for.
type waiting struct {
	mu    sync.Mutex
	words string
}

// Progress says on the terminal what is being waited for, in the place of what it
// said before; a pipe sees nothing.
func (o *Output) Progress(what string) (done func()) {
	if !o.Env.StderrTerminal || o.Env.Getenv("TERM") == "dumb" {
		return func() {}
	}
	o.wipeProgress()
	o.waiting.mu.Lock()
	defer o.waiting.mu.Unlock()
	o.waiting.words = what
	fmt.Fprint(o.Env.Stderr, what)
	return o.wipeProgress
}

// wipeProgress takes the word away, because it is over or because a question
// needs the line.
func (o *Output) wipeProgress() {
	o.waiting.mu.Lock()
	defer o.waiting.mu.Unlock()
	if o.waiting.words != "" {
		fmt.Fprint(o.Env.Stderr, "\r"+strings.Repeat(" ", ansi.StringWidth(o.waiting.words))+"\r")
		o.waiting.words = ""
	}
}

// Fit cuts a text to a number of terminal cells.
func (o *Output) Fit(s string, cells int) string {
	if o.ASCII {
		return ansi.Truncate(s, cells, "...")
	}
	return ansi.Truncate(s, cells, "…")
}

// Indent moves a text of several lines two columns in.
func Indent(s string) string { return "  " + strings.ReplaceAll(s, "\n", "\n  ") }
