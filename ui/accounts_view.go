package ui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// accountsWords are the words of the Accounts tab.
type accountsWords struct {
	Alias, Name, AppID, Kind, Env, Secret, Guard, Tested             string
	ReadOnly, OK, Failed, NoSecret, Testing, Platform                string
	Shown, Filtered, NoMatch, FilterPrompt, NoBook                   string
	FirstTitle, FirstNew, FirstWhat, FirstShell, FirstDemo, FirstRid string

	Kinds   map[keystore.Kind]string
	Sources map[keystore.SourceName]string // in the table
	Places  map[keystore.SourceName]string // in a sentence
}

func accountsText(s say) accountsWords {
	return accountsWords{
		Alias: s("Alias", "别名"), Name: s("Name", "名称"), AppID: s("AppID", "AppID"), Kind: s("Kind", "类型"), Env: s("Env", "环境"),
		Secret: s("Secret", "密钥"), Guard: s("R/O", "只读"), Tested: s("Last test", "最近测试"), ReadOnly: s("yes", "是"),
		OK: s("ok", "正常"), Failed: s("failed", "失败"), NoSecret: s("no secret", "无密钥"), Testing: s("testing…", "测试中…"),
		Platform: s("not supported", "暂不支持"),
		Shown:    s("%s accounts", "%s 个账号"), Filtered: s("%s of %s accounts", "%s / %s 个账号"),
		NoMatch:      s("No account matches the filter. esc takes it away.", "没有匹配的账号。按 esc 取消筛选。"),
		FilterPrompt: s("filter: ", "筛选："), NoBook: s("the demo's accounts cannot be changed", "演示账号不能修改"),
		FirstTitle: s("There is no account yet.", "还没有账号。"),
		FirstNew:   s("n adds one here", "按 n 在此添加"),
		FirstWhat: s("An account is an alias, an AppID, and the place where its AppSecret lives: the keyring, a command, an encrypted file, or nowhere but memory.",
			"账号包括别名、AppID，以及 AppSecret 的存放处：密钥环、命令、加密文件，或只在内存中。"),
		FirstShell: s("From a shell or a script:", "在命令行或脚本中添加："),
		FirstDemo:  s("To look around without a WeChat account:", "没有微信账号也可以先看看："),
		FirstRid:   s("A rid or an error text can be read at once: press 3.", "rid 或报错文本现在就能解读：按 3。"),
		Kinds: map[keystore.Kind]string{
			keystore.OffiAccount: s("offiaccount", "公众号"), keystore.MiniProgram: s("miniprogram", "小程序"),
			keystore.MiniGame: s("minigame", "小游戏"), keystore.Store: s("store", "微信小店"), keystore.Component: s("component", "第三方平台"),
		},
		Sources: map[keystore.SourceName]string{
			keystore.FromKeyring: s("keyring", "密钥环"), keystore.FromCommand: s("command", "命令"), keystore.FromFile: s("file", "加密文件"),
			keystore.FromPrompt: s("prompt", "手动输入"), keystore.FromEnv: s("env", "环境变量"),
		},
		Places: map[keystore.SourceName]string{
			keystore.FromKeyring: s("the keyring", "密钥环"), keystore.FromCommand: s("the command", "命令"), keystore.FromFile: s("the encrypted file", "加密文件"),
			keystore.FromPrompt: s("memory", "内存"), keystore.FromEnv: s("the environment", "环境变量"),
		},
	}
}

func (v *accountsView) columns() []draw.Column {
	w := v.text.Accounts
	return []draw.Column{
		{Title: w.Alias, Width: 12}, {Title: w.Name, Width: 10, Flex: true}, {Title: w.AppID, Width: 18, Drop: 3},
		{Title: w.Kind, Width: 11, Drop: 2}, {Title: w.Env, Width: 6}, {Title: w.Secret, Width: 8, Drop: 1},
		{Title: w.Guard, Width: 4}, {Title: w.Tested, Width: 15},
	}
}

