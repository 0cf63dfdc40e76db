package follow

import "wxops/wechat/rid"

const mostRemembered = 1 << 12 // rids of each half

// repeats knows the rids that were counted: a failing call is often told by
// several lines.
type repeats struct {
	bare  halves[rid.RID] // counted without an errcode
	coded halves[rid.RID]
}

// again reports whether a failure was counted before. One that was counted
// without its errcode counts once more with it.
func (r *repeats) again(f rid.Finding) bool {
	if f.RID == "" {
		return false
	}
	r.bare.most, r.coded.most = mostRemembered, mostRemembered
	if r.coded.has(f.RID) || f.Code == 0 && r.bare.has(f.RID) {
		return true
	}
	if f.Code == 0 {
		r.bare.add(f.RID)
	} else {
		r.coded.add(f.RID)
	}
	return false
}

// halves is a set that forgets: when its newer half is full, it becomes the
// older one, and what was that is gone.
type halves[T comparable] struct {
	most       int // of a half
	newer, old map[T]struct{}
}

func (h *halves[T]) has(v T) bool {
	_, newer := h.newer[v]
	_, old := h.old[v]
	return newer || old
}

func (h *halves[T]) add(v T) {
	if h.newer == nil || len(h.newer) >= h.most {
		h.newer, h.old = make(map[T]struct{}), h.newer
	}
	h.newer[v] = struct{}{}
}
