package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"

	"wxops/wechat/guard"
)

// The window that the console is made for, and the smallest that it takes.
const (
	goodWidth, goodHeight   = 80, 24
	leastWidth, leastHeight = 40, 10
)

func (x *examination) terminal() []finding {
	return []finding{x.window(), x.colours(), x.encoding(), x.session()}
}

func (x *examination) window() finding {
	t, kind := x.t, x.env.Getenv("TERM")
	f := finding{name: "terminal", level: warning, state: stateNote}
	switch {
	case !x.env.StdoutTerminal || !x.env.StdinTerminal:
		f.fact, f.remedy = t.NoTerminal, t.NoTerminalDo
		return f
	case kind == "" || kind == "dumb":
		f.fact, f.remedy = fmt.Sprintf(t.Dumb, kind), t.DumbDo
		return f
	}
	f.fact = "TERM=" + kind
	width, height, known := x.size()
	if known {
		f.fact += x.t.Comma + fmt.Sprintf("%dx%d", width, height)
	}
	switch {
	case known && (width < leastWidth || height < leastHeight):
		f.remedy = fmt.Sprintf(t.TooSmall, leastWidth, leastHeight)
	case known && (width < goodWidth || height < goodHeight):
		f.remedy = fmt.Sprintf(t.Small, goodWidth, goodHeight)
	default:
		f.level, f.state = fine, stateOK
	}
	return f
}

func (x *examination) size() (width, height int, known bool) {
	f, ok := x.env.Stdout.(*os.File)
	if !ok {
		return 0, 0, false
	}
	width, height, err := term.GetSize(int(f.Fd()))
	return width, height, err == nil
}

// colourVariables are those that colorprofile judges by.
var colourVariables = [...]string{
	"TERM", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "WT_SESSION", "GOOGLE_CLOUD_SHELL", "TMUX", "STY",
}

func (x *examination) colours() finding {
	f := finding{name: "colours", level: fine, state: stateOK}
	if x.env.Getenv("NO_COLOR") != "" {
		f.fact = x.t.NoColour
		return f
	}
	var environ []string
	for _, name := range colourVariables {
		if value := x.env.Getenv(name); value != "" {
			environ = append(environ, name+"="+value)
		}
	}
	switch colorprofile.Env(environ) {
	case colorprofile.TrueColor:
		f.fact = x.t.TrueColour
	case colorprofile.ANSI256:
		f.fact = fmt.Sprintf(x.t.Colours, 256)
	case colorprofile.ANSI:
		f.fact = fmt.Sprintf(x.t.Colours, 16)
	default:
		f.fact = x.t.Colourless
	}
	return f
}

func (x *examination) encoding() finding {
	f := finding{name: "utf-8", level: fine, state: stateOK}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := x.env.Getenv(name); value != "" {
			f.fact = name + "=" + value
			break
		}
	}
	switch {
	case x.ascii:
		f.fact = x.t.ASCIIWanted
	case !unicodeLocale(x.env.Getenv):
		f.level, f.state, f.remedy = warning, stateNote, x.t.NoUTF8Do
		if f.fact == "" {
			f.fact = "LC_ALL, LC_CTYPE, LANG: " + x.t.Unset
		}
	}
	return f
}

// session tells how the person came here: what stands between them and the
// terminal decides about keyrings, clipboards and dropped links.
func (x *examination) session() finding {
	f := finding{name: "session", level: fine, state: stateOK}
	who := guard.CurrentWho(x.env.Getenv, "", "")
	var ways []string
	if x.env.Getenv("SSH_CONNECTION") != "" {
		ways = append(ways, strings.TrimSpace("SSH "+who.Client))
	}
	if x.env.Getenv("TMUX") != "" {
		ways = append(ways, "tmux")
	}
	if x.env.Getenv("STY") != "" {
		ways = append(ways, "screen")
	}
	if len(ways) == 0 {
		ways = append(ways, x.t.Local)
	}
	f.fact = strings.Join(ways, x.t.Comma)
	if who.Sudo != "" && who.Sudo != "root" {
		f.level, f.state = warning, stateNote
		f.fact += x.t.Comma + "sudo (" + who.Sudo + ")"
		f.remedy = x.t.SudoDo
	}
	return f
}
