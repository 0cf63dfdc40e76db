package mask

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// class is how a value is shown, by the name of its field.
type class uint8

const (
	free       class = iota
	secret           // nothing is shown
	personal         // the last four characters are shown
	loginCode        // secret, but a field of this name also holds errcodes
	personName       // personal, if the value looks like a person's name
	place            // personal, if the value is a degree of latitude or longitude
	message          // what a message tells its reader: hidden, unless it can be of nobody
)

var secretNames = set(
	"sessionkey", "jscode", "authcode", "authorizationcode", "preauthcode", "verifycode", "smscode", "dynamiccode",
	"encrypteddata", "iv", "encrypt", "rawdata", "encodingaeskey", "aeskey", "apikey", "apiv3key", "mchkey",
	"appkey", "privatekey", "secretkey", "accesskey", "signkey", "pwd", "pass", "passwd", "passphrase",
	"sign", "signature", "msgsignature", "paysign", "cookie", "setcookie", "authorization", "proxyauthorization", "bearer",
)

var secretEndings = []string{
	"token", "secret", "ticket", "password", "passwd", "sessionkey", "signature", "paysign", "aeskey", "apikey", "appkey",
	"privatekey", "secretkey", "accesskey", "authkey", "signkey", "encryptkey", "passphrase", "passcode", "credential",
	"cookie", "sessionid", "sessid",
}

// nameTails stand behind a name that is told apart from another: access_token2.
var nameTails = []string{"s", "v", "old", "new", "value", "val", "str", "string", "prod", "dev", "test", "backup", "plain", "raw", "hash"}

var personalNames = set(
	"touser", "tousers", "fromuser", "fromusername", "tousername", "openids", "openidlist", "unionids", "unionidlist",
	"username", "nickname", "realname", "truename", "fullname", "firstname", "lastname", "receivername", "consignee",
	"contactname", "contact", "buyername", "payername", "cardholder", "accountname", "holdername", "ownername",
	"legalname", "legalpersonaname", "legalpersonawechat", "personaname", "adminname", "applicantname", "idname",
	"idcardname", "wechatid", "wxid", "alipay", "tel", "fax", "idno", "idnum", "idnumber", "identity", "identityno",
	"certno", "certnumber", "certificateno", "certid", "passport", "passportno", "cardno", "cardnumber", "cardnum", "accountno",
	"accountnumber", "birthday", "birthdate", "carnumber", "platenumber", "plateno", "licenseplate", "detailinfo",
	"studentname", "patientname", "drivername", "customername", "clientname", "guestname", "membername", "passengername",
	"visitorname", "sendername", "recipientname", "payeename", "parentname", "teachername", "doctorname", "staffname",
	"employeename", "childname", "remark", "qq",
)

// placeNames hold a degree, or what only sounds so.
var placeNames = set("lat", "lng", "lon", "latitude", "longitude", "locationx", "locationy")

// messageFields are the kinds of field in a template or subscribe message;
// a number follows each.
var messageFields = set("thing", "shortthing", "keyword", "characterstring", "letter", "symbol", "carnumber", "phrase")

var personalParts = []string{
	"openid", "unionid", "phone", "mobile", "idcard", "email", "mail", "address", "bankcard", "bankaccount", "realname", "nickname",
}

var personalEndings = []string{"tel", "addr"}

// notHidden are fields that only sound personal or secret.
var notHidden = set("ipaddress", "ipaddr", "remoteaddr", "remoteaddress", "serveraddr", "mailtype", "phonemodel", "phonetype", "opengid",
	"maxtokens", "totaltokens", "prompttokens", "completiontokens")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// classOf takes a field's name in any spelling: access_token, accessToken,
// X-Access-Token, data.accessToken.
func classOf(name string) class {
	if at := strings.LastIndexByte(name, '.'); at >= 0 && at < len(name)-1 {
		name = name[at+1:]
	}
	var b [64]byte
	flat := b[:0]
	for i := max(0, len(name)-cap(b)); i < len(name); i++ {
		if c := name[i]; escape.IsAlnum(c) {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			flat = append(flat, c)
		}
	}
	if len(flat) == 0 {
		return classOfChinese(name)
	}
	return classOfFlat(string(flat))
}

// classOfChinese takes a name that has no other letters, as in {"姓名":"…"}.
func classOfChinese(name string) class {
	for _, f := range chineseNames {
		if strings.Contains(name, f.name) {
			return f.class
		}
	}
	return free
}

