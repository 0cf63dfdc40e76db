package mask

import (
	"strings"

	"wxops/wechat/escape"
)

// form masks a word that no name announces when it looks like a token, a
// login code, an openid, a phone or an identity number.
func (m *masker) form(start, end int) int {
	s := m.s
	if end-start == plainSecret && end+1 < len(s) && s[end] == '.' && escape.IsDigit(s[end+1]) {
		return end // a trace of SkyWalking: 32 hex digits, and numbers behind dots
	}
	if c := formOf(s[start:end]); c != free {
		if end < len(s) && s[end] == '.' && strings.HasPrefix(s[start:], "eyJ") {
			for end < len(s) && (wordByte[s[end]] || s[end] == '.') {
				end++
			}
		}
		m.put(start, end, maskValue(c, s[start:end]))
		return end
	}
	if wide := m.base64(start, end); wide > end {
		m.put(start, wide, stars)
		return wide
	}
	return end
}

// shortestForm is the length of a phone number, below which no form is judged.
const shortestForm = 11

// formOf judges a word by its form. Rids, UUIDs, AppIDs and template ids stay.
func formOf(w string) class {
	switch {
	case len(w) < shortestForm:
		return free
	case isPhone(w), isIdentity(w), isOpenID(w), isBankCard(w):
		return personal
	case isPlainSecret(w), isToken(w):
		return secret
	}
	return free
}

func isOpenID(w string) bool {
	const length = 28 // or 29, as some are
	return (len(w) == length || len(w) == length+1) && w[0] == 'o' && mixed(w)
}

// plainSecret is the length of an AppSecret, a pay key and a login code.
const plainSecret = 32

func isPlainSecret(w string) bool {
	return len(w) == plainSecret && (allHex(w) || w[0] == '0' && mixed(w))
}

// isToken takes JWTs, access tokens, and whatever is long and made by chance.
func isToken(w string) bool {
	const tokenHead, longToken = 20, 44
	switch n := len(w); {
	case n < tokenHead:
		return false
	case strings.HasPrefix(w, "eyJ"), numbered(w) && mixed(w):
		return true
	case n >= longToken:
		return mixed(w) || n >= 2*plainSecret && allHex(w)
	}
	return false
}

// numbered: an access_token often begins with a number and an underscore.
func numbered(w string) bool {
	at := strings.IndexByte(w, '_')
	return at >= 1 && at <= 3 && strings.Trim(w[:at], "0123456789") == ""
}

// mixed reports whether a word is of small and capital letters and digits,
// as chance makes them and people do not.
func mixed(w string) bool {
	var small, capital, digit bool
	for i := range len(w) {
		c := w[i]
		small = small || c >= 'a' && c <= 'z'
		capital = capital || c >= 'A' && c <= 'Z'
		digit = digit || escape.IsDigit(c)
	}
	return small && capital && digit
}

// allHex reports whether a word is of hex digits, as chance makes them: of
// 32 some are letters and some are not.
func allHex(w string) bool {
	var letter, digit bool
	for i := range len(w) {
		if !escape.IsHex(w[i]) {
			return false
		}
		digit = digit || escape.IsDigit(w[i])
		letter = letter || !escape.IsDigit(w[i])
	}
	return letter && digit
}

// isPhone takes a mainland mobile number, with the country's code or without,
// also as 138-1234-5678.
func isPhone(w string) bool {
	w = strings.TrimPrefix(strings.TrimPrefix(w, "00"), "86-")
	if len(w) == 13 && w[3] == '-' && w[8] == '-' {
		w = w[:3] + w[4:8] + w[9:]
	}
	if len(w) == 13 {
		w = strings.TrimPrefix(w, "86")
	}
	return len(w) == 11 && w[0] == '1' && w[1] >= '3' && strings.Trim(w, "0123456789") == ""
}

