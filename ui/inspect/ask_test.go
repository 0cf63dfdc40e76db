package inspect

import "testing"

// The clock of a second question may ring after the first is over.
func TestNothingIsAskedAgainWithoutAQuestion(t *testing.T) {
	v := unopened(t)
	if cmd := v.Update(askAgain{v.asking.seq}); cmd != nil || v.asking.busy {
		t.Error("WeChat is asked, and nobody wanted it")
	}
	v.asking.busy, v.asking.seq = true, v.Seq.Next()
	if cmd := v.Update(askAgain{v.asking.seq - 1}); cmd != nil {
		t.Error("the clock of an earlier question puts this one once more")
	}
}
