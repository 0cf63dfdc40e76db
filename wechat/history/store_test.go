package history

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/ownfile"
)

const (
	send = "/cgi-bin/message/custom/send"
	code = "/wxa/getwxacodeunlimit"
)

var (
	mall = meter.Key{Host: "api.weixin.qq.com", AppID: "wx00000000000000a1"}
	noon = time.Date(2026, 3, 9, 12, 0, 0, 0, wechat.Beijing())
)

// hand is a clock that is set by hand.
type hand struct{ at time.Time }

func (h *hand) now() time.Time { return h.at }

func quota(path string, at time.Time, limit, used int64) wechat.Quota {
	return wechat.Quota{Path: path, At: at, Daily: &wechat.Daily{Limit: limit, Used: used, Remain: limit - used}}
}

// storeAt gives a new store, and the clock that it goes by.
func storeAt(t *testing.T, at time.Time) (*Store, *hand) {
	t.Helper()
	clock := &hand{at}
	return Open(filepath.Join(t.TempDir(), "wxops", "history"), clock.now), clock
}

func keep(t *testing.T, s meter.Memory, k meter.Key, readings ...wechat.Quota) {
	t.Helper()
	if err := s.Keep(k, readings); err != nil {
		t.Fatal(err)
	}
}

func recall(t *testing.T, s meter.Memory, k meter.Key, now time.Time) map[string]meter.Past {
	t.Helper()
	past, err := s.Recall(k, now)
	if err != nil {
		t.Fatal(err)
	}
	return past
}

// TestWhatIsKeptIsRecalled, with all that WeChat told, after another start.
func TestWhatIsKeptIsRecalled(t *testing.T) {
	s, clock := storeAt(t, noon)
	odd := wechat.Quota{Path: "/odd path/100%\n", At: noon, Rate: &wechat.Rate{Calls: 5000, Seconds: 60}}
	negative := quota("/minus", noon, -5, -7)
	negative.Component = &wechat.Rate{Calls: 1, Seconds: 2}
	keep(t, s, mall, quota(send, noon.Add(-time.Hour), 1000, 100), odd, negative)
	keep(t, s, mall, quota(send, noon, 1000, 1000))
	past := recall(t, Open(s.dir, clock.now), mall, noon)
	if len(past) != 3 {
		t.Fatalf("it recalls %v", past)
	}
	if got := past[odd.Path].Last; got.Daily != nil || got.Rate == nil || *got.Rate != *odd.Rate || !got.At.Equal(noon) || got.Path != odd.Path {
		t.Errorf("the odd one is %+v", got)
	}
	if got := past["/minus"].Last; *got.Daily != *negative.Daily || got.Rate != nil || *got.Component != *negative.Component {
		t.Errorf("the negative one is %+v", got.Daily)
	}
	one := past[send]
	if one.Last.Daily.Used != 1000 || len(one.Today) != 2 || one.Today[0].Used != 100 || !one.Today[1].At.Equal(noon) || !one.OutSince.Equal(noon) {
		t.Errorf("%+v", one)
	}
	if other := recall(t, s, meter.Key{Host: "127.0.0.1:8080", AppID: mall.AppID}, noon); len(other) != 0 {
		t.Errorf("another host has %v", other)
	}
}

// TestFilesAreTheOwnersOnly, and small.
func TestFilesAreTheOwnersOnly(t *testing.T) {
	s, clock := storeAt(t, noon)
	keep(t, s, mall, quota(send, noon, 1000, 1))
	clock.at = noon.AddDate(0, 0, 1)
	keep(t, s, mall, quota(send, clock.at, 1000, 1))
	entries, err := os.ReadDir(s.dir)
	if err != nil || len(entries) != 4 { // today, week, days, lock
		t.Fatalf("%v, %v", entries, err)
	}
	for _, e := range entries {
		info, _ := e.Info()
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v", e.Name(), info.Mode())
		}
	}
	if info, _ := os.Stat(s.dir); runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v", info.Mode())
	}
}

