package simulate

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate/business"
)

const someone = "oDemo0000000000000000000Wang"

// TestEverydayCallsAreAnsweredAndRefused names what must be in each answer, and the errcode of each refusal.
func TestEverydayCallsAreAnsweredAndRefused(t *testing.T) {
	for _, c := range []struct {
		appID, target, body, want, holds string // without a body it is a GET
	}{
		{newsID, "/cgi-bin/ticket/getticket?type=jsapi", "", "0", `"expires_in":7200`},
		{newsID, "/cgi-bin/ticket/getticket?type=x", "", "40097", ""},
		{newsID, "/cgi-bin/user/info?openid=" + someone, "", "none", `"subscribe":1`},
		{newsID, "/cgi-bin/user/info?openid=gone-43004", "", "none", `"subscribe":0`},
		{newsID, "/cgi-bin/user/info?openid=x", "", "40003", ""},
		{newsID, "/cgi-bin/user/info/batchget", `{"user_list":[{"openid":"` + someone + `"}]}`, "none", `"user_info_list":[{`},
		{newsID, "/cgi-bin/user/get", "", "none", `"next_openid":"oDemo`},
		{newsID, menuGet, "", "46003", ""},
		{newsID, "/cgi-bin/get_current_selfmenu_info", "", "none", `"is_menu_open":0`},
		{newsID, sendMsg, `{"touser":"x-45015","msgtype":"text","text":{"content":"a"}}`, "45015", "response out of time limit"},
		{newsID, sendMsg, `{"touser":"x-45047","msgtype":"text","text":{"content":"a"}}`, "45047", ""},
		{newsID, sendMsg, `{"touser":"x","msgtype":"text","text":{"content":"a"}}`, "40003", ""},
		{newsID, sendMsg, `{"touser":"` + someone + `","msgtype":"x"}`, "40008", ""},
		{newsID, sendMsg, `{"touser":"` + someone + `","msgtype":"image","image":{"media_id":"x"}}`, "40007", ""},
		{newsID, sendMsg, `{"touser":5}`, "47001", ""},
		{newsID, "/cgi-bin/message/template/send", `{"touser":"` + someone + `","template_id":"t","data":{"thing1":{"value":"a"}}}`, "0", `"msgid":`},
		{newsID, "/cgi-bin/message/template/send", `{"touser":"x-43004","template_id":"t","data":{"a":{"value":"a"}}}`, "43004", "require subscribe"},
		{newsID, "/cgi-bin/message/template/send", `{"touser":"` + someone + `","data":{"a":{"value":"a"}}}`, "40037", ""},
		{mallID, subscribe, `{"touser":"x-43101","template_id":"t","data":{"a":{"value":"a"}}}`, "43101", "user refuse to accept the msg"},
		{mallID, subscribe, `{"touser":"` + someone + `","template_id":"t","data":{"phrase1":{"value":"待付款了吗呢"}}}`, "47003", "argument invalid! data.phrase1.value invalid rid: "},
		{mallID, "/wxa/business/getuserphonenumber", `{"code":"0123456789abcdef"}`, "0", `"purePhoneNumber":"13800000000"`},
		{mallID, "/wxa/business/getuserphonenumber", `{"code":""}`, "40029", ""},
		{mallID, "/wxa/getwxacodeunlimit", `{"scene":"a=1","page":"/pages/index"}`, "41030", ""},
		{mallID, "/wxa/getwxacodeunlimit", `{"scene":"a=1","env_version":"release_error"}`, "40097", ""},
		{mallID, "/wxa/getwxacodeunlimit", `{"scene":""}`, "40169", ""},
		{mallID, "/cgi-bin/wxaapp/createwxaqrcode", `{"path":""}`, "40159", ""},
		{mallID, "/wxa/generate_urllink", `{"path":"pages/index","expire_type":1,"expire_interval":1}`, "0", `"url_link":"https://wxaurl.cn/`},
		{mallID, "/wxa/generate_urllink", `{"expire_type":1,"expire_interval":31}`, "85401", ""},
		{mallID, scheme, `{"jump_wxa":{"path":"pages/index","query":"a=1"}}`, "0", `"openlink":"weixin://`},
		{mallID, "/wxa/msg_sec_check", `{"content":"hello","version":2,"scene":1,"openid":"` + someone + `"}`, "0", `"suggest":"pass","label":100`},
		{mallID, "/wxa/msg_sec_check", `{"content":"hello","version":2,"openid":"` + someone + `"}`, "40129", ""},
		{mallID, "/cgi-bin/media/upload?type=image", `{}`, "41005", ""},
		{mallID, "/cgi-bin/media/upload?type=x", `{}`, "40004", ""},
		{newsID, "/cgi-bin/draft/add", `{"articles":[]}`, "44003", ""},
		{newsID, "/cgi-bin/draft/add", `{"articles":[{"title":"a"}]}`, "none", `"media_id":`},
		{newsID, "/cgi-bin/tags/get", "", "none", `"tags":[`},
		{newsID, "/datacube/getusersummary", `{"begin_date":"2025-06-01"}`, "48001", ""}, // its answer is not known
	} {
		s, _ := start(Settings{})
		method, query := http.MethodPost, "&"+tokenOf(t, s, c.appID)[1:]
		if c.body == "" {
			method = http.MethodGet
		}
		if !strings.Contains(c.target, "?") {
			query = "?" + query[1:]
		}
		r := do(t, s, method, c.target+query, c.body)
		if r.code() != c.want || !strings.Contains(r.raw, c.holds) {
			t.Errorf("%s %s: %s, want %s with %s", c.target, c.body, r.raw, c.want, c.holds)
		}
		if c.want == "0" || c.want == "none" {
			continue
		}
		if !traced.MatchString(r.Errmsg) {
			t.Errorf("%s: no rid in %s", c.target, r.raw)
			continue
		}
		told := post(t, s, ridGet+tokenOf(t, s, c.appID), `{"rid":"`+ridOf(t, r)+`"}`)
		request, _ := told.fields["request"].(map[string]any)
		if request["request_body"] != c.body || request["response_body"] != r.raw {
			t.Errorf("%s: rid/get tells %s", c.target, told.raw)
		}
	}
}

