package shell

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/words"
	"wxops/wechat/clean"
)

// asker asks at the terminal for what only a person can give.
type asker struct{ sh *Shell }

func (k asker) Terminal(ctx context.Context) secret.Terminal { return k.sh.bareTerminal(ctx) }

func (k asker) Secret(ctx context.Context, of secret.Item) (keystore.Secret, error) {
	return k.sh.AskSecret(ctx, of)
}

func (k asker) Passphrase(ctx context.Context, file string, isNew bool) (keystore.Secret, error) {
	if given := k.sh.passphrase; !given.Empty() && !isNew {
		return given, nil
	}
	return k.sh.askPassphrase(ctx, file, isNew)
}

// GivePassphrase has the file of secrets opened by a passphrase that came from elsewhere,
// so that nobody is asked for it.
func (sh *Shell) GivePassphrase(p keystore.Secret) { sh.passphrase = p }

// ErrNobodyToAsk means that a question would have nobody to answer it.
var ErrNobodyToAsk = errors.New("there is no terminal to ask at")

// asking marks what is done while the console has given the terminal back.
type asking struct{}

// Asking runs something for which a person may be asked, while the console has given
// the terminal back. What runs in the background meanwhile still asks nobody.
func (sh *Shell) Asking(ctx context.Context, do func(context.Context) error) error {
	sh.Bare.Store(true)
	defer sh.Bare.Store(false)
	return do(context.WithValue(ctx, asking{}, true))
}

// mayAsk reports whether a person is there for the run of ctx.
func (sh *Shell) mayAsk(ctx context.Context) bool {
	return !sh.AskNobody.Load() || ctx.Value(asking{}) != nil
}

// bareTerminal is what secret_command may use; nothing while the console has it.
func (sh *Shell) bareTerminal(ctx context.Context) secret.Terminal {
	if !sh.mayAsk(ctx) {
		return secret.Terminal{}
	}
	if in, ok := sh.Env.Stdin.(*os.File); ok && sh.Env.StdinTerminal {
		return secret.Terminal{In: in, Err: sh.Env.Stderr}
	}
	return secret.Terminal{Err: sh.Env.Stderr} // a script reads what op or vault says, too
}

// AskSecret asks for an AppSecret, or for a secret that is no account's, at the terminal,
// without echo.
func (sh *Shell) AskSecret(ctx context.Context, of secret.Item) (keystore.Secret, error) {
	question := wordSecretPrompt.Fill(sh.Lang, of.Of, of.Key)
	if of.Of == of.Key {
		question = wordNamedPrompt.Fill(sh.Lang, of.Of)
	}
	line, err := sh.askHidden(ctx, question, sh.Env.ReadHidden)
	return keystore.NewSecret(strings.TrimSpace(line)), err
}

// askPassphrase asks for the passphrase of the file of secrets; twice for a
// new one. Where standard input brings the AppSecret, the person may still sit
// at the terminal.
func (sh *Shell) askPassphrase(ctx context.Context, _ string, isNew bool) (keystore.Secret, error) {
	read := sh.Env.ReadHidden
	if sh.stdinTaken {
		read = sh.Env.ReadFromTTY
	}
	question := wordPassphrase.In(sh.Lang)
	if isNew {
		question = wordNewPhrase.In(sh.Lang)
	}
	first, err := sh.askHidden(ctx, question, read)
	if err != nil || !isNew {
		return keystore.NewSecret(first), err
	}
	second, err := sh.askHidden(ctx, wordAgain.In(sh.Lang), read)
	if err == nil && first != second {
		err = Usage(wordPhraseDiffers.In(sh.Lang), "")
	}
	return keystore.NewSecret(first), err
}

func (sh *Shell) askHidden(ctx context.Context, question string, read HiddenReader) (string, error) {
	if read == nil || !sh.mayAsk(ctx) {
		return "", ErrNobodyToAsk
	}
	sh.wipeProgress()
	line, err := read(ctx, func() { fmt.Fprint(sh.Env.Stderr, clean.Line(question)) })
	fmt.Fprintln(sh.Env.Stderr)
	return line, err
}

// secretMax is more than any AppSecret (32 characters) needs.
const secretMax = 4096

// SecretFromStdin reads one line, the AppSecret, from standard input.
func (sh *Shell) SecretFromStdin() (keystore.Secret, error) {
	sh.stdinTaken = true
	line, err := sh.readLine()
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return keystore.Secret{}, err
	}
	secret := keystore.NewSecret(strings.TrimSpace(line))
	if secret.Empty() || err != nil && errors.Is(err, bufio.ErrBufferFull) {
		return keystore.Secret{}, Usage(WordNoSecret.In(sh.Lang), WordNoSecretDo.In(sh.Lang))
	}
	return secret, nil
}

// The words that ask for secrets.
var (
	wordSecretPrompt  = words.Pair{"AppSecret of %s (%s), not shown: ", "%s（%s）的 AppSecret（不回显）："}
	wordNamedPrompt   = words.Pair{"The secret %s, not shown: ", "密钥 %s（不回显）："}
	wordPassphrase    = words.Pair{"Passphrase of the file of secrets, not shown: ", "密钥文件的口令（不回显）："}
	wordNewPhrase     = words.Pair{"New passphrase for the file of secrets, not shown: ", "为密钥文件设置口令（不回显）："}
	wordAgain         = words.Pair{"The same again: ", "请再输入一次："}
	wordPhraseDiffers = words.Pair{"the two passphrases differ", "两次输入的口令不一致"}
	WordNoSecret      = words.Pair{"no secret was given", "没有收到密钥"}
	WordNoSecretDo    = words.Pair{"Type it in a terminal, or pass it on standard input with --secret-stdin",
		"请在终端中输入，或用 --secret-stdin 从标准输入传入"}
)