// TestNamesAreSafe whatever the host and the AppID are.
func TestNamesAreSafe(t *testing.T) {
	names := map[string]meter.Key{}
	for _, k := range []meter.Key{
		mall, {}, {Host: "127.0.0.1:8080", AppID: "wx1"}, {Host: "../..", AppID: "/etc/passwd"}, {Host: ".", AppID: "."}, {Host: "a_b", AppID: "c"}, {Host: "a", AppID: "b_c"},
		{Host: "H", AppID: "wx"}, {Host: "h", AppID: "wx"}, {Host: "a\x00b", AppID: "微信"}, {Host: strings.Repeat("long", 100), AppID: "x"}, {Host: "con", AppID: ""},
	} {
		name := nameOf(k)
		if was, ok := names[strings.ToLower(name)]; ok {
			t.Errorf("%q and %q are both %s", was, k, name)
		}
		names[strings.ToLower(name)] = k
		if name != filepath.Base(name) || strings.HasPrefix(name, ".") || len(name) > 100 || strings.ContainsAny(name, " :\\\x00\n") {
			t.Errorf("%q is called %q", k, name)
		}
		s, _ := storeAt(t, noon)
		keep(t, s, k, quota(send, noon, 10, 1))
		if past := recall(t, Open(s.dir, s.now), k, noon); len(past) != 1 {
			t.Errorf("%q recalls %v", k, past)
		}
	}
	if nameOf(mall) != "api.weixin.qq.com_wx00000000000000a1" {
		t.Errorf("an ordinary one is called %s", nameOf(mall))
	}
}

// TestADayThatIsOverIsKeptInQuarterHours: for a week, and a line for 13 months.
func TestADayThatIsOverIsKeptInQuarterHours(t *testing.T) {
	s, clock := storeAt(t, noon)
	morning := time.Date(2026, 3, 9, 8, 0, 0, 0, wechat.Beijing())
	for m := range 120 { // two hours, each minute, five calls each
		keep(t, s, mall, quota(send, morning.Add(time.Duration(m)*time.Minute), 1000, int64(5*m)))
	}
	keep(t, s, mall, quota(send, morning.Add(2*time.Hour), 1000, 1000))
	clock.at = noon.AddDate(0, 0, 1)
	keep(t, s, mall, quota(send, clock.at, 2000, 5))
	for _, opened := range []*Store{s, Open(s.dir, clock.now)} {
		all, err := opened.Days(mall, clock.at)
		if err != nil || len(all) != 1 || len(all[send]) != 1 {
			t.Fatalf("%v, %v", all, err)
		}
		d := all[send][0]
		if !d.Start.Equal(time.Date(2026, 3, 9, 0, 0, 0, 0, wechat.Beijing())) || d.Limit != 1000 || !d.OutAt.Equal(morning.Add(2*time.Hour)) {
			t.Errorf("%v %d out at %v", d.Start, d.Limit, d.OutAt)
		}
		if d.Used[31] != -1 || d.Used[32] != 70 || d.Used[39] != 595 || d.Used[40] != 1000 || d.Used[41] != -1 {
			t.Errorf("%v", d.Used)
		}
		lines, damaged, err := opened.Summaries(mall, clock.at)
		if err != nil || damaged != 0 || len(lines) != 2 {
			t.Fatalf("%v, %d damaged, %v", lines, damaged, err)
		}
		if l := lines[0]; l.Day() != "2026-03-09" || l.Peak != 1000 || l.OutFor != 14*time.Hour || l.Limit != 1000 || !l.OutAt.Equal(morning.Add(2*time.Hour)) {
			t.Errorf("%+v", l)
		}
		if past := recall(t, opened, mall, clock.at)[send]; len(past.Today) != 1 || !past.OutSince.IsZero() {
			t.Errorf("today is %+v", past)
		}
	}
}

// TestAClearedCounterKeepsWhatIsTrue: the peak before it, and the calls of both.
func TestAClearedCounterKeepsWhatIsTrue(t *testing.T) {
	s, clock := storeAt(t, noon)
	at := time.Date(2026, 3, 9, 9, 1, 0, 0, wechat.Beijing())
	for _, used := range []int64{200, 800, 1000, 10, 0, 300, 0, 320} { // 0: told wrong
		keep(t, s, mall, quota(send, at, 1000, used))
		at = at.Add(2 * time.Minute)
	}
	clock.at = noon.AddDate(0, 0, 1)
	keep(t, s, mall, quota(code, clock.at, 100, 0))
	lines, _, err := s.Summaries(mall, clock.at)
	if err != nil || len(lines) != 2 {
		t.Fatal(lines, err)
	}
	if l := lines[0]; l.Peak != 1000 || l.Used != 1320 || l.Clears != 1 || l.OutFor != 2*time.Minute || l.OutAt.Format("15:04") != "09:05" {
		t.Errorf("%+v", l)
	}
}

