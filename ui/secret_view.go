package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
)

// secretWords are the words of the dialog.
type secretWords struct {
	Title, Account, Secret, Keep, Session, Also, Asked, Prompt, NoEcho, Keeping, KeptOnly, Closes, Disabled, Way string
}

func secretText(s say) secretWords {
	return secretWords{
		Title: s("Enter an AppSecret for this session", "输入 AppSecret（本次运行使用）"), Account: s("Account", "账号"), Secret: s("AppSecret", "AppSecret"),
		Keep: s("Keep it", "保存"), Session: s("in memory, until wxops ends", "只在内存中，退出即失"), Also: s("in memory and in %s", "内存中，并存入%s"),
		Asked:    s("It is used in place of the one from %s.", "代替来自%s的 AppSecret。"),
		Prompt:   s("This account's AppSecret is stored nowhere: it is typed when it is needed.", "该账号的 AppSecret 不保存，需要时输入。"),
		NoEcho:   s("It is not shown. esc leaves without it.", "输入时不显示。按 esc 放弃。"),
		Keeping:  s("storing…", "正在保存…"),
		KeptOnly: s("Kept in memory for this session, but not stored:", "已留在内存中供本次运行使用，但没有存下来："),
		Closes:   s("esc closes this.", "按 esc 关闭。"), Disabled: s("no secret can be entered here", "这里不能输入密钥"),
		Way: s("e enters the secret for this session.", "按 e 输入本次使用的密钥。"),
	}
}

// View draws why the secret is needed, in two lines, and where it is typed.
func (d *secretDialog) View(f draw.Frame) draw.Body {
	w, th := d.text.Secret, f.Theme
	lines := []string{"  " + th.Bold.Render(w.Title), "", accountLine(f, w.Account, d.account), ""}
	if d.phase == secretNotStored {
		for _, l := range draw.Wrap(w.KeptOnly, f.Width-4) {
			lines = append(lines, "  "+l)
		}
		lines = append(append(lines, d.explained(f, d.err)...), "", "  "+w.Closes)
		return draw.Body{Lines: draw.Squeezed(lines, f.Height)}
	}
	lines = append(lines, d.reason(f)...)
	if d.phase == secretKeeping {
		return draw.Body{Lines: draw.Over(lines, []string{"", "  " + th.Bold.Render(w.Keeping)}, f.Height)}
	}
	mask, x := d.secret.view(maskMost+1, th)
	bottom := []string{"", draw.Labelled(f, w.Secret, th.Plain.Span("  "+mask))}
	below := 2
	if d.offersStore() {
		bottom = append(bottom, d.choiceLine(f))
		below++
	}
	b := draw.Body{Lines: draw.Over(lines, append(bottom, "  "+th.Dim.Render(w.NoEcho)), f.Height)}
	if !d.onChoice {
		b.Cursor = &tea.Position{X: 4 + draw.LabelCells + x, Y: len(b.Lines) - below}
	}
	return b
}

func (d *secretDialog) reason(f draw.Frame) []string {
	w := d.text.Secret
	text := fmt.Sprintf(w.Asked, d.text.Accounts.Places[d.account.Source()])
	switch {
	case d.why != nil:
		return d.explained(f, d.why)
	case d.account.Secret == keystore.FromPrompt:
		text = w.Prompt
	}
	lines := draw.Wrap(text, f.Width-4)
	for i, l := range lines {
		lines[i] = "  " + l
	}
	return lines
}

func (d *secretDialog) choiceLine(f draw.Frame) string {
	w := d.text.Secret
	text := w.Session
	if d.store {
		text = fmt.Sprintf(w.Also, d.text.Accounts.Places[d.account.Source()])
	}
	return draw.Labelled(f, w.Keep, draw.ChoiceSpan(f, text, d.onChoice))
}

// Status leaves the line empty: the dialog says all that there is to say.
func (d *secretDialog) Status(draw.Frame) []draw.Span { return nil }
