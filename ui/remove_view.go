package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
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
func (d *removeDialog) View(f draw.Frame) draw.Body {
	w, th := d.text.Remove, f.Theme
	a := d.account
	lines := []string{"  " + th.Bold.Render(w.Title), "", accountLine(f, w.Account, a)}
	if d.phase == removeFailed {
		return draw.Body{Lines: draw.Squeezed(append(lines, d.failedLines(f)...), f.Height)}
	}
	lines = append(lines, draw.LabelledLines(f, w.File, w.Stays)...)
	lines = append(lines, d.secretLines(f)...)
	if d.phase == removeRunning {
		return draw.Body{Lines: draw.Over(lines, []string{"", "  " + th.Bold.Render(w.Removing)}, f.Height)}
	}
	prompt := fmt.Sprintf(w.Confirm, a.Alias)
	text, x := d.alias.View(max(f.Width-draw.Width(prompt)-4, 10))
	b := draw.Body{Lines: draw.Over(lines, []string{"", "  " + th.Bold.Render(prompt) + text, "  " + th.Dim.Render(w.NoUndo)}, f.Height)}
	if !d.onChoice {
		b.Cursor = &tea.Position{X: 2 + draw.Width(prompt) + x, Y: len(b.Lines) - 2}
	}
	return b
}

// secretLines say what becomes of the secret, as a choice where wxops stores it.
func (d *removeDialog) secretLines(f draw.Frame) []string {
	w, th := d.text.Remove, f.Theme
	source := d.account.Source()
	if !source.Keeps() {
		text := w.Elsewhere[source]
		if source == keystore.FromEnv {
			text = fmt.Sprintf(text, keystore.EnvName(d.account.Alias))
		}
		return draw.LabelledLines(f, w.Secret, text)
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
		lines = append(lines, draw.Labelled(f, label, th.Plain.Span(mark), style.Span(c)))
	}
	lines = append(lines, draw.LabelledLines(f, "", note)...)
	if d.forget && len(d.shared) > 0 {
		lines = append(lines, draw.Warned(f, fmt.Sprintf(w.Shared, strings.Join(d.shared, ", ")))...)
	}
	return lines
}

func (d *removeDialog) failedLines(f draw.Frame) []string {
	w := d.text.Remove
	words, err := w.NotRemoved, d.done.err
	if err == nil {
		words, err = w.NotForgotten, d.done.secretErr
	}
	lines := []string{"", "  " + f.Theme.Bold.Render(fmt.Sprintf(words, d.account.Alias))}
	return append(append(lines, d.explained(f, err)...), "", "  "+w.Closes)
}

// Status leaves the line empty: the dialog says all that there is to say.
func (d *removeDialog) Status(draw.Frame) []draw.Span { return nil }
