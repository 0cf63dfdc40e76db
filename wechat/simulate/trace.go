package simulate

import (
	"wxops/wechat/simulate/errcode"
)

// reject gives the error its trace and keeps the request for rid/get.
func (k *rids) reject(c *call, r *errcode.Refusal) answer {
	text := r.Text
	if text == "" {
		text = errcode.Text(r.Code)
	}
	rid := k.newRID(c.at)
	body := marshal(errcode.Envelope{Errcode: r.Code, Errmsg: k.traced(c.path, text, rid)})
	request := string(c.body)
	if c.multipart() {
		request = "" // a file is no text
	}
	k.remember(failed{
		rid: rid, appID: c.appID, path: c.path, at: c.at, cost: k.cost(),
		query: c.rawQuery, request: request, response: string(body), ip: c.ip,
	})
	return answer{body: body, contentType: contentType(c.path), code: r.Code, rid: rid}
}

func (k *rids) traced(path, text, rid string) string {
	form := k.set.Traces[path]
	if form == AsFamily && underSNS(path) {
		form = Comma
	}
	switch form {
	case Comma:
		return text + ", rid: " + rid
	case RIDOnly:
		return " rid: " + rid
	case HintRID:
		return text + " hint: [" + k.hint() + "] rid: " + rid
	case HintOnly:
		return text + " hint: [" + k.hint() + "]"
	case ReqID:
		return text + ", hints: [ req_id: " + k.hint() + " ]"
	case Untraced:
		return text
	case TwoSpaces:
		return text + "  rid: " + rid
	}
	return text + " rid: " + rid
}

const hintLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"

func (k *rids) hint() string {
	b := make([]byte, 14)
	for i := range b {
		b[i] = hintLetters[k.set.Rand.IntN(len(hintLetters))]
	}
	return string(b)
}
