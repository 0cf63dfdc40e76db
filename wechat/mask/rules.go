package mask

import (
	"regexp"
	"strings"
	"sync"
)

// rule finds what needs more than a word and a sign to be told: a value apart
// from its name, or a form of several words. All of them take time in line
// with the text.
type rule struct {
	hints   []string // one of them stands in every text that the rule is for
	numbers numbers  // one of them stands in every line that the rule is for; 0 for any
	gate    func(text string) bool
	pattern string
	name    int // the group that holds a field's name, which must be one to hide; 0 without
	value   int // the group that is hidden
	check   func(value string) bool
}

var rules = []rule{
	// Passwords and keys on a command line, in a PEM block.
	{hints: []string{"-----BEGIN"}, pattern: `(?s)-----BEGIN [A-Z ]+-----(.*?)(?:-----END|\z)`, value: 1},
	{hints: []string{"-u", "--user", "--proxy-user"}, pattern: `\s(?:-u|-U|--user|--proxy-user)[ =]?["']?[^\s:'"]+:([^\s'"]+)`, value: 1},
	{hints: []string{"-b", "--cookie"}, pattern: `curl[^\n]*?\s(?:-b|--cookie)[ =]+["']?([^"'\n]+)`, value: 1},
	{hints: []string{"mysql", "sshpass", "redis-cli"}, pattern: `\b(?:mysql\w*|sshpass|redis-cli)\s[^\n]*?-[pa] ?([^\s'"]+)`, value: 1},
	{hints: []string{"@tcp("}, pattern: `\b\w+:([^\s:@/]+)@tcp\(`, value: 1},

	{hints: []string{"uthorization", "ookie"}, pattern: `(?m)^(?:[<>] )?(?:[\w\-]*[aA]uthorization|(?:[sS]et-)?[cC]ookie): ([^\n]+)`, value: 1},
	{hints: []string{"uthorization:["}, pattern: `[aA]uthorization:\[([^\]\n]+)\]`, value: 1},
	{hints: []string{"Basic "}, pattern: `\bBasic ([A-Za-z0-9+/]{11,}={0,2})`, value: 1},
	{hints: []string{"key="}, pattern: `[?&]key=([\w\-]{16,})`, value: 1},
	{hints: []string{"sk-"}, pattern: `\b(sk-\w{16,})`, value: 1},
	{hints: []string{"thin:"}, pattern: `\bthin:\w+/([^@\s]+)@`, value: 1},
	{hints: []string{"%3A%2F%2F"}, pattern: `%3A%2F%2F\w*%3A([^\s%]+)%40`, value: 1},
	{hints: []string{"密码", "口令", "密钥", "验证码"}, pattern: `(?:密码|口令|密钥|验证码) ([!-~]+)`, value: 1},

	// A value apart from its name.
	{hints: oddQuotes, pattern: odd + `([\w.\-\p{Han}]+)` + odd + `\s*(?:[:：=]|=>)\s*` + odd + `([^”“»«」「』『’‘&\\"＂\n]+)`, name: 1, value: 2},
	{hints: oddQuotes, pattern: `\b([\w.\-]+)\s*[:：=]\s*` + odd + `([^”“»«」「』『’‘&\\"＂\n]+)`, name: 1, value: 2},
	{hints: []string{"</"}, pattern: `>\s*([\w.\-]+)\s*</[\w:]+>\s*<(?:value|Value|val|string|text)[^>]*>([^<]*)`, name: 1, value: 2},
	{hints: []string{`key="`, "key='", `name="`, "name='"}, pattern: `\b(?:key|name)=["']([\w.\-]+)["'][^<>]*>([^<]+)<`, name: 1, value: 2},
	{hints: []string{`value="`, "value='"}, pattern: `\bvalue=["']([^"'\n]*)["']\s+(?:name|key)=["']([\w.\-]+)["']`, name: 2, value: 1},
	{hints: []string{"alue"}, pattern: `(?:[kK]ey|[nN]ame|[fF]ield)\]?["']?\s*[:=]\s*["']?([\w.\-]+)["']?[^{}=:]{0,60}?(?:["'][\w]+["']: ?\w+, ?)?\b[vV]alue\]?["']?\s*[:=]\s*["']?([^"'\s&,}<)]+)`, name: 1, value: 2},
	{hints: []string{"[value]", ".value="}, pattern: `\bdata(?:\[\w+\]|\.\w+)(?:\[value\]|\.value)=([^&\s]+)`, value: 1},
	{hints: []string{"',", `",`}, gate: quotedPair, pattern: `["']([\w.\-]+)["'],\s*["']([^"'\n]+)["']\s*[)\]]`, name: 1, value: 2},
	{hints: []string{"(", "["}, gate: namedCall, pattern: `\b(\w+)["']?\s*[:=]\s*(?:\*\*\*|\w+)[(\[]["']?([^"')\]\n]+)["']?[)\]]`, name: 1, value: 2},
	{hints: []string{"|"}, pattern: `\|\s*([\w.\-]+)\s*\|\s*([^|\s]+)\s*\|`, name: 1, value: 2},
	{hints: []string{"->", "→"}, pattern: `([\w.\-]+|密钥|密码)\s*(?:->|→)\s*([^\s,;]+)`, name: 1, value: 2},
	{hints: []string{"HSET", "ENV", "SET"}, pattern: `\b(?:HSET \S+|ENV|SET) (\w+) ([^\s]+)`, name: 1, value: 2},
	{hints: []string{` "`}, pattern: `:(\w+) "([^"\n]+)"`, name: 1, value: 2},
	{hints: []string{`"""`}, pattern: `(?s)\b(\w+)\s*[:=]\s*"""(.*?)"""`, name: 1, value: 2},
	{hints: []string{"'''"}, pattern: `(?s)\b(\w+)\s*[:=]\s*'''(.*?)'''`, name: 1, value: 2},
	{hints: []string{": |\n", ": >\n", "-\n"}, pattern: `(?m)^[ \t]*([\w.\-]+): [|>][\-+]?\n((?:[ \t]+\S[^\n]*\n?)+)`, name: 1, value: 2},
	{hints: []string{"（"}, pattern: `([\w.\-]+|密码|密钥)（([!-~]+)）`, name: 1, value: 2},
	{hints: []string{" key"}, pattern: `(?i)\b(?:api|session|secret|private|access|app) key(?:\s*[:=：]\s*| is )([^\s,;]+)`, value: 1},

	{hints: []string{"=***"}, pattern: `\b(\w+)=\*\*\*["']([^"'\n]+)["']`, name: 1, value: 2},
	{hints: []string{"(len="}, pattern: `\b(\w+)["']?: (?:\(\w+\) )?\(len=\d+\) "([^"\n]*)"`, name: 1, value: 2},
	{hints: []string{"]=>", "] =>"}, pattern: `\[["']?(\w+)["']?:[\w*]+\] ?=>\s*(?:string\(\d+\) )?"?([^"\n]+)`, name: 1, value: 2},
	{hints: []string{"Key", "key"}, pattern: `["']key["']: ["'](\w+)["'],[^{}]{0,60}["']value["']: ["']([^"'\n]+)`, name: 1, value: 2},
	{hints: []string{"VALUES"}, pattern: `\(\w+, ?(\w+)\) VALUES \([^,()]+, ?'([^']*)'`, name: 1, value: 2},
	{hints: []string{"<<"}, pattern: `<<"(\w+)">>(?: =>|,) <<"([^"\n]+)">>`, name: 1, value: 2},
	{hints: []string{"form-data; name="}, pattern: `form-data; name=(\w+)[^\n]*\n(?:[^\n]+\n)*\s*\n([^\n]+)`, name: 1, value: 2},
	{hints: []string{"\t"}, pattern: `(?m)^([\w.\-]+)\t([^\t\n]+)$`, name: 1, value: 2},
	{hints: []string{" is "}, pattern: `\b(\w+) is (\w*\d[\w\-]*)`, name: 1, value: 2},
	{hints: []string{"[value]"}, pattern: `=> \*\*\*\s+\(\s+\[value\] => ([^\n]+)`, value: 1},

	// Persons, by a form of several words.
	{hints: digitsOf1, numbers: phoneLike, pattern: `\b(?:0086|\+?86)?[ \-]?(1[3-9]\d(?:[ .\-]\d{4}[ .\-]\d{4}|[ .\-]\d{8}))\b`, value: 1},
	{hints: []string{"１"}, pattern: `(１[３-９][０-９]{9})`, value: 1},
	{hints: []string{"0"}, numbers: landlineLike, pattern: `\b(0\d{2,3}[\- )）]{1,3}[2-8]\d{6,7})\b`, value: 1},
	{hints: []string{"+"}, numbers: abroadLike, pattern: `\+(\d{1,3}(?:[ \-]\d{3,4}){2,3})\b`, value: 1},
	{hints: []string{" ", "-"}, numbers: cardLike, pattern: `\b([3-6]\d{3}(?:[ \-]\d{4}){3}(?:[ \-]?\d{1,3})?)\b`, value: 1, check: isSpacedCard},
	{hints: []string{" 19", " 20"}, numbers: identityLike, pattern: `\b(\d{6} (?:19|20)\d{6} \d{3}[\dXx])\b`, value: 1},
	{hints: []string{"护照", "通行证", "assport"}, pattern: `(?:护照|通行证|[pP]assport)[号是为:： ]*([A-Z]\d{8})\b`, value: 1},
	{hints: []string{"姓名", "人", "患者", "学生", "乘客", "司机"}, pattern: `(?:姓名|联系人|收件人|收货人|寄件人|患者|学生|乘客|司机)[ ：:]+(\p{Han}{2,4})`, value: 1},
	{hints: []string{"name"}, gate: hanName, pattern: `\bname["']?[ ]*[:=][ ]*["']?([` + surnames + `]\p{Han}{1,3})`, value: 1},
	{hints: []string{"*** "}, pattern: `(?:phone|mobile|tel|card|身份证号?|卡号)\w*[=:：] ?\*\*\*((?: \d{4}){2,4}(?: \d{1,3})?| \d{8} \d{3,4}[xX]?)\b`, value: 1},
	{hints: []string{"wxid_"}, pattern: `\b(wxid_\w{6,})`, value: 1},
	{hints: []string{"QQ"}, pattern: `QQ号?[:： ]+(\d{5,11})`, value: 1},
	{hints: []string{"%40", "&#64;", "＠"}, pattern: `([\w.+\-]+(?:%40|&#64;|＠)[\w.\-]+\.[a-z]{2,})`, value: 1},
	{hints: []string{"lat", "lng", "lon"}, pattern: `\b(?:lat|lng|lon|latitude|longitude)=(-?\d{1,3}\.\d+)`, value: 1},
	{hints: []string{"phone", "mobile", "tel", "_1"}, numbers: elevenDigits, pattern: `(?:phone|mobile|tel|_)(1[3-9]\d{9})(?:[_a-z]|\b)`, value: 1},
	{hints: []string{"0", "1"}, numbers: fifteenDigits, pattern: `\b([1-6]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})\b`, value: 1},
	{hints: []string{"qlogo.cn/"}, pattern: `qlogo\.cn/(\w+/[^"\s]+)`, value: 1},
	{hints: []string{"."}, numbers: coordinateLike, pattern: `\b(` + latitude + `[, ]+` + longitude + `|` + longitude + `[, ]+` + latitude + `)\b`, value: 1},
	{hints: []string{"先生", "女士", "小姐"}, pattern: `([` + surnames + `]\p{Han}{0,2}?)(?:先生|女士|小姐)`, value: 1},
	{hints: []string{"号", "室", "栋", "幢", "楼"}, pattern: `([\p{Han}\w]*(?:路|街|道|巷|弄|胡同|村|镇|区)\p{Han}{0,6}[0-9０-９]+(?:号|弄|栋|幢|室|单元|楼|座)[\p{Han}\w]*)`, value: 1},
	{hints: []string{"市", "省"}, pattern: `(\p{Han}+(?:省|市|自治区)\p{Han}{1,8}(?:区|县|市)\p{Han}{1,12}(?:路|街|镇|乡|街道|园|村|大厦|广场|小区)[\p{Han}\w]*)`, value: 1},
}