// isIdentity takes the number of an identity card: it holds a date of birth.
func isIdentity(w string) bool {
	const length = 18
	if len(w) != length || strings.Trim(w[:17], "0123456789") != "" || !escape.IsDigit(w[17]) && w[17]|0x20 != 'x' {
		return false
	}
	year, month, day := w[6:10], w[10:12], w[12:14]
	return year >= "1900" && year < "2100" && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// isBankCard takes the numbers of 16 to 19 digits that banks give out, by
// their first digit and their check digit (ISO/IEC 7812).
func isBankCard(w string) bool {
	if len(w) < 16 || len(w) > 19 || w[0] < '3' || w[0] > '6' {
		return false
	}
	sum := 0
	for i := range len(w) {
		d := int(w[len(w)-1-i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// base64 gives the end of a session key or encrypted data at start, or 0.
func (m *masker) base64(start, end int) int {
	s := m.s
	if end >= len(s) || strings.IndexByte("+/=", s[end]) < 0 || start > 0 && strings.IndexByte("+/", s[start-1]) >= 0 {
		return 0
	}
	plus := false
	for end < len(s) && (escape.IsAlnum(s[end]) || s[end] == '+' || s[end] == '/') {
		plus = plus || s[end] == '+'
		end++
	}
	for end < len(s) && s[end] == '=' {
		plus = true
		end++
	}
	const sessionKey = 24
	if w := s[start:end]; plus && len(w) >= sessionKey && mixed(w) {
		return end
	}
	return 0
}

// atSign takes e-mail addresses, and tickets such as ticket@@@….
func (m *masker) atSign(i int) int {
	const ticket = "@@@"
	s, start, end := m.s, i, i+1
	if strings.HasPrefix(s[i:], ticket) {
		end = i + len(ticket)
		for start = end; end < len(s) && wordByte[s[end]]; end++ {
		}
		if end > start {
			m.put(start, end, stars)
		}
		return end
	}
	if from := m.userInfo(i); from > 0 {
		m.put(from, i, stars)
		return i + 1
	}
	for start > m.kept && (wordByte[s[start-1]] || s[start-1] == '.' || s[start-1] == '+') {
		start--
	}
	dot := false
	for end < len(s) && (wordByte[s[end]] || s[end] == '.' && end+1 < len(s) && wordByte[s[end+1]]) {
		dot = dot || s[end] == '.'
		end++
	}
	if start == i || !dot || s[start:i] == "git" || !topLevel(s[start:end]) {
		return i + 1
	}
	m.put(start, end, maskPersonal(s[start:end]))
	return end
}

// topLevel reports whether a host ends in a domain, which has no digits, and
// not in a version, as wechat-api@1.35.1 does.
func topLevel(host string) bool {
	return strings.Trim(host[strings.LastIndexByte(host, '.')+1:], "0123456789") != ""
}

// userInfo gives where the password begins that stands before the @ at i in a
// URL, as in https://user:password@host, or 0.
func (m *masker) userInfo(i int) int {
	const longest = 100
	s, from := m.s, i
	colon := 0
	for start := i - 1; start >= max(m.kept, i-longest); start-- {
		switch c := s[start]; {
		case c == ':':
			colon = start + 1
		case c == '/':
			if start > 0 && (s[start-1] == '/' || s[start-1] == '\\') {
				if from = start + 1; colon > 0 {
					from = colon
				}
				if from < i {
					return from
				}
			}
			return 0
		case c <= ' ' || strings.IndexByte(`"'<>()[]{},;?&=`, c) >= 0:
			return 0
		}
	}
	return 0
}

// chineseNames are field names as people write them in a chat.
var chineseNames = []struct {
	name  string
	class class
}{
	{"密码", secret}, {"密钥", secret}, {"令牌", secret}, {"口令", secret}, {"验证码", secret}, {"私钥", secret},
	{"手机", personal}, {"电话", personal}, {"身份证", personal}, {"证件号", personal}, {"银行卡", personal}, {"卡号", personal},
	{"邮箱", personal}, {"地址", personal}, {"姓名", personal}, {"昵称", personal}, {"收货人", personal}, {"联系人", personal},
	{"收件人", personal}, {"寄件人", personal}, {"持卡人", personal}, {"护照", personal}, {"车牌", personal}, {"住址", personal}, {"微信号", personal},
}

func (m *masker) chineseName(i int) int {
	s := m.s
	if end := m.plate(i); end > i {
		return end
	}
	switch s[i:min(len(s), i+3)] {
	case "密", "令", "手", "电", "身", "证", "银", "卡", "邮", "地", "姓", "昵", "收", "联", "口", "验", "私", "寄", "持", "护", "车", "住", "微":
	default:
		return i + 1
	}
	for _, f := range chineseNames {
		if !strings.HasPrefix(s[i:], f.name) {
			continue
		}
		end := i + len(f.name)
		for _, more := range [...]string{"号码", "号", "姓名", "电话"} {
			if strings.HasPrefix(s[end:], more) {
				end += len(more)
				break
			}
		}
		if v, ok := m.valueAfter(i, end, ""); ok {
			return m.values(f.class, v)
		}
		return end
	}
	return i + 3
}
