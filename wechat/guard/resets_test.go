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
	resets, n, err := g.Resets(t.Context())
	if err != nil || len(resets) != 2 || n != 2 {
		t.Errorf("%d resets, %d damaged, %v; want both, and 2", len(resets), n, err)
	}
	if _, n, err := newGuard(&MemoryJournal{}, at(noon)).Resets(t.Context()); n != 0 || err != nil {
		t.Errorf("a journal in memory: %d damaged, %v", n, err)
	}
}
