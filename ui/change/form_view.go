package change

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
	formWordNew        = words.Pair{"New account", "新增账号"}
	formWordEdit       = words.Pair{"Edit %s", "编辑 %s"}
	formWordCommand    = words.Pair{"Command", "命令"}
	formWordVariable   = words.Pair{"Variable", "环境变量"}
	formWordYes        = words.Pair{"yes", "是"}
	formWordNo         = words.Pair{"no", "否"}
	formWordAliasNote  = words.Pair{"What is typed to confirm a reset: a-z, 0-9 and -.", "确认清零时要输入的名字：a-z、0-9 和 -。"}
	formWordFixedAlias = words.Pair{"stays; to rename it: wxops account edit %s --alias NEW", "不可改；改名：wxops account edit %s --alias 新别名"}
	formWordAppIDNote  = words.Pair{"wx and 16 of 0-9a-f.", "wx 加 16 位 0-9a-f。"}
	formWordAppIDWhere = words.Pair{"From %s", "见%s"}
	formWordNameNote   = words.Pair{"Shown beside the alias; may be left empty.", "显示在别名旁，可不填。"}
	formWordKindNote   = words.Pair{"Decides which APIs are watched at first.", "决定最初关注哪些接口。"}
	formWordEnvNote    = words.Pair{"Shown as a word in the header, as prod or test; may be left empty.",
		"以文字显示在顶部，如 prod 或 test，可不填。"}
	formWordSecretNote = words.Pair{"Typed or pasted, never shown. May be left empty and entered later.",
		"输入或粘贴，不显示。可留空，以后再输入。"}
	formWordKeepNote     = words.Pair{"Leave it empty to keep the one that is stored.", "留空则保留已保存的 AppSecret。"}
	formWordMoveNote     = words.Pair{"Leave it empty to move the stored one: from %s to %s.", "留空则移动已保存的 AppSecret：从%s到%s。"}
	formWordNewAppIDNote = words.Pair{"Another AppID has another AppSecret: type it here.", "新的 AppID 有自己的 AppSecret，请在此输入。"}
	formWordPromptNote   = words.Pair{"For this session only; may be left empty.", "仅用于本次运行，可留空。"}
	formWordCommandNote  = words.Pair{`A program and its arguments, without a shell; "…" keeps a word with spaces together.`,
		"程序及参数，不经过 shell；含空格的参数用 \"…\" 括起。"}
	formWordRuns         = words.Pair{"Runs: %s", "将运行：%s"}
	formWordReadOnlyNote = words.Pair{"yes: wxops refuses to reset this account.", "选“是”后，wxops 拒绝对该账号清零。"}
	formWordNeeded       = words.Pair{"needed", "必填"}
	formWordNeedsCommand = words.Pair{"a program is needed", "需要填写命令"}
	formWordOpenQuote    = words.Pair{"a quote is not closed", "引号没有闭合"}
	formWordSameAppID    = words.Pair{"%s has the same AppID", "与 %s 的 AppID 相同"}
	formWordTaken        = words.Pair{"taken by another account", "该别名已被占用"}
	formWordOddAppID     = words.Pair{"looks unusual (wx + 16 hex)", "形式少见（非 wx 加 16 位 hex）"}
	formWordOddText      = words.Pair{"control characters in it", "含有控制字符"}
	formWordAliasForm    = words.Pair{"a-z, 0-9, - (not first)", "只能用 a-z、0-9 和 -，不以 - 开头"}
	formWordLeaving      = words.Pair{"Press esc again to leave without saving.", "再按一次 esc 放弃修改。"}
	formWordSaving       = words.Pair{"saving…", "正在保存…"}
	formWordNotSaved     = words.Pair{"Not saved.", "没有保存。"}
	formWordOtherSource  = words.Pair{"Choose another source for the secret; what was typed stays until you leave.",
		"请换一个密钥来源；离开前，已输入的内容都会保留。"}
	formWordSaved      = words.Pair{"%s is in accounts.toml.", "%s 已写入 accounts.toml。"}
	formWordStored     = words.Pair{"Its AppSecret is stored in %s.", "AppSecret 已保存到%s。"}
	formWordRemembered = words.Pair{"Its AppSecret is kept in memory for this session.", "AppSecret 留在内存中，仅用于本次运行。"}
	formWordMoved      = words.Pair{"Its AppSecret was moved to %s.", "AppSecret 已移到%s。"}
	formWordCopied     = words.Pair{"Its AppSecret is in %s now; the old copy is still at the old place.", "AppSecret 已保存到%s；旧的一份仍在原处。"}
	formWordNoneYet    = words.Pair{"No AppSecret was entered.", "没有输入 AppSecret。"}
	formWordNotMoved   = words.Pair{"Its AppSecret was not moved along:", "AppSecret 没有随之迁移："}
	formWordOfferTest  = words.Pair{"t tests it now: a token and one quota. This costs no reset.",
		"按 t 测试：取 token、读一次额度，不消耗清零次数。"}
	formWordOfferType = words.Pair{"enter takes it now.", "按 enter 输入。"}
)

