package notify

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"wxops/ui/words"
)

// Reason is why a robot did not say a message.
type Reason string

// The reasons.
const (
	NoSecret   Reason = "its secret cannot be had" // the cause is the source's own error
	BadURL     Reason = "its URL is no https address"
	BadRobot   Reason = "it is of no known kind"
	Unreached  Reason = "it cannot be reached"
	Distrusted Reason = "its certificate is not trusted"
	TimedOut   Reason = "no answer in time"
	Redirected Reason = "it redirects elsewhere" // not followed: the URL is a secret
	BadStatus  Reason = "no answer of a robot"
	BadAnswer  Reason = "its answer is not understood"
	TooMany    Reason = "too many messages" // it is silent for a while
	WrongKey   Reason = "its URL is not valid any more"
	WrongSign  Reason = "keyword, signature or IP list do not match"
	WrongPlace Reason = "this machine's address is not allowed"
	WrongWord  Reason = "the robot's keyword is not in the message"
	TooLong    Reason = "the message is too long"
	Refused    Reason = "refused"
)

// Failure is why a robot did not say a message. Nothing of its URL, of its signature
// or of the message is in it.
type Failure struct {
	Reason Reason
	Code   int64  // what the robot answered, 0 where it is not one of its codes
	Msg    string // its words, on one line
	Status int    // of HTTP, where that was the trouble

	silent time.Duration // how long it wants to be left alone
	again  bool          // the same may well work a moment later
	cause  error         // of NoSecret
}

// Error gives the failure on one line, in English.
func (f *Failure) Error() string { return f.In(words.English) }

// Unwrap is why a secret cannot be had.
func (f *Failure) Unwrap() error { return f.cause }

// Timeout reports whether there was no answer in time.
func (f *Failure) Timeout() bool { return f.Reason == TimedOut }

// In gives the failure on one line.
func (f *Failure) In(lang words.Lang) string {
	says := reasons[f.Reason].In(lang)
	if f.cause != nil {
		fact, _ := words.Explain(f.cause, lang)
		says += wordColon.In(lang) + fact
	}
	var about []string
	if f.Status != 0 {
		about = append(about, "HTTP "+strconv.Itoa(f.Status))
	}
	if f.Code != 0 {
		about = append(about, strings.TrimSpace(strconv.FormatInt(f.Code, 10)+" "+f.Msg))
	}
	if len(about) > 0 {
		says += " (" + strings.Join(about, ", ") + ")"
	}
	return says
}

// same reports whether two failures are one that lasts.
func (f *Failure) same(other *Failure) bool {
	if f == nil || other == nil {
		return f == other
	}
	return f.Reason == other.Reason && f.Code == other.Code && f.Status == other.Status
}

// lost is why no answer came. What net/http says of it holds the URL, and stays here.
func lost(ctx context.Context, err error) *Failure {
	var (
		timeout net.Error
		cert    x509.UnknownAuthorityError
	)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &Failure{Reason: TimedOut, again: true}
	case errors.As(err, &cert), strings.Contains(err.Error(), "tls: "):
		return &Failure{Reason: Distrusted}
	}
	return &Failure{Reason: Unreached, again: true}
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