const (
	latitude  = `(?:[1-4]?\d|5[0-4])\.\d{4,}`
	longitude = `(?:7[3-9]|[89]\d|1[0-2]\d|13[0-6])\.\d{4,}`
	odd       = `(?:[”“„‟»«」「』『’‘＂]|\\u201[c-f89]|&#822[01];|&[lr]dquo;)`
	// surnames are those of nine in ten.
	surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)

var (
	oddQuotes = []string{"”", "“", "„", "»", "«", "」", "』", "’", "‘", "＂", `\u201`, "&#822", "dquo;"}
	digitsOf1 = []string{"13", "14", "15", "16", "17", "18", "19"}
)

func isSpacedCard(value string) bool {
	return isBankCard(strings.NewReplacer(" ", "", "-", "").Replace(value))
}

// compiled holds each pattern, read when a text first asks for it.
var compiled = func() []func() *regexp.Regexp {
	all := make([]func() *regexp.Regexp, len(rules))
	for i, r := range rules {
		all[i] = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(r.pattern) })
	}
	return all
}()

// byRules hides what the rules find. No pattern is tried where its hints and
// gates say that it finds nothing.
func byRules(s string) string {
	digits := numbersIn(s)
	for i, r := range rules {
		if r.numbers != 0 && digits&r.numbers == 0 || !r.hinted(s) || r.gate != nil && !r.gate(s) {
			continue
		}
		pattern, before := compiled[i](), s
		if r.numbers != 0 {
			s = r.lineByLine(s, func(line string) string { return r.hide(line, pattern) })
		} else {
			s = r.hide(s, pattern)
		}
		if s != before {
			digits = numbersIn(s)
		}
	}
	return s
}

func (r rule) hinted(s string) bool {
	for _, hint := range r.hints {
		if strings.Contains(s, hint) {
			return true
		}
	}
	return false
}

func (r rule) hide(s string, pattern *regexp.Regexp) string {
	var out strings.Builder
	kept := 0
	for _, at := range pattern.FindAllStringSubmatchIndex(s, -1) {
		start, end := at[2*r.value], at[2*r.value+1]
		value := s[start:end]
		if value == "" || r.check != nil && !r.check(value) {
			continue
		}
		shown := stars
		if r.name > 0 {
			c := classOf(s[at[2*r.name]:at[2*r.name+1]])
			if shown = maskValue(c, value); c == personal {
				shown = stars
			}
		}
		if shown == stars && strings.HasSuffix(s[:start], stars) {
			shown = "" // the rest of what is hidden already
		}
		out.WriteString(s[kept:start])
		out.WriteString(shown)
		kept = end
	}
	if kept == 0 {
		return s
	}
	return out.String() + s[kept:]
}
