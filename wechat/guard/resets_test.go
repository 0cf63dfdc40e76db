package guard

import (
	"os"
	"testing"
)

func TestDamagedLinesAreCountedAndHideNothing(t *testing.T) {
	j := fileJournal(t)
	g := newGuard(j, at(noon))
	mustReset(t, g, &fakeClient{used: 990}, ScopeAll)
	whole, err := os.ReadFile(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	write(t, j.Path(), string(whole)+"not a line\n{\"v\":1,\"event\":\"int")
	mustReset(t, g, &fakeClient{used: 990}, ScopeAPI)
	resets, err := g.Resets()
	if err != nil || len(resets) != 2 {
		t.Errorf("%d resets, %v; want both", len(resets), err)
	}
	if n, err := g.Damaged(); n != 2 || err != nil {
		t.Errorf("%d damaged, %v; want 2", n, err)
	}
	if n, err := newGuard(&MemoryJournal{}, at(noon)).Damaged(); n != 0 || err != nil {
		t.Errorf("a journal in memory: %d damaged, %v", n, err)
	}
}
