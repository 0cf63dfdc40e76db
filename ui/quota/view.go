package quota

import (
	"errors"
	"time"

	"charm.land/bubbles/v2/key"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
)

// The words of the view.
var (
	wordTitle         = words.Pair{"Quota", "额度"}
	wordUsed          = words.Pair{"Used", "已用"}
	wordLimit         = words.Pair{"Limit", "上限"}
	wordLeft          = words.Pair{"Left", "剩余"}
	wordUse           = words.Pair{"Use", "用量"}
	wordOutAt         = words.Pair{"Out at", "用尽于"}
	wordPath          = words.Pair{"Path", "路径"}
	wordRead          = words.Pair{"Read", "读取"}
	wordOut           = words.Pair{"OUT", "用尽"}
	wordNoQuota       = words.Pair{"no quota for this path", "该路径没有额度"}
	wordNotSNS        = words.Pair{"no quota for /sns/", "/sns/ 没有额度"}
	wordStale         = words.Pair{"STALE %s", "过期 %s"}
	wordNoDaily       = words.Pair{"no daily limit told", "未返回日额度"}
	wordChoose        = words.Pair{"No account is open. Choose one on the Accounts tab: press 1.", "尚未打开账号。请按 1 到账号页选择。"}
	wordReading       = words.Pair{"reading...", "读取中…"}
	wordShown         = words.Pair{"%s APIs", "%s 个接口"}
	wordFiltered      = words.Pair{"%s of %s APIs", "%s / %s 个接口"}
	wordNextIn        = words.Pair{"next in %s", "%s后刷新"}
	wordNoRefresh     = words.Pair{"r reads again", "按 r 刷新"}
	wordLeftThisMonth = words.Pair{"resets left: %s", "本月清零余：%s"}
	wordFilterPrompt  = words.Pair{"filter: ", "筛选："}
	wordAddPrompt     = words.Pair{"add API (path or words): ", "添加接口（路径或关键词）："}
	wordLastRow       = words.Pair{"one API must stay on the list", "列表至少保留一个接口"}
	wordTaken         = words.Pair{"%s is off the list", "已从列表去掉 %s"}
	wordNoReset       = words.Pair{"read-only: this account cannot be reset here", "只读：不能在此清零该账号"}
	wordPlatformBody  = words.Pair{"This is a third-party platform. wxops shows it, but platforms are not supported yet.",
		"这是第三方平台账号。wxops 可以显示它，但暂不支持对平台的操作。"}
	wordOfficialName  = words.Pair{"Official name", "官方名称"}
	wordRate          = words.Pair{"Rate limit", "频率限制"}
	wordComponentRate = words.Pair{"On behalf", "代调用频率"}
	wordRateLine      = words.Pair{"%s calls in %s s (an upper bound)", "%[2]s 秒内 %[1]s 次（上限，可能更早触发）"}
	wordPace          = words.Pair{"Pace", "速度"}
	wordPaceLine      = words.Pair{"%s calls a minute", "每分钟 %s 次"}
	wordDefaultLimit  = words.Pair{"New account", "新账号默认"}
	wordTestLimit     = words.Pair{"Test account", "测试号默认"}
	wordPage          = words.Pair{"Page", "文档"}
	wordHistory       = words.Pair{"History", "历史"}
	wordUnknown       = words.Pair{"not published", "未公布"}
	wordNoneYet       = words.Pair{"one reading so far", "目前只有一次读数"}
	wordCalls         = words.Pair{"%s calls a day", "每天 %s 次"}
)

var wordSorted = [sortOrders]words.Pair{
	{"sorted by pressure", "按紧张程度排序"},
	{"sorted by name", "按名称排序"},
	{"sorted by calls used", "按已用次数排序"},
}

// View draws the table, or the details of one row.
func (v *View) View(f draw.Frame) draw.Body {
	lang := v.Lang
	switch {
	case v.account().Alias == "":
		return draw.Body{Lines: draw.Centred(f, wordChoose.In(lang))}
	case !desk.Can(v.account(), desk.Read):
		return draw.Body{Lines: draw.Centred(f, wordPlatformBody.In(lang))}
	case v.detail.open:
		return v.detail.View(f)
	}
	top, at := v.rows.prompt(f)
	if v.add.field.Open {
		var lines []string
		lines, at = v.add.View(f)
		at.Y = len(top)
		top = append(top, lines...)
	}
	var bottom []string
	if fact, _ := v.trouble(); fact != "" {
		bottom = []string{draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Bad.Span(" "+fact))}
	}
	room := f.Height - len(bottom)
	lines := append(top, v.rows.View(f, room-len(top))...)
	for len(lines) < room {
		lines = append(lines, "")
	}
	if !v.Typing() {
		at = nil
	}
	return draw.Body{Lines: append(lines, bottom...), Cursor: at}
}

// trouble is why the last sweep failed, and what to do, in two lines.
func (v *View) trouble() (fact, remedy string) {
	if v.meter.Err() == nil {
		return "", ""
	}
	fact, remedy = words.Explain(v.meter.Err(), v.Lang)
	var p *keystore.Problem
	if errors.As(v.meter.Err(), &p) {
		remedy = view.WordWay.In(v.Lang) + " " + remedy // first: a long remedy is cut off
	}
	return fact, remedy
}

// Status says how many rows there are, how old they are, and what is left of the month.
func (v *View) Status(f draw.Frame) []draw.Span {
	th, lang := f.Theme, v.Lang
	if v.account().Alias == "" || !desk.Can(v.account(), desk.Read) {
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []draw.Span{th.Plain.Span(" " + remedy)}
	}
	shown := v.rows.shown()
	var read, next string
	switch {
	case v.loading && v.meter.At().IsZero():
		read = wordReading.In(lang)
	case !v.meter.At().IsZero():
		read = view.WordReadAgo.Fill(lang, words.Age(v.Lang, f.Now.Sub(v.meter.At())))
	}
	switch {
	case v.Cfg.Refresh <= 0:
		next = wordNoRefresh.In(lang)
	case !v.meter.Next().IsZero() && !v.loading:
		next = wordNextIn.Fill(lang, words.Age(v.Lang, v.meter.Next().Sub(f.Now)+9*time.Second))
	}
	left := v.left.in(lang)
	return []draw.Span{th.Plain.Span(" " + draw.FirstFitting(f.Width-2, []string{shown, read, next, left}, []string{shown, read, left}, []string{read, left}, []string{shown, read}))}
}

// in says what is left, or why that is not known.
func (l leftRead) in(lang words.Lang) string {
	if l.err != nil {
		fact, _ := words.Explain(l.err, lang)
		return fact
	}
	return wordLeftThisMonth.Fill(lang, words.Budgets(l.left, lang))
}

// Keys are the keys of the view, the most wanted first.
func (v *View) Keys() []key.Binding {
	k := v.Key
	switch {
	case v.add.field.Open:
		return []key.Binding{draw.Reword(k.Enter, draw.KeyAdd.In(v.Lang)), k.Escape}
	case v.rows.filter.Open:
		return []key.Binding{draw.Reword(k.Enter, draw.KeyFilter.In(v.Lang)), k.Escape}
	}
	if v.idle() != "" {
		return []key.Binding{k.Inspect}
	}
	reset := k.Reset
	reset.SetEnabled(!v.account().ReadOnly && !v.Cfg.ReadOnly)
	if v.detail.open {
		return []key.Binding{k.Escape, k.Refresh, reset, k.Copy}
	}
	keys := tableKeys(k)
	for i, b := range keys {
		if b.Help() == reset.Help() {
			keys[i] = reset
		}
	}
	return keys
}
