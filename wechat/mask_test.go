package wechat

import "testing"

func TestMaskText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"json", `{"access_token":"50_abcdef","errcode":45009}`, `{"access_token":"***","errcode":45009}`},
		{"json in a string", `{"body":"{\"access_token\":\"50_abc\\\"def\",\"a\":1}"}`, `{"body":"{\"access_token\":\"***\",\"a\":1}"}`},
		{"query", `access_token=50_abc&openid=oABCDEFGHIJKL&x=1`, `access_token=***&openid=***IJKL&x=1`},
		{"xml", `<FromUserName><![CDATA[oABCDEFGHIJKL]]></FromUserName>`, `<FromUserName><![CDATA[***IJKL]]></FromUserName>`},
		{"array", `{"touser":["oABCDEFGHIJKL","oMNOPQRSTUVWX"]}`, `{"touser":["***IJKL","***UVWX"]}`},
		{"number", `{"phoneNumber":13812345678}`, `{"phoneNumber":"***5678"}`},
		{"by form", `phone 13812345678, id 11010119900307123X`, `phone ***5678, id ***123X`},
		{"rid stays", `rid: 617682e0-5a2b1c3d-0f1e2d3c`, `rid: 617682e0-5a2b1c3d-0f1e2d3c`},
	} {
		got := MaskText(c.in)
		if got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
		if again := MaskText(got); again != got {
			t.Errorf("%s: masked again: %s", c.name, again)
		}
	}
}

func TestFormatBody(t *testing.T) {
	got := FormatBody(`{"b":1.10,"a":["x",12345678901234567890],"c":{},"openid":"oABCDEFGHIJKL"}`, false)
	want := `{
  "b": 1.10,
  "a": [
    "x",
    12345678901234567890
  ],
  "c": {},
  "openid": "***IJKL"
}`
	if got != want {
		t.Errorf("got %s", got)
	}
}

func TestCurl(t *testing.T) {
	info := RIDInfo{URL: "access_token=50_xx", RequestBody: `{"touser":"oABCDEFGHIJKL","text":"it's"}`}
	want := `curl -sS -X POST 'https://api.weixin.qq.com/cgi-bin/x?access_token=***' -d '{"touser":"***IJKL","text":"it'\''s"}'`
	if got := info.Curl("/cgi-bin/x"); got != want {
		t.Errorf("got %s", got)
	}
}
