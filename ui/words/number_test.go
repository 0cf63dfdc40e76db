package words

import (
	"math"
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

func TestRise(t *testing.T) {
	for n, want := range map[int64]string{0: "+0", 24917: "+24,917", -1000: "-1,000"} {
		if got := Rise(n); got != want {
			t.Errorf("rise(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestShortKeepsToItsCells(t *testing.T) {
	for _, c := range []struct {
		n      int64
		cells  int
		en, zh string
	}{
		{500000, 9, "500,000", "500,000"}, {9999999, 9, "9,999,999", "9,999,999"}, {12345678, 9, "12.34M", "1234.56万"}, {10000000, 9, "10M", "1000万"},
		{199999999, 9, "199.99M", "1.99亿"}, {-12345678, 9, "-12.34M", "-1234.5万"}, {math.MaxInt64, 9, "9.22E", "922.3亿亿"}, {1234567, 5, "1.23M", "123万"},
	} {
		if en, zh := Short(c.n, c.cells, English), Short(c.n, c.cells, Chinese); en != c.en || zh != c.zh {
			t.Errorf("short(%d, %d): %q and %q", c.n, c.cells, en, zh)
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
