package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/catalog"
)

// quotaWords are the words of the Quota tab.
type quotaWords struct {
	API, Used, Limit, Left, Use, OutAt, Path, Read                      string
	Out, NoQuota, NotSNS, Unread, Stale, NoDaily                        string
	Choose, Reading, Shown, Filtered, ReadAgo, NextIn, NoRefresh        string
	LeftThisMonth, FilterPrompt, AddPrompt, LastRow, Taken              string
	NoReset, PlatformBody                                               string
	Sorted                                                              [sortOrders]string
	OfficialName, Family, Rate, ComponentRate, RateLine, Pace, PaceLine string
	DefaultLimit, TestLimit, Page, History, Unknown, NoneYet, Calls     string
}

func quotaText(s say) quotaWords {
	return quotaWords{
		API: s("API", "接口"), Used: s("Used", "已用"), Limit: s("Limit", "上限"), Left: s("Left", "剩余"),
		Use: s("Use", "用量"), OutAt: s("Out at", "用尽于"), Path: s("Path", "路径"), Read: s("Read", "读取"),
		Out: s("OUT", "用尽"), NoQuota: s("no quota for this path", "该路径没有额度"),
		NotSNS: s("no quota for /sns/", "/sns/ 没有额度"), Unread: s("not read yet", "尚未读取"),
		Stale: s("STALE %s", "过期 %s"), NoDaily: s("no daily limit told", "未返回日额度"),
		Choose:  s("No account is open. Choose one on the Accounts tab: press 1.", "尚未打开账号。请按 1 到账号页选择。"),
		Reading: s("reading...", "读取中…"), Shown: s("%s APIs", "%s 个接口"), Filtered: s("%s of %s APIs", "%s / %s 个接口"),
		ReadAgo: s("read %s ago", "%s前读取"), NextIn: s("next in %s", "%s后刷新"), NoRefresh: s("r reads again", "按 r 刷新"),
		LeftThisMonth: s("resets left: %s", "本月清零余：%s"),
		FilterPrompt:  s("filter: ", "筛选："), AddPrompt: s("add API (path or words): ", "添加接口（路径或关键词）："),
		LastRow:      s("one API must stay on the list", "列表至少保留一个接口"),
		Taken:        s("%s is off the list", "已从列表去掉 %s"),
		NoReset:      s("read-only: this account cannot be reset here", "只读：不能在此清零该账号"),
		PlatformBody: s("This is a third-party platform. wxops shows it, but platforms are not supported yet.", "这是第三方平台账号。wxops 可以显示它，但暂不支持对平台的操作。"),
		Sorted: [sortOrders]string{
			s("sorted by pressure", "按紧张程度排序"), s("sorted by name", "按名称排序"), s("sorted by calls used", "按已用次数排序"),
		},
		OfficialName: s("Official name", "官方名称"), Family: s("Family", "类别"), Rate: s("Rate limit", "频率限制"),
		ComponentRate: s("On behalf", "代调用频率"), RateLine: s("%s calls in %s s (an upper bound)", "%[2]s 秒内 %[1]s 次（上限，可能更早触发）"),
		Pace: s("Pace", "速度"), PaceLine: s("%s calls a minute", "每分钟 %s 次"),
		DefaultLimit: s("New account", "新账号默认"), TestLimit: s("Test account", "测试号默认"), Page: s("Page", "文档"),
		History: s("History", "历史"), Unknown: s("not published", "未公布"), NoneYet: s("one reading so far", "目前只有一次读数"),
		Calls: s("%s calls a day", "每天 %s 次"),
	}
}

func (v quotaView) columns() []column {
	w := v.text.Quota
	number := func(widest int64) int { return max(9, width(group(widest))) }
	return []column{
		{title: w.API, width: 23, flex: true},
		{title: w.Used, width: number(v.widest.Used), right: true, drop: 3},
		{title: w.Limit, width: number(v.widest.Limit), right: true, drop: 4},
		{title: w.Left, width: number(v.widest.Remain), right: true, drop: 1},
		{title: w.Use, width: 11},
		{title: w.OutAt, width: 6, right: true, drop: 2},
		{title: w.Path, width: 34, drop: 5},
		{title: w.Read, width: 8, right: true, drop: 6},
	}
}

