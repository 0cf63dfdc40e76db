package entries

import (
	"strings"
	"testing"
)

func TestABoundedPartOfAnyTextIsHeld(t *testing.T) {
	for name, text := range map[string]string{
		"log":      "2025-11-03 14:32:05 errcode=45009 rid: 617682e0-5a2b1c3d-0f1e2d3c\n",
		"lines":    "no time before this line\n",
		"one line": `{"a":"b"},`,
		"no signs": "a",
		"escaped":  `\\\\u0061`,
	} {
		const size = 4 << 20
		b := NewReader(strings.NewReader(strings.Repeat(text, size/len(text)+1)[:size]))
		total := 0
		for part, ok := b.Next(); ok; part, ok = b.Next() {
			total += part.To - part.From
			if len(part.Raw) > Longest+3*Around {
				t.Fatalf("%s: a part of %d bytes", name, len(part.Raw))
			}
		}
		if total != size || len(b.buf) > 4*Longest {
			t.Errorf("%s: %d bytes passed, %d held", name, total, len(b.buf))
		}
	}
}
