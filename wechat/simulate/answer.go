package simulate

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"wxops/wechat/simulate/business"
	"wxops/wechat/simulate/errcode"
)

// call is one request while it is served.
type call struct {
	at          time.Time
	method      string
	path        string
	rawQuery    string
	query       url.Values
	contentType string
	body        []byte
	ip          string // as WeChat sees it
	from        string // with its port, as the connection says

	account *account // nil until the token or the secret has named it
	appID   string   // as far as the call tells, also when it is refused
	form    string   // where the secret was: "body" or "query"
	target  string   // the cgi_path that a call of quota management names
}

// answer is what goes back, with the HTTP status 200 that WeChat gives to errors too.
type answer struct {
	body        []byte
	contentType string
	name        string // of a file
	code        int64
	rid         string
}

func accept(c *call, body any) answer {
	if f, is := body.(business.File); is {
		return answer{body: f.Body, contentType: f.ContentType, name: f.Name}
	}
	return answer{body: marshal(body), contentType: contentType(c.path)}
}

// contentType is as unreliable as WeChat's: JSON under three names.
func contentType(path string) string {
	switch {
	case underSNS(path):
		return "text/plain"
	case strings.Contains(path, "token"):
		return "application/json; encoding=utf-8"
	}
	return "application/json; charset=UTF-8"
}

func underSNS(path string) bool { return strings.Contains(path, "/sns/") }

// marshal writes Chinese and & as they are, as WeChat does.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func (c *call) read(v any) error { return errcode.Read(c.body, v) }

func send(w http.ResponseWriter, a answer) {
	w.Header().Set("Content-Type", a.contentType)
	if a.name != "" {
		w.Header().Set("Content-Disposition", `attachment; filename="`+a.name+`"`)
	}
	_, _ = w.Write(a.body) // The caller may be gone; there is nobody to tell.
}
