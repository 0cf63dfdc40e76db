package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// The words of the view.
var (
	accountsWordTitle        = words.Pair{"Accounts", "账号"}
	accountsWordAlias        = words.Pair{"Alias", "别名"}
	accountsWordName         = words.Pair{"Name", "名称"}
	accountsWordAppID        = words.Pair{"AppID", "AppID"}
	accountsWordKind         = words.Pair{"Kind", "类型"}
	accountsWordEnv          = words.Pair{"Env", "环境"}
	accountsWordSecret       = words.Pair{"Secret", "密钥"}
	accountsWordGuard        = words.Pair{"R/O", "只读"}
	accountsWordTested       = words.Pair{"Last test", "最近测试"}
	accountsWordReadOnly     = words.Pair{"yes", "是"}
	accountsWordOK           = words.Pair{"ok", "正常"}
	accountsWordFailed       = words.Pair{"failed", "失败"}
	accountsWordNoSecret     = words.Pair{"no secret", "无密钥"}
	accountsWordTesting      = words.Pair{"testing…", "测试中…"}
	accountsWordPlatform     = words.Pair{"not supported", "暂不支持"}
	accountsWordShown        = words.Pair{"%s accounts", "%s 个账号"}
	accountsWordFiltered     = words.Pair{"%s of %s accounts", "%s / %s 个账号"}
	accountsWordNoMatch      = words.Pair{"No account matches the filter. esc takes it away.", "没有匹配的账号。按 esc 取消筛选。"}
	accountsWordFilterPrompt = words.Pair{"filter: ", "筛选："}
	accountsWordNoBook       = words.Pair{"the demo's accounts cannot be changed", "演示账号不能修改"}
	accountsWordFirstTitle   = words.Pair{"There is no account yet.", "还没有账号。"}
	accountsWordFirstNew     = words.Pair{"n adds one here", "按 n 在此添加"}
	accountsWordFirstWhat    = words.Pair{"An account is an alias, an AppID, and the place where its AppSecret lives: the keyring, a command, an encrypted file, or nowhere but memory.",
		"账号包括别名、AppID，以及 AppSecret 的存放处：密钥环、命令、加密文件，或只在内存中。"}
	accountsWordFirstShell = words.Pair{"From a shell or a script:", "在命令行或脚本中添加："}
	accountsWordFirstDemo  = words.Pair{"To look around without a WeChat account:", "没有微信账号也可以先看看："}
	accountsWordFirstRid   = words.Pair{"A rid or an error text can be read at once: press 3.", "rid 或报错文本现在就能解读：按 3。"}
)

var accountsWordKinds = map[keystore.Kind]words.Pair{
	keystore.OffiAccount: {"offiaccount", "公众号"},
	keystore.MiniProgram: {"miniprogram", "小程序"},
	keystore.MiniGame:    {"minigame", "小游戏"},
	keystore.Store:       {"store", "微信小店"},
	keystore.Component:   {"component", "第三方平台"},
}
var accountsWordSources = map[keystore.SourceName]words.Pair{
	keystore.FromKeyring: {"keyring", "密钥环"},
	keystore.FromCommand: {"command", "命令"},
	keystore.FromFile:    {"file", "加密文件"},
	keystore.FromPrompt:  {"prompt", "手动输入"},
	keystore.FromEnv:     {"env", "环境变量"},
}
var accountsWordPlaces = map[keystore.SourceName]words.Pair{
	keystore.FromKeyring: {"the keyring", "密钥环"},
	keystore.FromCommand: {"the command", "命令"},
	keystore.FromFile:    {"the encrypted file", "加密文件"},
	keystore.FromPrompt:  {"memory", "内存"},
	keystore.FromEnv:     {"the environment", "环境变量"},
}

func (v *accountsView) columns() []draw.Column {
	lang := v.Lang
	return []draw.Column{
		{Title: accountsWordAlias.In(lang), Width: 12}, {Title: accountsWordName.In(lang), Width: 10, Flex: true}, {Title: accountsWordAppID.In(lang), Width: 18, Drop: 3},
		{Title: accountsWordKind.In(lang), Width: 11, Drop: 2}, {Title: accountsWordEnv.In(lang), Width: 6}, {Title: accountsWordSecret.In(lang), Width: 8, Drop: 1},
		{Title: accountsWordGuard.In(lang), Width: 4}, {Title: accountsWordTested.In(lang), Width: 15},
	}
}

