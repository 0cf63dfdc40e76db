package cli

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
	"wxops/wechat/clean"
)

// asker asks at the terminal for what only a person can give.
type asker struct{ app *app }

func (k asker) Terminal() secret.Terminal { return k.app.bareTerminal() }

func (k asker) Secret(ctx context.Context, of secret.Item) (keystore.Secret, error) {
	return k.app.askSecret(ctx, of)
}

func (k asker) Passphrase(ctx context.Context, file string, isNew bool) (keystore.Secret, error) {
	return k.app.askPassphrase(ctx, file, isNew)
}

// errNobodyToAsk means that a question would have nobody to answer it.
var errNobodyToAsk = errors.New("there is no terminal to ask at")

// bareTerminal is what secret_command may use; nothing while the console has it.
func (a *app) bareTerminal() secret.Terminal {
	if a.askNobody.Load() {
		return secret.Terminal{}
	}
	if in, ok := a.env.Stdin.(*os.File); ok && a.env.StdinTerminal {
		return secret.Terminal{In: in, Err: a.env.Stderr}
	}
	return secret.Terminal{Err: a.env.Stderr} // a script reads what op or vault says, too
}

// askSecret asks for an AppSecret at the terminal, without echo.
func (a *app) askSecret(ctx context.Context, of secret.Item) (keystore.Secret, error) {
	line, err := a.askHidden(ctx, wordSecretPrompt.Fill(a.lang, of.Of, of.Key), a.env.ReadHidden)
	return keystore.NewSecret(strings.TrimSpace(line)), err
}

// askPassphrase asks for the passphrase of the file of secrets; twice for a
// new one. Where standard input brings the AppSecret, the person may still sit
// at the terminal.
func (a *app) askPassphrase(ctx context.Context, _ string, isNew bool) (keystore.Secret, error) {
	read := a.env.ReadHidden
	if a.stdinTaken {
		read = a.env.ReadFromTTY
	}
	question := wordPassphrase.In(a.lang)
	if isNew {
		question = wordNewPhrase.In(a.lang)
	}
	first, err := a.askHidden(ctx, question, read)
	if err != nil || !isNew {
		return keystore.NewSecret(first), err
	}
	second, err := a.askHidden(ctx, wordAgain.In(a.lang), read)
	if err == nil && first != second {
		err = usage(wordPhraseDiffers.In(a.lang), "")
	}
	return keystore.NewSecret(first), err
}

func (a *app) askHidden(ctx context.Context, question string, read HiddenReader) (string, error) {
	if read == nil || a.askNobody.Load() {
		return "", errNobodyToAsk
	}
	a.wipeProgress()
	line, err := read(ctx, func() { fmt.Fprint(a.env.Stderr, clean.Line(question)) })
	fmt.Fprintln(a.env.Stderr)
	return line, err
}

// secretMax is more than any AppSecret (32 characters) needs.
const secretMax = 4096

// secretFromStdin reads one line, the AppSecret, from standard input.
func (a *app) secretFromStdin() (keystore.Secret, error) {
	a.stdinTaken = true
	line, err := a.readLine()
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return keystore.Secret{}, err
	}
	secret := keystore.NewSecret(strings.TrimSpace(line))
	if secret.Empty() || err != nil && errors.Is(err, bufio.ErrBufferFull) {
		return keystore.Secret{}, usage(wordNoSecret.In(a.lang), wordNoSecretDo.In(a.lang))
	}
	return secret, nil
}