var formWordLabel = [formFields]words.Pair{
	{"Alias", "别名"},
	{"AppID", "AppID"},
	{"Name", "名称"},
	{"Kind", "类型"},
	{"Env", "环境"},
	{"Secret in", "密钥来源"},
	{"AppSecret", "AppSecret"},
	{"Read-only", "只读"},
}
var formWordSourceNotes = map[keystore.SourceName]words.Pair{
	keystore.FromKeyring: {"The keyring of your desktop session: service wxops, user = AppID.",
		"当前用户会话的密钥环：服务名 wxops，用户名为 AppID。"},
	keystore.FromCommand: {"The output of a command such as op, vault or pass; nothing is kept here.",
		"由命令输出，如 op、vault、pass；本机不保存。"},
	keystore.FromFile: {"One encrypted file (age); its passphrase is asked once a start.",
		"一个加密文件（age），每次启动输入一次口令。"},
	keystore.FromPrompt: {"Nowhere: typed when it is needed, and kept in memory until wxops ends.",
		"不保存：需要时输入，只留在内存中，退出即失。"},
	keystore.FromEnv: {"An environment variable, for CI; every child process inherits it.", "环境变量，用于 CI；子进程都会继承它。"},
}

// The cells of a form's line: mark and label, then the value, then its fault.
const (
	formLabelCells = 14
	formFaultCells = 32
)

// View draws the lines, and under them what the focused one is about.
func (v *Form) View(f draw.Frame) draw.Body {
	if v.phase == formSaved {
		return draw.Body{Lines: v.savedLines(f)}
	}
	notes := v.noteLines(f)
	title := []string{"  " + f.Theme.Bold.Render(v.title()), ""}
	if f.Height < len(title)+int(formFields)+1+len(notes) {
		title = nil
	}
	room := max(f.Height-len(title)-len(notes), 1)
	top := 0
	if room < int(formFields) {
		top = min(max(int(v.at)-room/2, 0), int(formFields)-room)
	}
	b := draw.Body{Lines: title}
	faults := v.faults()
	for at := top; at < min(top+room, int(formFields)); at++ {
		text, x := v.line(f, formField(at), faults[at])
		if formField(at) == v.at && x >= 0 {
			b.Cursor = &tea.Position{X: x, Y: len(b.Lines)}
		}
		b.Lines = append(b.Lines, text)
	}
	if len(b.Lines)+1+len(notes) <= f.Height {
		b.Lines = append(b.Lines, "")
	}
	b.Lines = append(b.Lines, notes...)
	if v.phase == formSaving {
		b.Cursor = nil
	}
	return b
}

func (v *Form) title() string {
	if v.edit {
		return formWordEdit.Fill(v.Lang, clean.Line(v.was.Alias))
	}
	return formWordNew.In(v.Lang)
}

// line draws one line of the form; x is where the cursor stands, -1 for a choice.
func (v *Form) line(f draw.Frame, at formField, fault formFault) (text string, x int) {
	th := f.Theme
	mark, label := "  ", th.Dim
	if at == v.at {
		mark, label = "> ", th.Accent
	}
	cells := min(max(f.Width-2-formLabelCells-2-formFaultCells, 22), 50)
	value, x := v.value(f, at, cells)
	spans := []draw.Span{label.Span(mark + draw.Fit(v.label(at), formLabelCells, "")), value}
	if x >= 0 {
		x += 2 + formLabelCells
	}
	switch {
	case v.skips(at):
		return draw.Line(f.Width, th.Ellipsis, spans...), -1
	case fault.text == "" || !v.judged[at]:
	case fault.refuses:
		spans = append(spans, th.Bad.Span("  ! "+fault.text))
	default:
		spans = append(spans, th.Warn.Span("  ? "+fault.text))
	}
	return draw.Line(f.Width, th.Ellipsis, spans...), x
}

func (v *Form) label(at formField) string {
	lang := v.Lang
	if at == inSecret {
		switch keystore.SourceNames[v.source] {
		case keystore.FromCommand:
			return formWordCommand.In(lang)
		case keystore.FromEnv:
			return formWordVariable.In(lang)
		}
	}
	return formWordLabel[at].In(lang)
}

