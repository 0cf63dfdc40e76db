// Package report holds the documents that scripts read: what the commands
// write as JSON, and the same as rows of CSV. They are stable: a field is only
// ever added, and one that does not apply is null, never missing. It prints
// nothing and decides nothing.
package report

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
)

// Form is what a document is made with.
type Form struct {
	Lang words.Lang // of names and of what a person reads of an error
	Now  time.Time  // its zone is that of all times
}

// Stamp writes a time as RFC 3339 with its zone, in whole seconds.
func (f Form) Stamp(t time.Time) string { return t.In(f.Now.Location()).Format(time.RFC3339) }

// stamp is Stamp of a time that may be none.
func (f Form) stamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return Null(f.Stamp(t))
}

// failure makes the document of an error; of none it is null.
func (f Form) failure(err error) *Error {
	if err == nil {
		return nil
	}
	fact, remedy := words.Explain(err, f.Lang)
	return Failure(fact, remedy, err)
}

// Error is how every document tells of an error. What WeChat did not say is null.
type Error struct {
	Code    *int64  `json:"errcode"`
	Msg     *string `json:"errmsg"`
	RID     *string `json:"rid"`
	Meaning string  `json:"meaning"`
	Hint    *string `json:"hint"`
}

// Failure makes the document of an error that has its two lines already; err
// is WeChat's own below them, if there is one.
func Failure(fact, remedy string, err error) *Error {
	e := &Error{Meaning: clean.Line(fact), Hint: Null(remedy)}
	var answer *wechat.Error
	if errors.As(err, &answer) && answer.Code != 0 {
		e.Code, e.Msg, e.RID = &answer.Code, Null(clean.Line(answer.Msg)), Null(string(answer.RID))
		e.Meaning = strings.TrimPrefix(e.Meaning, fmt.Sprintf("errcode %d: ", answer.Code))
	}
	return e
}

// cells are those of errcode, errmsg, rid and meaning in CSV.
func (e *Error) cells() []string {
	if e == nil {
		return []string{"", "", "", ""}
	}
	return []string{number(e.Code), inert(text(e.Msg)), text(e.RID), inert(e.Meaning)}
}

// Null makes null of what is not there.
func Null[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// List makes an empty list, not null, of no elements.
func List[T any](elements []T) []T {
	if elements == nil {
		return []T{}
	}
	return elements
}

// The cells of a row of CSV; what is null is empty.

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// inert keeps a spreadsheet from taking a text from outside for a formula.
func inert(s string) string {
	if s != "" && strings.Contains("=+-@", s[:1]) {
		return "'" + s
	}
	return s
}
