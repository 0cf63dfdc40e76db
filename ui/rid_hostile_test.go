package ui

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

// colours are the only sequences that a view may write.
var colours = regexp.MustCompile("\x1b\\[[0-9;]*m")

// unsafe gives the first character of a frame that no view may draw.
func unsafe(content string) (rune, bool) {
	for _, r := range colours.ReplaceAllString(content, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) || r == '\u2028' || r == '\u2029' {
			return r, true
		}
	}
	return 0, false
}

var hostile = map[string]string{
	"escape":       "a\x1b[2Jb\x1b]0;title\x07c",
	"osc 52":       "\x1b]52;c;Zm9v\x07\x1b]52;c;Zm9v\x1b\\",
	"c1":           "a\u009b2Jb\u009d52;c;Zm9v\u009c",
	"raw c1":       "a\x9b2Jb",
	"bidi":         "a\u202eb\u2066c\u2069",
	"zero width":   "a\u200bb\u200dc\ufeff",
	"bad utf-8":    "a\xff\xfe\xc3(b",
	"line ends":    "a\rb\u2028c\u2029d\x0b\x0c\x85",
	"accents":      "e" + strings.Repeat("\u0301", 20000),
	"one megabyte": strings.Repeat("x", 1<<20),
	"wide":         strings.Repeat("长", 1<<18),
	"deep":         strings.Repeat("[", 10000) + strings.Repeat("]", 10000),
	"numbers":      `{"n":` + strings.Repeat("9", 100000) + `,"e":1e999999999}`,
	"items":        "[" + strings.Repeat("1,", 1<<18) + "1]",
}

// pages gives every page of the answer on screen.
func pages(m *Model) []string {
	m = press(m, "home")
	all := []string{m.View().Content}
	for range 40 {
		m = press(m, "pgdn", "pgdn")
		all = append(all, m.View().Content)
	}
	return append(all, press(m, "end").View().Content)
}

func TestRIDHostileAnswersNeverReachTheScreen(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			o, d := atDesk(t)
			d.infos["mall"] = rid.Record{
				URL: "/cgi-bin/" + text + "?a=" + text + "&" + text + "=b", ClientIP: text, RequestBody: text,
				ResponseBody: `{"errcode":45009,"errmsg":"` + text + `","` + text + `":["` + text + `"]}`,
			}
			m := pasteAndAsk(o.console(80, 24))
			if ridShows(m) != "answer" {
				t.Fatal("no answer on screen")
			}
			for _, how := range []string{"masked", "unmasked"} {
				for i, page := range pages(m) {
					if r, bad := unsafe(page); bad {
						t.Fatalf("%s, page %d: %U is on screen", how, i, r)
					}
				}
				m = press(m, "u")
			}
			m = press(m, "w")
			for file, content := range o.files {
				if r, bad := unsafe(content); bad {
					t.Errorf("%U is in %s", r, file)
				}
			}
			for range 3 {
				var clip string
				if m, clip, _ = copiedBy(t, m, "c"); clip != "" {
					if r, bad := unsafe(clip); bad {
						t.Errorf("%U is copied", r)
					}
				}
			}
		})
	}
}

func TestRIDHostileTextsNeverReachTheScreen(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			o, d := atDesk(t)
			d.infos, d.errs["mall"] = nil, &wechat.Error{Op: "ask", Code: 999999, Msg: clean.Line(text)}
			o.Hints = []view.Hint{{Text: text, What: text}}
			o.Accounts = []keystore.Account{{Alias: "mall", Name: text, AppID: "wx0123456789abcdef", Kind: keystore.MiniProgram}}
			m := o.console(80, 24)
			frames := []string{m.View().Content}
			m = paste(m, outOfQuota(failed)+" hint: ["+text+"] "+text)
			frames = append(frames, m.View().Content)
			m = press(m, "enter")
			frames = append(frames, m.View().Content)
			m = press(m, "w", "esc")
			frames = append(frames, m.View().Content, press(m, "enter", "i").View().Content, o.files["rid-text.txt"])
			for i, frame := range frames {
				if r, bad := unsafe(frame); bad {
					t.Errorf("frame %d: %U is on screen", i, r)
				}
			}
		})
	}
}

func TestRIDMaskedEverywhere(t *testing.T) {
	keys := []string{
		"access_token", "component_access_token", "authorizer_access_token", "authorizer_refresh_token", "secret", "appsecret",
		"component_verify_ticket", "js_code", "session_key", "refresh_token", "suite_secret", "openid", "unionid", "phoneNumber", "id_card_no",
	}
	var query, fields []string
	for _, k := range keys {
		query = append(query, k+"=CANARY-"+k+"-0001")
		fields = append(fields, `"`+k+`":"CANARY-`+k+`-0001"`)
	}
	object := "{" + strings.Join(fields, ",") + "}"
	deep := strings.Repeat(`{"data":[`, 10) + object + strings.Repeat("]}", 10)
	o, d := atDesk(t)
	d.infos["mall"] = rid.Record{
		URL: "/cgi-bin/menu/get?" + strings.Join(query, "&"), RequestBody: deep, ResponseBody: strings.Join(query, "&"),
	}
	m := pasteAndAsk(o.console(120, 40))
	shown := map[string]string{"frame": strings.Join(pages(m), "\n")}
	m = press(m, "u") // what leaves the screen stays masked
	press(m, "w")
	for name, content := range o.files {
		shown[name] = content
	}
	for range 3 {
		var clip string
		m, clip, _ = copiedBy(t, m, "c")
		shown["copy "+clip[:min(len(clip), 8)]] = clip
	}
	if len(shown) != 5 {
		t.Fatalf("only %d places were looked at", len(shown))
	}
	for where, text := range shown {
		if at := strings.Index(text, "CANARY"); at >= 0 {
			t.Errorf("%s shows %q", where, text[at:min(at+40, len(text))])
		}
	}
}

// A key is answered within 50 ms, however long the body is. The best of some
// tries counts, because the machine has other work.
func TestRIDKeysAreQuickOnALongBody(t *testing.T) {
	for _, name := range []string{"one megabyte", "wide", "accents", "deep", "items"} {
		t.Run(name, func(t *testing.T) {
			o, d := atDesk(t)
			info := failedCall
			info.RequestBody, info.ResponseBody = hostile[name], hostile[name]
			d.infos["mall"] = info
			m := press(pasteAndAsk(o.console(80, 24)), "u")
			for _, k := range []string{"j", "pgdn", "end", "home", "/", "x", "esc", "u", "c", "w"} {
				best, back := time.Hour, asItIs(m.ridView())
				for range 5 {
					back()
					start := time.Now()
					m.Update(keyNamed(k))
					m.View()
					best = min(best, time.Since(start))
				}
				if best > 50*time.Millisecond {
					t.Errorf("%s took %s", k, best)
				}
			}
		})
	}
}

func TestRIDLongPasteDoesNotFreeze(t *testing.T) {
	o, _ := atDesk(t)
	text := strings.Repeat("x", 1<<20) + " rid: " + string(failed)
	m := o.console(80, 24)
	best, back := time.Hour, asItIs(m.ridView())
	for range 5 {
		back()
		start := time.Now()
		next, _ := m.Update(pasteOf(text))
		next.View()
		best = min(best, time.Since(start))
	}
	if best > 50*time.Millisecond {
		t.Errorf("the paste took %s", best)
	}
	if m = paste(m, text); !under(m, string(failed)) {
		t.Errorf("the rid is not found:\n%s", frameOf(m))
	}
}