// value draws what a line holds.
func (v *Form) value(f draw.Frame, at formField, cells int) (draw.Span, int) {
	th, lang := f.Theme, v.Lang
	choice := func(text string) (draw.Span, int) {
		s := draw.ChoiceSpan(f, text, at == v.at)
		s.Text = draw.Fit(s.Text, cells, th.Ellipsis)
		return s, -1
	}
	switch {
	case at == inAlias && v.edit:
		alias := clean.Line(v.was.Alias)
		return th.Dim.Span("  " + alias + "  " + formWordFixedAlias.Fill(lang, alias)), -1
	case at == inKind:
		return choice(words.Kind(keystore.Kinds[v.kind], lang))
	case at == inSource:
		return choice(words.Source(keystore.SourceNames[v.source], lang))
	case at == inReadOnly && v.readOnly:
		return choice(formWordYes.In(lang))
	case at == inReadOnly:
		return choice(formWordNo.In(lang))
	case at == inSecret && v.takesSecret():
		text, x := v.secret.view(cells-2, th)
		return th.Plain.Span("  " + text), x + 2
	case at == inSecret && v.skips(at):
		return th.Dim.Span("  " + keystore.EnvName(v.texts[inAlias].Value())), -1
	}
	text, x := v.input(at).View(cells - 2)
	return th.Plain.Span("  " + text), x + 2
}

// noteLines are always as many for one size of window, so that nothing moves.
func (v *Form) noteLines(f draw.Frame) []string {
	room := 2
	if f.Height >= 14 {
		room = 4
	}
	lang := v.Lang
	var lines []string
	switch {
	case v.phase == formSaving:
		lines = []string{"  " + f.Theme.Bold.Render(formWordSaving.In(lang))}
	case v.leaving:
		lines = []string{"  " + f.Theme.Warn.Render(formWordLeaving.In(lang))}
	case v.done.err != nil:
		lines = v.refusedLines(f)
		if len(lines) < room {
			lines = append([]string{"  " + f.Theme.Bold.Render(formWordNotSaved.In(lang))}, lines...)
		}
	default:
		for _, l := range draw.Wrap(v.note(), f.Width-4) {
			lines = append(lines, "  "+f.Theme.Dim.Render(l))
		}
		if fault := v.faults()[v.at]; fault.text != "" && v.judged[v.at] && len(lines) < room { // it may be cut at the line
			lines = append([]string{"  " + f.Theme.Warn.Render(draw.Fit(fault.text, f.Width-4, f.Theme.Ellipsis))}, lines...)
		}
	}
	for len(lines) < room {
		lines = append(lines, "")
	}
	return lines[:room]
}

// refusedLines say why nothing was saved. What the keyring refuses is mended
// here, not by the command that Explain would name.
func (v *Form) refusedLines(f draw.Frame) []string {
	fact, remedy := words.Explain(v.done.err, v.Lang)
	var p *keystore.Problem
	if errors.As(v.done.err, &p) && p.Source == keystore.FromKeyring && !v.done.written() {
		remedy = formWordOtherSource.In(v.Lang)
	}
	return draw.TwoLines(f, fact, remedy)
}

// savedLines say what was written, and what may come next.
func (v *Form) savedLines(f draw.Frame) []string {
	lang, th, done := v.Lang, f.Theme, v.done
	place := wordPlaces[done.account.Source()].In(v.Lang)
	lines := []string{"  " + th.Bold.Render(v.title()), "", "  " + th.Good.Render(draw.Fit(formWordSaved.Fill(lang, clean.Line(done.account.Alias)), f.Width-2, th.Ellipsis))}
	says := func(text string) {
		for _, l := range draw.Wrap(text, f.Width-4) {
			lines = append(lines, "  "+l)
		}
	}
	switch {
	case done.saved.Why != nil && done.saved.Fate == keystore.SecretAwaited:
		says(formWordNotMoved.In(lang))
		fact, _ := words.Explain(done.saved.Why, v.Lang) // its advice is to do what was just done
		says(clean.Line(fact))
		says(formWordOfferType.In(lang))
	case done.saved.Fate == keystore.SecretAwaited:
		says(formWordNoneYet.In(lang))
		says(formWordOfferType.In(lang))
	case done.saved.Fate == keystore.SecretStored:
		says(formWordStored.Fill(lang, place))
	case done.saved.Fate == keystore.SecretRemembered:
		says(formWordRemembered.In(lang))
	case done.saved.Fate == keystore.SecretMoved:
		says(formWordMoved.Fill(lang, place))
	case done.saved.Fate == keystore.SecretCopied:
		says(formWordCopied.Fill(lang, place))
	case !v.edit && v.takesSecret():
		says(formWordNoneYet.In(lang))
	}
	lines = append(lines, "")
	if !desk.Can(done.account, desk.Read) {
		says(view.WordPlatform.In(v.Lang))
	} else {
		says(formWordOfferTest.In(lang))
	}
	says(removeWordCloses.In(v.Lang))
	return draw.Squeezed(lines, f.Height)
}

// Status leaves the line empty: the dialog says all that there is to say.
func (v *Form) Status(draw.Frame) []draw.Span { return nil }
