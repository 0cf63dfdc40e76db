package ui

import (
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/view"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// ridFrames holds a story of the Rid tab, told at the desk.
func ridFrames(t *testing.T, prepare func(*outside, *owners), story func(*Model) *Model) {
	t.Helper()
	goldenFrames(t, func(o *outside) {
		d := newDesk(o)
		if prepare != nil {
			prepare(o, d)
		}
	}, story)
}

func TestGoldenRIDEmpty(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return m })
}

func TestGoldenRIDExamplesAndHistory(t *testing.T) {
	ridFrames(t, func(o *outside, _ *owners) {
		o.Hints = []view.Hint{{Text: outOfQuota(failed), What: "the day's quota ran out"}, {Text: `{"errcode":40001}`, What: "a token that was replaced"}}
	}, func(m *Model) *Model { return press(pasteAndAsk(m), "esc", "esc", "down") })
}

func TestGoldenRIDText(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return paste(m, outOfQuota(failed)) })
}

// A machine that is not in Beijing shows both times.
func TestGoldenRIDTextElsewhere(t *testing.T) {
	ridFrames(t, func(o *outside, _ *owners) { o.now = noon.In(time.FixedZone("CET", 3600)) },
		func(m *Model) *Model { return paste(m, outOfQuota(failed)) })
}

func TestGoldenRIDManyFindings(t *testing.T) {
	text := outOfQuota(failed) + "\n" + outOfQuota(ridAt(8*24*time.Hour)) + "\nPOST https://api.weixin.qq.com/cgi-bin/menu/create wx0123456789abcdef\n" +
		`{"errcode":40164,"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: ` + string(ridAt(time.Hour)) + `"}` +
		"\n{\"errcode\":40029,\"errmsg\":\"invalid code, hints: [ req_id: AbCdEfGh12 ]\"}\nrid: 69ae4548-0a1b2c3d" + strings.Repeat("\n  at com.example.Pay", 30)
	ridFrames(t, nil, func(m *Model) *Model { return press(paste(m, text), "down") })
}

func TestGoldenRIDExpired(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return press(paste(m, outOfQuota(ridAt(8*24*time.Hour))), "enter") })
}

func TestGoldenRIDNothingFound(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return paste(m, "connection reset by peer") })
}

func TestGoldenRIDTyping(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return typeText(press(m, "i"), "errcode 40001") })
}

func TestGoldenRIDAsking(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model {
		next, _ := paste(m, outOfQuota(failed)).Update(keyNamed("enter"))
		return next.(*Model)
	})
}

func TestGoldenRIDAskingAgain(t *testing.T) {
	ridFrames(t, func(_ *outside, d *owners) { d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeUnknown) }, pasteAndAsk)
}

func TestGoldenRIDForeign(t *testing.T) {
	ridFrames(t, func(_ *outside, d *owners) { d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeForeign) }, pasteAndAsk)
}

func TestGoldenRIDNobodys(t *testing.T) {
	ridFrames(t, func(_ *outside, d *owners) { d.infos, d.errs["mall"] = nil, refusedRID(inquiry.CodeForeign) },
		func(m *Model) *Model { return press(pasteAndAsk(m), "o") })
}

func TestGoldenRIDLocked(t *testing.T) {
	locked := &keystore.Problem{Account: "mall", Source: keystore.FromKeyring, Reason: secret.KeyringLocked}
	ridFrames(t, func(_ *outside, d *owners) { d.infos, d.errs["mall"] = nil, locked }, func(m *Model) *Model {
		m = pasteAndAsk(m)
		return press(calmed(m), "esc")
	})
}

func TestGoldenRIDAnswer(t *testing.T) {
	ridFrames(t, nil, pasteAndAsk)
}

func TestGoldenRIDAnswerEnd(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return press(pasteAndAsk(m), "G") })
}

func TestGoldenRIDAnswerBare(t *testing.T) {
	ridFrames(t, func(_ *outside, d *owners) { d.infos["mall"] = rid.Record{} }, pasteAndAsk)
}

func TestGoldenRIDUnmasked(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return press(pasteAndAsk(m), "u") })
}

func TestGoldenRIDSearch(t *testing.T) {
	ridFrames(t, nil, func(m *Model) *Model { return typeText(press(pasteAndAsk(m), "/"), "touser") })
}
