package notify

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"wxops/keystore/secret"
	"wxops/wechat"
	"wxops/wechat/clean"
)

// within is how long one try may take.
const within = 10 * time.Second

// shortestKey is what every key of a robot's URL is longer than, and its other parts
// are not.
const shortestKey = 12

// answerBytes bounds an answer; a robot's has less than 200.
const answerBytes = 64 << 10

// pauses are between the tries of what may well work a moment later. What may have
// arrived is sent again, too: better twice than never.
var pauses = []time.Duration{time.Second, 4 * time.Second}

// poster has robots say messages.
type poster struct {
	client *http.Client
	now    func() time.Time
}

func newPoster(transport http.RoundTripper, now func() time.Time) poster {
	return poster{now: now, client: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// say has a robot say a message. Its error is a *Failure, or the context's where that
// has ended.
func (p poster) say(ctx context.Context, r Robot, m message) error {
	hook, err := secretOf(ctx, r.URL)
	if err != nil {
		return orEnd(ctx, err)
	}
	sign, err := secretOf(ctx, r.Sign)
	if err != nil {
		return orEnd(ctx, err)
	}
	for n := 0; ; n++ {
		err := p.once(ctx, r.Kind, hook, sign, m)
		var f *Failure
		if ctx.Err() != nil {
			return orEnd(ctx, err)
		}
		if !errors.As(err, &f) || !f.again || n == len(pauses) {
			return err
		}
		select {
		case <-time.After(pauses[n]):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// orEnd is the context's error in place of one that its end may have caused.
func orEnd(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// once tries one time. The secrets are there by now: a vault may take longer than a robot.
func (p poster) once(ctx context.Context, kind Kind, hook, sign secret.Secret, m message) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	req, err := newRequest(ctx, kind, hook, sign, m, p.now())
	if err != nil {
		return err
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return lost(ctx, err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, answerBytes))
	if err != nil {
		return lost(ctx, err)
	}
	return verdict(forms[kind], resp.StatusCode, answer, hook, sign)
}

// secretOf asks for a secret that a robot may have.
func secretOf(ctx context.Context, ask func(context.Context) (secret.Secret, error)) (secret.Secret, error) {
	if ask == nil {
		return secret.Secret{}, nil
	}
	s, err := ask(ctx)
	if err != nil {
		return s, &Failure{Reason: NoSecret, cause: err}
	}
	return s, nil
}

// verdict is what an answer means: only an explicit 0 is a yes.
func verdict(f form, status int, answer []byte, hidden ...secret.Secret) error {
	switch {
	case status >= 300 && status < 400:
		return &Failure{Reason: Redirected, Status: status}
	case status == http.StatusTooManyRequests:
		return &Failure{Reason: TooMany, Status: status, silent: time.Minute}
	case status < 200 || status >= 400:
		return &Failure{Reason: BadStatus, Status: status, again: status >= 500}
	}
	var told map[string]json.RawMessage
	var code *int64
	if json.Unmarshal(answer, &told) != nil || json.Unmarshal(told[f.errcode], &code) != nil || code == nil {
		return &Failure{Reason: BadAnswer}
	}
	if *code == 0 {
		return nil
	}
	var msg string
	_ = json.Unmarshal(told[f.errmsg], &msg) // words that are missing are no other failure
	failure := &Failure{Reason: Refused, Code: *code, Msg: shown(msg, hidden)}
	if silent, slow := f.slow[*code]; slow {
		failure.Reason, failure.silent = TooMany, silent
	} else if reason, known := f.wrong[*code]; known {
		failure.Reason = reason
	}
	return failure
}

// newTransport carries messages as calls to WeChat are carried: TLS 1.2 and later, the
// environment's proxies.
func newTransport() *http.Transport { return wechat.NewTransport() }

// shown is what a robot answered on one line, without anything that could be of its
// URL or its signature's secret.
func shown(msg string, hidden []secret.Secret) string {
	msg = clean.Line(msg)
	for _, s := range hidden {
		for _, piece := range strings.FieldsFunc(s.Reveal(), func(r rune) bool { return strings.ContainsRune("/?&=", r) }) {
			if len(piece) >= shortestKey {
				msg = strings.ReplaceAll(msg, piece, "•••")
			}
		}
	}
	const most = 160
	if r := []rune(msg); len(r) > most {
		msg = string(r[:most]) + "…"
	}
	return msg
}
