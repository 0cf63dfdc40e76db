// Package shell is what all commands stand on: the world around a run and the
// flags that hold everywhere, questions to the person, the forms of an answer,
// and the words of an error with its exit code. It knows no command.
package shell

import (
	"bufio"
	"io"
	"sync/atomic"
	"time"

	"wxops/keystore"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
)

// Shell is one run: the world around it, its words, and its flags.
type Shell struct {
	Output

	Base     string // the address of WeChat; "" is its own
	ReadOnly bool
	Debug    bool
	Timeout  time.Duration

	Command []string // that --exec took from the line

	AskNobody atomic.Bool // the console owns the terminal, or the command must not wait for a person
	Bare      atomic.Bool // the console has given the terminal back, for a question

	Stdin      io.Reader
	lines      *bufio.Reader    // of stdin
	passphrase keystore.Secret  // of the file of secrets; empty: a person is asked
	stdinTaken bool             // standard input brought a secret
	Transport  wechat.Transport // nil: the network
	opened     *desk.Desk
}

// TimeoutDefault is the deadline of one call to WeChat.
const TimeoutDefault = 10 * time.Second

// Words that several commands share.
var (
	WordYes           = words.Pair{"yes", "是"}
	WordNo            = words.Pair{"no", "否"}
	WordWarning       = words.Pair{"note: %s", "注意：%s"}
	wordLogUnwritable = words.Pair{"the log cannot be written: %s", "日志无法写入：%s"}
)
