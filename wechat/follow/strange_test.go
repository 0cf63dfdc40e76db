package follow

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestFailuresAreFoundInStrangeLogs(t *testing.T) {
	failed := line(mallID, send, 45009, called(start, 1))
	wide := []byte{0xff, 0xfe}
	for _, c := range utf16.Encode([]rune("2025-11-03 14:32:04 INFO 下单成功\r\n" + failed + "\r\n")) {
		wide = binary.LittleEndian.AppendUint16(wide, c)
	}
	for name, text := range map[string]string{
		"CRLF":                  "2025-11-03 14:32:04 INFO\r\n" + failed + "\r\n2025-11-03 14:32:06 INFO\r\n",
		"UTF-16":                string(wide),
		"after a hole":          strings.Repeat("\x00", 1<<20) + failed + "\n",
		"after a line of 10 MB": "2025-11-03 14:32:04 body: " + strings.Repeat("x", 10<<20) + "\n" + failed + "\n",
		"no line's end":         failed,
		"at the end of a long":  "2025-11-03 14:32:04 " + strings.Repeat("x ", longestLine/2-300) + failed[24:] + strings.Repeat(" x", 10<<20),
		"not UTF-8":             "2025-11-03 14:32:04 \xff\xfe\xb5\n" + failed + "\n",
	} {
		all := findingsOf(t, strings.NewReader(text))
		if len(all) != 1 || all[0].Code != 45009 || string(all[0].RID) != called(start, 1) || all[0].Path != send || all[0].AppID != mallID {
			t.Errorf("%s: %+v", name, all)
		}
	}
}
