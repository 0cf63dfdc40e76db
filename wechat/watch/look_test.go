package watch

import (
	"errors"
	"testing"

	"wxops/wechat"
)

// TestWhatIsNoAnswer: a secret that cannot be had, and what WeChat says, are none of the
// network's.
func TestWhatIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"nothing":       {nil, false},
		"no connection": {&wechat.Error{Reason: wechat.NotConnected}, true},
		"lost":          {&wechat.Error{Reason: wechat.ConnectionLost, Sent: true}, true},
		"no secret":     {&wechat.Error{Reason: wechat.NoSecret}, false},
		"an errcode":    {&wechat.Error{Code: 40164}, false},
		"a gateway":     {&wechat.Error{Reason: wechat.BadStatus, Status: 502}, false},
		"our own":       {errors.New("no"), false},
		"no token":      {&wechat.Error{Reason: wechat.NoToken}, false},
		"locked":        {ErrLocked, false},
	} {
		if got := noAnswer(c.err); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
