package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/rid"
)

// Advice is what a person reads about an error: the fact, then what to do.
// {account}, {source} and {detail} stand for what the error knows; of a file,
// {account} is its path.
type Advice struct{ Fact, Do string }

// ExplainText holds the words of Explain in one language.
type ExplainText struct {
	Secrets  map[keystore.Reason]Advice
	Refusals map[guard.Refusal]Advice
	Warnings map[guard.Warning]string      // {detail}: see Warning
	Paths    map[error]Advice              // by the wechat.ErrPath values
	Faults   map[keystore.FaultKind]string // of accounts.toml or of one account
	Found    string                        // stands before Fault.Found
	Expected string                        // stands before Fault.Expected, which is English; "" leaves it out
	BookDo   string

	Passphrase Advice // the file's, when nobody can be asked
	File       Advice // the system refused

	Outcomes map[guard.Outcome]string // in a word
	Outdated map[error]string         // why a plan is out of date, by the guard.ErrPlan values
	Holder   string                   // of an account's lock: who, since when
	NoHolder string                   // nobody knows who
	WhoSudo  string                   // the person, what sudo made of them
	WhoFrom  string                   // an address
	WhoOn    string                   // a machine

	AtMost     string // at most %d of %d resets are left
	AtMostBoth string // the same of both budgets: account, single APIs
	NoneOf     string // WeChat said that none of %d is left
	Both       string // two budgets in their own words

	Calls       map[wechat.Reason]Advice // why there was no errcode
	Cancelled   Advice
	Unexplained string // the remedy for an errcode that no list explains
	Address     string // 40164, 61004: which address to allow
	TokenOut    Advice // 45009 for the token itself
	FreshRID    Advice // 76001 for a call of the last minutes
	UnknownRID  Advice // 76001
	ForeignRID  Advice // 76003
	OldRID      Advice // 76004

	meaning func(catalog.Code) (meaning, do string)
}

// Explain gives an error its two lines. It knows the errors of keystore, guard
// and wechat; of any other it gives the text and no remedy.
func Explain(err error, t ExplainText) (fact, remedy string) {
	var (
		problem *keystore.Problem
		refused *guard.RefusedError
		answer  *wechat.Error
		book    *keystore.BookError
	)
	switch {
	case err == nil:
		return "", ""
	case errors.Is(err, context.Canceled): // before what it was about: nobody is to be advised
		return t.Cancelled.fill("", "", "", err.Error())
	case errors.As(err, &problem):
		advice := t.Secrets[problem.Reason]
		if problem.Reason == keystore.PromptNeeded && problem.Source == keystore.FromFile {
			advice = t.Passphrase
		}
		return advice.fill(problem.Account, string(problem.Source), problem.Detail, problem.Error())
	case errors.As(err, &refused):
		return explainRefusal(refused, t)
	case errors.As(err, &book) && len(book.Faults) > 0:
		return explainBook(book, t)
	case errors.As(err, &answer) && answer.Code != 0:
		return explainCode(answer, t)
	}
	for path, advice := range t.Paths {
		if errors.Is(err, path) {
			return advice.fill("", "", "", path.Error())
		}
	}
	return explainCall(err, answer, t)
}

// fresh is how long after a call WeChat may still be indexing its rid.
const fresh = 10 * time.Minute

// FreshRID reports whether a rid is so new that WeChat may not know it yet.
func FreshRID(rid rid.RID, now time.Time) bool { return now.Sub(rid.CalledAt()).Abs() < fresh }

// ExplainRID is Explain for an answer about a rid: an unknown one means
// something else while it is fresh.
func ExplainRID(err error, rid rid.RID, now time.Time, t ExplainText) (fact, remedy string) {
	if wechat.Code(err) == 76001 && FreshRID(rid, now) {
		return t.FreshRID.Fact, t.FreshRID.Do
	}
	return Explain(err, t)
}

// explainBook gives file, line and what was expected of each fault, one a line.
func explainBook(book *keystore.BookError, t ExplainText) (fact, remedy string) {
	lines := make([]string, len(book.Faults))
	for i, f := range book.Faults {
		lines[i] = book.Path
		if f.Line > 0 {
			lines[i] += ":" + strconv.Itoa(f.Line)
		}
		lines[i] += ": " + t.Fault(f)
	}
	return strings.Join(lines, "\n"), t.BookDo
}

// Fault words one thing that is wrong with accounts.toml or an account.
func (t ExplainText) Fault(f keystore.Fault) string {
	s := t.Faults[f.What]
	if s == "" {
		s = string(f.What)
	}
	if f.Key != "" {
		s = f.Key + ": " + s
	}
	if f.Found != "" {
		s += t.Found + f.Found
	}
	if f.Expected != "" && t.Expected != "" {
		s += t.Expected + f.Expected
	}
	return s
}

// explainCode words an answer with an errcode.
func explainCode(answer *wechat.Error, t ExplainText) (fact, remedy string) {
	switch {
	case answer.Code == 45009 && answer.Path == "/cgi-bin/stable_token":
		return t.TokenOut.fill("", "", "", answer.Error())
	case answer.Code == 76001:
		return t.UnknownRID.fill("", "", "", answer.Error())
	case answer.Code == 76003 && answer.Path == "/cgi-bin/openapi/rid/get":
		return t.ForeignRID.fill("", "", "", answer.Error())
	case answer.Code == 76004:
		return t.OldRID.fill("", "", "", answer.Error())
	}
	code, known := catalog.Explain(answer.Code)
	if !known {
		return strings.TrimSpace(fmt.Sprintf("errcode %d %s", answer.Code, answer.Msg)), t.Unexplained
	}
	meaning, do := t.meaning(code)
	if answer.Code == 40164 || answer.Code == 61004 {
		if seen := rid.Find(answer.Msg).Addresses; len(seen) > 0 {
			do = strings.ReplaceAll(t.Address, "{detail}", seen[0])
		}
	}
	return fmt.Sprintf("errcode %d: %s", answer.Code, meaning), do
}

// explainCall words a call that brought no errcode, and errors from below.
func explainCall(err error, answer *wechat.Error, t ExplainText) (fact, remedy string) {
	var file *fs.PathError
	switch {
	case answer == nil && errors.Is(err, context.DeadlineExceeded):
		return t.Calls[wechat.TimedOut].fill("", "", "", err.Error())
	case answer == nil && errors.As(err, &file):
		return t.File.fill(file.Path, "", file.Err.Error(), err.Error())
	case answer == nil:
		return err.Error(), ""
	}
	cause := answer.Unwrap()
	if cause != nil && (answer.Reason == wechat.NoSecret || answer.Reason == wechat.NoToken) {
		return Explain(cause, t)
	}
	if answer.Reason == wechat.Cancelled {
		return t.Cancelled.fill("", "", "", answer.Error())
	}
	advice, known := t.Calls[answer.Reason]
	if !known {
		advice = t.Calls[wechat.ConnectionLost]
	}
	detail := answer.Error()
	switch {
	case answer.Status != 0:
		detail = fmt.Sprintf("HTTP %d", answer.Status)
	case cause != nil:
		detail = cause.Error()
	}
	return advice.fill("", "", detail, answer.Error())
}

// fill puts in what the error knows; without words for it the error's own
// text is the fact.
func (a Advice) fill(account, source, detail, text string) (fact, remedy string) {
	if a.Fact == "" {
		return text, ""
	}
	if detail == "" {
		detail = "-"
	}
	r := strings.NewReplacer("{account}", account, "{source}", source, "{detail}", detail)
	return r.Replace(a.Fact), r.Replace(a.Do)
}
