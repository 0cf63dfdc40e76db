package cli

import (
	"slices"
	"strings"
	"testing"
)

func TestScanFlag(t *testing.T) {
	for args, want := range map[string]string{
		"quota mall -o json":               "json",
		"quota mall -ojson":                "json",
		"quota mall -o=json":               "json",
		"--output json quota mall":         "json",
		"--output=json quota mall -o csv":  "csv",
		"quota mall --offline":             "",
		"quota mall -o":                    "",
		"quota mall -- -o json":            "",
		"rid --offline -o table some text": "table",
	} {
		if got := scanFlag(strings.Fields(args), "--output", "-o"); got != want {
			t.Errorf("scanFlag(%s) = %q, want %q", args, got, want)
		}
	}
}

func TestNegativeCodesAreNoFlags(t *testing.T) {
	for args, want := range map[string]string{
		"code -1":               "code -- -1",
		"code -1 45009 -o json": "code 45009 -o json -- -1",
		"code 45009":            "code 45009",
		"code -- -1":            "code -- -1",
		"quota -1":              "quota -1",
	} {
		if got := negativeCodesLast(strings.Fields(args)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("negativeCodesLast(%s) = %v, want %s", args, got, want)
		}
	}
}
