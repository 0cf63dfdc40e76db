package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"wxops/keystore/secret"
	"wxops/ui/words"
)

// The secrets of the tests: they may stand nowhere but on the wire.
const (
	hookKey = "0f3c7c9e-canary-4d5e-9a1b-hook"
	signKey = "SECcanary8f0e1d2c3b4a"
)

// stand is a server that takes messages as WeCom, DingTalk and Feishu do: always with
// HTTP 200, whatever it thinks of them.
type stand struct {
	*httptest.Server
	kind Kind
	now  func() time.Time

	mu   sync.Mutex
	said []string
	next []func(http.ResponseWriter) // answers instead of the usual one
}

func newStand(t *testing.T, kind Kind) *stand {
	s := &stand{kind: kind, now: time.Now}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *stand) robot() Robot {
	path := map[Kind]string{
		WeCom: "/cgi-bin/webhook/send?key=", DingTalk: "/robot/send?access_token=", Feishu: "/open-apis/bot/v2/hook/",
	}[s.kind]
	r := Robot{Name: "ops", Kind: s.kind, URL: given(s.URL + path + hookKey)}
	if s.kind != WeCom {
		r.Sign = given(signKey)
	}
	return r
}

func given(text string) func(context.Context) (secret.Secret, error) {
	return func(context.Context) (secret.Secret, error) { return secret.NewSecret(text), nil }
}

func (s *stand) instead(answers ...func(http.ResponseWriter)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = append(s.next, answers...)
}

func answers(text string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { _, _ = io.WriteString(w, text) }
}

func (s *stand) messages() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.said...)
}

func (s *stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var told struct {
		MsgType   string                   `json:"msgtype"`
		Text      struct{ Content string } `json:"text"`
		Type      string                   `json:"msg_type"`
		Timestamp string                   `json:"timestamp"`
		Sign      string                   `json:"sign"`
		Content   struct {
			Post map[string]struct {
				Title   string
				Content [][]struct{ Tag, Text string }
			}
		} `json:"content"`
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.next) > 0 {
		next := s.next[0]
		s.next = s.next[1:]
		next(w)
		return
	}
	if err := json.Unmarshal(body, &told); err != nil || r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		fmt.Fprint(w, `{"errcode":40008,"errmsg":"invalid message type","code":9499,"msg":"Bad Request"}`)
		return
	}
	text := told.Text.Content
	refusal := ""
	switch q := r.URL.Query(); s.kind {
	case WeCom:
		switch {
		case q.Get("key") != hookKey:
			refusal = `{"errcode":93000,"errmsg":"invalid webhook url, hint: [1700000000], from ip: 203.0.113.9"}`
		case told.MsgType != "text" || len(text) > 2048:
			refusal = `{"errcode":40058,"errmsg":"text exceed max length 2048"}`
		}
	case DingTalk:
		switch {
		case q.Get("access_token") != hookKey:
			refusal = `{"errcode":300001,"errmsg":"token is not exist"}`
		case !s.fresh(q.Get("timestamp"), time.Millisecond) || q.Get("sign") != signature(signKey, q.Get("timestamp")+"\n"+signKey):
			refusal = `{"errcode":310000,"errmsg":"sign not match, more: [https://ding-doc.dingtalk.com/]"}`
		case len(body) > 20000:
			refusal = `{"errcode":460101,"errmsg":"message too long"}`
		}
	case Feishu:
		post := told.Content.Post["zh_cn"]
		text = post.Title
		for _, paragraph := range post.Content {
			for _, e := range paragraph {
				text += "\n" + e.Text
			}
		}
		switch {
		case !strings.HasSuffix(r.URL.Path, "/"+hookKey):
			refusal = `{"code":19001,"msg":"param invalid: incoming webhook access token invalid","data":{}}`
		case !s.fresh(told.Timestamp, time.Second) || told.Sign != signature(told.Timestamp+"\n"+signKey, ""):
			refusal = `{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time","data":{}}`
		case told.Type != "post" || len(body) > 20<<10:
			refusal = `{"code":9499,"msg":"Bad Request","data":{}}`
		}
	}
	if refusal != "" {
		fmt.Fprint(w, refusal)
		return
	}
	s.said = append(s.said, text)
	fmt.Fprint(w, map[Kind]string{
		WeCom: `{"errcode":0,"errmsg":"ok"}`, DingTalk: `{"errcode":0,"errmsg":"ok"}`,
		Feishu: `{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}`,
	}[s.kind])
}

