package accounts

import (
	"wxops/ui/draw"
	"wxops/ui/words"
)

// The words of a console without accounts.
var (
	wordFirstTitle = words.Pair{"There is no account yet.", "还没有账号。"}
	wordFirstNew   = words.Pair{"n adds one here", "按 n 在此添加"}
	wordFirstWhat  = words.Pair{"An account is an alias, an AppID, and the place where its AppSecret lives: the keyring, a command, an encrypted file, or nowhere but memory.",
		"账号包括别名、AppID，以及 AppSecret 的存放处：密钥环、命令、加密文件，或只在内存中。"}
	wordFirstShell = words.Pair{"From a shell or a script:", "在命令行或脚本中添加："}
	wordFirstDemo  = words.Pair{"To look around without a WeChat account:", "没有微信账号也可以先看看："}
	wordFirstRid   = words.Pair{"A rid or an error text can be read at once: press 3.", "rid 或报错文本现在就能解读：按 3。"}
)

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
