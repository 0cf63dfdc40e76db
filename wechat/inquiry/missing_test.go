package inquiry

import (
	"errors"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/rid"
)

func TestMissingIsJudgedByTheAgeOfTheRid(t *testing.T) {
	const day = 24 * time.Hour
	login := rid.Found{Paths: []string{"/sns/jscode2session"}}
	tests := []struct {
		name    string
		before  time.Duration
		found   rid.Found
		code    int64 // the rid's own
		err     error
		verdict Verdict
		want    Missing
	}{
		{"fresh", 2 * time.Minute, rid.Found{}, 0, refused(CodeUnknown), TooFresh, Early},
		{"fresh, of a login", 2 * time.Minute, login, 0, refused(CodeUnknown), Unknown, NeverKept},
		{"fresh, with a code that mostly a login has", 2 * time.Minute, rid.Found{}, 40029, refused(CodeUnknown), TooFresh, NeverKept},
		{"of a login", time.Hour, login, 0, refused(CodeUnknown), Unknown, NeverKept},
		{"of a login, by its code", time.Hour, rid.Found{}, 40163, refused(CodeUnknown), Unknown, NeverKept},
		{"of a login, as WeChat says", time.Hour, rid.Found{}, 0, refused(76022), Unknown, NeverKept},
		{"of the day", time.Hour, rid.Found{}, 45009, refused(CodeUnknown), Unknown, NotFound},
		{"of five days ago", 5 * day, rid.Found{}, 0, refused(CodeUnknown), Unknown, NotFound},
		{"of nearly seven days ago", 6*day + time.Hour, rid.Found{}, 0, refused(CodeUnknown), Unknown, Forgotten},
		{"of eight days ago", 8 * day, rid.Found{}, 0, refused(CodeUnknown), Unknown, Forgotten},
		{"too old, as WeChat says", 5 * day, rid.Found{}, 0, refused(CodeTooOld), Refused, Forgotten},
		{"of the next minute", -time.Minute, rid.Found{}, 0, refused(CodeUnknown), TooFresh, Early},
		{"of tomorrow", -day, rid.Found{}, 0, refused(CodeUnknown), Unknown, FromLater},
		{"another's", time.Hour, rid.Found{}, 0, refused(CodeForeign), Foreign, NotMissing},
		{"no network", time.Hour, login, 0, unreached(wechat.NotConnected), Unreached, NotMissing},
		{"no client", time.Hour, login, 0, errors.New("x"), Refused, NotMissing},
	}
	for _, tt := range tests {
		id := ridAt(tt.before)
		tt.found.RIDs = []rid.FoundRID{{RID: id, Code: tt.code}}
		d := &desk{errs: map[string][]error{"mall": {tt.err}}}
		w := Wish{Found: tt.found, RID: id, At: noon, Insist: true}
		a, _ := d.alone(t, w, "mall").Last()
		if a.Verdict() != tt.verdict || a.Missing() != tt.want {
			t.Errorf("%s: verdict %d, want %d; missing %d, want %d", tt.name, a.Verdict(), tt.verdict, a.Missing(), tt.want)
		}
		if again := len(d.asked) == 2; again != (tt.verdict == TooFresh) {
			t.Errorf("%s: asked %d times", tt.name, len(d.asked))
		}
	}
	if m := (Answer{RID: ridAt(time.Hour)}).Missing(); m != NotMissing {
		t.Errorf("a record is missing: %d", m)
	}
}