// View draws the table, or the details of one row.
func (v quotaView) View(f frame) body {
	w := v.text.Quota
	switch {
	case v.account.Alias == "":
		return body{lines: centred(f, w.Choose)}
	case v.account.Kind == keystore.Component:
		return body{lines: centred(f, w.PlatformBody)}
	case v.details:
		return v.detailView(f)
	}
	room := f.height
	var top []string
	var at *tea.Position
	if v.filter.open || v.filter.value() != "" {
		text, x := v.filter.view(f.width - width(w.FilterPrompt) - 4)
		top = append(top, "  "+f.theme.Accent.Render(w.FilterPrompt)+text)
		at = &tea.Position{X: 2 + width(w.FilterPrompt) + x}
	}
	if v.add.open {
		text, x := v.add.view(f.width - width(w.AddPrompt) - 4)
		at = &tea.Position{X: 2 + width(w.AddPrompt) + x, Y: len(top)}
		top = append(top, "  "+f.theme.Accent.Render(w.AddPrompt)+text)
		for i, hit := range v.suggestions() {
			if i == 4 {
				break
			}
			top = append(top, line(f.width, f.theme.Ellipsis, f.theme.Plain.Span("    "+fit(apiName(hit.Path, v.text.Lang), 30, f.theme.Ellipsis)), f.theme.Dim.Span("  "+hit.Path)))
		}
	}
	var bottom []string
	if fact, _ := v.trouble(); fact != "" {
		bottom = []string{line(f.width, f.theme.Ellipsis, f.theme.Bad.Span(" "+fact))}
	}
	rows := v.table.view(v.columns(), f.width, room-len(top)-len(bottom), f.theme, func(id string) []span { return v.cells(id, f) })
	lines := append(top, rows...)
	for len(lines) < room-len(bottom) {
		lines = append(lines, "")
	}
	if !v.typing() {
		at = nil
	}
	return body{lines: append(lines, bottom...), cursor: at}
}

// trouble is why the last sweep failed, and what to do, in two lines.
func (v quotaView) trouble() (fact, remedy string) {
	if v.err == nil {
		return "", ""
	}
	fact, remedy = Explain(v.err, v.text.Explain)
	var p *keystore.Problem
	if errors.As(v.err, &p) {
		remedy = v.text.Secret.Way + " " + remedy // first: a long remedy is cut off
	}
	return fact, remedy
}

// cells are the fields of one row.
func (v quotaView) cells(path string, f frame) []span {
	th, w := f.theme, v.text.Quota
	r := v.rows[path]
	dash := th.Dim.Span(v.text.None)
	out := []span{th.Plain.Span(v.name(path)), dash, dash, dash, th.Plain.Span(""), dash, th.Dim.Span(path), dash}
	switch {
	case r.err != nil:
		text := w.NoQuota
		if errors.Is(r.err, catalog.ErrPathSNS) {
			text = w.NotSNS
		}
		out[0].style, out[4], out[5] = th.Dim, th.Dim.Span(text), span{}
		return out
	case !r.read:
		out[0].style = th.Dim
		return out
	}
	out[7] = th.Dim.Span(r.at.In(f.now.Location()).Format(time.TimeOnly))
	d := r.quota.Daily
	if d == nil {
		out[4], out[5] = th.Dim.Span(w.NoDaily), span{}
		return out
	}
	style := v.heat(r, th)
	number := th.Plain
	if v.stale(r, f.now) {
		number = th.Dim
	}
	out[1] = number.Span(group(d.Used))
	out[2] = number.Span(group(d.Limit))
	out[3] = number.Span(group(d.Remain))
	out[4] = v.gauge(r, f, style)
	if at := r.outAt(); !at.IsZero() {
		out[5] = style.Span(at.In(f.now.Location()).Format("15:04"))
	}
	return out
}

