package ui

import (
	"fmt"
	"strings"
	"testing"

	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// count is what the status line says of so many codes.
func count(codes []catalog.Code) string {
	return fmt.Sprintf(" %s codes", words.Group(int64(len(codes))))
}

func TestCodesAskForNothingUntilTheSlash(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "5")
	if frame := frameOf(m); strings.Contains(frame, "number or words") {
		t.Errorf("a prompt that takes no keys:\n%s", frame)
	}
	if m = press(m, "4"); m.tab == tabCodes {
		t.Error("a digit does not change the tab")
	}
	m = typeText(press(m, "5", "/"), "61004")
	if frame := frameOf(m); m.tab != tabCodes || !strings.Contains(frame, "number or words: 61004") || !strings.Contains(frame, " 1 code ") {
		t.Errorf("not the one code, or counted wrong:\n%s", frame)
	}
}

// What a column cuts off stands whole below.
func TestThePaneOfACodeHasItsWholeMeaning(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}} {
		m := typeText(press(newOutside(t).console(size[0], size[1]), "5", "/"), "40001")
		c, _ := catalog.Explain(40001)
		said := strings.Fields(c.En)
		if frame := frameOf(m); !strings.Contains(frame, said[len(said)-1]) || !strings.Contains(frame, "Meaning") {
			t.Errorf("%v: %s\n%s", size, c.En, frame)
		}
	}
}

func TestCodesSayWhichOfThemAreShown(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "5", "G")
	n := words.Group(int64(len(catalog.SearchCodes("", "", ""))))
	if frame := frameOf(m); !strings.Contains(frame, " of "+n) {
		t.Errorf("no place in the list of %s:\n%s", n, frame)
	}
}

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
