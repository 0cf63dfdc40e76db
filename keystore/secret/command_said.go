package secret

import (
	"io"
	"regexp"
	"strings"

	"wxops/wechat/clean"
)

// saidBuffer takes what a command without a terminal writes to its stderr: each line is
// cleaned and passed on, and the end of it all is kept, for the words of a failure.
type saidBuffer struct {
	to     io.Writer // nil: nobody sees it now
	line   []byte    // not ended yet
	ended  string    // the last line that was ended and not blank
	hidden string    // what the command printed as the secret
}

// saidMost bounds a line; a longer one is cut.
const saidMost = 1 << 10

// Write never fails: a command must not die because nobody listens.
func (b *saidBuffer) Write(p []byte) (int, error) {
	for _, c := range p {
		switch {
		case c == '\n':
			b.end()
		case len(b.line) < saidMost:
			b.line = append(b.line, c)
		}
	}
	return len(p), nil
}

func (b *saidBuffer) end() {
	text := clean.Line(string(b.line))
	b.line = b.line[:0]
	if strings.TrimSpace(text) == "" {
		return
	}
	b.ended = text
	if b.to != nil {
		_, _ = io.WriteString(b.to, text+"\n")
	}
}

// flush passes on a prompt that is left without a line's end.
func (b *saidBuffer) flush() {
	if len(b.line) > 0 {
		b.end()
	}
}

// hide keeps the secret itself out of what is told.
func (b *saidBuffer) hide(secret string) { b.hidden = strings.TrimSpace(secret) }

// secretForm is what AppSecrets look like in public samples: 32 hex digits.
var secretForm = regexp.MustCompile(`[0-9a-fA-F]{32,}`)

// last is the last line that was said, a prompt without an end included.
func (b *saidBuffer) last() string {
	const most = 160
	text := b.text()
	if b.hidden != "" && strings.Contains(text, b.hidden) {
		return ""
	}
	text = secretForm.ReplaceAllString(text, mask)
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return text
}

func (b *saidBuffer) text() string {
	if prompt := strings.TrimSpace(clean.Line(string(b.line))); prompt != "" {
		return prompt
	}
	return b.ended
}

// personWords are what the clients of vaults say when they cannot go on by themselves:
// op, vault, pass and gpg, ssh, bw, aws, az, gcloud.
var personWords = regexp.MustCompile(`(?i)\b(tty|ioctl|terminal|passphrase|password|pinentry|pin|log[ -]?in|logged in|sign(ed)?[ -]?in|unlock|locked|interactive|prompt|expired|otp|mfa)\b`)

// asksPerson reports whether a failed command seems to have asked for a person: by a
// prompt that is left standing without a line's end, or by its last words.
func (b *saidBuffer) asksPerson() bool {
	return len(b.line) > 0 || personWords.MatchString(b.text())
}