// TestOthersReadingsAreNewsOnce, one's own never are.
func TestOthersReadingsAreNewsOnce(t *testing.T) {
	mine, clock := storeAt(t, noon)
	theirs := Open(mine.dir, clock.now)
	news := func(s *Store) (all []string) {
		quotas, err := s.News(mall)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range quotas {
			all = append(all, fmt.Sprint(q.Path, " ", q.Daily.Used))
		}
		slices.Sort(all)
		return all
	}
	want := func(s *Store, what ...string) {
		t.Helper()
		if got := news(s); !slices.Equal(got, what) {
			t.Errorf("the news are %q, want %q", got, what)
		}
	}
	want(mine)
	keep(t, mine, mall, quota(send, noon, 100, 1))
	want(mine)
	want(theirs, send+" 1")
	want(theirs)
	keep(t, theirs, mall, quota(code, noon, 100, 7), quota(send, noon.Add(time.Second), 100, 2))
	keep(t, mine, mall, quota(send, noon.Add(2*time.Second), 100, 3))
	want(mine, code+" 7")
	want(theirs, send+" 3")
	clock.at = noon.AddDate(0, 0, 1)
	keep(t, theirs, mall, quota(send, clock.at, 100, 4)) // writes the files anew
	want(mine, send+" 4")
	keep(t, mine, mall, quota(send, clock.at.Add(time.Second), 100, 5))
	want(mine)
	want(theirs, send+" 5")
	recall(t, theirs, mall, clock.at)
	want(theirs)
}

// TestTodayIsBounded: read every 30 seconds for a day, and nothing is lost of the
// last hour, nor the highest before a clear.
func TestTodayIsBounded(t *testing.T) {
	s, clock := storeAt(t, noon)
	at := time.Date(2026, 3, 9, 0, 0, 5, 0, wechat.Beijing())
	var used, largest int64
	for range 2 * 60 * 23 {
		at = at.Add(30 * time.Second)
		clock.at = at
		if used += 35; at.Hour() == 10 && at.Minute() == 2 && at.Second() == 5 {
			used = 0
		}
		keep(t, s, mall, quota(send, at, 100000, used))
		if info, err := os.Stat(s.place(mall).path(today)); err == nil {
			largest = max(largest, info.Size())
		}
	}
	if largest > smallEnough+200 {
		t.Errorf("it grew to %d bytes", largest)
	}
	past := recall(t, s, mall, at)[send]
	if last := past.Today[len(past.Today)-1]; last.Used != used || !last.At.Equal(at) || len(past.Today) < 120 || len(past.Today) > 240 {
		t.Errorf("%d samples, the last %+v", len(past.Today), last)
	}
	lines, _, _ := s.Summaries(mall, at)
	if len(lines) != 1 || lines[0].Clears != 1 || lines[0].Peak <= 40000 || lines[0].Used != 35*(2*60*23-1) {
		t.Errorf("%+v", lines)
	}
}

// TestThirteenMonthsAreKeptAndNoMore, whatever the clock says.
func TestThirteenMonthsAreKeptAndNoMore(t *testing.T) {
	s, clock := storeAt(t, noon)
	begin := noon
	for d := 0; d < 500; d += 10 { // ten days at once: the disk is not what is tested
		var readings []wechat.Quota
		for i := range 10 {
			clock.at = begin.AddDate(0, 0, d+i)
			readings = append(readings, quota(send, clock.at, 1000, int64(d+i)), quota(code, clock.at, 1000, 1))
		}
		keep(t, s, mall, readings...)
	}
	clock.at = begin.AddDate(0, 0, 500)
	lines, _, err := s.Summaries(mall, clock.at)
	if per := len(lines) / 2; err != nil || per < yearDays || per > yearDays+yearSlack+10 {
		t.Errorf("%d days an API, %v", per, err)
	}
	all, err := s.Days(mall, clock.at)
	if err != nil || len(all[send]) != daysRecalled || !all[send][0].Start.After(all[send][6].Start) {
		t.Errorf("%d days are recalled, %v", len(all[send]), err)
	}
	p := s.place(mall)
	for kind, most := range map[kind]int64{today: 8 << 10, week: 2 * 26 * 200, days: 2 * 442 * 100} {
		if info, err := os.Stat(p.path(kind)); err != nil || info.Size() > most {
			t.Errorf("%s has %d bytes, %v", kind, info.Size(), err)
		}
	}
	clock.at = begin.AddDate(30, 0, 0) // by a clock that is wrong
	keep(t, s, mall, quota(send, clock.at, 1000, 7))
	clock.at = begin.AddDate(0, 0, 501)
	keep(t, s, mall, quota(send, clock.at, 1000, 500))
	if lines, _, err := s.Summaries(mall, clock.at); err != nil || len(lines)/2 < yearDays-1 {
		t.Errorf("%d lines are left after a clock was wrong, %v", len(lines), err)
	}
	if past := recall(t, s, mall, clock.at)[send]; past.Last.Daily.Used != 500 || len(past.Today) != 1 {
		t.Errorf("%+v", past)
	}
}

