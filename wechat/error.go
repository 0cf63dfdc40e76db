package wechat

import (
	"errors"
	"fmt"
	"strings"
)

// Error says why a call to WeChat gave no result. It never holds a query, a
// token or a secret, so it may be printed anywhere.
type Error struct {
	Op     string // what was tried, as a verb phrase: "read quota of /cgi-bin/menu/get"
	Code   int64  // errcode; 0 when WeChat did not answer with one
	Msg    string // errmsg without its trace, cleaned; "" when there was none
	RID    RID    // the trace of this very call; "" when there was none
	Status int    // HTTP status; 0 when no answer came
	Sent   bool   // the request may have reached WeChat
	cause  error
}

// Error gives the fact in one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	switch {
	case e.Code != 0:
		fmt.Fprintf(&b, ": errcode %d", e.Code)
		if e.Msg != "" {
			b.WriteString(" " + e.Msg)
		}
	case e.cause != nil:
		b.WriteString(": " + e.cause.Error())
	}
	if e.RID != "" {
		b.WriteString(" (rid " + string(e.RID) + ")")
	}
	return b.String()
}

// Unwrap gives the cause below WeChat's own answer, if there is one.
func (e *Error) Unwrap() error { return e.cause }

// Timeout reports whether the deadline of the call had passed.
func (e *Error) Timeout() bool {
	var t interface{ Timeout() bool }
	return errors.As(e.cause, &t) && t.Timeout()
}

// Code gives the errcode with which WeChat refused, or 0 when err is not
// WeChat's own answer.
func Code(err error) int64 {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}