// fresh reports whether a time is of this hour.
func (s *stand) fresh(stamp string, unit time.Duration) bool {
	n, err := strconv.ParseInt(stamp, 10, 64)
	at := time.Unix(0, n*int64(unit))
	return err == nil && s.now().Sub(at).Abs() < time.Hour
}

func signature(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

var kinds = []Kind{WeCom, DingTalk, Feishu}

func TestEveryRobotTakesItsMessage(t *testing.T) {
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			s := newStand(t, kind)
			if err := Try(t.Context(), s.robot(), words.Chinese); err != nil {
				t.Fatal(err)
			}
			if said := s.messages(); len(said) != 1 || said[0] != "wxops：这是一条测试消息\n机器人 ops 的消息会发到这里。" {
				t.Errorf("got %q", said)
			}
		})
	}
}

// TestWhatARobotRefusesIsSaid although the answer is HTTP 200, and nothing of its
// secrets with it.
func TestWhatARobotRefusesIsSaid(t *testing.T) {
	for _, c := range []struct {
		kind   Kind
		answer string
		reason Reason
		silent time.Duration
	}{
		{WeCom, `{"errcode":93000,"errmsg":"invalid webhook url, key ` + hookKey + `"}`, WrongKey, 0},
		{WeCom, `{"errcode":45009,"errmsg":"api freq out of limit"}`, TooMany, time.Minute},
		{WeCom, `{"errcode":40058,"errmsg":"\u001b[31mtext exceed max length 2048"}`, Refused, 0},
		{DingTalk, `{"errcode":310000,"errmsg":"keywords not in content, ` + signKey + `"}`, WrongSign, 0},
		{DingTalk, `{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}`, TooMany, 10 * time.Minute},
		{DingTalk, `{"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"}`, TooLong, 0},
		{Feishu, `{"code":19021,"msg":"sign match fail"}`, WrongSign, 0},
		{Feishu, `{"code":19024,"msg":"Key Words Not Found"}`, WrongWord, 0},
		{Feishu, `{"code":9499,"msg":"too many request"}`, TooMany, time.Minute},
		{Feishu, `{"code":11232,"msg":"frequency limited"}`, TooMany, time.Minute},
		{Feishu, `{"errcode":0}`, BadAnswer, 0},
		{WeCom, `{"errcode":null}`, BadAnswer, 0},
		{WeCom, `{}`, BadAnswer, 0},
		{WeCom, `<html>login</html>`, BadAnswer, 0},
		{WeCom, ``, BadAnswer, 0},
	} {
		t.Run(c.answer, func(t *testing.T) {
			s := newStand(t, c.kind)
			s.instead(answers(c.answer))
			err := Try(t.Context(), s.robot(), words.English)
			var f *Failure
			if !errors.As(err, &f) || f.Reason != c.reason || f.silent != c.silent {
				t.Fatalf("got %v", err)
			}
			if len(s.messages()) != 0 {
				t.Error("it was tried again")
			}
			for _, text := range []string{err.Error(), f.In(words.Chinese), fmt.Sprintf("%+v", f)} {
				checkSecret(t, text)
				if strings.ContainsRune(text, '\x1b') {
					t.Errorf("it is not clean: %q", text)
				}
			}
		})
	}
}

func checkSecret(t *testing.T, text string) {
	t.Helper()
	for _, canary := range []string{hookKey, signKey, "canary"} {
		if strings.Contains(text, canary) {
			t.Errorf("a secret is in %q", text)
		}
	}
}

