package mask

import (
	"strings"
	"unicode/utf8"

	"wxops/wechat/escape"
)

// The values of a template, subscribe or uniform message are what a person
// reads of an order, a visit, a car: any of them may be a name, a plate or an
// address, whatever its field is called. Only what can be of nobody is shown,
// because an errcode 47003 is about its form: a time of these years (not a
// date of birth), an amount of money, a colour, a state such as 已发货.

// isMessageValue reports whether a field of this name holds what a message tells.
func isMessageValue(name string) bool { return name == "value" || name == "Value" || name == "DATA" }

// ofNobody reports whether a value can belong to no one person.
func ofNobody(value string) bool {
	return value == stars || isWord(value) || isRecentTime(value) || isAmount(value) || isColour(value) || isState(value)
}

// isRecentTime takes 2026-11-26 08:30:00 and 2026年11月26日 08:30.
func isRecentTime(value string) bool {
	rest, ok := strings.CutPrefix(value, "202")
	const longest = 32
	if !ok || len(rest) < len("6-1-1") || len(rest) > longest || !escape.IsDigit(rest[0]) {
		return false
	}
	rest = rest[1:]
	if !strings.HasPrefix(rest, "-") && !strings.HasPrefix(rest, "/") && !strings.HasPrefix(rest, "年") {
		return false
	}
	return strings.Trim(rest, "0123456789-/: 年月日时分秒~") == ""
}

// isAmount takes ¥128.00 and 128.00元.
func isAmount(value string) bool {
	number := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(value, "¥"), "￥"), "元")
	const longest = 12
	return number != value && number != "" && len(number) <= longest && strings.Trim(number, "0123456789.,") == ""
}

func isColour(value string) bool {
	if len(value) != len("#173177") || value[0] != '#' {
		return false
	}
	for i := 1; i < len(value); i++ {
		if !escape.IsHex(value[i]) {
			return false
		}
	}
	return true
}

var states = set("支付成功", "支付失败", "审核通过", "审核失败", "审核中", "处理中", "进行中", "成功", "失败", "通过", "正常", "异常",
	"已支付", "已付款", "已发货", "已签收", "已完成", "已取消", "已关闭", "已退款", "已过期", "已预约", "待支付", "待付款", "待发货", "待审核", "待处理", "未支付", "未通过")

func isState(value string) bool { return states[value] }

// isDegree takes 23.1167, and leaves 12ms.
func isDegree(value string) bool {
	whole, part, ok := strings.Cut(strings.TrimPrefix(value, "-"), ".")
	return ok && len(whole) >= 1 && len(whole) <= 3 && part != "" && utf8.RuneCountInString(value) <= 24 &&
		strings.Trim(whole+part, "0123456789") == ""
}
