package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"wxops/keystore/secret"
)

// Kind is whose robot one is.
type Kind string

// The kinds, as config.toml names them. Lark is Feishu under another host.
const (
	WeCom    Kind = "wecom"
	DingTalk Kind = "dingtalk"
	Feishu   Kind = "feishu"
)

// Robot is a group robot.
type Robot struct {
	Name string
	Kind Kind
	URL  func(context.Context) (secret.Secret, error) // its whole address, which is all one needs to write to the group
	Sign func(context.Context) (secret.Secret, error) // the secret of its signature; nil: it has none

	Hears func(alias string) bool // which accounts it is told about; nil: all
}

// form is how a kind of robot wants its messages, and what its answers mean.
// All three answer HTTP 200 to what they refuse.
type form struct {
	sign func(address *url.URL, body map[string]any, key string, now time.Time)
	body func(m message) map[string]any
	most int  // bytes
	text bool // most is of the text, not of the whole body

	errcode string // where the answer has its code and its words
	errmsg  string
	slow    map[int64]time.Duration // codes of too many messages, and how long to be silent then
	wrong   map[int64]Reason        // codes that stay until somebody changes something
}

// forms are by the makers' pages. A message is plain text in all of them: no
// underscore of a path turns into italics, no text becomes a link or a mention, and
// WeCom's is shown in WeChat too, where its Markdown is not.
//
// https://developer.work.weixin.qq.com/document/path/91770
// https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
// https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
var forms = map[Kind]form{
	WeCom: {
		body: textBody, most: 2048, text: true,
		errcode: "errcode", errmsg: "errmsg",
		slow:  map[int64]time.Duration{45009: time.Minute},
		wrong: map[int64]Reason{93000: WrongKey},
	},
	DingTalk: {
		body: textBody, most: 20000, sign: signDingTalk,
		errcode: "errcode", errmsg: "errmsg",
		slow:  map[int64]time.Duration{130101: 10 * time.Minute, 410100: 10 * time.Minute}, // it is mute for so long
		wrong: map[int64]Reason{310000: WrongSign, 300001: WrongKey, 460101: TooLong},
	},
	Feishu: {
		body: postBody, most: 20000, sign: signFeishu,
		errcode: "code", errmsg: "msg",
		slow:  map[int64]time.Duration{11232: time.Minute, 9499: time.Minute},
		wrong: map[int64]Reason{19001: WrongKey, 19021: WrongSign, 19022: WrongPlace, 19024: WrongWord},
	},
}

// textBody is a text message of WeCom and DingTalk.
func textBody(m message) map[string]any {
	return map[string]any{"msgtype": "text", "text": map[string]any{"content": m.String()}}
}

// postBody is a rich text of Feishu: a title and a paragraph a line. Its elements
// of text are shown as they are.
func postBody(m message) map[string]any {
	paragraphs := [][]map[string]string{}
	for _, line := range m.all() {
		paragraphs = append(paragraphs, []map[string]string{{"tag": "text", "text": line}})
	}
	post := map[string]any{"title": m.title, "content": paragraphs}
	return map[string]any{"msg_type": "post", "content": map[string]any{"post": map[string]any{"zh_cn": post}}}
}

// signDingTalk puts the time in milliseconds and its signature into the query.
func signDingTalk(address *url.URL, _ map[string]any, key string, now time.Time) {
	at := strconv.FormatInt(now.UnixMilli(), 10)
	query := address.Query()
	query.Set("timestamp", at)
	query.Set("sign", hmac256(key, at+"\n"+key))
	address.RawQuery = query.Encode()
}

// signFeishu puts the time in seconds and its signature into the body. Time and
// secret are the key there, and nothing is what is signed.
func signFeishu(_ *url.URL, body map[string]any, key string, now time.Time) {
	at := strconv.FormatInt(now.Unix(), 10)
	body["timestamp"], body["sign"] = at, hmac256(at+"\n"+key, "")
}

func hmac256(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// newRequest makes the request that has a robot say a message. Lines that it has no
// room for are left out at the end and counted.
func newRequest(ctx context.Context, kind Kind, hook, sign secret.Secret, m message, now time.Time) (*http.Request, error) {
	f, known := forms[kind]
	if !known {
		return nil, &Failure{Reason: BadRobot}
	}
	address, err := addressOf(hook)
	if err != nil {
		return nil, err
	}
	body := f.body(m)
	if !sign.Empty() && f.sign != nil {
		f.sign(address, body, sign.Reveal(), now)
	}
	text, err := encoded(body)
	if err != nil {
		return nil, &Failure{Reason: BadRobot}
	}
	if size := len(text); len(m.lines) > 0 {
		if f.text {
			size = len(m.String())
		}
		if size > f.most {
			return newRequest(ctx, kind, hook, sign, m.shorter(), now)
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(text))
	if err != nil {
		return nil, &Failure{Reason: BadURL} // err would show the address
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "wxops")
	return req, nil
}

// encoded is a body with its angle brackets as they are.
func encoded(body map[string]any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(body)
	return bytes.TrimSpace(b.Bytes()), err
}

// addressOf checks a robot's address. Its host is not fixed, because people have proxies;
// nothing of it stands in the error.
func addressOf(hook secret.Secret) (*url.URL, error) {
	u, err := url.Parse(hook.Reveal())
	switch {
	case err != nil, u.Host == "", u.User != nil, u.Opaque != "", u.Fragment != "":
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	}
	return nil, &Failure{Reason: BadURL}
}