// TestADamagedLineCostsThatLine, wherever it is.
func TestADamagedLineCostsThatLine(t *testing.T) {
	s, clock := storeAt(t, noon)
	for i := range 10 {
		keep(t, s, mall, quota(fmt.Sprint("/p", i), noon, 100, int64(i)))
	}
	path := s.place(mall).path(today)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(good, []byte("\n"))
	for i := range len(lines) - 1 {
		for name, harm := range map[string]func([]byte) []byte{
			"zeros": func(l []byte) []byte { return append(make([]byte, len(l)-1), '\n') },
			"torn":  func(l []byte) []byte { return append(slices.Clone(l[:len(l)/2]), '\n') },
			"junk":  func(l []byte) []byte { return []byte("\xff\x1b[2J r r r\n") },
			"gone":  func(l []byte) []byte { return []byte("\n") },
		} {
			harmed := slices.Clone(lines)
			harmed[i] = harm(lines[i])
			write(t, path, bytes.Join(harmed, nil))
			again := Open(s.dir, clock.now)
			if past := recall(t, again, mall, noon); len(past) < 9 {
				t.Errorf("line %d %s: %d are left", i, name, len(past))
			}
			keep(t, again, mall, quota("/new", noon, 100, 1))
			if past := recall(t, again, mall, noon); len(past) < 10 || past["/new"].Last.Path == "" {
				t.Errorf("line %d %s: %d after one more", i, name, len(past))
			}
		}
	}
	write(t, path, good[:len(good)-9]) // killed while it wrote
	again := Open(s.dir, clock.now)
	keep(t, again, mall, quota("/new", noon, 100, 1))
	if past := recall(t, again, mall, noon); len(past) != 10 || past["/new"].Last.Path == "" {
		t.Errorf("after a torn end it recalls %d", len(past))
	}
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAStrangeFileIsRefusedAndLeftAlone: with a reason, by each that opens it.
func TestAStrangeFileIsRefusedAndLeftAlone(t *testing.T) {
	other := header{kind: today, key: meter.Key{Host: mall.Host, AppID: "wxother"}}
	for name, c := range map[string]struct {
		text string
		want Kind
	}{
		"foreign":         {"dear diary,\ntoday\n", Foreign},
		"binary":          {"\x7fELF\x01\x02", Foreign},
		"another account": {string(other.append(nil)) + "r 1773028800 /p 1 1 0\n", Foreign},
		"another kind":    {string(header{kind: week, key: mall}.append(nil)), Foreign},
		"later":           {"wxops-history 2 anything at all\nx\n", Later},
	} {
		s, _ := storeAt(t, noon)
		path := s.place(mall).path(today)
		write(t, path, []byte(c.text))
		_, recalled := s.Recall(mall, noon)
		_, news := s.News(mall)
		_, days := s.Days(mall, noon)
		kept := s.Keep(mall, []wechat.Quota{quota(send, noon, 10, 1)})
		for _, err := range []error{recalled, news, days, kept} {
			var refused *Error
			if !errors.As(err, &refused) || refused.Kind != c.want || refused.Path != path || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: %v, want it refused as %s", name, err, c.want)
			}
		}
		if text, _ := os.ReadFile(path); string(text) != c.text {
			t.Errorf("%s: it holds %q now", name, text)
		}
	}
}

