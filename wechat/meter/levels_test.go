package meter

import "testing"

// TestLevelsThatAreNotNamedAreAsUsual, and pressing is never below near.
func TestLevelsThatAreNotNamedAreAsUsual(t *testing.T) {
	for _, c := range []struct {
		named []int64
		want  Levels
	}{
		{nil, Levels{}},
		{[]int64{70}, Levels{70, 95}},
		{[]int64{98}, Levels{98, 98}},
		{[]int64{50, 60}, Levels{50, 60}},
	} {
		if got := LevelsAt(c.named); got != c.want {
			t.Errorf("%v: %+v", c.named, got)
		}
	}
}
