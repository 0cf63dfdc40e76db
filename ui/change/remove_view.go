package change

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
)

// The words of the view.
var (
	removeWordTitle   = words.Pair{"Remove an account", "删除账号"}
	removeWordAccount = words.Pair{"Account", "账号"}
	removeWordFile    = words.Pair{"File", "文件"}
	removeWordSecret  = words.Pair{"AppSecret", "AppSecret"}
	removeWordStays   = words.Pair{"it is taken out of accounts.toml, with the comment above it; its resets stay in the journal",
		"从 accounts.toml 中去掉，连同其上方的注释；清零记录保留"}
	removeWordKeep     = words.Pair{"keep it in %s", "保留在%s中"}
	removeWordForget   = words.Pair{"forget it in %s too", "同时从%s中删除"}
	removeWordKeepNote = words.Pair{"The stored AppSecret stays; the account can be added again without it.",
		"保存的 AppSecret 不变；以后重新添加账号时不必再输入。"}
	removeWordForgetNote = words.Pair{"The stored AppSecret is deleted. WeChat shows an AppSecret only once.",
		"保存的 AppSecret 将被删除。微信只显示一次 AppSecret。"}
	removeWordShared = words.Pair{"%s uses the same stored AppSecret: forgetting it takes it from there too.",
		"%s 使用同一份 AppSecret：删除后它也不能再用。"}
	removeWordConfirm      = words.Pair{"Type %s to remove it: ", "输入 %s 确认删除："}
	removeWordNoUndo       = words.Pair{"esc leaves without a change.", "按 esc 放弃。"}
	removeWordRemoving     = words.Pair{"removing…", "正在删除…"}
	removeWordRemoved      = words.Pair{"%s is removed", "已删除 %s"}
	removeWordRemovedKept  = words.Pair{"%s is removed; its AppSecret stays in %s", "已删除 %s；AppSecret 仍在%s中"}
	removeWordForgotten    = words.Pair{"%s is removed, and its AppSecret is forgotten", "已删除 %s，AppSecret 也已删除"}
	removeWordNotRemoved   = words.Pair{"%s is not removed.", "没有删除 %s。"}
	removeWordNotForgotten = words.Pair{"%s is removed, but its AppSecret could not be forgotten.", "已删除 %s，但 AppSecret 未能删除。"}
	removeWordCloses       = words.Pair{"esc closes this.", "按 esc 关闭。"}
)

var removeWordElsewhere = map[keystore.SourceName]words.Pair{
	keystore.FromCommand: {"wxops does not store it: what the command reads is not touched",
		"wxops 没有保存它：命令所读取的内容不受影响"},
	keystore.FromPrompt: {"it is stored nowhere: nothing to forget", "没有保存在任何地方，无需删除"},
	keystore.FromEnv:    {"wxops does not store it: the variable %s is not touched", "wxops 没有保存它：环境变量 %s 不受影响"},
}

// View draws what goes and what stays, and where the alias is typed.
func (d *RemoveDialog) View(f draw.Frame) draw.Body {
	lang, th := d.Lang, f.Theme
	a := d.account
	lines := []string{"  " + th.Bold.Render(removeWordTitle.In(lang)), "", accountLine(d.Deps, f, removeWordAccount.In(lang), a)}
	if d.phase == removeFailed {
		return draw.Body{Lines: draw.Squeezed(append(lines, d.failedLines(f)...), f.Height)}
	}
	lines = append(lines, draw.LabelledLines(f, removeWordFile.In(lang), removeWordStays.In(lang))...)
	lines = append(lines, d.secretLines(f)...)
	if d.phase == removeRunning {
		return draw.Body{Lines: draw.Over(lines, []string{"", "  " + th.Bold.Render(removeWordRemoving.In(lang))}, f.Height)}
	}
	prompt := removeWordConfirm.Fill(lang, a.Alias)
	text, x := d.alias.View(max(f.Width-draw.Width(prompt)-4, 10))
	b := draw.Body{Lines: draw.Over(lines, []string{"", "  " + th.Bold.Render(prompt) + text, "  " + th.Dim.Render(removeWordNoUndo.In(lang))}, f.Height)}
	if !d.onChoice {
		b.Cursor = &tea.Position{X: 2 + draw.Width(prompt) + x, Y: len(b.Lines) - 2}
	}
	return b
}

// secretLines say what becomes of the secret, as a choice where wxops stores it.
func (d *RemoveDialog) secretLines(f draw.Frame) []string {
	lang, th := d.Lang, f.Theme
	source := d.account.Source()
	if !source.Keeps() {
		text := removeWordElsewhere[source].In(lang)
		if source == keystore.FromEnv {
			text = fmt.Sprintf(text, keystore.EnvName(d.account.Alias))
		}
		return draw.LabelledLines(f, removeWordSecret.In(lang), text)
	}
	choices := []string{removeWordKeep.Fill(lang, d.place()), removeWordForget.Fill(lang, d.place())}
	note := removeWordKeepNote.In(lang)
	chosen := 0
	if d.forget {
		chosen, note = 1, removeWordForgetNote.In(lang)
	}
	var lines []string
	for i, c := range choices {
		label, mark, style := "", "( ) ", th.Dim
		if i == 0 {
			label = removeWordSecret.In(lang)
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
		lines = append(lines, draw.Warned(f, removeWordShared.Fill(lang, strings.Join(d.shared, ", ")))...)
	}
	return lines
}

func (d *RemoveDialog) failedLines(f draw.Frame) []string {
	lang := d.Lang
	words, err := removeWordNotRemoved.In(lang), d.done.err
	if err == nil {
		words, err = removeWordNotForgotten.In(lang), d.done.secretErr
	}
	lines := []string{"", "  " + f.Theme.Bold.Render(fmt.Sprintf(words, d.account.Alias))}
	return append(append(lines, explained(f, d.Lang, err)...), "", "  "+removeWordCloses.In(lang))
}

// Status leaves the line empty: the dialog says all that there is to say.
func (d *RemoveDialog) Status(draw.Frame) []draw.Span { return nil }
