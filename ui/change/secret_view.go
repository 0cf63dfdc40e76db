package change

import (
	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
)

// The words of the view.
var (
	secretWordTitle   = words.Pair{"Enter an AppSecret for this session", "输入 AppSecret（本次运行使用）"}
	secretWordAccount = words.Pair{"Account", "账号"}
	secretWordSecret  = words.Pair{"AppSecret", "AppSecret"}
	secretWordKeep    = words.Pair{"Keep it", "保存"}
	secretWordSession = words.Pair{"in memory, until wxops ends", "只在内存中，退出即失"}
	secretWordAlso    = words.Pair{"in memory and in %s", "内存中，并存入%s"}
	secretWordAsked   = words.Pair{"It is used in place of the one from %s.", "代替来自%s的 AppSecret。"}
	secretWordPrompt  = words.Pair{"This account's AppSecret is stored nowhere: it is typed when it is needed.",
		"该账号的 AppSecret 不保存，需要时输入。"}
	secretWordDemo     = words.Pair{"This is the demo: any text opens it.", "这是演示：输入任意文字即可。"}
	secretWordNoEcho   = words.Pair{"It is not shown. esc leaves without it.", "输入时不显示。按 esc 放弃。"}
	secretWordKeeping  = words.Pair{"storing…", "正在保存…"}
	secretWordKeptOnly = words.Pair{"Kept in memory for this session, but not stored:", "已留在内存中供本次运行使用，但没有存下来："}
	secretWordCloses   = words.Pair{"esc closes this.", "按 esc 关闭。"}
)

// View draws why the secret is needed, in two lines, and where it is typed.
func (d *SecretDialog) View(f draw.Frame) draw.Body {
	lang, th := d.Lang, f.Theme
	lines := []string{"  " + th.Bold.Render(secretWordTitle.In(lang)), "", accountLine(d.Deps, f, secretWordAccount.In(lang), d.account), ""}
	if d.phase == secretNotStored {
		for _, l := range draw.Wrap(secretWordKeptOnly.In(lang), f.Width-4) {
			lines = append(lines, "  "+l)
		}
		lines = append(append(lines, explained(f, d.Lang, d.err)...), "", "  "+secretWordCloses.In(lang))
		return draw.Body{Lines: draw.Squeezed(lines, f.Height)}
	}
	lines = append(lines, d.reason(f)...)
	if d.phase == secretKeeping {
		return draw.Body{Lines: draw.Over(lines, []string{"", "  " + th.Bold.Render(secretWordKeeping.In(lang))}, f.Height)}
	}
	mask, x := d.secret.view(maskMost+1, th)
	bottom := []string{"", draw.Labelled(f, secretWordSecret.In(lang), th.Plain.Span("  "+mask))}
	below := 2
	if d.offersStore() {
		bottom = append(bottom, d.choiceLine(f))
		below++
	}
	b := draw.Body{Lines: draw.Over(lines, append(bottom, "  "+th.Dim.Render(secretWordNoEcho.In(lang))), f.Height)}
	if !d.onChoice {
		b.Cursor = &tea.Position{X: 4 + draw.LabelCells + x, Y: len(b.Lines) - below}
	}
	return b
}

func (d *SecretDialog) reason(f draw.Frame) []string {
	lang := d.Lang
	text := secretWordAsked.Fill(lang, wordPlaces[d.account.Source()].In(d.Lang))
	switch {
	case d.why != nil:
		return explained(f, d.Lang, d.why)
	case d.Cfg.Demo:
		text = secretWordDemo.In(lang)
	case d.account.Secret == keystore.FromPrompt:
		text = secretWordPrompt.In(lang)
	}
	lines := draw.Wrap(text, f.Width-4)
	for i, l := range lines {
		lines[i] = "  " + l
	}
	return lines
}

func (d *SecretDialog) choiceLine(f draw.Frame) string {
	lang := d.Lang
	text := secretWordSession.In(lang)
	if d.store {
		text = secretWordAlso.Fill(lang, wordPlaces[d.account.Source()].In(d.Lang))
	}
	return draw.Labelled(f, secretWordKeep.In(lang), draw.ChoiceSpan(f, text, d.onChoice))
}

// Status leaves the line empty: the dialog says all that there is to say.
func (d *SecretDialog) Status(draw.Frame) []draw.Span { return nil }
