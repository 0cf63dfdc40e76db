package inspect

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/rid"
)

func linesOf(found rid.Found, id rid.RID) string {
	v := ""
	for _, l := range ownCodes(subject{paste: inspected{found: found, stray: strayOf(found)}, rid: id}, words.English) {
		v += l.Label + ": " + l.Text + "\n"
	}
	for _, l := range strayCodes(subject{paste: inspected{found: found, stray: strayOf(found)}, rid: id}, words.English) {
		v += l.Label + ": " + l.Text + "\n"
	}
	return v
}

const one, two = rid.RID("69ae4548-0a1b2c3d-1e2f3a4b"), rid.RID("69ae3738-0a1b2c3d-1e2f3a4b")

// What a text has as words is no number that somebody read there, and WeCom's
// numbers mean other things.
func TestACodeSaysWhereItComesFrom(t *testing.T) {
	tests := []struct {
		name        string
		found       rid.Found
		want, never []string
	}{
		{"by its words", rid.Found{Codes: []rid.FoundCode{{Code: 48001, ByWords: true, Message: "api unauthorized"}}},
			[]string{"errcode: 48001  ", " (by its words)\n", "errmsg: api unauthorized\n"}, nil},
		{"by its number", rid.Found{Codes: []rid.FoundCode{{Code: 48001}}}, []string{"errcode: 48001  "}, []string{"by its words", "errmsg"}},
		{"WeCom's", rid.Found{Codes: []rid.FoundCode{{Code: 40001, WeCom: true}}},
			[]string{"errcode: 40001  WeCom", "open.work.weixin.qq.com"}, []string{"Retry", "Way on"}},
		{"beside a rid", rid.Found{Codes: []rid.FoundCode{{Code: 45009, ByWords: true}}, RIDs: []rid.FoundRID{{RID: one, Code: 45009, ByWords: true}}},
			[]string{"(by its words)", "enter asks whose call it was; then p shows"}, nil},
		{"beside no rid", rid.Found{Codes: []rid.FoundCode{{Code: 45009}}}, []string{"1 shows which account"}, []string{"p shows"}},
		{"its token", rid.Found{Codes: []rid.FoundCode{{Code: 45009}}, Paths: []string{"/cgi-bin/stable_token"}}, []string{"no token can be had"}, nil},
		{"of two rids, the first's own", rid.Found{
			Codes: []rid.FoundCode{{Code: 40001}, {Code: 45009}, {Code: 40029, ByWords: true}},
			RIDs:  []rid.FoundRID{{RID: one, Code: 45009}, {RID: two, Code: 40001}},
		}, []string{"errcode: 45009", "Also: 40029"}, []string{"40001"}},
	}
	for _, tt := range tests {
		id := rid.RID("")
		if len(tt.found.RIDs) > 0 {
			id = one
		}
		got := linesOf(tt.found, id)
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", tt.name, want, got)
			}
		}
		for _, never := range tt.never {
			if strings.Contains(got, never) {
				t.Errorf("%s: %q in\n%s", tt.name, never, got)
			}
		}
	}
}

// An errmsg may hold what people should not see.
func TestAnErrmsgIsMasked(t *testing.T) {
	got := linesOf(rid.Found{Codes: []rid.FoundCode{{Code: 40001, Message: "invalid credential, access_token=77_CanaryToken0123456789abcdefghijklmnopqrstuvwxyz\x1b[2J"}}}, "")
	if strings.Contains(got, "Canary") || strings.Contains(got, "\x1b") {
		t.Errorf("it shows %q", got)
	}
}

func TestWeChatIsNotAskedAboutWeCom(t *testing.T) {
	v := unopened(t)
	paste := inspected{text: "x", found: rid.Found{Codes: []rid.FoundCode{{Code: 40001, WeCom: true}}, RIDs: []rid.FoundRID{{RID: one, Code: 40001, WeCom: true}}}}
	v.Update(Pasted{paste})
	for _, b := range v.Keys() {
		if b.Enabled() && (b.Help().Desc == draw.KeyAsk.In(words.English) || b.Help().Desc == draw.KeyOthers.In(words.English)) {
			t.Errorf("%s is offered", b.Help().Desc)
		}
	}
	v.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	if v.asking.busy || v.asking.waiting {
		t.Error("it is asked")
	}
}

func TestAPasteIsWorthItByItsWords(t *testing.T) {
	if !(Pasted{inspected{found: rid.Found{Codes: []rid.FoundCode{{Code: 48001, ByWords: true}}}}}).WorthIt() {
		t.Error("WeChat's words are dropped")
	}
}
