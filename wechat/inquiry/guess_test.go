package inquiry

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

// The requests are as the APIs' own pages show them, and as production sends them.
func TestGuessKnowsEverydayRequests(t *testing.T) {
	const token = "access_token=77_x"
	const mini, biz = "miniprogram", "offiaccount"
	tests := []struct{ kind, query, body, answer, want string }{
		{"", token, `{"touser":"o1","msgtype":"text","text":{"content":"好"}}`, "", "/cgi-bin/message/custom/send"},
		{biz, token, `{"touser":"o1","msgtype":"text","text":{"content":"x"},"customservice":{"kf_account":"a@b"}}`, "", "/cgi-bin/message/custom/send"},
		{biz, token, `{"touser":["o1","o2"],"msgtype":"text","text":{"content":"x"}}`, "", "/cgi-bin/message/mass/send"},
		{biz, token, `{"filter":{"is_to_all":false,"tag_id":2},"text":{"content":"x"},"msgtype":"text"}`, "", "/cgi-bin/message/mass/sendall"},
		{mini, token, `{"touser":"o1","template_id":"t","page":"index","miniprogram_state":"formal","lang":"zh_CN","data":{"thing1":{"value":"x"}}}`, "", "/cgi-bin/message/subscribe/send"},
		{mini, token, `{"touser":"o1","template_id":"t","data":{"name1":{"value":"x"}}}`, `{"errcode":47003}`, "/cgi-bin/message/subscribe/send"},
		{biz, token, `{"touser":"o1","template_id":"t","data":{"name1":{"value":"x"}}}`, "", "/cgi-bin/message/template/send"},
		{"", token, `{"touser":"o1","template_id":"t","url":"http://a","data":{"first":{"value":"x"}}}`, "", "/cgi-bin/message/template/send"},
		{biz, token, `{"touser":"o1","template_id":"t","page":"a","miniprogram":{"appid":"wx","pagepath":"i"},"data":{}}`, "", "/cgi-bin/message/subscribe/bizsend"},
		{mini, token, `{"scene":"a=1","page":"pages/index","check_path":false,"width":430}`, "", "/wxa/getwxacodeunlimit"},
		{mini, token, `{"path":"page/index?query=1","width":430}`, "", "/wxa/getwxacode"},
		{mini, token, `{"jump_wxa":{"path":"/a","query":""},"is_expire":true,"expire_time":1606737600}`, "", "/wxa/generatescheme"},
		{mini, token, `{"path":"/a","query":"b=1","expire_type":1,"expire_interval":1,"env_version":"release"}`, "", "/wxa/generate_urllink"},
		{mini, token, `{"page_url":"pages/a","page_title":"b"}`, "", "/wxa/genwxashortlink"},
		{mini, "appid=wx&secret=s&js_code=c&grant_type=authorization_code", "", "", "/sns/jscode2session"},
		{biz, "appid=wx&secret=s&code=c&grant_type=authorization_code", "", "", "/sns/oauth2/access_token"},
		{mini, token, `{"code":"e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144"}`, "", "/wxa/business/getuserphonenumber"},
		{biz, token + "&openid=o1&lang=zh_CN", "", "", "/cgi-bin/user/info"},
		{biz, token, `{"user_list":[{"openid":"o1","lang":"zh_CN"}]}`, "", "/cgi-bin/user/info/batchget"},
		{biz, token, `{"openid":"o1","remark":"x"}`, "", "/cgi-bin/user/info/updateremark"},
		{biz, token, `{"button":[{"type":"click","name":"x","key":"k"}]}`, "", "/cgi-bin/menu/create"},
		{biz, token, `{"button":[],"matchrule":{"tag_id":"2"}}`, "", "/cgi-bin/menu/addconditional"},
		{biz, token, `{"action_name":"QR_STR_SCENE","expire_seconds":604800,"action_info":{"scene":{"scene_str":"x"}}}`, "", "/cgi-bin/qrcode/create"},
		{mini, token, `{"content":"x","version":2,"scene":1,"openid":"o1"}`, "", "/wxa/msg_sec_check"},
		{mini, token, `{"media_url":"https://a/b.jpg","media_type":2,"version":2,"scene":1,"openid":"o1"}`, "", "/wxa/media_check_async"},
		{mini, token, `{"order_key":{"order_number_type":1},"logistics_type":1,"delivery_mode":1,"shipping_list":[],"upload_time":"x","payer":{"openid":"o1"}}`, "", "/wxa/sec/order/upload_shipping_info"},
		{biz, token, `{"articles":[{"title":"x","content":"y","thumb_media_id":"m"}]}`, "", "/cgi-bin/draft/add"},
		{biz, token, `{"type":"image","offset":0,"count":20}`, "", "/cgi-bin/material/batchget_material"},
		{biz, token, `{"media_id":"m"}`, `{"errcode":53503,"errmsg":"x"}`, "/cgi-bin/freepublish/submit"},
		{"", token, `{"cgi_path":"/cgi-bin/menu/get"}`, "", "/cgi-bin/openapi/quota/get"},
		{"", token, `{"rid":"61725984-6126f6f9-040f19c4"}`, "", "/cgi-bin/openapi/rid/get"},
		{"", token, `{"appid":"wx0123456789abcdef"}`, `{"errcode":48006}`, "/cgi-bin/clear_quota"},
		{"", "grant_type=client_credential&appid=wx&secret=s", "", "", "/cgi-bin/token"},
		{"", "", `{"grant_type":"client_credential","appid":"wx","secret":"s","force_refresh":true}`, "", "/cgi-bin/stable_token"},
		{"component", "component_access_token=x", `{"component_appid":"wx","authorization_code":"c"}`, "", "/cgi-bin/component/api_query_auth"},
		{mini, token, `{"template_id":1,"ext_json":"{}","user_version":"1.0","user_desc":"x"}`, "", "/wxa/commit"},
		{biz, token, "", `{"total":2,"count":2,"data":{"openid":["o1"]},"next_openid":"o1"}`, "/cgi-bin/user/get"},
		{biz, token, `{"begin_date":"2026-03-01","end_date":"2026-03-02"}`, `{"list":[{"ref_date":"x","user_source":0,"new_user":1}]}`, "/datacube/getusersummary"},
	}
	for _, tt := range tests {
		record := rid.Record{URL: tt.query, RequestBody: tt.body, ResponseBody: tt.answer}
		if got := Guess(record, tt.kind); got != tt.want {
			t.Errorf("%s %s?%s: %q, want %q", tt.kind, tt.body, tt.query, got, tt.want)
		}
	}
}

