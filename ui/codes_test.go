package ui

import (
	"strings"
	"testing"

	"wxops/wechat/catalog"
)

func TestCodesOpenAtTheOneOfTheRidTab(t *testing.T) {
	o, _ := atDesk(t)
	m := press(typeText(press(o.console(120, 40), "5", "/"), "token"), "enter", "space")
	m = press(paste(press(m, "3"), `{"errcode":48001,"errmsg":"api unauthorized rid: `+string(failed)+`"}`), "5")
	if m.tab != tabCodes || m.codesView().table.Cur != "48001" {
		t.Fatalf("tab %d at %q", m.tab, m.codesView().table.Cur)
	}
	if n := len(m.codesView().found); n != len(catalog.SearchCodes("", "")) {
		t.Errorf("the filter of before still leaves only %d codes", n)
	}
	if m = press(m, "j", "4", "5"); m.codesView().table.Cur == "48001" {
		t.Error("from another tab the cursor does not stay where it was")
	}
}

func TestCodesOpenAtTheOneOfTheAnswer(t *testing.T) {
	o, _ := atDesk(t)
	m := press(pasteAndAsk(o.console(120, 40)), "5")
	if m.tab != tabCodes || m.codesView().table.Cur != "45009" {
		t.Errorf("tab %d at %q", m.tab, m.codesView().table.Cur)
	}
}

func TestCodesOfOneKind(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "5", "space")
	first := catalog.CodeKinds()[0]
	if len(m.codesView().found) == 0 || !strings.Contains(frameOf(m), first.En) {
		t.Fatalf("no codes of %s:\n%s", first.En, frameOf(m))
	}
	for _, c := range m.codesView().found {
		if c.Kind != first.ID {
			t.Errorf("%d is of the kind %s", c.Code, c.Kind)
		}
	}
	if m = press(m, "left"); len(m.codesView().found) != len(catalog.SearchCodes("", "")) {
		t.Errorf("%d codes of every kind", len(m.codesView().found))
	}
	if m = press(m, "left", "esc"); m.codesView().kind != "" {
		t.Errorf("esc leaves the kind %q", m.codesView().kind)
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
