package wechat

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// logText is n bytes of a service's log in which every tenth line failed.
func logText(n int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "2025-11-03 14:32:%02d.%03d INFO [http-nio-8080-exec-%d] c.e.order.OrderController - request /order/list took %d ms, 用户下单成功 traceId=%016x\n", i%60, i%1000, i%8, i%97, i)
		if i%10 == 0 {
			fmt.Fprintf(&b, "2025-11-03 14:32:%02d ERROR c.e.wx.Sender - {\\\"errcode\\\":45009,\\\"errmsg\\\":\\\"reach max api daily quota limit rid: 6908%04x-%08x-%08x\\\"}\n", i%60, i%65536, i, i*7)
		}
	}
	return b.Bytes()[:n]
}

func BenchmarkFindIn10MB(b *testing.B) {
	for name, text := range map[string][]byte{
		"log":       logText(10 << 20),
		"dashes":    bytes.Repeat([]byte("-"), 10<<20),
		"labels":    bytes.Repeat([]byte("rid:"), 10<<20/4),
		"backslash": bytes.Repeat([]byte(`\\\"`), 10<<20/4),
		"escapes":   bytes.Repeat([]byte("%25"), 10<<20/3),
		"codes":     bytes.Repeat([]byte("errcode 错误"), 10<<20/14),
		"slashes":   bytes.Repeat([]byte("a.b/"), 10<<20/4),
		"chinese":   bytes.Repeat([]byte("微信接口报错返回提示"), 10<<20/30),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := FindIn(bytes.NewReader(text)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// hostileBodies are about mb bytes long each.
func hostileBodies(mb int) map[string]string {
	return map[string]string{
		"one string":  `{"a":"` + strings.Repeat("x", mb) + `"}`,
		"many values": `[` + strings.Repeat(`{"openid":"oABCDEFGHIJKLMNOPQRSTUVWXYZ1","n":12345},`, mb/52) + `1]`,
		"deep":        strings.Repeat("[", mb/2) + strings.Repeat("]", mb/2),
		"text":        strings.Repeat("errcode 45009, a line of a page. ", mb/33),
		"chinese":     strings.Repeat("微信接口返回", mb/18),
		"quotes":      strings.Repeat(`\"`, mb/2),
		"names":       strings.Repeat(`token:`, mb/6),
		"ats":         strings.Repeat(`a@a.`, mb/4),
		"invalid":     strings.Repeat("\xff", mb),
		"marks":       "a" + strings.Repeat("\u0301", mb/2),
		"bidi":        strings.Repeat("\u202e", mb/3),
		"brackets":    strings.Repeat(`"touser":[`, mb/10),
		"long number": "[" + strings.Repeat("9", mb) + "]",
		"name chain":  strings.Repeat("name=", mb/5),
		"name data":   strings.Repeat("<name><![CDATA[", mb/15),
		"code chain":  strings.Repeat("code=", mb/5),
		"tags":        strings.Repeat("<token>", mb/7),
		"odd tags":    strings.Repeat("c:c:c:c:c ", mb/10),
		"amps":        "a&" + strings.Repeat("amp;", mb/4),
		"percents":    strings.Repeat("a%25", mb/4),
		"slashes":     "a" + strings.Repeat(`\\`, mb/2),
		"spaces":      `"token"` + strings.Repeat(" ", mb),
		"open quotes": strings.Repeat(`a="`, mb/3),
		"base64":      strings.Repeat("aB3/", mb/4) + "==",
		"nested":      `{"a":"` + strings.Repeat(`\\\"token\\\":`, mb/13) + `"}`,
	}
}

func BenchmarkFormatBody1MB(b *testing.B) {
	for name, body := range hostileBodies(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				FormatBody(body, false)
			}
		})
	}
}

func BenchmarkMaskText1MB(b *testing.B) {
	for name, body := range hostileBodies(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				MaskText(body)
			}
		})
	}
}