// A guess that is wrong costs more than none.
func TestGuessInventsNothing(t *testing.T) {
	const token = "access_token=77_x"
	for _, record := range []rid.Record{
		{}, {URL: token}, {URL: "?"}, {URL: "%zz=%"}, {URL: token, RequestBody: "{}"}, {URL: token, RequestBody: "[]"},
		{URL: token, RequestBody: "null"}, {URL: token, RequestBody: `{"touser":"o1","msgtype"`},
		{URL: token, RequestBody: `{"media_id":"m"}`},                                          // of five APIs
		{URL: token, RequestBody: `{"begin_date":"a","end_date":"b"}`},                         // of thirty
		{URL: token, RequestBody: `{"code":"c","state":"s"}`},                                  // no API has both
		{URL: token, RequestBody: `{"appid":"wx","name":"x"}`},                                 // the same
		{URL: token, RequestBody: `{"touser":"o1","msgtype":"mpnews","mpnews":{}}`},            // a customer message, or a preview
		{URL: token, RequestBody: `{"path":"a","env_version":"trial"}`},                        // a code, or a link
		{URL: token + "&openid=o1&signature=s&sig_method=hmac_sha256"},                         // of three
		{URL: token, ResponseBody: `{"ip_list":["1.2.3.4"]}`},                                  // of two
		{URL: token, RequestBody: "--x\r\nContent-Disposition: form-data; name=\"media\"\r\n"}, // a file
		{URL: token + "&openid=o1", RequestBody: "plain text"},
	} {
		if got := Guess(record, ""); got != "" {
			t.Errorf("%+v: %s", record, got)
		}
	}
	phone := rid.Record{RequestBody: `{"code":"c"}`}
	if got := Guess(phone, "offiaccount"); got != "" {
		t.Errorf("an Official Account called %s", got)
	}
}

