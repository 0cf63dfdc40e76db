package shell

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"wxops/ui/words"
)

// interruptible is standard input that gives up when the run is interrupted:
// ctrl+c must end a run that waits for a person or for a pipe.
type interruptible struct {
	ctx context.Context
	in  io.Reader
}

func (r interruptible) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	// The reader keeps its own buffer: after an interruption it may still fill it.
	buf, done := make([]byte, len(p)), make(chan result, 1)
	go func() {
		n, err := r.in.Read(buf)
		done <- result{n, err}
	}()
	select {
	case got := <-done:
		return copy(p, buf[:got.n]), got.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}

// Listen reads standard input until ctx ends.
func (sh *Shell) Listen(ctx context.Context) { sh.Stdin = interruptible{ctx, sh.Env.Stdin} }

// readLine reads one line of standard input, without its end. The last line
// may lack one.
func (sh *Shell) readLine() (string, error) {
	if sh.lines == nil {
		sh.lines = bufio.NewReaderSize(sh.Stdin, secretMax)
	}
	line, err := sh.lines.ReadSlice('\n')
	if errors.Is(err, io.EOF) && len(line) > 0 {
		err = nil
	}
	return strings.TrimRight(string(line), "\r\n"), err
}

// Confirmed takes --confirm ALIAS, or asks at the terminal.
func (sh *Shell) Confirmed(alias, confirm string) error {
	lang := sh.Lang
	switch {
	case confirm == alias:
		return nil
	case confirm != "":
		return Usage(WordWrongConfirm.Fill(lang, alias), WordNotConfirmed.In(lang))
	case !sh.Env.StdinTerminal:
		return Usage(WordNotConfirmed.In(lang), WordNeedConfirmDo.Fill(lang, alias))
	case !sh.Typed(alias):
		return &Failure{Exit: ExitFailed, Fact: WordNotConfirmed.In(lang)}
	}
	return nil
}

// Typed asks for the alias on the terminal.
func (sh *Shell) Typed(alias string) bool {
	fmt.Fprintf(sh.Env.Stderr, wordTypeAlias.In(sh.Lang), alias)
	line, err := sh.readLine()
	return err == nil && strings.TrimSpace(line) == alias
}

// Agrees asks a question at the terminal; the answer is no unless it begins with y.
func (sh *Shell) Agrees(question string) bool {
	if !sh.Env.StdinTerminal || sh.Format == FormatJSON {
		return false
	}
	fmt.Fprint(sh.Env.Stderr, question)
	line, err := sh.readLine()
	return err == nil && strings.HasPrefix(strings.ToLower(strings.TrimSpace(line)), "y")
}

// The words that ask for leave.
var (
	wordTypeAlias     = words.Pair{"Type %s to confirm: ", "输入 %s 确认："}
	WordNotConfirmed  = words.Pair{"not confirmed: nothing was done", "未确认：什么都没有做"}
	WordNeedConfirmDo = words.Pair{"Add: --confirm %s", "请加上：--confirm %s"}
	WordWrongConfirm  = words.Pair{"--confirm is not %q", "--confirm 与 %q 不一致"}
)
