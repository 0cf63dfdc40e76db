package mask

import (
	"strings"
	"testing"
)

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

func BenchmarkBody1MB(b *testing.B) {
	for name, body := range hostileBodies(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				Body(body, false)
			}
		})
	}
}

func BenchmarkText1MB(b *testing.B) {
	for name, body := range hostileBodies(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				Text(body)
			}
		})
	}
}
