package words

import (
	"testing"
	"time"
)

func TestGroup(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 500000: "500,000", 1234567: "1,234,567", -1000: "-1,000", -1234567: "-1,234,567", 12345: "12,345"} {
		if got := Group(n); got != want {
			t.Errorf("group(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestAge(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0 s", 4 * time.Second: "0 s", 7 * time.Second: "5 s", 19 * time.Second: "10 s", 4 * time.Minute: "4 min", 3 * time.Hour: "3 h", 72 * time.Hour: "3 days",
	} {
		if got := Age(English, d); got != want {
			t.Errorf("age(%v) = %q, want %q", d, got, want)
		}
	}
}
