package wechat

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
)

// answer is WeChat's reply: a JSON object whose errcode is 0 or missing.
type answer []byte

// into fills the parts of v that the answer has in the expected shape; the
// others stay as they are, because any part of an answer may be missing.
func (a answer) into(v any) { _ = json.Unmarshal(a, v) }

// envelope is what every answer may begin with. Success often omits both.
type envelope struct {
	Code number `json:"errcode"`
	Msg  text   `json:"errmsg"`
}

// The ways in which an answer is not one.
var (
	errEmpty   = errors.New("the answer is empty")
	errPage    = errors.New("a web page came instead of JSON")
	errNotJSON = errors.New("the answer is not JSON, or is cut off")
	errObject  = errors.New("the answer is JSON, but no object")
	errCode    = errors.New("the errcode is not a number")
	errTooLong = errors.New("the answer is longer than 1 MiB")
)

// openEnvelope reads how a body begins.
func openEnvelope(body []byte) (envelope, error) {
	var e envelope
	body, err := object(body)
	if err != nil {
		return e, err
	}
	answer(body).into(&e)
	if e.Code.odd {
		return e, errCode
	}
	return e, nil
}

// object gives a body that is one JSON object. WeChat's Content-Type is not
// reliable, so only the body itself is looked at.
func object(body []byte) ([]byte, error) {
	if len(body) > maxBody {
		return nil, errTooLong
	}
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0:
		return nil, errEmpty
	case body[0] == '<':
		return nil, errPage
	case !json.Valid(body):
		return nil, errNotJSON
	case body[0] != '{':
		return nil, errObject
	}
	return body, nil
}

// encode writes JSON as WeChat wants it: some of its endpoints refuse \u escapes.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// number is an integer as it may arrive: 12, "12", 12.0, 1e30, null, nothing.
type number struct {
	n   int64
	set bool // a number came
	odd bool // something else came
}

func (n *number) UnmarshalJSON(b []byte) error {
	s := strings.TrimSpace(strings.Trim(string(b), `"`))
	if s == "null" || s == "" {
		return nil
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		*n = number{n: i, set: true}
		return nil
	}
	f, err := strconv.ParseFloat(s, 64)
	switch {
	case math.IsNaN(f) || err != nil && !errors.Is(err, strconv.ErrRange):
		*n = number{odd: true}
	case f >= math.MaxInt64:
		*n = number{n: math.MaxInt64, set: true}
	case f <= math.MinInt64:
		*n = number{n: math.MinInt64, set: true}
	default:
		*n = number{n: int64(f), set: true}
	}
	return nil
}

// text is a string as it may arrive; anything else but null is kept as its JSON.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	switch {
	case string(b) == "null":
	case json.Unmarshal(b, &s) == nil:
		*t = text(s)
	default:
		*t = text(b)
	}
	return nil
}

// texts is a list of strings, or one string with commas or spaces between;
// the official table and its example disagree.
type texts []string

func (t *texts) UnmarshalJSON(b []byte) error {
	var list []text
	var one string
	switch {
	case json.Unmarshal(b, &one) == nil:
		*t = strings.FieldsFunc(one, func(r rune) bool { return r == ',' || r == ' ' || r == ';' })
	case json.Unmarshal(b, &list) == nil:
		for _, s := range list {
			*t = append(*t, string(s))
		}
	}
	return nil
}
