package inspect

import (
	"testing"
	"time"

	"wxops/ui/view"
	"wxops/ui/words"
)

// unopened is the tab at its start, with nothing read or asked yet.
func unopened(t *testing.T) *View {
	t.Helper()
	noon := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	return New(view.New(view.Config{Ctx: t.Context(), Now: func() time.Time { return noon }, Lang: words.English}))
}

// What a paste holds travels with it: a long text is looked through once.
func TestAPasteIsLookedThroughOnce(t *testing.T) {
	const text = "errcode 45009 rid: 69ae4548-0a1b2c3d-1e2f3a4b"
	read, ok := Read(text)().(Pasted)
	if !ok || !read.WorthIt() || len(read.paste.found.RIDs) != 1 {
		t.Fatalf("the paste is read as %+v", read)
	}
	const other = "69ae3738-0a1b2c3d-1e2f3a4b"
	read.paste.found.RIDs[0].RID = other
	v := unopened(t)
	v.Update(read)
	if v.shows != atText || v.text.rids.Cur != other || v.text.paste.text != text {
		t.Errorf("the text is looked through again: screen %d, rid %s", v.shows, v.text.rids.Cur)
	}
}