// TestAHugeFileIsNotRead: nor does it grow.
func TestAHugeFileIsNotRead(t *testing.T) {
	s, _ := storeAt(t, noon)
	path := s.place(mall).path(today)
	write(t, path, []byte("x"))
	if err := os.Truncate(path, sizeMost+1); err != nil { // no block of it is on disk
		t.Fatal(err)
	}
	_, recalled := s.Recall(mall, noon)
	_, news := s.News(mall)
	for _, err := range []error{recalled, news, s.Keep(mall, []wechat.Quota{quota(send, noon, 10, 1)})} {
		var refused *Error
		if !errors.As(err, &refused) || refused.Kind != Huge {
			t.Errorf("%v", err)
		}
	}
}

// TestALinkIsNotFollowed: nor is a folder or a file of everybody's used.
func TestALinkIsNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes, and links need a right")
	}
	for name, put := range map[string]func(path string) error{
		"a link":    func(path string) error { return os.Symlink(filepath.Join(filepath.Dir(path), "elsewhere"), path) },
		"a folder":  func(path string) error { return os.Mkdir(path, 0o700) },
		"open file": func(path string) error { return errors.Join(os.WriteFile(path, nil, 0o600), os.Chmod(path, 0o666)) },
	} {
		s, _ := storeAt(t, noon)
		path := s.place(mall).path(today)
		if err := errors.Join(os.MkdirAll(s.dir, 0o700), put(path)); err != nil {
			t.Fatal(err)
		}
		var wrong *ownfile.Error
		if err := s.Keep(mall, []wechat.Quota{quota(send, noon, 10, 1)}); !errors.As(err, &wrong) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Lstat(filepath.Join(s.dir, "elsewhere")); err == nil {
			t.Errorf("%s was followed", name)
		}
	}
}

// TestWhatIsOfTheFutureIsNotBelieved: by a clock that was set back since.
func TestWhatIsOfTheFutureIsNotBelieved(t *testing.T) {
	s, clock := storeAt(t, noon)
	keep(t, s, mall, quota(send, noon, 100, 10), quota(send, noon.Add(5*time.Hour), 100, 100), quota(code, noon.AddDate(1, 0, 0), 100, 100))
	past := recall(t, Open(s.dir, clock.now), mall, noon)
	if one := past[send]; len(past) != 1 || one.Last.Daily.Used != 10 || len(one.Today) != 1 || !one.OutSince.IsZero() {
		t.Errorf("%+v", past)
	}
	if news, err := Open(s.dir, clock.now).News(mall); err != nil || len(news) != 1 || news[0].Daily.Used != 10 {
		t.Errorf("%+v, %v", news, err)
	}
	for _, at := range []time.Time{{}, time.Unix(5, 0), time.Unix(1<<40, 0)} {
		keep(t, s, mall, quota(send, at, 100, 100)) // cannot be written down, and costs nothing
	}
	if past := recall(t, s, mall, noon); past[send].Last.Daily.Used != 10 {
		t.Errorf("%+v", past)
	}
}

// TestOneAPIsDays: today first, as far as it is known, then those before it.
func TestOneAPIsDays(t *testing.T) {
	s, clock := storeAt(t, noon)
	for d := -2; d <= 0; d++ {
		clock.at = noon.AddDate(0, 0, d)
		keep(t, s, mall, quota(send, clock.at, 1000, int64(100-d)), quota(send+"/more", clock.at, 1000, 5))
	}
	keep(t, s, mall, quota(send, noon.Add(5*time.Hour), 1000, 1000)) // of the future
	all, err := s.DaysOf(mall, send, noon)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d days, %v", len(all), err)
	}
	for i, d := range all {
		if want := noon.AddDate(0, 0, -i); d.Used[48] != int64(100+i) || d.Start.Day() != want.Day() || !d.OutAt.IsZero() {
			t.Errorf("day %d: %v, %d at noon, out %v", i, d.Start, d.Used[48], d.OutAt)
		}
	}
	readings, err := s.Readings(mall, send, noon)
	if err != nil || len(readings) != 3 || readings[0].Used != 102 || !readings[2].At.Equal(noon) || readings[2].Limit != 1000 {
		t.Errorf("%+v, %v", readings, err)
	}
}
