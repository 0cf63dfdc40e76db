package catalog

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
)

// rows gives the line number and the fields of each line below the header. A
// field is cut out of the embedded text, never copied. A wrong line can only
// be our own doing, which the tests would show, so it panics.
func rows[Row cells](file, text string) iter.Seq2[int, Row] {
	return func(yield func(int, Row) bool) {
		_, text, _ = strings.Cut(text, "\n")
		for line := 2; text != ""; line++ {
			var one string
			one, text, _ = strings.Cut(text, "\n")
			if !yield(line, cut[Row](file, line, one)) {
				return
			}
		}
	}
}

// cells are the fields of a row, of which each table has its own number.
type cells interface {
	[3]string | [6]string | [7]string | [10]string | [12]string
}

func cut[Row cells](file string, line int, one string) (row Row) {
	more := true
	for i := range len(row) {
		if !more {
			panic(bad(file, line, "a field is missing"))
		}
		row[i], one, more = strings.Cut(one, "\t")
	}
	if more {
		panic(bad(file, line, "there is a field too many"))
	}
	return row
}

// count is the number of rows, known before they are parsed.
func count(text string) int { return strings.Count(text, "\n") - 1 }

// number reads a whole number; an empty field is 0.
func number(file string, line int, s string) int64 {
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(bad(file, line, "expected a number, not "+s))
	}
	return n
}

// split gives the comma-separated parts of s; equal texts share one slice.
func split(seen map[string][]string, s string) []string {
	parts, ok := seen[s]
	if !ok {
		parts = strings.Split(s, ",")
		seen[s] = parts
	}
	return parts
}

func parseTerms(file, text string) []Term {
	out := make([]Term, 0, count(text))
	for _, f := range rows[[3]string](file, text) {
		out = append(out, Term{ID: f[0], Zh: f[1], En: f[2]})
	}
	return out
}

func bad(file string, line int, why string) string {
	return fmt.Sprintf("catalog: %s:%d: %s", file, line, why)
}
