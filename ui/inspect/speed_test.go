package inspect

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// A paste of a thousand failures with nothing in common, of whose first a thousand
// accounts know nothing, answers a key as quickly as a long answer does. The best of some
// tries counts, because the machine has other work.
func TestAThousandFailuresAreMovedThroughQuickly(t *testing.T) {
	var found rid.Found
	for i := range 1000 {
		f := rid.FoundRID{RID: rid.RID(fmt.Sprintf("%08x-0a1b2c3d-1e2f3a4b", 0x69ae0000+i)), Code: int64(40000 + i),
			Path: fmt.Sprintf("/cgi-bin/a%d", i), AppID: fmt.Sprintf("wx%016x", i), Message: "x"}
		found.RIDs, found.Codes = append(found.RIDs, f), append(found.Codes, rid.FoundCode{Code: f.Code + 2000})
		found.Paths, found.AppIDs = append(found.Paths, f.Path), append(found.AppIDs, f.AppID)
	}
	v := unopened(t)
	v.Screen.Width, v.Screen.Height = 120, 40
	for i := range 1000 {
		v.Accounts.All = append(v.Accounts.All, keystore.Account{Alias: fmt.Sprint("a", i), AppID: fmt.Sprintf("wx%016x", 2*i), Kind: keystore.MiniProgram})
	}
	v.Update(Pasted{inspected{text: "x", found: found, stray: strayOf(found)}})
	w := v.text.wish()
	round, err := w.InTurn(v.asking.whose(w).left, inquiry.Inquiry{})
	if err != nil {
		t.Fatal(err)
	}
	for ask, more := round.Next(); more; ask, more = round.Next() { // nobody made the first call
		round = round.Took(ask.Failed(&wechat.Error{Code: inquiry.CodeForeign}, v.Screen.Now))
	}
	v.asking.inquiry = round
	v.Update(tea.KeyPressMsg{Code: tea.KeyHome})
	best := time.Hour
	for range 20 {
		start := time.Now()
		v.Update(tea.KeyPressMsg{Code: tea.KeyPgDown})
		v.View(v.Frame())
		v.Status(v.Frame())
		v.Keys()
		best = min(best, time.Since(start))
	}
	if best > 50*time.Millisecond {
		t.Errorf("a key takes %s", best)
	}
}
