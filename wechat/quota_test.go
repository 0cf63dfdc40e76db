package wechat

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"wxops/wechat/catalog"
)

func TestPercentIsRoundedDownAndNever100WhileACallIsLeft(t *testing.T) {
	const most = math.MaxInt64
	for _, c := range []struct {
		name string
		d    Daily
		want int64
	}{
		{"300 left of 100,000", Daily{100000, 99700, 300}, 99},
		{"one left", Daily{100000, 99999, 1}, 99},
		{"none left", Daily{100000, 100000, 0}, 100},
		{"used says all, and calls are left", Daily{100000, 100000, 900}, 99},
		{"used says more, and calls are left", Daily{100000, 150000, 1}, 99},
		{"over", Daily{1000, 1239, -239}, 123},
		{"out, though used lags", Daily{100, 3, 0}, 3},
		{"just below the threshold", Daily{1000, 799, 201}, 79},
		{"at the threshold", Daily{1000, 800, 200}, 80},
		{"a little is nothing", Daily{1000, 9, 991}, 0},
		{"no limit", Daily{0, 17, 0}, 0},
		{"a negative limit", Daily{-5, 17, 3}, 0},
		{"a negative use", Daily{100, -17, 117}, 0},
		{"huge", Daily{most, most - 1, 1}, 99},
		{"huge and out", Daily{most, most, 0}, 100},
		{"huge, a half", Daily{most, most/2 + 1, most / 2}, 50},
		{"beyond any number", Daily{1, most, 0}, most},
		{"just within the numbers", Daily{200, most, 0}, most / 2},
	} {
		if got := c.d.Percent(); got != c.want {
			t.Errorf("%s: %d %%, want %d", c.name, got, c.want)
		}
		if part := c.d.Part(); part < 0 || math.IsNaN(part) || math.IsInf(part, 0) {
			t.Errorf("%s: part %v", c.name, part)
		}
	}
}

func TestOneAnswerToWhetherAPathHasAQuota(t *testing.T) {
	none := []error{
		&Error{Code: 76021}, &Error{Code: 76022}, &Error{Code: 76003}, fmt.Errorf("wrapped: %w", &Error{Code: 76021}),
	}
	for _, path := range []string{"", "menu/get", "https://api.weixin.qq.com/cgi-bin/menu/get", "/cgi-bin/menu/get?x=1", "/a b", "/sns/jscode2session"} {
		err := catalog.CheckPath(path)
		if err == nil {
			t.Fatalf("%q is a path", path)
		}
		none = append(none, err, (&request{op: opQuota(path)}).fail(BadPath, err))
	}
	for _, err := range none {
		if !NoQuota(err) {
			t.Errorf("%v: has a quota", err)
		}
	}
	for _, err := range []error{
		nil, errors.New("76021"), &Error{Code: 45009}, &Error{Code: 48001}, &Error{Code: 40164}, &Error{Reason: NotConnected}, &Error{Reason: BadAnswer},
	} {
		if NoQuota(err) {
			t.Errorf("%v: taken for a path without a quota", err)
		}
	}
}

// The quota of quota/get is the account's own, and nothing of the API asked about.
func TestWhatConcernsTheAccountIsToldFromWhatConcernsOneAPI(t *testing.T) {
	for name, c := range map[string]struct {
		err           error
		every, usedUp bool
	}{
		"no error":           {},
		"quota/get is out":   {&Error{Code: codeDayOver, Path: pathQuota}, true, true},
		"the token is out":   {&Error{Code: codeDayOver, Path: pathToken}, true, false},
		"the IP list":        {&Error{Code: codeNotListed, Path: pathQuota}, true, false},
		"no secret":          {fmt.Errorf("open: %w", &Error{Reason: NoSecret}), true, false},
		"a busy row":         {&Error{Code: codeBusy, Path: pathQuota}, false, false},
		"an unknown path":    {&Error{Code: codeNoPath, Path: pathQuota}, false, false},
		"a lost answer":      {&Error{Reason: ConnectionLost, Path: pathQuota}, false, false},
		"too many a minute":  {&Error{Code: codeTooFast, Path: pathQuota}, false, false},
		"not WeChat's error": {errors.New("x"), false, false},
	} {
		if EveryRow(c.err) != c.every || ReadsUsedUp(c.err) != c.usedUp {
			t.Errorf("%s: every row %v, reads used up %v", name, EveryRow(c.err), ReadsUsedUp(c.err))
		}
	}
}
