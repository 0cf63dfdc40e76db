package watch

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// passphraseMost bounds a passphrase, in bytes.
const passphraseMost = 4 << 10

// noPassphrase is --passphrase-fd where it was not given.
const noPassphrase = -1

// takePassphrase reads the passphrase, before anything else is opened: a number that
// nobody has given a file could be one of ours then.
func (c *command) takePassphrase(ctx context.Context) error {
	if c.passphraseFD == noPassphrase {
		return nil
	}
	wrong := shell.Usage(wordNoPassphrase.Fill(c.Lang, c.passphraseFD), wordNoPassphraseDo.In(c.Lang))
	from := c.Stdin
	if c.passphraseFD != 0 {
		if !isGiven(c.passphraseFD) {
			return wrong
		}
		f := os.NewFile(uintptr(c.passphraseFD), "passphrase")
		defer f.Close()
		from = f
	}
	line, err := lineOf(ctx, from)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil, line == "":
		return wrong
	}
	c.GivePassphrase(keystore.NewSecret(line))
	return nil
}

// openFile tries the passphrase, so that a wrong one is told at once.
func (r *running) openFile(ctx context.Context) error {
	r.mu.Lock()
	accounts := slices.Collect(maps.Values(r.accounts))
	r.mu.Unlock()
	return r.Desk().Secrets().OpenTogether(ctx, accounts)
}

// lineOf reads a line, unless ctx ends before it comes.
func lineOf(ctx context.Context, r io.Reader) (string, error) {
	type answer struct {
		line string
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		line, err := firstLine(r)
		read <- answer{line, err}
	}()
	select {
	case a := <-read:
		return a.line, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// firstLine reads a line without its end, byte by byte: what stands behind it is somebody
// else's to read.
func firstLine(r io.Reader) (string, error) {
	var line strings.Builder
	one := make([]byte, 1)
	for line.Len() <= passphraseMost {
		n, err := r.Read(one)
		switch {
		case n == 1 && one[0] != '\n':
			line.WriteByte(one[0])
			continue
		case n == 1, errors.Is(err, io.EOF):
			return strings.TrimSuffix(line.String(), "\r"), nil
		case err != nil:
			return "", err
		}
	}
	return "", errors.New("the line is too long")
}

// The words of the passphrase; in those of the flag a word in back quotes names the value.
var (
	wordFlagPassphrase = words.Pair{"read the passphrase of the file of secrets from this open descriptor `N`", "从已打开的描述符 `N` 读取密钥文件的口令"}
	wordWrongFD        = words.Pair{"--passphrase-fd is 0 or a number from 3 on", "--passphrase-fd 为 0 或不小于 3 的数字"}
	wordStdinBoth      = words.Pair{"standard input cannot be both the log and the passphrase", "标准输入不能既是日志又是口令"}
	wordNoPassphrase   = words.Pair{"there is no passphrase at descriptor %d", "描述符 %d 上没有口令"}
	wordNoPassphraseDo = words.Pair{"Open it in the shell: wxops watch --passphrase-fd 3 3<FILE", "请在 shell 中打开它：wxops watch --passphrase-fd 3 3<FILE"}
)
