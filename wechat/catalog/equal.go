package catalog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// equalWords are the words of errcodes that say the same, folded: those that people type, and those of
// WeChat's texts. A word may say two things: of a token, 失效 is either expired or refused. A word that
// has no equal stands here because people write it next to another one without a blank.
var equalWords = [][]string{
	{"无权限", "没有权限", "没权限", "无权", "权限不足", "未授权", "unauthorized"},
	{"失效", "过期", "到期", "expired"},
	{"失效", "无效", "不合法", "非法", "不正确", "有误", "invalid"},
	{"用完", "用尽", "用光", "耗尽", "上限", "超限", "超出", "超过", "reach max"},
	{"次数", "额度", "配额", "quota"},
	{"每月", "当月", "本月", "monthly"},
	{"每天", "每日", "当天", "当日", "daily"},
	{"每分钟", "一分钟", "minute"},
	{"不存在", "不在", "找不到", "未找到", "not found", "not exist", "no exist"},
	{"需要", "没有", "缺少", "未", "缺", "missing"}, // "needs X" says of a call that X is lacking
	{"频率", "频繁", "过快", "太快", "限流", "freq"},
	{"冻结", "封禁", "停用", "禁用", "frozen"},
	{"拒收", "拒绝", "refuse"},
	{"超时", "timeout", "time out"},
	{"密钥", "appsecret"},
	{"白名单", "whitelist", "white list", "allow list"},
	{"用户", "接收者"}, {"账号", "帐号"}, {"参数", "argument", "param"},
	{"接口"}, {"调用"}, {"菜单"}, {"模板"}, {"页面", "page"},
}

// equals gives a word and all that say the same.
func equals(word string) []string {
	out := []string{word}
	for _, group := range equalWords {
		if slices.Contains(group, word) {
			out = append(out, group...)
		}
	}
	return out
}

// alike splits a folded word of Chinese into the words that it is written of, each with its equals, the
// ones that fewest texts have first. It gives none for a word that is only itself.
func alike(word string) [][]string {
	var out [][]string
	rest := 0
	cut := func(to int) {
		if rest < to {
			out = append(out, equals(word[rest:to]))
		}
	}
	for i := 0; i < len(word); {
		n := knownAt(word, i)
		if n == 0 {
			if i > rest && hanAt(word, i) != hanAt(word, rest) {
				cut(i)
				rest = i
			}
			_, n = utf8.DecodeRuneInString(word[i:])
			i += n
			continue
		}
		cut(i)
		out = append(out, equals(word[i:i+n]))
		i += n
		rest = i
	}
	cut(len(word))
	if len(out) == 1 && len(out[0]) == 1 {
		return nil
	}
	slices.SortStableFunc(out, func(a, b []string) int { return len(a) - len(b) })
	return out
}

// knownAt is how long, in bytes, the longest of the equal words of Chinese is that begins at i. One of a
// single character is a part of too many others.
func knownAt(word string, i int) int {
	longest := 0
	for _, group := range equalWords {
		for _, known := range group {
			if len(known) > max(longest, utf8.UTFMax) && hanAt(known, 0) && strings.HasPrefix(word[i:], known) {
				longest = len(known)
			}
		}
	}
	return longest
}

// saysAlike says whether the errmsg of a folded row, or what it means in Chinese, has one of each.
func saysAlike(row string, parts [][]string) bool {
	_, row, _ = strings.Cut(row, "\t")
	for range 2 {
		var text string
		text, row, _ = strings.Cut(row, "\t")
		if !slices.ContainsFunc(parts, func(equal []string) bool { return !holdsOne(text, equal) }) {
			return true
		}
	}
	return false
}

func holdsOne(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