// View draws the table, or the page that greets who has no account yet.
func (v *accountsView) View(f draw.Frame) draw.Body {
	if len(v.accounts.all) == 0 {
		return draw.Body{Lines: v.firstRun(f)}
	}
	var b draw.Body
	if v.filter.Open || v.filter.Value() != "" {
		prompt := v.text.Accounts.FilterPrompt
		text, x := v.filter.View(f.Width - draw.Width(prompt) - 4)
		b.Lines = append(b.Lines, "  "+f.Theme.Accent.Render(prompt)+text)
		if v.filter.Open {
			b.Cursor = &tea.Position{X: 2 + draw.Width(prompt) + x}
		}
	}
	if len(v.table.IDs) == 0 {
		b.Lines = append(b.Lines, "", "  "+f.Theme.Dim.Render(draw.Fit(v.text.Accounts.NoMatch, f.Width-2, f.Theme.Ellipsis)))
		return b
	}
	room := f.Height - len(b.Lines)
	fact, _ := v.trouble()
	if fact != "" {
		room--
	}
	b.Lines = append(b.Lines, v.table.View(v.columns(), f.Width, room, f.Theme, func(id string) []draw.Span {
		a, _ := v.accounts.named(id)
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
	th, w := f.Theme, v.text.Accounts
	readOnly := ""
	if a.ReadOnly {
		readOnly = w.ReadOnly
	}
	env := th.Plain.Span(clean.Line(a.Env))
	if production(a.Env) {
		env.Style = th.Bad
	}
	return []draw.Span{
		th.Bold.Span(a.Alias), th.Plain.Span(clean.Line(a.Name)), th.Dim.Span(clean.Line(a.AppID)), th.Plain.Span(w.Kinds[a.Kind]),
		env, th.Plain.Span(w.Sources[a.Source()]), th.Warn.Span(readOnly), v.testCell(a, f),
	}
}

// testCell is the result of the last test and its time of day.
func (v *accountsView) testCell(a keystore.Account, f draw.Frame) draw.Span {
	th, w := f.Theme, v.text.Accounts
	t, tested := v.tests[a.Alias]
	switch {
	case !desk.Can(a, desk.Read):
		return th.Dim.Span(w.Platform)
	case !tested:
		return th.Dim.Span(v.text.None)
	case t.running:
		return th.Plain.Span(w.Testing)
	}
	word, style := w.OK, th.Good
	var p *keystore.Problem
	switch code := errcodeOf(t.err); {
	case t.err == nil:
	case errors.As(t.err, &p):
		word, style = w.NoSecret, th.Bad
	case code != "":
		word, style = code, th.Bad
	default:
		word, style = w.Failed, th.Bad
	}
	return style.Span(word + " " + t.at.In(f.Now.Location()).Format("15:04"))
}

// trouble is why the last test of the selected account failed, and what to do.
func (v *accountsView) trouble() (fact, remedy string) {
	fact, remedy = words.Explain(v.tests[v.table.Cur].err, v.text.Lang)
	return clean.Line(fact), clean.Line(remedy)
}

func (v *accountsView) Status(f draw.Frame) []draw.Span {
	if len(v.accounts.all) == 0 {
		return nil
	}
	if _, remedy := v.trouble(); remedy != "" {
		return []draw.Span{f.Theme.Plain.Span(" " + remedy)}
	}
	text := fmt.Sprintf(v.text.Accounts.Shown, words.Group(int64(len(v.accounts.all))))
	if len(v.table.IDs) != len(v.accounts.all) {
		text = fmt.Sprintf(v.text.Accounts.Filtered, words.Group(int64(len(v.table.IDs))), words.Group(int64(len(v.accounts.all))))
	}
	return []draw.Span{f.Theme.Plain.Span(" " + text)}
}

// firstRun is the page of a console without accounts: what one is, and the
// three ways on. A small window leaves the blank lines out.
func (v *accountsView) firstRun(f draw.Frame) []string {
	w, th := v.text.Accounts, f.Theme
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
	lines := []string{"  " + th.Bold.Render(w.FirstTitle), ""}
	lines = append(lines, says(w.FirstWhat)...)
	lines = append(lines, "", command(w.FirstNew), "")
	lines = append(lines, says(w.FirstShell)...)
	lines = append(lines, command("wxops account add mall --appid ID --kind miniprogram"), "")
	lines = append(lines, says(w.FirstDemo)...)
	lines = append(lines, command("wxops --demo"), "")
	lines = append(lines, says(w.FirstRid)...)
	if len(lines) > f.Height {
		lines = draw.WithoutBlanks(lines)
	}
	return lines
}

// production reports whether an env means real users, by its name.
func production(env string) bool { return strings.HasPrefix(strings.ToLower(env), "prod") }
