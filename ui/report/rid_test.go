package report

import (
	"encoding/json"
	"testing"

	"wxops/ui/words"
	"wxops/wechat/rid"
)

// TestARidHasWhatStandsBesideIt: each its own, in the order of the text, and what
// belongs to none apart.
func TestARidHasWhatStandsBesideIt(t *testing.T) {
	found := rid.Found{
		RIDs: []rid.FoundRID{
			{RID: "69b45f11-0a1b2c3d-1a2b3c4d", Code: 40164, Message: "invalid ip", Address: "203.0.113.7", AppID: "wx1", Path: "/cgi-bin/menu/get"},
			{RID: "60000000-0a1b2c3d-1a2b3c4d"},
		},
		Broken:    []rid.BrokenRID{{Text: "69b45f10-0a1b2c3d-", Missing: "69b45f10-0a1b2c3d-????????"}, {Text: "69b45f100-0a1b2c3d-1a2b3c4d"}},
		Addresses: []string{"203.0.113.7", "203.0.113.8"}, AppIDs: []string{"wx1", "wx2"}, Paths: []string{"/cgi-bin/menu/get", "/cgi-bin/menu/create"},
	}
	const want = `{"rids":[` +
		`{"rid":"69b45f11-0a1b2c3d-1a2b3c4d","called_at":"2026-03-14T03:01:37+08:00","expires_at":"2026-03-21T03:01:37+08:00","expired":false,"errcode":40164,"errmsg":"invalid ip","appid":"wx1","cgi_path":"/cgi-bin/menu/get","cgi_path_sure":true,"address":"203.0.113.7"},` +
		`{"rid":"60000000-0a1b2c3d-1a2b3c4d","called_at":"2021-01-14T16:25:36+08:00","expires_at":"2021-01-21T16:25:36+08:00","expired":true,"errcode":null,"errmsg":null,"appid":null,"cgi_path":null,"cgi_path_sure":null,"address":null}],` +
		`"broken":[{"text":"69b45f10-0a1b2c3d-","missing":"69b45f10-0a1b2c3d-????????"},{"text":"69b45f100-0a1b2c3d-1a2b3c4d","missing":null}],` +
		`"codes":[],"hints":[],"addresses":["203.0.113.8"],"appids":["wx2"],"paths":["/cgi-bin/menu/create"],"account":null,"request":null,"error":null}`
	if got, err := json.Marshal(form.RIDs(found, nil)); err != nil || string(got) != want {
		t.Errorf("%s, %v\nwant %s", got, err, want)
	}
}

// TestAnErrcodeIsToldAsItWasMet: by number or by words, WeCom's as WeCom's, and one
// that no list has without a meaning.
func TestAnErrcodeIsToldAsItWasMet(t *testing.T) {
	met := func(code int64, msg string) words.Errcode { return words.Errcode{Code: code, Message: msg} }
	weCom := met(40001, "")
	weCom.WeCom = true
	doc := form.RIDs(rid.Found{}, []Met{
		{Errcode: met(48001, "api unauthorized"), ByWords: true}, {Errcode: weCom}, {Errcode: met(60020123, "strange")},
	})
	if c := doc.Codes[0]; c.From != "words" || *c.Msg != "api unauthorized" || *c.Kind != "permission" || *c.Retryable != "no" {
		t.Errorf("by words: %+v", c)
	}
	if c := doc.Codes[1]; c.From != "number" || c.Msg != nil || *c.Kind != KindWeCom || (*c.Meaning)[:5] != "WeCom" || c.Retryable != nil {
		t.Errorf("WeCom's: %+v", c)
	}
	if c := doc.Codes[2]; c.Meaning != nil || c.Hint != nil || c.Kind != nil || c.Retryable != nil || *c.Msg != "strange" {
		t.Errorf("in no list: %+v", c)
	}
}

// TestAGuessedPathIsMarked: read or guessed, and null where none is known.
func TestAGuessedPathIsMarked(t *testing.T) {
	guessed := form.Request(rid.Record{}, "/cgi-bin/menu/get", false)
	if guessed.PathSure == nil || *guessed.PathSure || *guessed.Path != "/cgi-bin/menu/get" {
		t.Errorf("%+v", guessed)
	}
}
