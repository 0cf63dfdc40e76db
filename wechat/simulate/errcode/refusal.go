package errcode

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Refusal is an errcode with its text; an empty text is WeChat's usual one.
type Refusal struct {
	Code int64
	Text string
}

func (r *Refusal) Error() string { return fmt.Sprintf("errcode %d", r.Code) }

// Refuse is a Refusal with WeChat's usual text.
func Refuse(code int64) error { return &Refusal{Code: code} }

// Envelope is what every refusal is, and the answer of a call that has nothing to tell.
type Envelope struct {
	Errcode int64  `json:"errcode"`
	Errmsg  string `json:"errmsg"`
}

// OK is errcode 0 as WeChat writes it.
func OK() Envelope { return Envelope{Errmsg: "ok"} }

// Read takes the JSON of a body into v, or gives the refusal that WeChat has for it.
func Read(body []byte, v any) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return Refuse(EmptyBody)
	}
	if json.Unmarshal(body, v) != nil {
		return Refuse(BadBody)
	}
	return nil
}
