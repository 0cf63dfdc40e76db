package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
)

// removeWords are the words of the dialog.
type removeWords struct {
	Title, Account, File, Secret, Stays, Keep, Forget, KeepNote, ForgetNote, Shared              string
	Elsewhere                                                                                    map[keystore.SourceName]string
	Confirm, NoUndo, Removing, Removed, RemovedKept, Forgotten, NotRemoved, NotForgotten, Closes string
}

func removeText(s say) removeWords {
	return removeWords{
		Title: s("Remove an account", "删除账号"), Account: s("Account", "账号"), File: s("File", "文件"), Secret: s("AppSecret", "AppSecret"),
		Stays: s("it is taken out of accounts.toml, with the comment above it; its resets stay in the journal", "从 accounts.toml 中去掉，连同其上方的注释；清零记录保留"),
		Keep:  s("keep it in %s", "保留在%s中"), Forget: s("forget it in %s too", "同时从%s中删除"),
		KeepNote:   s("The stored AppSecret stays; the account can be added again without it.", "保存的 AppSecret 不变；以后重新添加账号时不必再输入。"),
		ForgetNote: s("The stored AppSecret is deleted. WeChat shows an AppSecret only once.", "保存的 AppSecret 将被删除。微信只显示一次 AppSecret。"),
		Shared:     s("%s uses the same stored AppSecret: forgetting it takes it from there too.", "%s 使用同一份 AppSecret：删除后它也不能再用。"),
		Elsewhere: map[keystore.SourceName]string{
			keystore.FromCommand: s("wxops does not store it: what the command reads is not touched", "wxops 没有保存它：命令所读取的内容不受影响"),
			keystore.FromPrompt:  s("it is stored nowhere: nothing to forget", "没有保存在任何地方，无需删除"),
			keystore.FromEnv:     s("wxops does not store it: the variable %s is not touched", "wxops 没有保存它：环境变量 %s 不受影响"),
		},
		Confirm: s("Type %s to remove it: ", "输入 %s 确认删除："), NoUndo: s("esc leaves without a change.", "按 esc 放弃。"),
		Removing: s("removing…", "正在删除…"), Removed: s("%s is removed", "已删除 %s"),
		RemovedKept: s("%s is removed; its AppSecret stays in %s", "已删除 %s；AppSecret 仍在%s中"),
		Forgotten:   s("%s is removed, and its AppSecret is forgotten", "已删除 %s，AppSecret 也已删除"),
		NotRemoved:  s("%s is not removed.", "没有删除 %s。"), NotForgotten: s("%s is removed, but its AppSecret could not be forgotten.", "已删除 %s，但 AppSecret 未能删除。"),
		Closes: s("esc closes this.", "按 esc 关闭。"),
	}
}

// View draws what goes and what stays, and where the alias is typed.
func (d removeDialog) View(f frame) body {
	w, th := d.text.Remove, f.theme
	a := d.account
	lines := []string{"  " + th.Bold.Render(w.Title), "", accountLine(f, w.Account, a)}
	if d.phase == removeFailed {
		return body{lines: squeezed(append(lines, d.failedLines(f)...), f.height)}
	}
	lines = append(lines, labelledLines(f, w.File, w.Stays)...)
	lines = append(lines, d.secretLines(f)...)
	if d.phase == removeRunning {
		return body{lines: over(lines, []string{"", "  " + th.Bold.Render(w.Removing)}, f.height)}
	}
	prompt := fmt.Sprintf(w.Confirm, a.Alias)
	text, x := d.alias.view(max(f.width-width(prompt)-4, 10))
	b := body{lines: over(lines, []string{"", "  " + th.Bold.Render(prompt) + text, "  " + th.Dim.Render(w.NoUndo)}, f.height)}
	if !d.onChoice {
		b.cursor = &tea.Position{X: 2 + width(prompt) + x, Y: len(b.lines) - 2}
	}
	return b
}

// secretLines say what becomes of the secret, as a choice where wxops stores it.
func (d removeDialog) secretLines(f frame) []string {
	w, th := d.text.Remove, f.theme
	source := d.account.Source()
	if !source.Keeps() {
		text := w.Elsewhere[source]
		if source == keystore.FromEnv {
			text = fmt.Sprintf(text, keystore.EnvName(d.account.Alias))
		}
		return labelledLines(f, w.Secret, text)
	}
	choices := []string{fmt.Sprintf(w.Keep, d.place()), fmt.Sprintf(w.Forget, d.place())}
	note := w.KeepNote
	chosen := 0
	if d.forget {
		chosen, note = 1, w.ForgetNote
	}
	var lines []string
	for i, c := range choices {
		label, mark, style := "", "( ) ", th.Dim
		if i == 0 {
			label = w.Secret
		}
		if i == chosen {
			mark, style = "(x) ", th.Bold
			if d.onChoice {
				style = th.Selected
			}
		}
		lines = append(lines, labelled(f, label, th.Plain.Span(mark), style.Span(c)))
	}
	lines = append(lines, labelledLines(f, "", note)...)
	if d.forget && len(d.shared) > 0 {
		lines = append(lines, warned(f, fmt.Sprintf(w.Shared, strings.Join(d.shared, ", ")))...)
	}
	return lines
}

func (d removeDialog) failedLines(f frame) []string {
	w := d.text.Remove
	words, err := w.NotRemoved, d.done.err
	if err == nil {
		words, err = w.NotForgotten, d.done.secretErr
	}
	lines := []string{"", "  " + f.theme.Bold.Render(fmt.Sprintf(words, d.account.Alias))}
	return append(append(lines, d.explained(f, err)...), "", "  "+w.Closes)
}