// No shape stands behind another that takes all of its requests, and each is
// an API's of the catalogue.
func TestEveryShapeIsReached(t *testing.T) {
	for _, s := range shapes {
		api, known := catalog.Lookup(s.path)
		if !known && s.path != "" {
			t.Errorf("%s is not in the catalogue", s.path)
		}
		record := example(s.holds)
		if !slices.ContainsFunc(append([]string{""}, api.Kinds...), func(kind string) bool { return Guess(record, kind) == s.path }) {
			t.Errorf("%q: a request for %s is guessed as %q", s.holds, s.path, Guess(record, ""))
		}
	}
}

// example is a request with what a shape holds, and no more.
func example(holds string) rid.Record {
	body, answer, params := map[string]any{}, map[string]any{}, url.Values{}
	for word := range strings.FieldsSeq(holds) {
		word, _, _ = strings.Cut(word, "|")
		in := body
		switch word[0] {
		case '!':
			continue
		case '#':
			answer["errcode"], _ = strconv.Atoi(word[1:])
			continue
		case '?':
			name, value, _ := strings.Cut(word[1:], "=")
			params.Set(name, value)
			continue
		case '>':
			in, word = answer, word[1:]
		}
		name, value, _ := strings.Cut(word, "=")
		name, inner, nested := strings.Cut(name, ".")
		switch plain, list := strings.CutSuffix(name, "[]"); {
		case list:
			in[plain] = []string{}
		case nested:
			object, _ := in[name].(map[string]any)
			if object == nil {
				object = map[string]any{}
			}
			object[inner], in[name] = 1, object
		default:
			in[name] = value
		}
	}
	text := func(fields map[string]any) string {
		if len(fields) == 0 {
			return ""
		}
		raw, _ := json.Marshal(fields)
		return string(raw)
	}
	return rid.Record{URL: params.Encode(), RequestBody: text(body), ResponseBody: text(answer)}
}

// A record says what was called; only where it does not, it is guessed, and
// the answer says so.
func TestAnAnswerSaysWhetherItsPathIsAGuess(t *testing.T) {
	id := ridAt(time.Hour)
	send := rid.Record{URL: "access_token=x", RequestBody: `{"touser":"o","msgtype":"text"}`}
	told := send
	told.URL = "/cgi-bin/menu/get?access_token=x"
	named := about(id)
	named.Found.Paths = []string{"/cgi-bin/message/custom/typing"}
	tests := []struct {
		name   string
		wish   Wish
		record rid.Record
		path   string
		sure   bool
	}{
		{"from the record", about(id), told, "/cgi-bin/menu/get", true},
		{"from the text", named, send, "/cgi-bin/message/custom/typing", true},
		{"from the request", about(id), send, "/cgi-bin/message/custom/send", false},
		{"from nothing", about(id), rid.Record{}, "", false},
	}
	for _, tt := range tests {
		d := &desk{records: map[string]rid.Record{"mall": tt.record}}
		a, _ := d.alone(t, tt.wish, "mall").Last()
		if a.Path != tt.path || a.Sure != tt.sure {
			t.Errorf("%s: %q, sure %v", tt.name, a.Path, a.Sure)
		}
	}
}
