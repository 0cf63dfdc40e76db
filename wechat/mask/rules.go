package mask

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// rule finds what needs more than a word and a sign to be told: a value apart
// from its name, or a form of several words. All of them take time in line
// with the text.
type rule struct {
	hints   []string // one of them stands in every text that the rule is for
	numbers numbers  // one of them stands in every line that the rule is for; 0 for any
	gate    func(text string) bool
	pattern string
	name    int // the group that holds a field's name, which must be one to hide; 0 without
	value   int // the group that is hidden
	check   func(value string) bool
}

// rules are tried one after another; what an earlier one hides a later one does not see.
var rules = slices.Concat(secretRules, pairRules, personRules)

// compiled holds each pattern, read when a text first asks for it.
var compiled = func() []func() *regexp.Regexp {
	all := make([]func() *regexp.Regexp, len(rules))
	for i, r := range rules {
		all[i] = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(r.pattern) })
	}
	return all
}()

// byRules hides what the rules find. No pattern is tried where its hints and
// gates say that it finds nothing.
func byRules(s string) string {
	digits := numbersIn(s)
	for i, r := range rules {
		if r.numbers != 0 && digits&r.numbers == 0 || !r.hinted(s) || r.gate != nil && !r.gate(s) {
			continue
		}
		pattern, before := compiled[i](), s
		if r.numbers != 0 {
			s = r.lineByLine(s, func(line string) string { return r.hide(line, pattern) })
		} else {
			s = r.hide(s, pattern)
		}
		if s != before {
			digits = numbersIn(s)
		}
	}
	return s
}

func (r rule) hinted(s string) bool {
	for _, hint := range r.hints {
		if strings.Contains(s, hint) {
			return true
		}
	}
	return false
}

func (r rule) hide(s string, pattern *regexp.Regexp) string {
	var out strings.Builder
	kept := 0
	for _, at := range pattern.FindAllStringSubmatchIndex(s, -1) {
		start, end := at[2*r.value], at[2*r.value+1]
		value := s[start:end]
		if value == "" || r.check != nil && !r.check(value) {
			continue
		}
		shown := stars
		if r.name > 0 {
			c := classOf(s[at[2*r.name]:at[2*r.name+1]])
			if shown = maskValue(c, value); c == personal {
				shown = stars
			}
		}
		if shown == stars && strings.HasSuffix(s[:start], stars) {
			shown = "" // the rest of what is hidden already
		}
		out.WriteString(s[kept:start])
		out.WriteString(shown)
		kept = end
	}
	if kept == 0 {
		return s
	}
	return out.String() + s[kept:]
}
