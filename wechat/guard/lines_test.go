package guard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
)

// What is passed over unread is what a query would not have given: the entries
// are the same as when every line is parsed.
func TestPassingOverLinesChangesNothing(t *testing.T) {
	lines := []string{
		`{"v":1,"event":"intent","id":"a","at":"2026-07-15T12:00:00+08:00","who":{"user":"li"},"account":"mall","appid":"wx0123456789abcdef","scope":"all","via":"token"}`,
		`{"v":1,"event":"intent","id":"b","at":"2026-06-01T00:00:00+08:00","who":{"user":"li"},"account":"mall","appid":"wx0123456789abcdef","scope":"all","via":"token"}`,
		`{"v":1,"event":"intent","id":"c","at":"2026-07-15T12:00:00+08:00","who":{"user":"wx0123456789abcdef"},"account":"shop","appid":"wxffffffffffffffff","scope":"all","via":"token"}`,
		`{"v":1,"event":"intent","id":"d","at":"2026-07-15T12:00:00+08:00","appid":"wxffffffffffffffff"}`,
		`{"v":1,"event":"intent","id":"e","at":"2026-07-15T12:00:00+08:00","appid":"\u0077x0123456789abcdef"}`,
		`{"v":1, "event":"intent","id":"f","at":"2026-07-15T12:00:00+08:00","appid": "wx0123456789abcdef"}`,
		`{"appid":"wx0123456789abcdef","at":"2026-07-15T12:00:00+08:00","id":"g","event":"intent","v":1}`,
		`{"v":1,"event":"intent","id":"h","at":"2026-07-01T00:00:00+14:00","appid":"wx0123456789abcdef"}`,
		`{"v":1,"event":"intent","id":"i","at":"2026-06-30T12:00:00-12:00","appid":"wx0123456789abcdef"}`,
		`{"v":2,"event":"intent","id":"j","at":"2026-07-15T12:00:00+08:00","team":{"appid":"x"},"appid":"wx0123456789abcdef"}`,
		`{"v":1,"event":"intent","id":"k","reason":",\"appid\":\"wxffffffffffffffff","at":"2026-07-15T12:00:00+08:00","appid":"wx0123456789abcdef"}`,
		"  " + `{"v":1,"event":"intent","id":"l","at":"2026-07-15T12:00:00+08:00","appid":"wx0123456789abcdef"}` + "\r",
	}
	text := strings.Join(lines, "\n")
	month := time.Date(2026, 7, 1, 0, 0, 0, 0, wechat.Beijing())
	for _, q := range []Query{{}, {AppID: appID}, {Since: month}, {AppID: appID, Since: month}, {AppID: "wx"}, {AppID: "wxffffffffffffffff", Since: noon}} {
		got, damaged, err := readLines(t.Context(), strings.NewReader(text), q)
		if err != nil || damaged != 0 {
			t.Fatalf("%+v: %d damaged, %v", q, damaged, err)
		}
		var want []Entry
		for _, line := range lines {
			var e Entry
			if err := json.Unmarshal([]byte(line), &e); err != nil {
				t.Fatal(err)
			}
			if q.wants(e) {
				want = append(want, e)
			}
		}
		same := func(a, b Entry) bool { return a.ID == b.ID && a.AppID == b.AppID && a.At.Equal(b.At) }
		if !slices.EqualFunc(got, want, same) {
			t.Errorf("%+v finds %+v; want %+v", q, got, want)
		}
	}
}

// Zeros over a line, as a crash leaves them, are counted by whatever is asked
// for: who knows whose line it was, and of when.
func TestZerosWithinALineAreNotTakenForWhatIsNotWanted(t *testing.T) {
	whole, err := intent("a").line()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []Query{{}, {AppID: appID}, {AppID: appID, Since: noon}, {AppID: "wxffffffffffffffff"}} {
		for at := range len(whole) - 4 {
			line := slices.Concat(whole[:at], make([]byte, 4), whole[at+4:])
			if entries, damaged, err := readLines(t.Context(), bytes.NewReader(line), q); err != nil || damaged != 1 || len(entries) != 0 {
				t.Errorf("%+v, zeros from %d: %d entries, %d damaged, %v; want the line counted", q, at, len(entries), damaged, err)
			}
		}
	}
}

// A line may be longer than what is read at once, and torn as well.
func TestALongLineIsReadWhole(t *testing.T) {
	long := intent("long")
	long.Reason = strings.Repeat("长", 100_000)
	line, err := long.line()
	if err != nil {
		t.Fatal(err)
	}
	short, err := intent("short").line()
	if err != nil {
		t.Fatal(err)
	}
	data := slices.Concat(line, bytes.Repeat([]byte{0}, 200_000), []byte("\n"), short[:len(short)-1])
	entries, damaged, err := readLines(t.Context(), bytes.NewReader(data), Query{AppID: appID})
	if err != nil || damaged != 1 || len(entries) != 2 || entries[0].Reason != long.Reason || entries[1].ID != "short" {
		t.Errorf("%d entries, %d damaged, %v; want two, and the zeros counted", len(entries), damaged, err)
	}
}

// bigJournal has 100,000 lines, of 200 accounts and the last two years.
func bigJournal(b *testing.B) *FileJournal {
	b.Helper()
	var data []byte
	for i := range 50_000 {
		e := intent(fmt.Sprint("r", i))
		e.AppID = fmt.Sprintf("wx%016x", i%200)
		e.At = noon.Add(-time.Duration(50_000-i) * 21 * time.Minute)
		e.Who, e.Reason = Who{User: "li", Client: "192.0.2.7", Host: "jump1"}, "大促 45009"
		e.Before = []Counter{{apiPath, 500_000, 499_000, 1_000, e.At}, {"/cgi-bin/menu/get", 100_000, 3, 99_997, e.At}}
		o := e
		o.Event, o.Outcome, o.Before, o.Reason = EventOutcome, OK, nil, ""
		for _, e := range []Entry{e, o} {
			line, err := e.line()
			if err != nil {
				b.Fatal(err)
			}
			data = append(data, line...)
		}
	}
	j := OpenJournal(b.TempDir() + "/resets.jsonl")
	if err := os.WriteFile(j.Path(), data, 0o600); err != nil {
		b.Fatal(err)
	}
	return j
}

func BenchmarkEntriesOfABigJournal(b *testing.B) {
	j := bigJournal(b)
	one := fmt.Sprintf("wx%016x", 7)
	for _, bb := range []struct {
		name  string
		query Query
	}{
		{"all", Query{}},
		{"one account", Query{AppID: one}},
		{"this month", Query{Since: noon.AddDate(0, 0, -15)}},
		{"one account this month", Query{AppID: one, Since: noon.AddDate(0, 0, -15)}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := j.Entries(b.Context(), bb.query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
