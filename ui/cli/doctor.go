package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/wechat/clean"
)

// The whole of doctor ends within doctorLimit. What it asks for ends a little
// sooner, so that there is time left to say who did not answer.
const (
	doctorLimit  = 5 * time.Second
	doctorMargin = 500 * time.Millisecond
)

// level is how much a finding matters.
type level string

const (
	fine    level = "ok"
	warning level = "warning" // something works with less, or not in this place
	broken  level = "failed"
)

// finding is one line of doctor: what was looked at, its state in a word, the
// fact and, unless it is fine, what to do.
type finding struct {
	group   string
	name    string // a key of doctorText.Names, or an alias, a host, a file
	level   level
	state   string // a key of doctorText.States; the same in every language
	fact    string
	remedy  string
	took    *int64 // milliseconds until the network answered, where it did
	address string // the one that WeChat sees, where it told
}

// The groups of findings, in their order.
const (
	groupTerminal = "terminal"
	groupFiles    = "files"
	groupKeyring  = "keyring"
	groupAccounts = "accounts"
	groupNetwork  = "network"
)

var doctorGroups = []string{groupTerminal, groupFiles, groupKeyring, groupAccounts, groupNetwork}

// The state words. The keyring's four and a few more come from keyringState.
const (
	stateOK      = "ok"
	stateReady   = "ready"
	stateLocked  = "locked"
	stateAbsent  = "absent"
	stateTimeout = "timed out"
	stateNote    = "note"      // it works, but
	stateWrong   = "wrong"     //
	stateUnasked = "not asked" // doctor asks nobody and runs no program of others unasked
	stateSilent  = "no answer" // within doctor's time
)

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "doctor [ALIAS]",
		Short:             wordShortDoctor.In(a.lang),
		Long:              wordLongDoctor.In(a.lang),
		Example:           "wxops doctor\nwxops doctor mall\nwxops doctor -o json",
		Args:              a.atMost(1),
		ValidArgsFunction: a.completeAlias,
		RunE: func(cmd *cobra.Command, args []string) error {
			alias := ""
			if len(args) > 0 {
				alias = args[0]
			}
			return a.runDoctor(cmd.Context(), alias)
		},
	}
}

// runDoctor looks at everything at once. It asks no person anything, and it
// changes nothing.
func (a *app) runDoctor(ctx context.Context, alias string) error {
	a.askNobody.Store(true)
	ctx, cancel := context.WithTimeout(ctx, doctorLimit)
	defer cancel()
	work, cancelWork := context.WithTimeout(ctx, doctorLimit-doctorMargin)
	defer cancelWork()
	done := a.progress(doctorIn(a.lang).Looking)
	x := a.examination(work, alias)
	if alias != "" && x.bookErr == nil && x.known && len(x.accounts) == 0 {
		done()
		return a.noAccount(alias)
	}
	findings := x.findings(work, ctx)
	done()
	if a.format == formatJSON {
		a.writeJSON(jsonDoctorOf(findings))
	} else {
		a.printDoctor(a.env.Stdout, findings)
	}
	if slices.ContainsFunc(findings, func(f finding) bool { return f.level == broken }) {
		return ended(exitFailed)
	}
	return nil
}

// examination is what doctor looks at.
type examination struct {
	*app
	t        doctorText
	named    bool // the account was asked for by its alias: its command may run
	accounts []keystore.Account
	total    int // of accounts in the file
	doubts   []keystore.Fault
	bookErr  error
	known    bool // the file of accounts was read in time
}

type bookRead struct {
	accounts []keystore.Account
	doubts   []keystore.Fault
	err      error
}

func (a *app) examination(ctx context.Context, alias string) *examination {
	x := &examination{app: a, t: doctorIn(a.lang), named: alias != ""}
	a.desk()
	// A home folder on a server that is gone would hold us for ever.
	read := gather(ctx, []func() *bookRead{func() *bookRead {
		accounts, doubts, err := a.desk().Book().Load()
		return &bookRead{accounts, doubts, err}
	}}, func(int) *bookRead { return nil })[0]
	if read == nil {
		return x
	}
	x.known, x.bookErr, x.doubts, x.total = true, read.err, read.doubts, len(read.accounts)
	for _, acc := range read.accounts {
		if alias == "" || acc.Alias == alias {
			x.accounts = append(x.accounts, acc)
		}
	}
	return x
}

