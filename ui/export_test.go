package ui

import (
	"strings"
	"testing"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/wechat"
)

func TestWriteKeepsWhatIsOnTheScreen(t *testing.T) {
	for _, c := range []struct {
		file, holds string
		keys        []string
	}{
		{"accounts.txt", "商城小程序", []string{"1", "w"}},
		{"codes.txt", "40001", []string{"5", "w"}},
		{"calls.txt", "/cgi-bin/openapi/quota/get", []string{"@", "w"}},
		{"quota-mall.tsv", "/cgi-bin/token", []string{"w"}},
	} {
		o := newOutside(t)
		o.Open, o.Colour = "mall", true
		o.calls = []wechat.Call{{At: noon, Method: "POST", Path: "/cgi-bin/openapi/quota/get", Status: 200}}
		m := press(o.console(80, 24), c.keys...)
		if text := o.files[c.file]; !strings.Contains(text, c.holds) || strings.Contains(text, "\x1b") {
			t.Errorf("%s holds %q", c.file, text)
		}
		if !strings.Contains(m.notice, c.file) {
			t.Errorf("%s: the notice is %q", c.file, m.notice)
		}
	}
}

func TestTheDemoWritesNoFile(t *testing.T) {
	o := newOutside(t)
	o.Open, o.Export = "mall", nil
	m := press(o.console(160, 24), "w")
	if m.notice != view.WordNoFiles.In(m.Lang) {
		t.Errorf("the notice is %q", m.notice)
	}
	if strings.Contains(frameOf(m), draw.KeyWrite.In(m.Lang)) {
		t.Error("the footer offers to write")
	}
}
