package ui

import (
	"fmt"
	"strings"
	"testing"

	"wxops/wechat/catalog"
)

// count is what the status line says of so many codes.
func count(codes []catalog.Code) string { return fmt.Sprintf(" %d codes", len(codes)) }

func TestCodesOpenAtTheOneOfTheRidTab(t *testing.T) {
	o, _ := atDesk(t)
	m := press(typeText(press(o.console(120, 40), "5", "/"), "token"), "enter", "space")
	m = press(paste(press(m, "3"), `{"errcode":48001,"errmsg":"api unauthorized rid: `+string(failed)+`"}`), "5")
	if m.tab != tabCodes || !under(m, "48001") {
		t.Fatalf("tab %d:\n%s", m.tab, frameOf(m))
	}
	if !strings.Contains(frameOf(m), count(catalog.SearchCodes("", "", ""))) {
		t.Errorf("the filter of before is still on:\n%s", frameOf(m))
	}
	if m = press(m, "j", "4", "5"); under(m, "48001") {
		t.Error("from another tab the cursor does not stay where it was")
	}
}

func TestCodesOpenAtTheOneOfTheAnswer(t *testing.T) {
	o, _ := atDesk(t)
	m := press(pasteAndAsk(o.console(120, 40)), "5")
	if m.tab != tabCodes || !under(m, "45009") {
		t.Errorf("tab %d:\n%s", m.tab, frameOf(m))
	}
}

func TestCodesOfOneKind(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "5", "space")
	first := catalog.CodeKinds()[0]
	of := catalog.SearchCodes("", first.ID, "")
	if frame := frameOf(m); len(of) == 0 || !strings.Contains(frame, first.En) || !strings.Contains(frame, count(of)) {
		t.Fatalf("not the %d codes of %s:\n%s", len(of), first.En, frame)
	}
	if every := count(catalog.SearchCodes("", "", "")); !strings.Contains(frameOf(press(m, "left")), every) {
		t.Errorf("not %s of every kind:\n%s", every, frameOf(m))
	}
	if frame := frameOf(press(m, "left", "esc")); !strings.Contains(frame, "every kind") {
		t.Errorf("esc leaves the kind:\n%s", frame)
	}
}

func TestCodesOfAPastedText(t *testing.T) {
	for _, text := range []string{
		`{"errcode":40164,"errmsg":"invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}`,
		outOfQuota(failed) + " 错误码 40164",
	} {
		m := paste(press(newOutside(t).console(80, 24), "5", "/"), text)
		if m.tab != tabCodes || !strings.Contains(frameOf(m), "40164") {
			t.Errorf("%s:\n%s", text, frameOf(m))
		}
	}
}
