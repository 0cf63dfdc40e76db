package catalog

import (
	"slices"
	"testing"
)

func TestWatchedIsTheStarterListWithItsChangesOrExactlyAList(t *testing.T) {
	starter := Starter("miniprogram")
	second, rest := starter[1], slices.Concat(starter[:1], starter[2:])
	for name, c := range map[string]struct {
		kind               string
		exactly, add, skip []string
		want               []string
	}{
		"nothing said":               {"miniprogram", nil, nil, nil, starter},
		"one more":                   {"miniprogram", nil, []string{"/a"}, nil, slices.Concat(starter, []string{"/a"})},
		"one less":                   {"miniprogram", nil, nil, []string{second}, rest},
		"one more, one less":         {"miniprogram", nil, []string{"/a"}, []string{second}, slices.Concat(rest, []string{"/a"})},
		"one that is there already":  {"miniprogram", nil, []string{second, "/a", "/a"}, nil, slices.Concat(starter, []string{"/a"})},
		"one less that is not there": {"miniprogram", nil, nil, []string{"/a"}, starter},
		"exactly these":              {"miniprogram", []string{"/b", "/a", "/b"}, nil, nil, []string{"/b", "/a"}},
		"an unknown kind":            {"spaceship", nil, []string{"/a"}, nil, []string{"/a"}},
	} {
		if got := Watched(c.kind, c.exactly, c.add, c.skip); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
	if !slices.Equal(starter, Starter("miniprogram")) {
		t.Error("the starter list was changed")
	}
}
