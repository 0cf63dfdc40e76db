package cli

import (
	"regexp"
	"slices"
	"strings"
)

// scanFlag finds the value of a flag before cobra has parsed anything: help
// and errors about wrong flags must already be in the right language and form.
func scanFlag(args []string, long, short string) string {
	value := ""
	for i, arg := range args {
		name, inline, hasInline := strings.Cut(arg, "=")
		switch {
		case arg == "--":
			return value
		case name == long && hasInline, short != "" && name == short && hasInline:
			value = inline
		case (arg == long || short != "" && arg == short) && i+1 < len(args):
			value = args[i+1]
		case short != "" && strings.HasPrefix(arg, short) && len(arg) > len(short) && !strings.HasPrefix(arg, "--"):
			value = arg[len(short):]
		}
	}
	return value
}

var negativeCode = regexp.MustCompile(`^-[0-9]+$`)

// negativeCodesLast lets `wxops code -1` through: -1 is WeChat's most common
// errcode, and it would be taken for a flag.
func negativeCodesLast(args []string) []string {
	if !slices.Contains(args, "code") || slices.Contains(args, "--") {
		return args
	}
	var rest, codes []string
	for _, arg := range args {
		if negativeCode.MatchString(arg) {
			codes = append(codes, arg)
		} else {
			rest = append(rest, arg)
		}
	}
	if codes == nil {
		return args
	}
	return append(append(rest, "--"), codes...)
}

// execLast parts the command of `wxops watch --exec CMD…` from the rest: it takes all that
// stands behind it, flags of its own too.
func execLast(args []string) (rest, command []string) {
	at := slices.Index(args, "--exec")
	watch := slices.Index(args, "watch")
	if at < 0 || watch < 0 || watch > at || slices.Contains(args[:at], "--") {
		return args, nil
	}
	return args[:at+1], args[at+1:]
}
