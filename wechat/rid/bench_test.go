package rid

import (
	"bytes"
	"fmt"
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

func BenchmarkScan10MB(b *testing.B) {
	text := logText(10 << 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range Scan(bytes.NewReader(text)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