// findings runs all checks at once. Those of a part that does not answer in
// time, not even to say so, become one line.
func (x *examination) findings(work, end context.Context) []finding {
	parts := []struct {
		group string
		check func(context.Context) []finding
	}{
		{groupTerminal, func(context.Context) []finding { return x.terminal() }},
		{groupFiles, x.files},
		{groupKeyring, x.keyring},
		{groupAccounts, x.accountSources},
		{groupNetwork, x.network},
	}
	jobs := make([]func() []finding, len(parts))
	for i, p := range parts {
		jobs[i] = func() []finding { return p.check(work) }
	}
	answers := gather(end, jobs, func(i int) []finding {
		return []finding{x.silent(parts[i].group)}
	})
	var all []finding
	for i, found := range answers {
		for _, f := range found {
			f.group = parts[i].group
			all = append(all, f)
		}
	}
	return append(all, x.addressSeen(all))
}

// silent is the line of what did not answer.
func (x *examination) silent(name string) finding {
	return finding{name: name, level: broken, state: stateSilent, fact: x.t.Silent, remedy: x.t.SilentDo}
}

// gather runs jobs at once and gives their answers in order; missing stands
// in for those that have not come when ctx ends. A job that hangs is left behind.
func gather[T any](ctx context.Context, jobs []func() T, missing func(i int) T) []T {
	type numbered struct {
		i      int
		answer T
	}
	answers := make(chan numbered, len(jobs))
	for i, job := range jobs {
		go func() { answers <- numbered{i, job()} }()
	}
	all := make([]T, len(jobs))
	for i := range all {
		all[i] = missing(i)
	}
	for range jobs {
		select {
		case n := <-answers:
			all[n.i] = n.answer
		case <-ctx.Done():
			return all
		}
	}
	return all
}

// jsonDoctor is the answer of doctor -o json.
type jsonDoctor struct {
	OK     bool          `json:"ok"` // nothing failed; warnings may be there
	Checks []jsonFinding `json:"checks"`
}

type jsonFinding struct {
	Group   string  `json:"group"`
	Name    string  `json:"name"`
	Level   level   `json:"level"`
	State   string  `json:"state"`
	Fact    string  `json:"fact"`
	Hint    *string `json:"hint"`
	Took    *int64  `json:"ms"`
	Address *string `json:"address"`
}

func jsonDoctorOf(findings []finding) jsonDoctor {
	doc := jsonDoctor{OK: true, Checks: []jsonFinding{}}
	for _, f := range findings {
		doc.OK = doc.OK && f.level != broken
		doc.Checks = append(doc.Checks, jsonFinding{
			f.group, f.name, f.level, f.state, clean.Lines(f.fact), orNull(clean.Lines(f.remedy)),
			f.took, orNull(f.address),
		})
	}
	return doc
}

// printDoctor writes the groups, a line for each finding, and what to do
// below what is not fine.
func (a *app) printDoctor(w io.Writer, findings []finding) {
	t := doctorIn(a.lang)
	wide, stateWide := 0, 0
	for _, f := range findings {
		wide, stateWide = max(wide, ansi.StringWidth(t.name(f))), max(stateWide, ansi.StringWidth(t.States[f.state]))
	}
	for _, group := range doctorGroups {
		fmt.Fprintln(w, t.Groups[group])
		for _, f := range findings {
			if f.group != group {
				continue
			}
			lead := "  " + padded(t.name(f), wide) + "  " + padded(t.States[f.state], stateWide) + "  "
			lines := strings.Split(clean.Lines(f.fact), "\n")
			if f.remedy != "" {
				lines = append(lines, strings.Split(clean.Lines(f.remedy), "\n")...)
			}
			for _, line := range lines {
				fmt.Fprintln(w, strings.TrimRight(lead+line, " "))
				lead = strings.Repeat(" ", wide+stateWide+6)
			}
		}
	}
	fmt.Fprintln(w, a.verdict(findings))
}

func padded(s string, width int) string { return s + strings.Repeat(" ", width-ansi.StringWidth(s)) }

func (a *app) verdict(findings []finding) string {
	count := map[level]int{}
	for _, f := range findings {
		count[f.level]++
	}
	t := doctorIn(a.lang)
	switch {
	case count[broken] > 0:
		return fmt.Sprintf(t.SomeBroken, count[broken], count[warning])
	case count[warning] > 0:
		return fmt.Sprintf(t.SomeWarnings, count[warning])
	}
	return t.AllFine
}