// gauge is the bar with a word or a number behind it, so that it reads without colour.
func (v quotaView) gauge(r quotaRow, f frame, style style) span {
	d := r.quota.Daily
	if v.stale(r, f.now) {
		return f.theme.Dim.Span(fmt.Sprintf(v.text.Quota.Stale, shortAge(f.now.Sub(r.at))))
	}
	sign := fmt.Sprintf("%.0f%%", d.Percent())
	if d.Out() {
		sign = v.text.Quota.Out
	}
	return style.Span(f.theme.bar(d.Percent(), 6) + " " + fitRight(sign, 4, ""))
}

// heat is the colour of a row: red when out, yellow from 80 %.
func (v quotaView) heat(r quotaRow, th Theme) style {
	switch d := r.quota.Daily; {
	case d.Out():
		return th.Bad
	case d.Percent() >= 80:
		return th.Warn
	}
	return th.Good
}

// stale reports whether a row is older than it may be at its pace of reading,
// or could not be read again.
func (v quotaView) stale(r quotaRow, now time.Time) bool {
	if v.err != nil {
		return r.read
	}
	limit := 2 * time.Minute
	if v.cfg.Refresh > 0 {
		limit = max(limit, 2*wechat.Interval(r.quota, v.cfg.Refresh))
	}
	return r.read && now.Sub(r.at) > limit
}

// status says how many rows there are, how old they are, and what is left of the month.
func (v quotaView) status(f frame) []span {
	th, w := f.theme, v.text.Quota
	if v.account.Alias == "" || v.account.Kind == keystore.Component {
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []span{th.Plain.Span(" " + remedy)}
	}
	shown := fmt.Sprintf(w.Shown, group(int64(len(v.paths))))
	if len(v.table.ids) != len(v.paths) {
		shown = fmt.Sprintf(w.Filtered, group(int64(len(v.table.ids))), group(int64(len(v.paths))))
	}
	var read, next string
	switch {
	case v.loading && v.readAt.IsZero():
		read = w.Reading
	case !v.readAt.IsZero():
		read = fmt.Sprintf(w.ReadAgo, age(v.text.Lang, f.now.Sub(v.readAt)))
	}
	switch {
	case v.cfg.Refresh <= 0:
		next = w.NoRefresh
	case !v.nextAt.IsZero() && !v.loading:
		next = fmt.Sprintf(w.NextIn, age(v.text.Lang, v.nextAt.Sub(f.now)+9*time.Second))
	}
	left := v.leftText()
	return []span{th.Plain.Span(" " + firstFitting(f.width-2, []string{shown, read, next, left}, []string{shown, read, left}, []string{read, left}, []string{shown, read}))}
}

// firstFitting is the first line that has room, of lines that say less and less.
func firstFitting(room int, lines ...[]string) string {
	var text string
	for _, parts := range lines {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
		if text = strings.Join(parts, "  "); width(text) <= room {
			break
		}
	}
	return text
}

func (v quotaView) leftText() string {
	if v.leftErr != nil {
		fact, _ := Explain(v.leftErr, v.text.Explain)
		return fact
	}
	return fmt.Sprintf(v.text.Quota.LeftThisMonth, v.text.Explain.Budgets(v.left))
}

func (v quotaView) bindings() []key.Binding {
	k := v.keys
	switch {
	case v.add.open:
		return []key.Binding{reword(k.Enter, KeyAdd.In(v.text.Lang)), k.Escape}
	case v.filter.open:
		return []key.Binding{reword(k.Enter, KeyFilter.In(v.text.Lang)), k.Escape}
	}
	if v.idle() != "" {
		return []key.Binding{k.Inspect}
	}
	reset := k.Reset
	reset.SetEnabled(!v.account.ReadOnly && !v.cfg.ReadOnly)
	if v.details {
		return []key.Binding{k.Escape, k.Refresh, reset, k.Copy}
	}
	keys := v.tableKeys()
	for i, b := range keys {
		if b.Help() == reset.Help() {
			keys[i] = reset
		}
	}
	return keys
}
