package change

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// accountLine names the account that a dialog is about.
func accountLine(d view.Deps, f draw.Frame, label string, a keystore.Account) string {
	env := f.Theme.Accent
	if view.Production(a.Env) {
		env = f.Theme.Bad
	}
	return draw.Labelled(f, label, f.Theme.Bold.Span(clean.Line(a.Alias)), f.Theme.Plain.Span(draw.Apart(" ", d.Named(a))+"  "),
		f.Theme.Dim.Span(clean.Line(a.AppID)+"  "), env.Span(strings.ToUpper(clean.Line(a.Env))))
}

// explained gives an error its fact and its remedy, as wide as the screen.
func explained(f draw.Frame, lang words.Lang, err error) []string {
	fact, remedy := words.Explain(err, lang)
	return draw.TwoLines(f, fact, remedy)
}

// onTerminal runs do in a command; where a source may ask for a passphrase, it
// does so on the bare terminal.
func onTerminal(cfg view.Config, asks bool, do func(context.Context) tea.Msg, failed func(error) tea.Msg) tea.Cmd {
	if !asks || cfg.Terminal == nil {
		return func() tea.Msg { return do(cfg.Ctx) }
	}
	var msg tea.Msg
	return tea.Exec(cfg.Terminal(func(ctx context.Context) { msg = do(ctx) }), func(err error) tea.Msg {
		if msg == nil {
			return failed(err)
		}
		return msg
	})
}

// reread are the accounts as they stand in the file after a change.
type reread struct {
	accounts []keystore.Account
	err      error
}

func readBook(b view.Book) reread {
	accounts, _, err := b.Load()
	return reread{accounts, err}
}

// changed tells every view, or says why the file could not be read.
func (r reread) changed(lang words.Lang) tea.Cmd {
	if r.err != nil {
		fact, _ := words.Explain(r.err, lang)
		return view.Notice(clean.Line(fact))
	}
	return view.Send(view.AccountsChanged{Accounts: r.accounts})
}

var wordPlaces = map[keystore.SourceName]words.Pair{
	keystore.FromKeyring: {"the keyring", "密钥环"},
	keystore.FromCommand: {"the command", "命令"},
	keystore.FromFile:    {"the encrypted file", "加密文件"},
	keystore.FromPrompt:  {"memory", "内存"},
	keystore.FromEnv:     {"the environment", "环境变量"},
}
