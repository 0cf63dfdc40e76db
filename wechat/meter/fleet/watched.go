package fleet

import (
	"hash/maphash"
	"slices"

	"wxops/wechat/meter"
)

// watched are the paths of a list, each once. Accounts that watch the same share one: of a
// thousand, most have the starter list of their kind.
type watched struct {
	paths  []string
	index  map[string]int
	unread []*meter.Row // of which nothing is known
}

func newWatched(paths []string) *watched {
	w := &watched{index: make(map[string]int, len(paths))}
	for _, p := range paths {
		if _, twice := w.index[p]; !twice {
			w.index[p] = len(w.paths)
			w.paths, w.unread = append(w.paths, p), append(w.unread, &meter.Row{Path: p})
		}
	}
	return w
}

// lists finds lists that are the same, by a sum of them.
type lists map[uint64][]sameList

type sameList struct {
	told []string // as it came: a path may be in it twice
	*watched
}

var listSeed = maphash.MakeSeed()

// of gives the one list for the same paths.
func (l lists) of(paths []string) *watched {
	var h maphash.Hash
	h.SetSeed(listSeed)
	for _, p := range paths {
		_, _ = h.WriteString(p) // it never fails
		_ = h.WriteByte(0)
	}
	sum := h.Sum64()
	for _, same := range l[sum] {
		if slices.Equal(same.told, paths) {
			return same.watched
		}
	}
	w := newWatched(paths)
	l[sum] = append(l[sum], sameList{paths, w})
	return w
}
