package wechat

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// What an answer to a clear means is decided in this file alone:
//
//	status            body                                  the clear was
//	2xx               one errcode, and it is 0              done
//	2xx, 4xx but 408  one errcode, and undoneCode knows it  refused: nothing was done
//	any               anything else                         nobody knows
//
// A clear cannot be taken back and is never sent again, so a doubt counts as
// done. WeChat always says errcode 0 of a clear that it did; a captive portal
// that speaks JSON, or a gateway, does not. A 5xx and 408 are the word of a
// gateway that lost sight of the request, whatever body it puts below. With
// any other 4xx that carries such an errcode both halves say that nothing was done.

// The ways in which an answer to a clear leaves open what was done.
var (
	errNoCode    = errors.New("the answer has no errcode")
	errManyCodes = errors.New("the answer has more than one errcode, or one in another spelling")
	errNoInteger = errors.New("the errcode is not an integer")
)

// judgeClear looks again at an answer to a clear, of which judge has given err:
// nil is done, and of an error NothingDone tells whether it was refused. A code
// that is not plain stays in the error, to be shown and not relied on.
func (r request) judgeClear(got received, err error) error {
	doubt := plainCode(got.body)
	var e *Error
	switch {
	case doubt == nil:
		return err
	case err == nil, errors.Is(doubt, errManyCodes) && Code(err) != 0:
		e = r.fail(BadAnswer, doubt)
		e.Status, e.Sent = got.status, true
		return e
	case errors.As(err, &e):
		e.doubtful = true
	}
	return err
}

// plainCode is nil of an answer that has exactly one errcode, as an integer at
// its top level. Two of them, or one in another spelling, which JSON readers
// take for the same, are no clear word.
func plainCode(body []byte) error {
	body, err := object(body)
	if err != nil {
		return err
	}
	found := errNoCode
	d := json.NewDecoder(bytes.NewReader(body))
	_, _ = d.Token() // object has seen the brace, and that all of it is JSON
	for d.More() {
		key, _ := d.Token()
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return errNotJSON
		}
		name, _ := key.(string)
		switch {
		case !strings.EqualFold(name, "errcode"):
		case found != errNoCode || name != "errcode":
			return errManyCodes
		default:
			found = plainInteger(string(value))
		}
	}
	return found
}

// plainInteger takes 0, 45009 and -1, and no other spelling of a number.
func plainInteger(s string) error {
	if n, err := strconv.ParseInt(s, 10, 64); err != nil || strconv.FormatInt(n, 10) != s {
		return errNoInteger
	}
	return nil
}

// NothingDone reports whether err is WeChat's own word that a clear which was
// sent did nothing, so that it costs none of the month's chances. Of any other
// error that was Sent nobody knows.
func NothingDone(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Sent && !e.doubtful && undoneStatus(e.Status) && undoneCode(e.Code)
}

func undoneStatus(status int) bool {
	switch {
	case status >= 300 && status < 400, status >= 500, status == http.StatusRequestTimeout:
		return false
	}
	return true
}

// undoneCode knows the errcodes with which WeChat turns a call away at its
// door, before the work: those that the pages of the three clears list, and
// the general ones for the token, the caller, the request and the limits.
//
// Not among them, and so counted as done: -1, 61450, 80000 and their like
// (system error, busy), because nobody says at which step the system failed;
// codes of other APIs' work (menus, media, code of mini programs: 46xxx, 65xxx,
// 85xxx, 87xxx …), which no clear has a reason to give; and every code that no
// list explains. One too many counted costs a warning; one too few, a chance.
func undoneCode(code int64) bool {
	switch code {
	case // The token, the AppSecret or the AppID was not taken.
		40001, 40013, 40014, 40091, 40094, 40125, 40243, 41001, 41002, 41004, 41018, 41019, 41021, 42001,
		42006, 42007, 45063, 48012, 49001, 61005, 61006, 61014, 61015, 61023, 61024, 61058, 62005:
		return true
	case // The signature or the encryption of the signed mode was not taken; both are read before the request.
		40230, 40231, 40232, 40233, 40234, 40235, 40236, 40237, 40238, 40239, 40240:
		return true
	case // The caller's address is not allowed, or an administrator has to allow it first.
		40090, 40164, 45032, 45035, 61004, 89501, 89502, 89503, 89504, 89505, 89506, 89507:
		return true
	case // The account or the platform may not make this call, or may make none.
		40095, 40200, 42005, 43016, 43104, 45102, 45103, 45109, 45501, 48001, 48004, 48009, 50001, 50002, 50003, 50004,
		50007, 61000, 61001, 61003, 61007, 61011, 61016, 61017, 61028, 61029, 62001, 63004, 76003, 76022, 86000:
		return true
	case // The request is malformed, or names what is not there.
		40033, 40035, 40066, 40097, 40101, 40184, 40221, 40222, 41011, 43001, 43002, 43003, 44002,
		47001, 47002, 47003, 61020, 76021:
		return true
	case // A limit was reached: of the month's clears (48006), or of calls.
		44990, 44991, 45009, 45011, 45040, 45104, 48006:
		return true
	}
	return false
}