func TestAWrongKeyOrSignatureIsNotTriedAgain(t *testing.T) {
	for _, kind := range kinds {
		s := newStand(t, kind)
		r := s.robot()
		if r.Sign = given("another"); kind == WeCom {
			r.URL = given(s.URL + "/cgi-bin/webhook/send?key=another")
		}
		err := Try(t.Context(), r, words.English)
		var f *Failure
		if !errors.As(err, &f) || f.Reason != WrongKey && f.Reason != WrongSign {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestWhatMayWorkAMomentLaterIsTriedAgain: a lost connection, a 5xx.
func TestWhatMayWorkAMomentLaterIsTriedAgain(t *testing.T) {
	defer func(before []time.Duration) { pauses = before }(pauses)
	pauses = []time.Duration{time.Millisecond, time.Millisecond}
	s := newStand(t, WeCom)
	s.instead(
		func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) },
	)
	if err := Try(t.Context(), s.robot(), words.English); err != nil || len(s.messages()) != 1 {
		t.Errorf("got %v, %q", err, s.messages())
	}
	s.Close()
	var f *Failure
	if err := Try(t.Context(), s.robot(), words.English); !errors.As(err, &f) || f.Reason != Unreached {
		t.Errorf("got %v", err)
	} else {
		checkSecret(t, fmt.Sprintf("%v %+v", err, err))
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	elsewhere, s := newStand(t, WeCom), newStand(t, WeCom)
	s.instead(func(w http.ResponseWriter) {
		w.Header().Set("Location", elsewhere.URL+"/cgi-bin/webhook/send?key="+hookKey)
		w.WriteHeader(http.StatusTemporaryRedirect)
	})
	var f *Failure
	if err := Try(t.Context(), s.robot(), words.English); !errors.As(err, &f) || f.Reason != Redirected || len(elsewhere.messages()) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestAURLIsHTTPSOrOfThisMachine(t *testing.T) {
	for address, good := range map[string]bool{
		"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + hookKey: true,
		"https://proxy.internal:8443/wecom?key=" + hookKey:                true,
		"http://localhost:1/" + hookKey:                                   true,
		"http://[::1]:1/" + hookKey:                                       true,
		"http://qyapi.weixin.qq.com/?key=" + hookKey:                      false,
		"http://127.0.0.1.example/" + hookKey:                             false,
		"https://user:" + hookKey + "@example.com/":                       false,
		"ftp://example.com/" + hookKey:                                    false,
		"https:" + hookKey:                                                false,
		"%zz" + hookKey:                                                   false,
		"":                                                                false,
	} {
		_, err := newRequest(t.Context(), WeCom, secret.NewSecret(address), secret.Secret{}, message{}, time.Now())
		if (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil {
			checkSecret(t, fmt.Sprintf("%v %+v", err, err))
		}
	}
}

// TestAMessageFitsItsRobot: lines that there is no room for are counted, and none is cut in
// a character.
func TestAMessageFitsItsRobot(t *testing.T) {
	for _, kind := range kinds {
		s := newStand(t, kind)
		lines := make([]string, 500)
		for i := range lines {
			lines[i] = fmt.Sprintf("mall-%d /cgi-bin/message/wxopen/template_api/send_it：%s", i, strings.Repeat("额度将尽", i%90))
		}
		m := newMessage(words.Chinese, "wxops", lines, 0)
		if err := newPoster(newTransport(), time.Now).say(t.Context(), s.robot(), m); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		said := strings.Split(s.messages()[0], "\n")
		shown, last := len(said)-2, said[len(said)-1]
		if last != fmt.Sprintf("另有 %d 条", 500-shown) || shown > mostLines || shown < 4 {
			t.Errorf("%s: %d lines, then %q", kind, shown, last)
		}
		for _, line := range said {
			if !utf8.ValidString(line) || strings.ContainsRune(line, utf8.RuneError) || len(line) > lineBytes {
				t.Errorf("%s: %q", kind, line)
			}
		}
	}
}

// TestATextFromOutsideIsNoMentionAndNoLink, and a path keeps its underscores.
func TestATextFromOutsideIsNoMentionAndNoLink(t *testing.T) {
	for _, kind := range kinds {
		s := newStand(t, kind)
		m := newMessage(words.English, "wxops", []string{"/wxa/get_wx_a_code *x* <@all> <at user_id=\"all\"></at> [a](https://evil.example) www.evil.example\n\x1b[2J\u202e"}, 0)
		if err := newPoster(newTransport(), time.Now).say(t.Context(), s.robot(), m); err != nil {
			t.Fatal(err)
		}
		said := s.messages()[0]
		for _, bad := range []string{"<", "@", "://", "www.", "\x1b", "\u202e"} {
			if strings.Contains(said, bad) {
				t.Errorf("%s: %q is in %q", kind, bad, said)
			}
		}
		if !strings.Contains(said, "/wxa/get_wx_a_code") || strings.Count(said, "\n") != 1 {
			t.Errorf("%s: %q", kind, said)
		}
	}
}

// TestASecretThatCannotBeHadIsSaid.
func TestASecretThatCannotBeHadIsSaid(t *testing.T) {
	r := Robot{Name: "ops", Kind: WeCom, URL: func(context.Context) (secret.Secret, error) {
		return secret.Secret{}, errors.New("the keyring is locked")
	}}
	var f *Failure
	err := Try(t.Context(), r, words.English)
	if !errors.As(err, &f) || f.Reason != NoSecret || !strings.Contains(err.Error(), "the keyring is locked") {
		t.Errorf("got %v", err)
	}
}
