package accounts

import (
	"errors"
	"slices"
	"strings"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// codeReasons are why nothing can be read, by errcode and in less than a table has room for.
var codeReasons = map[int64]words.Pair{
	40001: {"no token: AppSecret refused (40001)", "取不到 token：AppSecret 错误（40001）"},
	40013: {"no token: AppID refused (40013)", "取不到 token：AppID 错误（40013）"},
	40125: {"no token: AppSecret refused (40125)", "取不到 token：AppSecret 错误（40125）"},
	40164: {"refused: IP not on its list (40164)", "被拒绝：IP 不在白名单（40164）"},
	40243: {"frozen: its AppSecret (40243)", "AppSecret 已被冻结（40243）"},
	45011: {"asked too fast: soon again (45011)", "读取太快，稍后再读（45011）"},
	50002: {"frozen, closed or banned (50002)", "账号受限（50002）"},
	50004: {"no token: banned from it (50004)", "被禁止取 token（50004）"},
	50007: {"frozen: the account (50007)", "账号已冻结（50007）"},
	61004: {"refused: IP not on its list (61004)", "被拒绝：IP 不在白名单（61004）"},
}

// Of 45009 the path says whose quota is used up.
var (
	wordTokenOut = words.Pair{"no token: its own quota is out (45009)", "取不到 token：其额度已用尽（45009）"}
	wordGetOut   = words.Pair{"quota/get's own quota is out (45009)", "quota/get 自身额度已用尽（45009）"}
)

const (
	codeDailyLimit = 45009
	pathToken      = "/cgi-bin/stable_token"
)

// reason says in a few words why an account has no numbers; "" where it has some.
func (v *View) reason(a keystore.Account, m meter.Account, th draw.Theme) draw.Span {
	lang := v.Lang
	switch {
	case !desk.Can(a, desk.Read):
		return th.Dim.Span(wordPlatform.In(lang))
	case m.Worst(v.Screen.Now) != nil:
		return draw.Span{}
	case m.Locked && a.Source() == keystore.FromFile:
		return th.Warn.Span(wordPassphrase.In(lang))
	case m.Locked:
		return th.Warn.Span(wordLocked.In(lang))
	case m.Err != nil:
		return th.Bad.Span(brief(m.Err, a.Alias, lang))
	case a.OnDemand && !m.Opened && m.Of == 0:
		return th.Dim.Span(wordOnDemand.In(lang))
	case m.Opened && m.Of == 0 && !slices.ContainsFunc(m.Rows, v.ofYesterday):
		return th.Dim.Span(wordNoFigures.In(lang))
	}
	return th.Dim.Span(wordReading.In(lang))
}

// ofYesterday reports whether the quota that a row tells of was given back since: it is
// about to be read anew.
func (v *View) ofYesterday(r *meter.Row) bool {
	return r.Read() && !v.Screen.Now.Before(meter.BackAt(r.At))
}

// brief is the fact of an error in a few words. The account's name stands before them.
func brief(err error, alias string, lang words.Lang) string {
	var answer *wechat.Error
	code := wechat.Code(err)
	if code == codeDailyLimit && errors.As(err, &answer) {
		if answer.Path == pathToken {
			return wordTokenOut.In(lang)
		}
		return wordGetOut.In(lang)
	}
	if w, known := codeReasons[code]; known {
		return w.In(lang)
	}
	fact, _ := words.Explain(err, lang)
	fact, _, _ = strings.Cut(fact, "\n")
	for _, colon := range []string{": ", "："} {
		fact = strings.TrimPrefix(fact, alias+colon)
	}
	return clean.Line(fact)
}
