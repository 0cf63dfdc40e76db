package watch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wxops/wechat/guard"
	"wxops/wechat/ownfile"
)

func decisionsIn(t *testing.T) *Decisions {
	return OpenDecisions(ownfile.Space{}, filepath.Join(t.TempDir(), "decisions.jsonl"))
}

func hold(path string, why Why) line {
	return line{Event: lineHold, At: afternoon, Alias: "mall", AppID: appID, Path: path, Why: why}
}

// TestATornLineCostsThatLine, and hides none that is written after it.
func TestATornLineCostsThatLine(t *testing.T) {
	d := decisionsIn(t)
	if err := d.add(hold(send, KeptBack)); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(d.path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.WriteString(`{"v":1,"event":"hold","acc`)
	_ = f.Close()
	who := guard.Who{User: "li"}
	if err := d.add(line{Event: lineResumed, At: afternoon, AppID: appID, Resets: []string{"r1"}, Who: &who}); err != nil {
		t.Fatal(err)
	}
	n, err := d.read(afternoon)
	if err != nil || n.why[about{appID, send}] != KeptBack || !n.resumed["r1"] {
		t.Errorf("%+v, %v", n, err)
	}
	if info, _ := os.Stat(d.path); info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
}

// TestADecisionIsOfItsDay: tomorrow the same is news.
func TestADecisionIsOfItsDay(t *testing.T) {
	d := decisionsIn(t)
	if err := d.add(hold(send, KeptBack)); err != nil {
		t.Fatal(err)
	}
	for days, want := range map[int]int{0: 1, 1: 0} {
		if n, err := d.read(afternoon.AddDate(0, 0, days)); err != nil || len(n.why) != want {
			t.Errorf("after %d days: %v, %v", days, n.why, err)
		}
	}
}

// TestWhatAnotherWroteIsSeen at once, however small.
func TestWhatAnotherWroteIsSeen(t *testing.T) {
	d := decisionsIn(t)
	other := OpenDecisions(ownfile.Space{}, d.path)
	for _, why := range []Why{KeptBack, Recent, BackSoon} {
		if err := other.add(hold(send, why)); err != nil {
			t.Fatal(err)
		}
		if n, err := d.read(afternoon); err != nil || n.why[about{appID, send}] != why {
			t.Errorf("%v, %v, want %s", n.why, err, why)
		}
	}
}

// TestOldDecisionsGoAndWordsOfPeopleStay when the file has grown too large.
func TestOldDecisionsGoAndWordsOfPeopleStay(t *testing.T) {
	d := decisionsIn(t)
	if err := d.add(line{Event: lineResumed, At: afternoon, AppID: appID, Resets: []string{"r1"}}); err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("x", 1000)
	for range 60 {
		var lines []line
		for range 40 {
			lines = append(lines, hold("/old/"+long, Recent))
		}
		if err := d.add(append(lines, hold(send, KeptBack))...); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(d.path)
	if err != nil || info.Size() > decisionsMost*11/10 {
		t.Errorf("it holds %v, %v", info.Size(), err)
	}
	if n, err := d.read(afternoon); err != nil || !n.resumed["r1"] || n.why[about{appID, send}] != KeptBack {
		t.Errorf("%v, %v", n.resumed, err)
	}
}

// TestADecisionIsNotWrittenThroughALink.
func TestADecisionIsNotWrittenThroughALink(t *testing.T) {
	d := decisionsIn(t)
	target := filepath.Join(t.TempDir(), "victim")
	if err := os.WriteFile(target, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, d.path); err != nil {
		t.Skip("this system makes no links")
	}
	if err := d.add(hold(send, KeptBack)); err == nil {
		t.Error("it was written")
	}
	if text, _ := os.ReadFile(target); string(text) != "mine" {
		t.Errorf("the victim holds %q", text)
	}
}
