package catalog

import (
	"slices"
	"strings"
	"testing"
)

// TestSearchCodesKnowsOtherWordsForTheSame: the code is among the first five, however its cause is put.
func TestSearchCodesKnowsOtherWordsForTheSame(t *testing.T) {
	for code, texts := range map[int64]string{
		40164:   "不在白名单 IP不在白名单",
		42001:   "token失效 token已失效 access_token到期",
		40001:   "token失效 token无效 access_token无效",
		45009:   "次数用完 次数上限 配额用完 额度超限 接口次数超限 当天次数用完",
		45040:   "每月 本月额度",
		48001:   "无权限 没有权限 没权限 权限不足 未授权",
		43004:   "需要关注 没有关注 用户未关注",
		40003:   "不合法的openid openid无效 非法的openid",
		41009:   "没有openid 缺少openid",
		41030:   "page不存在 页面不存在",
		40125:   "密钥无效",
		46003:   "菜单找不到",
		-504002: "云函数不存在 云函数找不到",
		200301:  "超时",
	} {
		for text := range strings.FieldsSeq(texts) {
			found := SearchCodes(text, "", "")
			if !slices.ContainsFunc(found[:min(5, len(found))], func(c Code) bool { return c.Code == code }) {
				t.Errorf("%q finds %s, not %d", text, firstCodes(found), code)
			}
		}
	}
}

// TestCodesThatAreMetMostComeFirstAmongEquals: but a number that is being typed keeps the order of numbers.
func TestCodesThatAreMetMostComeFirstAmongEquals(t *testing.T) {
	for text, want := range map[string]string{"token": "40001 42001", "4016": "40160 40161"} {
		if got := firstCodes(SearchCodes(text, "", "")); !strings.HasPrefix(got, want) {
			t.Errorf("%q finds %s, want %s first", text, got, want)
		}
	}
	for _, code := range mostMet {
		if _, ok := Explain(code); !ok {
			t.Errorf("%d is met most, but not known", code)
		}
	}
}

func TestEqualWordsAreFolded(t *testing.T) {
	for _, group := range equalWords {
		for _, w := range group {
			if folded(w) != w {
				t.Errorf("%q would never be found; it is folded %q", w, folded(w))
			}
		}
	}
}

func TestWordsWrittenWithoutBlanksAreSplit(t *testing.T) {
	for word, want := range map[string]string{
		"次数上限":      "次数 上限",
		"云函数不存在":    "云函数 不存在",
		"page不存在":   "page 不存在",
		"token失效":   "token 失效",
		"不合法openid": "openid 不合法",
		"每月":        "每月",
		"云函数":       "",
		"openid":    "",
		"未知错误":      "", // 未 alone is a part of too many words
	} {
		var parts []string
		for _, p := range alike(word) {
			parts = append(parts, p[0])
		}
		slices.Sort(parts)
		wanted := strings.Fields(want)
		slices.Sort(wanted)
		if !slices.Equal(parts, wanted) {
			t.Errorf("%q is split into %q, want %q", word, parts, wanted)
		}
	}
}
