package ui

import (
	"strings"
	"testing"

	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
)

// A terminal without UTF-8 is sent none: a Chinese name is left out, and alias and AppID say which account it is.
func TestNoNameIsSentThatTheTerminalCannotShow(t *testing.T) {
	for name, story := range map[string]func(*Model) *Model{
		"accounts": func(m *Model) *Model { return press(m, "1") },
		"quota":    func(m *Model) *Model { return press(m, "1", "enter") },
		"details":  func(m *Model) *Model { return press(m, "1", "enter", "enter") },
		"removal":  func(m *Model) *Model { return press(m, "1", "x") },
		"reset":    func(m *Model) *Model { return press(m, "1", "enter", "R") },
	} {
		o := newOutside(t)
		o.Unicode, o.Lang = false, words.English
		m := o.console(160, 40)
		o.wechat.quotas["/wxa/msg_sec_check"] = wechat.Daily{Limit: 100, Remain: 100} // "…" stands for its end
		o.meter.readAll()
		m = story(update(m, view.Metered{}))
		frame := frameOf(m)
		if strings.Contains(frame, "商城") {
			t.Errorf("%s: the name is sent:\n%s", name, frame)
		}
		if i := strings.IndexFunc(frame, func(r rune) bool { return r > '~' }); i >= 0 {
			t.Errorf("%s: it sends %q:\n%s", name, frame[i:min(i+12, len(frame))], frame)
		}
		if !strings.Contains(frame, "mall") {
			t.Errorf("%s: nothing says which account it is", name)
		}
	}
}
