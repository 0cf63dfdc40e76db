package simulate

import (
	"testing"
	"time"
)

func TestCallsOfADayFollowItsHours(t *testing.T) {
	hours := Hours{12: 1, 13: 3} // all of a day's calls, in two hours of the afternoon
	s, c := start(oneLimit(Limit{Path: scheme, Daily: 100_000, PerSecond: 86_400. / secondsADay, Hours: hours}))
	c.now = time.Date(2025, 6, 2, 0, 0, 0, 0, Beijing())
	for _, step := range []struct {
		clock string
		used  int64
	}{{"11:59", 0}, {"12:30", 10_800}, {"13:00", 21_600}, {"13:20", 43_200}, {"14:00", 86_400}, {"23:59", 86_400}} {
		at, err := time.ParseInLocation("2006-01-02 15:04", "2025-06-02 "+step.clock, Beijing())
		if err != nil {
			t.Fatal(err)
		}
		c.now = at
		if used := s.Quota(mallID, scheme).Used; used < step.used-1 || used > step.used {
			t.Errorf("%s: %d calls, want %d", step.clock, used, step.used)
		}
	}
	c.now = time.Date(2025, 6, 3, 12, 30, 0, 0, Beijing())
	if used := s.Quota(mallID, scheme).Used; used < 10_799 || used > 10_800 {
		t.Errorf("the next day at 12:30: %d calls, want 10,800", used)
	}
}

func TestCallsBeforeTheStartCount(t *testing.T) {
	even := Limit{Path: scheme, Daily: 1_000_000, Used: 5, PerSecond: 1, FromMidnight: true}
	s, c := start(oneLimit(even))
	local := c.now.In(Beijing())
	since := local.Sub(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, Beijing()))
	if used, want := s.Quota(mallID, scheme).Used, int64(since/time.Second)+5; used != want {
		t.Errorf("%d calls since midnight, want %d", used, want)
	}
}

func TestTheUsualDayIsADay(t *testing.T) {
	day := time.Date(2025, 6, 2, 0, 0, 0, 0, Beijing())
	if got := UsualDay.Between(day, day.AddDate(0, 0, 1), Beijing()); got < secondsADay-0.001 || got > secondsADay+0.001 {
		t.Errorf("a day holds the calls of %f s", got)
	}
	if night, evening := UsualDay.Between(day.Add(3*time.Hour), day.Add(4*time.Hour), Beijing()), UsualDay.Between(day.Add(20*time.Hour), day.Add(21*time.Hour), Beijing()); night*5 > evening {
		t.Errorf("the night brings %f, the evening %f", night, evening)
	}
}

func TestAnySecretOpensAnAccountThatTakesAny(t *testing.T) {
	set := oneLimit(Limit{Path: scheme})
	set.Accounts[0].AnySecret = true
	s, _ := start(set)
	if r := post(t, s, "/cgi-bin/stable_token", stableBody(mallID, "whatever")); r.fields["access_token"] == nil {
		t.Errorf("no token: %s", r.raw)
	}
	wantCode(t, post(t, s, "/cgi-bin/stable_token", stableBody(mallID, "")), "41004")
}
