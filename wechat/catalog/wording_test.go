package catalog

import "testing"

func TestWordingsAreOfKnownCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, w := range Wordings() {
		if seen[w.Text] || w.Text == "" {
			t.Errorf("%q stands twice, or is empty", w.Text)
		}
		seen[w.Text] = true
		if len(w.Codes) > 0 && w.Codes[0] != w.Code || w.Sure && len(w.Codes) > 1 {
			t.Errorf("%q is %d of %v, sure %v", w.Text, w.Code, w.Codes, w.Sure)
		}
	}
	if !seen["reach max api daily quota limit"] {
		t.Error("the text of 45009 is missing")
	}
}
