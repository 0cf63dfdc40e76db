package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/wechat"
	"wxops/wechat/history"
	"wxops/wechat/meter"
)

// lastDays puts the readings of five days before today into a bench's history: 1,000 calls
// an hour, as far as the day goes.
func lastDays(t *testing.T, b *bench, path string) {
	t.Helper()
	store := history.Open(filepath.Join(b.Getenv("HOME"), ".local", "state", "wxops", "history"), func() time.Time { return b.now })
	today := meter.BackAt(b.now).AddDate(0, 0, -1)
	var all []wechat.Quota
	for n := 5; n > 0; n-- {
		for slot := range meter.SlotsADay - 1 {
			used := int64(slot+1) * 250
			at := today.AddDate(0, 0, -n).Add(time.Duration(slot+1) * meter.Slot)
			all = append(all, wechat.Quota{Path: path, At: at, Daily: &wechat.Daily{Limit: 30000, Used: used, Remain: 30000 - used}})
		}
	}
	if err := store.Keep(meter.Key{Host: strings.TrimPrefix(b.url, "http://"), AppID: "wx00000000000000a1"}, all); err != nil {
		t.Fatal(err)
	}
}

// TestQuotaForeseesFromWhatIsKept, and keeps what it reads itself.
func TestQuotaForeseesFromWhatIsKept(t *testing.T) {
	b := stubbed(t, `{"daily_limit":10000,"used":6000,"remain":4000}`)
	lastDays(t, b, unheardOf)
	if code := b.run(t.Context(), "quota", "mall", "-o", "json"); code != shell.ExitDone || b.errors.String() != "" {
		t.Fatalf("ended with %d: %s", code, b.errors.String())
	}
	var doc report.Quota
	if err := json.Unmarshal([]byte(b.out.String()), &doc); err != nil {
		t.Fatal(err)
	}
	if f := doc.APIs[0].Forecast; f == nil || f.Basis != meter.ByProfile || f.OutAt == nil {
		t.Errorf("it foresees %+v", f)
	}
	b.out.Reset()
	if code := b.run(t.Context(), "history", "mall", unheardOf, "-o", "csv"); code != shell.ExitDone || !strings.Contains(b.out.String(), ",10000,6000,false") {
		t.Errorf("history ended with %d\n%s%s", code, b.out.String(), b.errors.String())
	}
}

// TestAClearIsForeseenFromTheUsualDays: nobody saw since when the API is out, and yet it is
// known how long it would last.
func TestAClearIsForeseenFromTheUsualDays(t *testing.T) {
	b := stubbed(t, `{"daily_limit":3000,"used":3000,"remain":0}`)
	lastDays(t, b, unheardOf)
	if code := b.run(t.Context(), "reset", "mall", "--api", unheardOf, "--dry-run", "--lang", "en"); code != shell.ExitDone {
		t.Fatalf("ended with %d: %s", code, b.errors.String())
	}
	if said := b.out.String(); !strings.Contains(said, "lasts until about ") {
		t.Errorf("it says\n%s", said)
	}
	b.out.Reset()
	if code := b.run(t.Context(), "reset", "mall", "--api", unheardOf, "--dry-run", "-o", "json"); code != shell.ExitDone {
		t.Fatalf("ended with %d: %s", code, b.errors.String())
	}
	var doc report.DryRun
	if err := json.Unmarshal([]byte(b.out.String()), &doc); err != nil || doc.Outlook == nil {
		t.Fatalf("%v, %s", err, b.out.String())
	}
	until, err := time.Parse(time.RFC3339, doc.Outlook.LastsUntil)
	if want := b.now.Add(3 * time.Hour); err != nil || until.Sub(want).Abs() > 15*time.Minute {
		t.Errorf("it lasts until %v, want %v", until, want)
	}
}

// TestQuotaReadsWhereNothingCanBeKept, and says why once.
func TestQuotaReadsWhereNothingCanBeKept(t *testing.T) {
	b := unkeeping(t)
	code := b.run(t.Context(), "quota", "mall", "--lang", "en")
	if said := fmt.Sprint(b.out.String(), b.errors.String()); code != shell.ExitDone || !strings.Contains(said, "7%") || strings.Count(said, "the readings are not kept: ") != 1 {
		t.Errorf("ended with %d\n%s", code, said)
	}
}
