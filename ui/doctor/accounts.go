package doctor

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/words"
	"wxops/wechat"
)

// tokensAsked bounds for how many accounts a token is asked for; each costs
// one call of that account's quota.
const tokensAsked = 16

var (
	wordBookWrong     = words.Pair{"accounts.toml cannot be read, see above", "accounts.toml 无法读取，见上文"}
	wordPromptSource  = words.Pair{"%s: typed when it is needed", "%s：需要时输入"}
	wordFileSource    = words.Pair{"%s: the file is safe; its passphrase is asked for when it is needed", "%s：文件安全；需要时才询问口令"}
	wordSourceAnswers = words.Pair{"%s: answers", "%s：可读取"}
	wordSourceSilent  = words.Pair{"%s: did not answer in time", "%s：未在限定时间内应答"}
	wordCommandSource = words.Pair{"%s: %s is there; to run it: wxops doctor %s", "%s：%s 存在；要运行它：wxops doctor %s"}
	wordNoProgram     = words.Pair{"%s: the program %s is not found", "%s：找不到程序 %s"}
	wordNoProgramDo   = words.Pair{"Install it, or correct PATH or secret_command", "请安装它，或修正 PATH、secret_command"}
	wordUnsupported   = words.Pair{"a third-party platform: not supported yet", "第三方平台：暂不支持"}
	wordTokenUnasked  = words.Pair{"WeChat was not asked; to ask: wxops doctor %s", "未向微信询问；要询问：wxops doctor %s"}
	wordTokenGiven    = words.Pair{"WeChat gave a token in %d ms", "微信已发放令牌（%d ms）"}
)

// sources are the accounts with the places of their secrets.
type sources struct {
	Config
	book  bookRead
	named bool // the account was asked for by its alias: its command may run
}

// checks are a line an account, or one that says why there is none.
func (s sources) checks() []check {
	var list []check
	for i, acc := range s.book.accounts {
		list = append(list, check{group: Accounts, name: acc.Alias, look: func(ctx context.Context, f Finding) Finding {
			return s.account(ctx, f, acc, i < tokensAsked)
		}})
	}
	if len(list) == 0 {
		list = append(list, check{group: Accounts, name: string(Accounts), look: s.none})
	}
	return list
}

func (s sources) none(_ context.Context, f Finding) Finding {
	switch {
	case !s.book.known:
		return f.silent(s.Lang)
	case s.book.err != nil:
		return f.wrong(wordBookWrong.In(s.Lang), "")
	}
	return f.note(words.NoAccounts.In(s.Lang))
}

// account looks at the source of a secret, and whether WeChat takes what it holds.
func (s sources) account(ctx context.Context, f Finding, acc keystore.Account, askToken bool) Finding {
	source := acc.Source()
	switch {
	case !s.Can(acc):
		return f.unasked(wordUnsupported.In(s.Lang))
	case source == keystore.FromPrompt:
		return f.unasked(wordPromptSource.Fill(s.Lang, source))
	case source == keystore.FromCommand && !s.named:
		return s.command(f, acc)
	}
	given, err := s.Desk.Secrets().Secret(ctx, acc)
	var p *keystore.Problem
	switch {
	case errors.As(err, &p) && p.Reason == secret.PromptNeeded && source == keystore.FromFile:
		return f.unasked(wordFileSource.Fill(s.Lang, source))
	case errors.As(err, &p) && p.Person: // nothing is broken: nobody was there to answer
		fact, remedy := explain(err, s.Lang)
		return f.note(withoutName(fact, f.Name), remedy)
	case err == nil && given.Empty():
		err = &keystore.Problem{Account: acc.Alias, Source: source, Reason: secret.SecretMissing}
	}
	if err != nil {
		return s.failed(ctx, f, source, err)
	}
	f = f.fine(wordSourceAnswers.Fill(s.Lang, source))
	if !askToken {
		return f.fine(f.Fact + wordSemicolon.In(s.Lang) + wordTokenUnasked.Fill(s.Lang, acc.Alias))
	}
	return s.token(ctx, f, acc)
}

// command does not run the program of an account that was not named: it may
// open a window, ask for a finger, or unlock a vault.
func (s sources) command(f Finding, acc keystore.Account) Finding {
	source, program := acc.Source(), acc.SecretCommand[0]
	if _, err := exec.LookPath(program); err != nil {
		return f.wrong(wordNoProgram.Fill(s.Lang, source, filepath.Base(program)), wordNoProgramDo.In(s.Lang))
	}
	return f.unasked(wordCommandSource.Fill(s.Lang, source, filepath.Base(program), acc.Alias))
}

func (s sources) failed(ctx context.Context, f Finding, source keystore.SourceName, err error) Finding {
	if ctx.Err() != nil {
		return f.bad(Broken, Silent, wordSourceSilent.Fill(s.Lang, source), wordSilentDo.In(s.Lang))
	}
	fact, remedy := explain(err, s.Lang)
	return f.wrong(withoutName(fact, f.Name), remedy)
}

// withoutName leaves out the account, which the line names already.
func withoutName(fact, name string) string {
	for _, colon := range []string{": ", "："} {
		fact = strings.TrimPrefix(fact, name+colon)
	}
	return fact
}

// token gets an access_token the way every command does: it leaves the one
// that production uses alone, and costs no reset.
func (s sources) token(ctx context.Context, f Finding, acc keystore.Account) Finding {
	client, err := s.Desk.Connect(acc)
	if err != nil {
		return s.failed(ctx, f, acc.Source(), err)
	}
	started := s.Now()
	if err := client.Authorize(ctx); err != nil {
		fact, remedy := explain(err, s.Lang)
		if seen := words.SeenAddress(err); seen != "" {
			f.Address = &seen
		}
		return f.wrong(f.Fact+wordSemicolon.In(s.Lang)+fact, remedy)
	}
	took := s.Now().Sub(started).Milliseconds()
	f.Took = &took
	return f.fine(f.Fact + wordSemicolon.In(s.Lang) + wordTokenGiven.Fill(s.Lang, took))
}

// explain gives an error its two lines; those of a call without an answer
// would send the reader here.
func explain(err error, lang words.Lang) (fact, remedy string) {
	fact, remedy = words.Explain(err, lang)
	var e *wechat.Error
	if errors.As(err, &e) && e.Code == 0 {
		remedy = wordReachDo.In(lang)
	}
	return fact, remedy
}
