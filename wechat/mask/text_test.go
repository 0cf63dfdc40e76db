package mask

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"json", `{"access_token":"50_abcdef","errcode":45009}`, `{"access_token":"***","errcode":45009}`},
		{"json in a string", `{"body":"{\"access_token\":\"50_abc\\\"def\",\"a\":1}"}`, `{"body":"{\"access_token\":\"***\",\"a\":1}"}`},
		{"escaped name", `{"\u0061ccess_token":"abc"}`, `{"\u0061ccess_token":"***"}`},
		{"escaped by gson", `"access_token\u003dabc\u0026x\u003d1"`, `"access_token\u003d***\u0026x\u003d1"`},
		{"cut off json", `{"a":1,"access_token":"50_abc`, `{"a":1,"access_token":"***`},
		{"null stays", `{"access_token":null,"phone":true}`, `{"access_token":null,"phone":true}`},
		{"number", `{"phoneNumber":13812345678}`, `{"phoneNumber":"***5678"}`},
		{"array", `{"touser":["oABCDEFGHIJKL","oMNOPQRSTUVWX"]}`, `{"touser":["***IJKL","***UVWX"]}`},
		{"object", `{"address":{"city":"Guangzhou","token":"abcdefghijkl"},"a":1}`, `{"address":{"city":"***zhou","token":"***"},"a":1}`},
		{"query", `access_token=50_abc&openid=oABCDEFGHIJKL&x=1`, `access_token=***&openid=***IJKL&x=1`},
		{"url in a text", `GET https://api.weixin.qq.com/x?access_token=50_a, then`, `GET https://api.weixin.qq.com/x?access_token=*** then`},
		{"escaped query", `access%5Ftoken=abc&x=1`, `access%5Ftoken=***&x=1`},
		{"encoded query", `u=https%3A%2F%2Fh%2F%3Faccess_token%3Dabc%26x%3D1`, `u=https%3A%2F%2Fh%2F%3Faccess_token%3D***%26x%3D1`},
		{"html query", `a=1&amp;secret=abc&amp;x=1`, `a=1&amp;secret=***&amp;x=1`},
		{"html of other numbers", `{&#034;access_token&#034;&#58;&#034;abc&#034;&#44;&#x0022;a&#x0022;:1}`, `{&#034;access_token&#034;&#58;&#034;***&#034;&#44;&#x0022;a&#x0022;:1}`},
		{"xml", `<FromUserName><![CDATA[oABCDEFGHIJKL]]></FromUserName><MsgId>1</MsgId>`, `<FromUserName><![CDATA[***IJKL]]></FromUserName><MsgId>1</MsgId>`},
		{"xml within", `<token><a>1234</a><b/>5678</token><c>1</c>`, `<token><a>***</a><b/>***</token><c>1</c>`},
		{"xml attribute", `<a secret="abc" b="1"/>`, `<a secret="***" b="1"/>`},
		{"xml namespace", `<wx:access_token type="s">abc</wx:access_token>`, `<wx:access_token type="s">***</wx:access_token>`},
		{"form part", "form-data; name=\"secret\"\r\n\r\na'b\"c\r\n--x", "form-data; name=\"secret\"\r\n\r\n***\r\n--x"},
		{"recorded request", `{"name":"access_token","value":"abc"}`, `{"name":"access_token","value":"***"}`},
		{"recorded request in a list", `[{"name":"a","value":"b"},{"key":"access_token","value":["abc"]}]`, `[{"name":"a","value":"b"},{"key":"access_token","value":["***"]}]`},
		{"an openid for a name", `{"oAbCdEfGhIjKlMnOpQrStUvWxY12":1}`, `{"***xY12":1}`},
		{"escaped letters", `{"name":"\u5f20\u4e09","x":"\u0031\u00338\u00312345678","y":"a\u0040corp.example.com"}`, `{"name":"***","x":"***5678","y":"***.com"}`},
		{"a text that ends in a name", `{"errmsg":"invalid credential, access_token: ","b":"x"}`, `{"errmsg":"invalid credential, access_token: ","b":"x"}`},
		{"php serialized", `a:1:{s:12:"access_token";s:3:"abc";}`, `a:1:{s:12:"access_token";s:3:"***";}`},
		{"php dump", `["access_token"]=> string(3) "abc"`, `["access_token"]=> string(3) "***"`},
		{"php array", `'access_token' => 'abc', 'a' => 1`, `'access_token' => '***', 'a' => 1`},
		{"go values", `map[access_token:[abc] x:[1]]`, `map[access_token:[***] x:[1]]`},
		{"header", "Authorization: Bearer abc, def\nHost: h", "Authorization: ***\nHost: h"},
		{"bearer", "sent Bearer abcdef to", "sent Bearer *** to"},
		{"flag", "cli --secret abc --x 1", "cli --secret *** --x 1"},
		{"yaml", "access_token: abc\nerrcode: 45009", "access_token: ***\nerrcode: 45009"},
		{"bold", "**secret**: abc", "**secret**: ***"},
		{"chat", `姓名：张三，手机号：138 0000，密码是abc`, `姓名：***，手机号：*** 0000，密码是***`},
		{"chat about a name", `access_token 是否正确`, `access_token 是否正确`},

		{"login code", `js_code=12345678&code=071abcXYZ`, `js_code=***&code=***`},
		{"errcode", `{"code":45009,"errcode":"40001"} code=-1, code: ECONNRESET`, `{"code":45009,"errcode":"40001"} code=-1, code: ECONNRESET`},
		{"person", `{"name":"张三","nickname":"Ann"}`, `{"name":"***","nickname":"***"}`},
		{"thing", `{"name":"getwxacode"}`, `{"name":"getwxacode"}`},
		{"form under a name", `{"name":"call 13812345678","code":[13812345678]}`, `{"name":"call ***5678","code":["***"]}`},

		{"phone", `call 13812345678 or +8613812345678 or 138-1234-5678`, `call ***5678 or +***5678 or ***5678`},
		{"identity card", `id 11010119900307123X`, `id ***123X`},
		{"e-mail", `mail a.b+c@corp.example.com.`, `mail ***.com.`},
		{"openid", `to oAbCdEfGhIjKlMnOpQrStUvWxY12 now`, `to ***xY12 now`},
		{"token", `got 50_AbcDef123456789012345678-_ now`, `got *** now`},
		{"ticket", `ticket@@@AbcDef`, `ticket@@@***`},
		{"app secret", `with 0123456789abcdef0123456789abcdef now`, `with *** now`},
		{"session key", `key HyVFkGl5F5OQWJZZaNzBBg== now`, `key *** now`},
		{"jwt", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln now`, `*** now`},

		{"rid", `rid: 617682e0-5a2b1c3d-0f1e2d3c`, `rid: 617682e0-5a2b1c3d-0f1e2d3c`},
		{"quota", `{"daily_limit":13812345,"used":500000}`, `{"daily_limit":13812345,"used":500000}`},
		{"template", `{"template_id":"AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCdE"}`, `{"template_id":"AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCdE"}`},
		{"uuid and appid", `550e8400-e29b-41d4-a716-446655440000 wx0123456789abcdef`, `550e8400-e29b-41d4-a716-446655440000 wx0123456789abcdef`},
		{"errmsg", `invalid credential, access_token is invalid or not latest`, `invalid credential, access_token is invalid or not latest`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Text(c.in)
			if got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
			}
			if again := Text(got); again != got {
				t.Errorf("masked again: %s", again)
			}
		})
	}
}

// maskedNames are spellings of every kind of name that must be masked.
var maskedNames = []string{
	"access_token", "component_access_token", "authorizer_access_token", "accessToken", "ACCESS_TOKEN", "X-Access-Token",
	"authorizer_refresh_token", "refresh_token", "csrftoken", "secret", "appsecret", "AppSecret", "component_appsecret",
	"component_secret", "ticket", "component_verify_ticket", "jsapi_ticket", "js_code", "auth_code", "authorization_code",
	"session_key", "sessionKey", "encryptedData", "iv", "Encrypt", "suite_access_token", "suite_ticket", "suite_secret",
	"password", "passwd", "pwd", "signature", "msg_signature", "paySign", "sign", "EncodingAESKey", "api_key", "code",
	"openid", "openId", "from_openid", "unionid", "touser", "FromUserName", "phone", "phoneNumber", "purePhoneNumber",
	"receiver_phone", "mobile", "id_card", "idcard_number", "id_number", "real_name", "realName", "nickname", "user_name",
	"contact_name", "legal_persona_name", "email", "address", "detail_address", "bank_card", "bank_account", "account_number", "name1",
}

// containers put a name and a value into every kind of text.
var containers = map[string]func(name, value string) string{
	"json":            func(n, v string) string { return fmt.Sprintf(`{"a":1,%q:%q,"b":[2]}`, n, v) },
	"spaced json":     func(n, v string) string { return fmt.Sprintf("{\n  %q : %q\n}", n, v) },
	"json array":      func(n, v string) string { return fmt.Sprintf(`{%q:["x",%q]}`, n, v) },
	"json string":     func(n, v string) string { return `{"body":` + strconv.Quote(fmt.Sprintf(`{%q:%q}`, n, v)) + `}` },
	"cut json":        func(n, v string) string { return fmt.Sprintf(`{"a":{%q:%q`, n, v) },
	"query":           func(n, v string) string { return "a=1&" + n + "=" + v + "&b=2" },
	"url":             func(n, v string) string { return "POST https://api.weixin.qq.com/x?" + n + "=" + v + " HTTP/1.1" },
	"encoded query":   func(n, v string) string { return "u=" + url.QueryEscape("https://h/?a=1&"+n+"="+v+"&b=2") },
	"html":            func(n, v string) string { return html.EscapeString(fmt.Sprintf(`{"a":1,%q:%q}`, n, v)) },
	"encoded json":    func(n, v string) string { return url.QueryEscape(fmt.Sprintf(`{%q:%q}`, n, v)) },
	"query in json":   func(n, v string) string { return fmt.Sprintf(`{"request_url":"a=1&%s=%s"}`, n, v) },
	"xml":             func(n, v string) string { return fmt.Sprintf(`<xml><%s>%s</%s></xml>`, n, v, n) },
	"xml data":        func(n, v string) string { return fmt.Sprintf(`<xml><%s><![CDATA[%s]]></%s></xml>`, n, v, n) },
	"form part":       func(n, v string) string { return "form-data; name=\"" + n + "\"\r\n\r\n" + v + "\r\n--b" },
	"python":          func(n, v string) string { return fmt.Sprintf(`{'a': 1, '%s': '%s'}`, n, v) },
	"php":             func(n, v string) string { return fmt.Sprintf("[%s] => %s\n", n, v) },
	"java":            func(n, v string) string { return fmt.Sprintf(`Req(a=1, %s=%s)`, n, v) },
	"log":             func(n, v string) string { return fmt.Sprintf("ERROR send failed %s=%s took 3 ms", n, v) },
	"unicode escapes": func(n, v string) string { return fmt.Sprintf(`{"\u00%02x%s":"%s"}`, n[0], n[1:], v) },
}

func TestEveryNameInEveryContainerAtAnyDepthIsMasked(t *testing.T) {
	const seeded, tail = "Sead3dCanary", "nary"
	for kind, contain := range containers {
		for _, name := range maskedNames {
			text := contain(name, seeded)
			for depth := range 4 {
				for way, shown := range map[string]string{"Text": Text(text), "Body": Body(text, false)} {
					if strings.Contains(strings.ReplaceAll(shown, "***"+tail, ""), tail) {
						t.Errorf("%s, %s in %s at depth %d: %s", way, name, kind, depth, shown)
					}
				}
				outer, err := json.Marshal(map[string]any{"list": []any{map[string]string{"inner": text}}, "n": depth})
				if err != nil {
					t.Fatal(err)
				}
				text = string(outer)
			}
		}
	}
}

func TestFieldsOfAMaskedFieldAreMasked(t *testing.T) {
	for _, text := range []string{
		`{"access_token":{"value":{"deep":["Sead3dCanary"]}}}`,
		`{"name":[{"access_token":{"x":"Sead3dCanary"}}]}`,
		`{"phone":[{"ticket":[["Sead3dCanary"]]}]}`,
		`{"code":{"secret":{"a":{"b":"Sead3dCanary"}}}}`,
	} {
		for _, shown := range []string{Text(text), Body(text, false)} {
			if strings.Contains(shown, "nary") {
				t.Errorf("%s: %s", text, shown)
			}
		}
	}
}
