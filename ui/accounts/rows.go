package accounts

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
	wordTitle        = words.Pair{"Accounts", "账号"}
	wordAlias        = words.Pair{"Alias", "别名"}
	wordName         = words.Pair{"Name", "名称"}
	wordAppID        = words.Pair{"AppID", "AppID"}
	wordKind         = words.Pair{"Kind", "类型"}
	wordEnv          = words.Pair{"Env", "环境"}
	wordSecret       = words.Pair{"Secret", "密钥"}
	wordGuard        = words.Pair{"R/O", "只读"}
	wordTested       = words.Pair{"Last test", "最近测试"}
	wordReadOnly     = words.Pair{"yes", "是"}
	wordOK           = words.Pair{"ok", "正常"}
	wordFailed       = words.Pair{"failed", "失败"}
	wordNoSecret     = words.Pair{"no secret", "无密钥"}
	wordTesting      = words.Pair{"testing…", "测试中…"}
	wordPlatform     = words.Pair{"not supported", "暂不支持"}
	wordShown        = words.Pair{"%s accounts", "%s 个账号"}
	wordFiltered     = words.Pair{"%s of %s accounts", "%s / %s 个账号"}
	wordNoMatch      = words.Pair{"No account matches the filter. esc takes it away.", "没有匹配的账号。按 esc 取消筛选。"}
	wordFilterPrompt = words.Pair{"filter: ", "筛选："}
	wordNoBook       = words.Pair{"the demo's accounts cannot be changed", "演示账号不能修改"}
	wordFirstTitle   = words.Pair{"There is no account yet.", "还没有账号。"}
	wordFirstNew     = words.Pair{"n adds one here", "按 n 在此添加"}
	wordFirstWhat    = words.Pair{"An account is an alias, an AppID, and the place where its AppSecret lives: the keyring, a command, an encrypted file, or nowhere but memory.",
		"账号包括别名、AppID，以及 AppSecret 的存放处：密钥环、命令、加密文件，或只在内存中。"}
	wordFirstShell = words.Pair{"From a shell or a script:", "在命令行或脚本中添加："}
	wordFirstDemo  = words.Pair{"To look around without a WeChat account:", "没有微信账号也可以先看看："}
	wordFirstRid   = words.Pair{"A rid or an error text can be read at once: press 3.", "rid 或报错文本现在就能解读：按 3。"}
)

var wordKinds = map[keystore.Kind]words.Pair{
	keystore.OffiAccount: {"offiaccount", "公众号"},
	keystore.MiniProgram: {"miniprogram", "小程序"},
	keystore.MiniGame:    {"minigame", "小游戏"},
	keystore.Store:       {"store", "微信小店"},
	keystore.Component:   {"component", "第三方平台"},
}
var wordSources = map[keystore.SourceName]words.Pair{
	keystore.FromKeyring: {"keyring", "密钥环"},
	keystore.FromCommand: {"command", "命令"},
	keystore.FromFile:    {"file", "加密文件"},
	keystore.FromPrompt:  {"prompt", "手动输入"},
	keystore.FromEnv:     {"env", "环境变量"},
}
var wordPlaces = map[keystore.SourceName]words.Pair{
	keystore.FromKeyring: {"the keyring", "密钥环"},
	keystore.FromCommand: {"the command", "命令"},
	keystore.FromFile:    {"the encrypted file", "加密文件"},
	keystore.FromPrompt:  {"memory", "内存"},
	keystore.FromEnv:     {"the environment", "环境变量"},
}

func (v *View) columns() []draw.Column {
	lang := v.Lang
	return []draw.Column{
		{Title: wordAlias.In(lang), Width: 12}, {Title: wordName.In(lang), Width: 10, Flex: true}, {Title: wordAppID.In(lang), Width: 18, Drop: 3},
		{Title: wordKind.In(lang), Width: 11, Drop: 2}, {Title: wordEnv.In(lang), Width: 6}, {Title: wordSecret.In(lang), Width: 8, Drop: 1},
		{Title: wordGuard.In(lang), Width: 4}, {Title: wordTested.In(lang), Width: 15},
	}
}

