package wechat

import (
	"errors"
	"fmt"
	"strings"

	"wxops/wechat/rid"
)

// Reason says, in words that programs can compare, why there was no errcode
// to speak for itself.
type Reason string

// The reasons, by how far the call came.
const (
	BadPath        Reason = "not an API path"          // not asked; the cause is an ErrPath value
	BadRID         Reason = "not a rid"                // not asked
	BadAddress     Reason = "not an API address"       // not asked
	NoSecret       Reason = "no AppSecret"             // not asked; the cause is the secret's own error
	NoToken        Reason = "no access_token"          // not asked; the cause is the token source's own error
	NameUnknown    Reason = "host name not resolved"   // DNS
	ProxyRefused   Reason = "no way through the proxy" // refused, or its password is wanted
	NotConnected   Reason = "no connection"            // refused, unreachable, no answer to the handshake
	NotTrusted     Reason = "no trusted connection"    // TLS: certificate, version
	Cancelled      Reason = "cancelled"                // by the caller
	TimedOut       Reason = "no answer in time"        // the deadline of the call has passed
	ConnectionLost Reason = "connection lost"          // after the request may have gone out
	Redirected     Reason = "redirected elsewhere"     // a captive portal, a wrong address; not followed
	BadStatus      Reason = "no answer from the API"   // an HTTP status other than 2xx, without an errcode
	BadAnswer      Reason = "answer not understood"    // HTML, cut JSON, nothing, too long, a needed part missing
	Broken         Reason = "internal fault"           // a panic below the client
)

// Error says why a call to WeChat gave no result. It never holds a query, a
// token or a secret, so it may be printed anywhere.
type Error struct {
	Op     string  // what was tried, as a verb phrase: "read quota of /cgi-bin/menu/get"
	Path   string  // the endpoint that failed; of stable_token when there was no token for the rest
	Code   int64   // errcode; 0 when WeChat did not answer with one
	Msg    string  // errmsg without its trace, cleaned; "" when there was none
	Kind   string  // of the account that asked: where to go depends on it; "" where that is not known
	RID    rid.RID // the trace of this very call; "" when there was none
	Status int     // HTTP status; 0 when no answer came
	Sent   bool    // the request named by Op may have reached WeChat
	Reason Reason  // why there is no errcode; "" when there is one
	cause  error

	doubtful bool // Code answers a clear in a form that is not WeChat's
}

// Error gives the fact in one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Code != 0 {
		fmt.Fprintf(&b, ": errcode %d", e.Code)
		if e.Msg != "" {
			b.WriteString(" " + e.Msg)
		}
	}
	if e.Reason != "" {
		b.WriteString(": " + string(e.Reason))
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	if e.Status != 0 && e.Status != 200 {
		fmt.Fprintf(&b, " (HTTP %d)", e.Status)
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
	return e.Reason == TimedOut || errors.As(e.cause, &t) && t.Timeout()
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

// reason gives why err has no errcode, or "" when it is not an *Error.
func reason(err error) Reason {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

// unsent is the error of a token as the error of a call that needed it: the
// token's request went out, the call's own did not.
func unsent(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	call := *e
	call.Sent = false
	return &call
}
