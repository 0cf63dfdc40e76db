package mask

import (
	"strings"
	"testing"
	"time"

	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

func TestBody(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"order and numbers stay", `{"b":1.10,"a":["x",12345678901234567890,1e400],"c":{},"d":[ ]}`,
			"{\n  \"b\": 1.10,\n  \"a\": [\n    \"x\",\n    12345678901234567890,\n    1e400\n  ],\n  \"c\": {},\n  \"d\": []\n}"},
		{"doubled names stay", `{"a":1,"a":null}`, "{\n  \"a\": 1,\n  \"a\": null\n}"},
		{"escapes are read", `["\u4e2d\ud83d\ude00\n\"\\\/"]`, "[\n  \"中😀\\n\\\"\\\\/\"\n]"},
		{"masked", `{"openid":"oABCDEFGHIJKL","x":"call 13812345678"}`, "{\n  \"openid\": \"***IJKL\",\n  \"x\": \"call ***5678\"\n}"},
		{"recorded request", `{"name":"access_token","value":"abc"}`, "{\n  \"name\": \"access_token\",\n  \"value\": \"***\"\n}"},
		{"cut off", `{"a":["b`, "{\n  \"a\": [\n    \"b\""},
		{"terminal escapes", `["\u001b]52;c;aGk=\u0007\u009b31m\u202eabc\u200d"]`, "[\n  \"]52;c;aGk=31mabc\"\n]"},
		{"not json", "{a: 1}\nerrcode\x1b[31m", "{a: 1}\nerrcode[31m"},
		{"two documents", `{"a":1} {"b":2}`, `{"a":1} {"b":2}`},
		{"words", `[true, False]`, `[true, False]`},
		{"only a string", `"abc"`, `"abc"`},
		{"empty", " \n", ""},
		{"long number", "[" + strings.Repeat("9", 1100) + "]", "[\n  " + strings.Repeat("9", shownOfName) + "… +1,020\n]"},
		{"long string", `["` + strings.Repeat("中", 1240) + `"]`, "[\n  \"" + strings.Repeat("中", shownOfString) + "… +1,000\"\n]"},
		{"long name", `{"` + strings.Repeat("a", 90) + `":1}`, "{\n  \"" + strings.Repeat("a", 80) + "… +10\": 1\n}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Body(c.in, false); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestBodyUnmasksOnlyWhenAsked(t *testing.T) {
	const body = `{"access_token":"50_abc","openid":"oABCDEFGHIJKL","phone":13812345678}`
	const want = "{\n  \"access_token\": \"50_abc\",\n  \"openid\": \"oABCDEFGHIJKL\",\n  \"phone\": 13812345678\n}"
	if got := Body(body, true); got != want {
		t.Errorf("got %s", got)
	}
}

func TestBodyBoundsDepth(t *testing.T) {
	const levels = 10000
	got := Body(strings.Repeat("[", levels)+strings.Repeat("]", levels), false)
	lines := strings.Split(got, "\n")
	if len(lines) != 2*maxDepth+1 || strings.TrimSpace(lines[maxDepth]) != "…" {
		t.Errorf("%d lines, in the middle %q", len(lines), lines[len(lines)/2])
	}
}

func TestHostileBodiesAreSafeToDraw(t *testing.T) {
	for name, body := range hostileBodies(1 << 20) {
		if shown := Body(body, false); len(shown) > maxFormatted || clean.Lines(shown) != shown {
			t.Errorf("%s: %d bytes", name, len(shown))
		}
	}
}

// At once or in sixteen parts, the same bytes take about the same time; by the
// square of a text they would take sixteen times as long at once. Both are
// measured in turn, over spans that are as long, so that a busy machine slows
// both.
func TestHostileTextsTakeLinearTime(t *testing.T) {
	const size, parts, slack, rounds = 1 << 15, 16, 5, 8
	work := func(text string, times int) time.Duration {
		start := time.Now()
		for range times {
			rid.Find(text)
			Text(text)
			Body(text, false)
		}
		return time.Since(start)
	}
	long := hostileBodies(size * parts)
	for name, text := range hostileBodies(size) {
		inParts, atOnce := work(text, parts), work(long[name], 1)
		for n := 1; n < rounds && atOnce > slack*inParts; n++ {
			inParts, atOnce = min(inParts, work(text, parts)), min(atOnce, work(long[name], 1))
		}
		if atOnce > slack*inParts {
			t.Errorf("%s: %v at once, %v in %d parts", name, atOnce, inParts, parts)
		}
	}
}

func TestParams(t *testing.T) {
	got := Params("/cgi-bin/x?access_token=50_abc&type=image%2Fpng&openid=oABCDEFGHIJKL&a=%E4%B8%AD+1&flag&q=13812345678#x", false)
	want := []Param{
		{"access_token", "***", true}, {"type", "image/png", false}, {"openid", "***IJKL", true},
		{"a", "中 1", false}, {"flag", "", false}, {"q", "***5678", true},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
	if got := Params("access_token=50_abc", true); got[0] != (Param{"access_token", "50_abc", false}) {
		t.Errorf("unmasked: %+v", got[0])
	}
	if got := Params("", false); got != nil {
		t.Errorf("of nothing: %+v", got)
	}
}

func TestMaskedRIDInfo(t *testing.T) {
	got := Record(rid.Record{
		URL: "access_token=50_abc", RequestBody: "{\"access\u200b_token\":\"abc\"}\x1b[2J",
		ResponseBody: `{"phone":"13812345678"}`, ClientIP: "203.0.113.7\x07",
	})
	want := rid.Record{
		URL: "access_token=***", RequestBody: `{"access_token":"***"}[2J`,
		ResponseBody: `{"phone":"***5678"}`, ClientIP: "203.0.113.7",
	}
	if got != want {
		t.Errorf("got %+v", got)
	}
}

func TestCurl(t *testing.T) {
	for _, c := range []struct {
		name, path string
		info       rid.Record
		want       string
	}{
		{"body", "/cgi-bin/x", rid.Record{URL: "access_token=50_xx", RequestBody: `{"touser":"oABCDEFGHIJKL","text":"it's"}`},
			`curl -sS -X POST 'https://api.weixin.qq.com/cgi-bin/x?access_token=***' -d '{"touser":"***IJKL","text":"it'\''s"}'`},
		{"no body", "/cgi-bin/menu/get", rid.Record{URL: "access_token=50_xx"},
			`curl -sS 'https://api.weixin.qq.com/cgi-bin/menu/get?access_token=***'`},
		{"its own path", "/cgi-bin/x", rid.Record{URL: "/cgi-bin/y?a=1 2&b='$(id)"},
			`curl -sS 'https://api.weixin.qq.com/cgi-bin/y?a=1%202&b=%27%24%28id%29'`},
		{"a body that curl would take for a file", "/cgi-bin/x", rid.Record{RequestBody: "@/etc/passwd"},
			`curl -sS -X POST 'https://api.weixin.qq.com/cgi-bin/x' --data-raw '@/etc/passwd'`},
		{"hostile path", "/x'; id #\x1b", rid.Record{},
			`curl -sS 'https://api.weixin.qq.com/x'\''; id #'`},
	} {
		if got := Curl(c.info, c.path); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
