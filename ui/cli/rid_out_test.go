package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/wechat/rid"
)

// TestAGuessedAPIIsMarkedAsOne: in JSON, for the record and for its rid, and in the table.
func TestAGuessedAPIIsMarkedAsOne(t *testing.T) {
	const send = "/cgi-bin/message/custom/send"
	answer := strings.Replace(recorded, `"request_body":""`, `"request_body":"{\"touser\":\"o\",\"msgtype\":\"text\",\"text\":{\"content\":\"x\"}}"`, 1)
	var out bytes.Buffer
	c := &ridCommand{Shell: askedAt(&ridGet{answer: answer}, &out, nil)}
	r := newRIDReport(rid.Find("rid: "+string(ridAt(time.Hour))), []keystore.Account{theMall}, noon)
	c.askRID(t.Context(), theMall, &r)
	doc := c.ridDocument(r)
	if q := doc.Request; q == nil || q.Path == nil || *q.Path != send || *q.PathSure {
		t.Errorf("request: %+v", q)
	}
	if one := doc.RIDs[0]; one.Path == nil || *one.Path != send || *one.PathSure {
		t.Errorf("rid: %+v", one)
	}
	c.printRID(r)
	if !strings.Contains(out.String(), send+" (guessed from the request)") {
		t.Errorf("table:\n%s", out.String())
	}
}

// TestTheErrmsgOfATextIsMasked: it may quote the user whom the call was about.
func TestTheErrmsgOfATextIsMasked(t *testing.T) {
	const openID = "oAbCdEfGhIjKlMnOpQrStUvWx_12"
	var out bytes.Buffer
	c := &ridCommand{Shell: askedAt(nil, &out, nil)}
	r := newRIDReport(rid.Find(`{"errcode":40003,"errmsg":"invalid openid `+openID+` rid: `+string(ridAt(time.Hour))+`"}`), nil, noon)
	c.printRID(r)
	doc := c.ridDocument(r)
	if strings.Contains(out.String(), openID) || doc.RIDs[0].Msg == nil || strings.Contains(*doc.RIDs[0].Msg+*doc.Codes[0].Msg, openID) {
		t.Errorf("%s\n%+v", out.String(), doc)
	}
	c.unmask = true
	if doc := c.ridDocument(r); !strings.Contains(*doc.Codes[0].Msg, openID) {
		t.Errorf("unmasked: %s", *doc.Codes[0].Msg)
	}
}