// TestEveryEndpointIsInTheCatalogue: its method, kinds and limits are taken from there.
func TestEveryEndpointIsInTheCatalogue(t *testing.T) {
	known, all := 0, business.New(nil)
	for _, api := range catalog.APIs() {
		if all.Knows(api.Path) {
			known++
			if api.Method == "" || len(api.Kinds) == 0 {
				t.Errorf("%s has no method or no kind", api.Path)
			}
		}
	}
	if known != len(all.Paths()) {
		t.Errorf("%d of %d endpoints are in the catalogue", known, len(all.Paths()))
	}
}

func TestALoginGoesRound(t *testing.T) {
	s, c := start(Settings{})
	login := "/sns/oauth2/access_token?grant_type=authorization_code&appid=" + newsID + "&secret=" + secretOf + "&code="
	in := do(t, s, "GET", login+"0123456789abcdef", "")
	wantCode(t, in, "none")
	wantCode(t, do(t, s, "GET", login+"0123456789abcdef", ""), "40163")
	wantCode(t, do(t, s, "GET", login+"x-40226", ""), "40226")
	wantCode(t, do(t, s, "GET", login, ""), "41008")
	token, openID := in.fields["access_token"].(string), in.fields["openid"].(string)
	user := "/sns/userinfo?access_token=" + token + "&openid=" + openID
	wantCode(t, do(t, s, "GET", user, ""), "none")
	wantCode(t, do(t, s, "GET", "/sns/auth?access_token="+token+"&openid=x", ""), "40003")
	c.add(2 * time.Hour)
	wantCode(t, do(t, s, "GET", user, ""), "42001")
	renewed := do(t, s, "GET", "/sns/oauth2/refresh_token?grant_type=refresh_token&appid="+newsID+"&refresh_token="+in.fields["refresh_token"].(string), "")
	wantCode(t, renewed, "none")
}

func TestACodeIsAPictureAndAFileComesBack(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, mallID)
	send := func(method, target, kind, body string) *http.Response {
		req, err := http.NewRequestWithContext(t.Context(), method, "https://api.weixin.qq.com"+target, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", kind)
		res, err := Transport(s).RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	picture := func(res *http.Response) {
		raw, _ := io.ReadAll(res.Body)
		if res.Header.Get("Content-Type") != "image/jpeg" || !bytes.HasPrefix(raw, []byte("\xff\xd8\xff")) {
			t.Errorf("%v: %.40q", res.Header, raw)
		}
	}
	picture(send("POST", "/wxa/getwxacodeunlimit"+query, "application/json", `{"scene":"a=1"}`))
	form := "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.jpg\"\r\n\r\n\xff\xd8\r\n--b--\r\n"
	raw, _ := io.ReadAll(send("POST", "/cgi-bin/media/upload"+query+"&type=image", "multipart/form-data; boundary=b", form).Body)
	_, id, found := strings.Cut(string(raw), `"media_id":"`)
	if !found {
		t.Fatalf("%s", raw)
	}
	id, _, _ = strings.Cut(id, `"`)
	picture(send("GET", "/cgi-bin/media/get"+query+"&media_id="+id, "", ""))
	wantCode(t, post(t, s, sendMsg+query, `{"touser":"`+someone+`","msgtype":"image","image":{"media_id":"`+id+`"}}`), "0")
}

func TestAMenuStaysUntilItIsDeleted(t *testing.T) {
	s, _ := start(Settings{})
	query := tokenOf(t, s, newsID)
	wantCode(t, post(t, s, "/cgi-bin/menu/create"+query, `{"button":[{"type":"click","name":"a","key":"k"}]}`), "0")
	if r := do(t, s, "GET", menuGet+query, ""); !strings.Contains(r.raw, `"sub_button":[]`) {
		t.Error(r.raw)
	}
	wantCode(t, do(t, s, "GET", "/cgi-bin/menu/delete"+query, ""), "0")
	wantCode(t, do(t, s, "GET", menuGet+query, ""), "46003")
}

func TestATicketIsTheSameForTwoHours(t *testing.T) {
	s, c := start(Settings{})
	ticket := func() any {
		return do(t, s, "GET", "/cgi-bin/ticket/getticket"+tokenOf(t, s, newsID)+"&type=jsapi", "").fields["ticket"]
	}
	first := ticket()
	c.add(time.Hour)
	second := ticket()
	c.add(time.Hour)
	if third := ticket(); first != second || slices.Contains([]any{nil, first}, third) {
		t.Errorf("%v, %v, %v", first, second, third)
	}
}
