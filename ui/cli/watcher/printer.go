package watcher

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// printer writes a line for each event. It is a watch.Listener.
type printer struct {
	sh     *shell.Shell
	out    io.Writer
	alias  int    // cells of the longest alias
	broken func() // told once that nobody reads any more
	gone   bool
}

// aliasMost is how wide the column of aliases becomes.
const aliasMost = 20

func newPrinter(sh *shell.Shell, accounts []keystore.Account, broken func()) *printer {
	p := &printer{sh: sh, out: sh.Env.Stdout, broken: broken}
	for _, acc := range accounts {
		p.alias = min(max(p.alias, ansi.StringWidth(acc.Alias)), aliasMost)
	}
	return p
}

// Heard writes the line of an event.
func (p *printer) Heard(e watch.Event) {
	if p.gone {
		return
	}
	var err error
	if p.sh.Format == shell.FormatJSON {
		p.sh.WroteJSON = true
		form := p.sh.Form()
		form.Lang = words.English // of what scripts compare; a person reads the lines
		err = report.WriteLine(p.out, form.Watch(e))
	} else {
		_, err = fmt.Fprintln(p.out, p.line(e))
	}
	if err != nil {
		p.gone = true
		p.broken()
	}
}

// Swept writes nothing: every event has its line already.
func (*printer) Swept(time.Time) {}

// line is an event as a person reads it.
func (p *printer) line(e watch.Event) string {
	lang := p.sh.Lang
	cells := []string{
		e.At.Format("2006-01-02 15:04:05"), pad(kinds[e.Kind].In(lang), kindWidth),
		pad(e.Account, p.alias), p.tells(e),
	}
	return strings.TrimRight(clean.Line(strings.Join(cells, "  ")), " ")
}

func pad(s string, cells int) string {
	return s + strings.Repeat(" ", max(0, cells-ansi.StringWidth(s)))
}

// tells is what an event says beside its kind and account.
func (p *printer) tells(e watch.Event) string {
	lang := p.sh.Lang
	switch e.Kind {
	case watch.Started:
		return p.started(e)
	case watch.Read:
		return wordRead.Fill(lang, e.Read, e.Of) + p.comma() + p.numbers(e)
	case watch.Crossed:
		return p.numbers(e)
	case watch.Recovered:
		return p.recovered(e)
	case watch.Failed:
		return p.failed(e)
	case watch.Decided:
		if e.Decision.Clear {
			return p.numbers(e) + p.colon() + wordWould.Fill(lang, words.Held(*e.Decision, lang))
		}
		return p.numbers(e) + p.colon() + wordHold.Fill(lang, words.Held(*e.Decision, lang))
	case watch.Reset:
		return p.reset(e)
	case watch.Seen:
		return p.seen(e)
	case watch.Stopped:
		if e.Stop != nil {
			return words.Stop(*e.Stop, lang) + p.semicolon() + wordResume.Fill(lang, e.Account)
		}
		return wordEnds.In(lang)
	}
	return ""
}

func (p *printer) comma() string     { return wordComma.In(p.sh.Lang) }
func (p *printer) colon() string     { return wordColon.In(p.sh.Lang) }
func (p *printer) semicolon() string { return wordSemicolon.In(p.sh.Lang) }

func (p *printer) started(e watch.Event) string {
	from := e.Token
	if e.Secret != "" {
		from = wordToken.Fill(p.sh.Lang, e.Token, words.Source(keystore.SourceName(e.Secret), p.sh.Lang))
	}
	if e.Err == nil {
		return from + p.colon() + wordFine.In(p.sh.Lang)
	}
	return from + p.colon() + p.why(e.Err)
}

// why is an error with what to do about it.
func (p *printer) why(err error) string {
	if err == watch.ErrLocked {
		return wordLocked.In(p.sh.Lang)
	}
	f := p.sh.AsFailure(err)
	if f.Remedy == "" {
		return f.Fact
	}
	return f.Fact + p.semicolon() + strings.TrimSuffix(f.Remedy, ".")
}

func (p *printer) recovered(e watch.Event) string {
	switch {
	case e.Path != "":
		return p.numbers(e)
	case e.Account != "":
		return wordReadAgain.In(p.sh.Lang)
	}
	return wordNetworkBack.In(p.sh.Lang)
}

func (p *printer) failed(e watch.Event) string {
	switch {
	case e.Path != "":
		return e.Path + p.colon() + p.why(e.Err)
	case e.Account == "" && isCall(e.Err):
		return wordNoNetwork.In(p.sh.Lang) + p.colon() + p.why(e.Err)
	}
	return p.why(e.Err)
}

// isCall reports whether an error is that of a call to WeChat.
func isCall(err error) bool {
	_, is := err.(*wechat.Error)
	return is
}

func (p *printer) reset(e watch.Event) string {
	lang, r := p.sh.Lang, e.Result
	what := e.Path
	if r.Target.Scope == guard.ScopeAll {
		what = wordAll.Fill(lang, e.Path)
	}
	left, _ := r.Left.Of(r.Target.Scope)
	text := what + p.colon() + wordReset.Fill(lang, words.Outcome(r.Outcome, lang), left, r.Target.Scope.Budget())
	if e.Err != nil {
		text += p.semicolon() + p.sh.AsFailure(e.Err).Fact
	}
	return text
}

// numbers are an API with how much of it is used, and when it will be out.
func (p *printer) numbers(e watch.Event) string {
	lang := p.sh.Lang
	if e.Quota == nil || e.Quota.Daily == nil {
		return e.Path
	}
	d := e.Quota.Daily
	text := e.Path + "  "
	if e.Level == meter.LevelOut {
		text += wordOut.Fill(lang, words.Group(d.Limit))
	} else {
		text += wordUsed.Fill(lang, e.Percent, words.Group(d.Limit))
	}
	if e.OutAt.IsZero() || e.Kind == watch.Recovered {
		return text
	}
	at := e.OutAt.In(wechat.Beijing()).Format("15:04")
	if e.Level == meter.LevelOut {
		return text + p.comma() + wordSince.Fill(lang, at)
	}
	return text + p.comma() + wordOutAt.Fill(lang, at)
}