// View draws the table, or the page that greets who has no account yet.
func (v *View) View(f draw.Frame) draw.Body {
	if len(v.Accounts.All) == 0 {
		return draw.Body{Lines: v.firstRun(f)}
	}
	var b draw.Body
	if v.filter.Open || v.filter.Value() != "" {
		prompt := wordFilterPrompt.In(v.Lang)
		text, x := v.filter.View(f.Width - draw.Width(prompt) - 4)
		b.Lines = append(b.Lines, "  "+f.Theme.Accent.Render(prompt)+text)
		if v.filter.Open {
			b.Cursor = &tea.Position{X: 2 + draw.Width(prompt) + x}
		}
	}
	if len(v.table.IDs) == 0 {
		b.Lines = append(b.Lines, "", "  "+f.Theme.Dim.Render(draw.Fit(wordNoMatch.In(v.Lang), f.Width-2, f.Theme.Ellipsis)))
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

func (v *View) cells(a keystore.Account, f draw.Frame) []draw.Span {
	th, lang := f.Theme, v.Lang
	readOnly := ""
	if a.ReadOnly {
		readOnly = wordReadOnly.In(lang)
	}
	env := th.Plain.Span(clean.Line(a.Env))
	if view.Production(a.Env) {
		env.Style = th.Bad
	}
	return []draw.Span{
		th.Bold.Span(a.Alias), th.Plain.Span(clean.Line(a.Name)), th.Dim.Span(clean.Line(a.AppID)), th.Plain.Span(wordKinds[a.Kind].In(lang)),
		env, th.Plain.Span(wordSources[a.Source()].In(lang)), th.Warn.Span(readOnly), v.testCell(a, f),
	}
}

// testCell is the result of the last test and its time of day.
func (v *View) testCell(a keystore.Account, f draw.Frame) draw.Span {
	th, lang := f.Theme, v.Lang
	t, tested := v.tests[a.Alias]
	switch {
	case !desk.Can(a, desk.Read):
		return th.Dim.Span(wordPlatform.In(lang))
	case !tested:
		return th.Dim.Span(view.WordNone.In(v.Lang))
	case t.running:
		return th.Plain.Span(wordTesting.In(lang))
	}
	word, style := wordOK.In(lang), th.Good
	var p *keystore.Problem
	switch code := errcodeOf(t.err); {
	case t.err == nil:
	case errors.As(t.err, &p):
		word, style = wordNoSecret.In(lang), th.Bad
	case code != "":
		word, style = code, th.Bad
	default:
		word, style = wordFailed.In(lang), th.Bad
	}
	return style.Span(word + " " + t.at.In(f.Now.Location()).Format("15:04"))
}

// trouble is why the last test of the selected account failed, and what to do.
func (v *View) trouble() (fact, remedy string) {
	fact, remedy = words.Explain(v.tests[v.table.Cur].err, v.Lang)
	return clean.Line(fact), clean.Line(remedy)
}

// Status is the line below the view.
func (v *View) Status(f draw.Frame) []draw.Span {
	if len(v.Accounts.All) == 0 {
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []draw.Span{f.Theme.Plain.Span(" " + remedy)}
	}
	text := wordShown.Fill(v.Lang, words.Group(int64(len(v.Accounts.All))))
	if len(v.table.IDs) != len(v.Accounts.All) {
		text = wordFiltered.Fill(v.Lang, words.Group(int64(len(v.table.IDs))), words.Group(int64(len(v.Accounts.All))))
	}
	return []draw.Span{f.Theme.Plain.Span(" " + text)}
}

// firstRun is the page of a console without accounts: what one is, and the
// three ways on. A small window leaves the blank lines out.
func (v *View) firstRun(f draw.Frame) []string {
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
	lines := []string{"  " + th.Bold.Render(wordFirstTitle.In(lang)), ""}
	lines = append(lines, says(wordFirstWhat.In(lang))...)
	lines = append(lines, "", command(wordFirstNew.In(lang)), "")
	lines = append(lines, says(wordFirstShell.In(lang))...)
	lines = append(lines, command("wxops account add mall --appid ID --kind miniprogram"), "")
	lines = append(lines, says(wordFirstDemo.In(lang))...)
	lines = append(lines, command("wxops --demo"), "")
	lines = append(lines, says(wordFirstRid.In(lang))...)
	if len(lines) > f.Height {
		lines = draw.WithoutBlanks(lines)
	}
	return lines
}