func classOfFlat(name string) class {
	switch {
	case name == "code":
		return loginCode
	case name == "name":
		return personName
	case strings.HasPrefix(name, "name") && strings.Trim(name[4:], "0123456789") == "":
		return personal // of a person, in the fields of a subscribe message
	case messageFields[strings.TrimRight(name, "0123456789")] && escape.IsDigit(name[len(name)-1]):
		return message
	case placeNames[name]:
		return place
	case secretNames[name], strings.HasPrefix(name, "suite") && name != "suiteid" && name != "suite":
		return secret
	case notHidden[name]:
		return free
	}
	if endsSecret(name) {
		return secret
	}
	if personalNames[name] {
		return personal
	}
	for _, part := range personalParts {
		if strings.Contains(name, part) {
			return personal
		}
	}
	for _, end := range personalEndings {
		if strings.HasSuffix(name, end) {
			return personal
		}
	}
	return free
}

func endsSecret(name string) bool {
	for _, end := range secretEndings {
		at := strings.LastIndex(name, end)
		if at < 0 {
			continue
		}
		tail := strings.TrimRight(name[at+len(end):], "0123456789")
		if tail == "" || slices.Contains(nameTails, tail) {
			return true
		}
	}
	return false
}

// stars are shown instead of a masked value.
const stars = "***"

// maskNamed masks a value by its name; known is false where the name says
// nothing about a value like this, so that its form must.
func maskNamed(c class, value string) (shown string, known bool) {
	shown = maskValue(c, value)
	return shown, shown != value || c == secret || c == personal
}

// isWord knows what JSON has beside texts and numbers. It tells nothing.
func isWord(value string) bool { return value == "null" || value == "true" || value == "false" }

// maskValue gives what is shown of a value without its quotes.
func maskValue(c class, value string) string {
	switch c {
	case secret:
		if value == "" {
			return ""
		}
		return stars
	case personal:
		return maskPersonal(value)
	case loginCode:
		if value == "" || isErrcode(value) {
			return value
		}
		return stars
	case personName:
		if !looksLikeName(value) {
			return value
		}
		return maskPersonal(value)
	case place:
		if isDegree(value) {
			return stars
		}
	case message:
		if value != "" && !ofNobody(value) {
			return stars
		}
	}
	return value
}

// maskPersonal leaves the last four characters of a value of which they are
// less than half, and nothing of a shorter one.
func maskPersonal(value string) string {
	const shown, long = 4, 9
	n := utf8.RuneCountInString(value)
	switch {
	case n == 0:
		return ""
	case n == len(stars)+shown && strings.HasPrefix(value, stars): // masked before
	case n < long:
		return stars
	}
	at := len(value)
	for range shown {
		_, size := utf8.DecodeLastRuneInString(value[:at])
		at -= size
	}
	if tail := value[at:]; harmless(tail) {
		return stars + tail
	}
	return stars
}

// harmless reports whether the end of a masked value cannot be taken for a
// field's name, or for a sign, when the text is masked again.
func harmless(tail string) bool {
	for _, r := range tail {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	for _, f := range chineseNames {
		if strings.Contains(tail, f.name) {
			return false
		}
	}
	word := tail[strings.LastIndexByte(tail, '.')+1:]
	return classOf(word) == free && !strings.HasPrefix(word, "--")
}

// isErrcode tells WeChat's and other programs' error codes from a login code
// under the name code: 45009, ECONNRESET.
func isErrcode(value string) bool {
	switch value {
	case "SUCCESS", "FAIL", "OK", "ok", "success", "fail":
		return true
	}
	const longestErrno = 16
	if len(value) > 3 && len(value) <= longestErrno && value[0] == 'E' && strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return true
	}
	digits := strings.TrimSuffix(strings.TrimPrefix(value, "-"), ".0")
	return digits != "" && len(digits) <= 10 && strings.Trim(digits, "0123456789") == ""
}

// looksLikeName takes 张三 and Zhang San, and leaves the names of things.
func looksLikeName(value string) bool {
	han, words := 0, 0
	start := true
	for _, r := range value {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case r == '·':
		case r == ' ':
			start = true
			continue
		case !unicode.IsLetter(r) || start && !unicode.IsUpper(r):
			return false
		}
		if start && unicode.IsUpper(r) {
			words++
		}
		start = false
	}
	return han >= 2 && han <= 4 && words == 0 || han == 0 && words >= 2 && words <= 3
}
