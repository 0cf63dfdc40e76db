package mask

import "strings"

// personRules find persons by forms of several words.
var personRules = []rule{
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
	// surnames are those of nine in ten.
	surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)

var digitsOf1 = []string{"13", "14", "15", "16", "17", "18", "19"}

func isSpacedCard(value string) bool {
	return isBankCard(strings.NewReplacer(" ", "", "-", "").Replace(value))
}
