package doctor

import (
	"context"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"wxops/ui/words"
	"wxops/wechat/guard"
)

// Terminal is what is known of standard input and output.
type Terminal struct {
	Both          bool // each of them is a terminal
	Width, Height int  // in cells; 0: not known
	ASCII         bool // the person asked for it
	Unicode       bool // the locale says UTF-8
}

// The window that the console is made for, and the smallest that it takes.
const (
	goodWidth, goodHeight   = 80, 24
	leastWidth, leastHeight = 40, 10
)

var (
	wordNoTerminal   = words.Pair{"standard input or output is no terminal", "标准输入或标准输出不是终端"}
	wordNoTerminalDo = words.Pair{"Commands work; the console needs a terminal (ssh -t)", "命令可用；控制台需要终端（ssh -t）"}
	wordDumbDo       = words.Pair{"Commands work; for the console set TERM, for instance: export TERM=xterm-256color",
		"命令可用；使用控制台请设置 TERM，例如：export TERM=xterm-256color"}
	wordTooSmall   = words.Pair{"Make the window larger: the console needs %dx%d", "请放大窗口：控制台至少需要 %dx%d"}
	wordSmall      = words.Pair{"Readable, but made for %dx%d", "可以阅读，但 %dx%d 以上更合适"}
	wordNoColour   = words.Pair{"none, because NO_COLOR is set; states are words too", "不使用颜色（已设置 NO_COLOR）；状态均有文字"}
	wordTrueColour = words.Pair{"16 million; wxops uses 16", "1600 万色；wxops 只用 16 色"}
	wordColourless = words.Pair{"none; states are words too", "无；状态均有文字"}
	wordColours    = words.Pair{"%d; wxops uses 16", "%d 色；wxops 只用 16 色"}
	wordASCII      = words.Pair{"ASCII, as --ascii asks", "按 --ascii 使用 ASCII"}
	wordNoUTF8Do   = words.Pair{"The console draws ASCII; if the terminal shows UTF-8: export LC_CTYPE=C.UTF-8",
		"控制台将使用 ASCII 线条；若终端支持 UTF-8：export LC_CTYPE=C.UTF-8"}
	wordUnset  = words.Pair{"not set", "未设置"}
	wordLocal  = words.Pair{"local", "本机"}
	wordSudoDo = words.Pair{"Files and keyring are root's now; run wxops without sudo", "当前使用的是 root 的文件和密钥环；请不要用 sudo 运行"}
)

// surroundings are the terminal and how the person came to it.
type surroundings struct {
	Terminal
	getenv func(string) string
	lang   words.Lang
}

func (s surroundings) checks() []check {
	return []check{
		{group: Tty, name: "terminal", look: s.window},
		{group: Tty, name: "colours", look: s.colours},
		{group: Tty, name: "utf-8", look: s.encoding},
		{group: Tty, name: "session", look: s.session},
	}
}

func (s surroundings) window(_ context.Context, f Finding) Finding {
	kind, known := s.getenv("TERM"), s.Width > 0
	fact := "TERM=" + kind
	switch {
	case !s.Both:
		return f.note(wordNoTerminal.In(s.lang), wordNoTerminalDo.In(s.lang))
	case kind == "" || kind == "dumb":
		return f.note(fact, wordDumbDo.In(s.lang))
	case known:
		fact += wordComma.In(s.lang) + fmt.Sprintf("%dx%d", s.Width, s.Height)
	}
	switch {
	case known && (s.Width < leastWidth || s.Height < leastHeight):
		return f.note(fact, wordTooSmall.Fill(s.lang, leastWidth, leastHeight))
	case known && (s.Width < goodWidth || s.Height < goodHeight):
		return f.note(fact, wordSmall.Fill(s.lang, goodWidth, goodHeight))
	}
	return f.fine(fact)
}

// colourVariables are those that colorprofile judges by.
var colourVariables = [...]string{
	"TERM", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "WT_SESSION", "GOOGLE_CLOUD_SHELL", "TMUX", "STY",
}

func (s surroundings) colours(_ context.Context, f Finding) Finding {
	if s.getenv("NO_COLOR") != "" {
		return f.fine(wordNoColour.In(s.lang))
	}
	var environ []string
	for _, name := range colourVariables {
		if value := s.getenv(name); value != "" {
			environ = append(environ, name+"="+value)
		}
	}
	switch colorprofile.Env(environ) {
	case colorprofile.TrueColor:
		return f.fine(wordTrueColour.In(s.lang))
	case colorprofile.ANSI256:
		return f.fine(wordColours.Fill(s.lang, 256))
	case colorprofile.ANSI:
		return f.fine(wordColours.Fill(s.lang, 16))
	}
	return f.fine(wordColourless.In(s.lang))
}

func (s surroundings) encoding(_ context.Context, f Finding) Finding {
	fact := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := s.getenv(name); value != "" {
			fact = name + "=" + value
			break
		}
	}
	switch {
	case s.ASCII:
		return f.fine(wordASCII.In(s.lang))
	case s.Unicode:
		return f.fine(fact)
	case fact == "":
		fact = "LC_ALL, LC_CTYPE, LANG: " + wordUnset.In(s.lang)
	}
	return f.note(fact, wordNoUTF8Do.In(s.lang))
}

// session tells how the person came here: what stands between them and the
// terminal decides about keyrings, clipboards and dropped links.
func (s surroundings) session(_ context.Context, f Finding) Finding {
	who := guard.CurrentWho(s.getenv, "", "")
	var ways []string
	if s.getenv("SSH_CONNECTION") != "" {
		ways = append(ways, strings.TrimSpace("SSH "+who.Client))
	}
	if s.getenv("TMUX") != "" {
		ways = append(ways, "tmux")
	}
	if s.getenv("STY") != "" {
		ways = append(ways, "screen")
	}
	if len(ways) == 0 {
		ways = append(ways, wordLocal.In(s.lang))
	}
	fact := strings.Join(ways, wordComma.In(s.lang))
	if who.Sudo != "" && who.Sudo != "root" {
		return f.note(fact+wordComma.In(s.lang)+"sudo ("+who.Sudo+")", wordSudoDo.In(s.lang))
	}
	return f.fine(fact)
}