// View draws the table, or the page that greets who has no account yet.
func (v *accountsView) View(f draw.Frame) draw.Body {
	if len(v.Accounts.All) == 0 {
		return draw.Body{Lines: v.firstRun(f)}
	}
	var b draw.Body
	if v.filter.Open || v.filter.Value() != "" {
		prompt := accountsWordFilterPrompt.In(v.Lang)
		text, x := v.filter.View(f.Width - draw.Width(prompt) - 4)
		b.Lines = append(b.Lines, "  "+f.Theme.Accent.Render(prompt)+text)
		if v.filter.Open {
			b.Cursor = &tea.Position{X: 2 + draw.Width(prompt) + x}
		}
	}
	if len(v.table.IDs) == 0 {
		b.Lines = append(b.Lines, "", "  "+f.Theme.Dim.Render(draw.Fit(accountsWordNoMatch.In(v.Lang), f.Width-2, f.Theme.Ellipsis)))
		return b
	}
	room := f.Height - len(b.Lines)
	fact, _ := v.trouble()
	if fact != "" {
		room--
	}
	b.Lines = append(b.Lines, v.table.View(v.columns(), f.Width, room, f.Theme, func(id string) []draw.Span {
		a, _ := v.Accounts.Named(id)
		return v.cells(a, f)
	})...)
	if fact != "" {
		for len(b.Lines) < f.Height-1 {
			b.Lines = append(b.Lines, "")
		}
		b.Lines = append(b.Lines, draw.Line(f.Width, f.Theme.Ellipsis, f.Theme.Bad.Span(" "+fact)))
	}
	return b
}

func (v *accountsView) cells(a keystore.Account, f draw.Frame) []draw.Span {
	th, lang := f.Theme, v.Lang
	readOnly := ""
	if a.ReadOnly {
		readOnly = accountsWordReadOnly.In(lang)
	}
	env := th.Plain.Span(clean.Line(a.Env))
	if view.Production(a.Env) {
		env.Style = th.Bad
	}
	return []draw.Span{
		th.Bold.Span(a.Alias), th.Plain.Span(clean.Line(a.Name)), th.Dim.Span(clean.Line(a.AppID)), th.Plain.Span(accountsWordKinds[a.Kind].In(lang)),
		env, th.Plain.Span(accountsWordSources[a.Source()].In(lang)), th.Warn.Span(readOnly), v.testCell(a, f),
	}
}

// testCell is the result of the last test and its time of day.
func (v *accountsView) testCell(a keystore.Account, f draw.Frame) draw.Span {
	th, lang := f.Theme, v.Lang
	t, tested := v.tests[a.Alias]
	switch {
	case !desk.Can(a, desk.Read):
		return th.Dim.Span(accountsWordPlatform.In(lang))
	case !tested:
		return th.Dim.Span(view.WordNone.In(v.Lang))
	case t.running:
		return th.Plain.Span(accountsWordTesting.In(lang))
	}
	word, style := accountsWordOK.In(lang), th.Good
	var p *keystore.Problem
	switch code := errcodeOf(t.err); {
	case t.err == nil:
	case errors.As(t.err, &p):
		word, style = accountsWordNoSecret.In(lang), th.Bad
	case code != "":
		word, style = code, th.Bad
	default:
		word, style = accountsWordFailed.In(lang), th.Bad
	}
	return style.Span(word + " " + t.at.In(f.Now.Location()).Format("15:04"))
}

// trouble is why the last test of the selected account failed, and what to do.
func (v *accountsView) trouble() (fact, remedy string) {
	fact, remedy = words.Explain(v.tests[v.table.Cur].err, v.Lang)
	return clean.Line(fact), clean.Line(remedy)
}

// Status is the line below the view.
func (v *accountsView) Status(f draw.Frame) []draw.Span {
	if len(v.Accounts.All) == 0 {
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []draw.Span{f.Theme.Plain.Span(" " + remedy)}
	}
	text := accountsWordShown.Fill(v.Lang, words.Group(int64(len(v.Accounts.All))))
	if len(v.table.IDs) != len(v.Accounts.All) {
		text = accountsWordFiltered.Fill(v.Lang, words.Group(int64(len(v.table.IDs))), words.Group(int64(len(v.Accounts.All))))
	}
	return []draw.Span{f.Theme.Plain.Span(" " + text)}
}

// firstRun is the page of a console without accounts: what one is, and the
// three ways on. A small window leaves the blank lines out.
func (v *accountsView) firstRun(f draw.Frame) []string {
	lang, th := v.Lang, f.Theme
	says := func(text string) []string {
		lines := draw.Wrap(text, max(f.Width-4, 1))
		for i, l := range lines {
			lines[i] = "  " + l
		}
		return lines
	}
	command := func(text string) string {
		return "      " + th.Accent.Render(draw.Fit(text, min(draw.Width(text), f.Width-6), th.Ellipsis))
	}
	lines := []string{"  " + th.Bold.Render(accountsWordFirstTitle.In(lang)), ""}
	lines = append(lines, says(accountsWordFirstWhat.In(lang))...)
	lines = append(lines, "", command(accountsWordFirstNew.In(lang)), "")
	lines = append(lines, says(accountsWordFirstShell.In(lang))...)
	lines = append(lines, command("wxops account add mall --appid ID --kind miniprogram"), "")
	lines = append(lines, says(accountsWordFirstDemo.In(lang))...)
	lines = append(lines, command("wxops --demo"), "")
	lines = append(lines, says(accountsWordFirstRid.In(lang))...)
	if len(lines) > f.Height {
		lines = draw.WithoutBlanks(lines)
	}
	return lines
}
