package change

import "strings"

// splitArgv reads a program and its arguments as they are typed in one line.
// There is no shell: spaces part the words, double quotes hold a word
// together, and within them a backslash takes the next character as it is.
// whole is false when a quote is not closed.
func splitArgv(line string) (argv []string, whole bool) {
	var word strings.Builder
	inWord, quoted, escaped := false, false, false
	for _, r := range line {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			inWord, quoted = true, !quoted
		case r == ' ' && !quoted:
			if inWord {
				argv = append(argv, word.String())
				word.Reset()
			}
			inWord = false
		default:
			inWord = true
			word.WriteRune(r)
		}
	}
	if inWord {
		argv = append(argv, word.String())
	}
	return argv, !quoted
}

// joinArgv is the way back: splitArgv(joinArgv(argv)) is argv.
func joinArgv(argv []string) string {
	words := make([]string, len(argv))
	for i, w := range argv {
		if w == "" || strings.ContainsAny(w, ` "`) {
			w = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(w) + `"`
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}
