package notify

import (
	"strings"
	"unicode/utf8"

	"wxops/ui/words"
	"wxops/wechat/clean"
)

// message is what a robot says at once.
type message struct {
	title string
	lines []string // the most pressing first
	more  int      // lines that are left out
	lang  words.Lang
}

// mostLines is how many lines a message has: more is not read in a chat.
const mostLines = 20

// lineBytes bounds a line, so that every robot has room for one and its title.
const lineBytes = 480

// newMessage makes a message of lines that may hold texts from outside.
func newMessage(lang words.Lang, title string, lines []string, more int) message {
	m := message{title: plain(title), more: more, lang: lang}
	for _, line := range lines {
		if len(m.lines) == mostLines {
			m.more++
			continue
		}
		m.lines = append(m.lines, plain(line))
	}
	return m
}

// shorter is the message without its last line.
func (m message) shorter() message {
	m.lines = m.lines[:len(m.lines)-1]
	m.more++
	return m
}

// all are the lines and how many there would be more.
func (m message) all() []string {
	if m.more == 0 {
		return m.lines
	}
	return append(m.lines[:len(m.lines):len(m.lines)], wordMore.Fill(m.lang, words.Group(int64(m.more))))
}

func (m message) String() string { return strings.Join(append([]string{m.title}, m.all()...), "\n") }

// toChat takes from a text what a chat makes links and mentions of.
var toChat = strings.NewReplacer("<", "＜", "@", "＠", "://", "：//", "www.", "www．")

// plain is a text on one line that a chat shows as it is, not too long and not cut in
// a character.
func plain(text string) string {
	text = toChat.Replace(strings.TrimSpace(clean.Line(text)))
	if len(text) <= lineBytes {
		return text
	}
	cut := lineBytes - len("…")
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
