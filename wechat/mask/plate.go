package mask

import (
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// provinces begin a licence plate.
var provinces = func() map[string]bool {
	m := make(map[string]bool)
	for _, r := range "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使" {
		m[string(r)] = true
	}
	return m
}()

// plate masks a licence plate at i, as 粤A8Z888, 京A·12345 or 粤AD12345, and
// gives its end, or i where there is none.
func (m *masker) plate(i int) int {
	const hanBytes, shortest, longest = 3, 5, 6 // letters and digits behind the first letter
	s, at := m.s, i+hanBytes
	if at >= len(s) || s[at]|0x20 < 'a' || s[at]|0x20 > 'z' || !provinces[s[i:at]] {
		return i
	}
	at++
	for _, dot := range [...]string{"·", "•", "-", " "} {
		if strings.HasPrefix(s[min(at, len(s)):], dot) {
			at += len(dot)
			break
		}
	}
	n, digit := 0, false
	for at < len(s) && escape.IsAlnum(s[at]) {
		digit = digit || escape.IsDigit(s[at])
		at++
		n++
	}
	if at < len(s) && s[at] >= utf8.RuneSelf && n == shortest-1 {
		for _, last := range [...]string{"学", "警", "港", "澳", "挂"} {
			if strings.HasPrefix(s[at:], last) {
				at += len(last)
				n++
			}
		}
	}
	if !digit || n < shortest || n > longest {
		return i
	}
	m.put(i, at, stars)
	return at
}
