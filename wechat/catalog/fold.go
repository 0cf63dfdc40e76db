package catalog

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold takes away what people write in more than one way: case, signs, blanks beside Chinese, and in
// Chinese the particles that a search leaves out ("次数已用完", "次数用完"). Between words of letters
// one blank stays, and a slash, which begins the parts of a path.
func fold(dst []byte, s string) []byte {
	from, n, apart := len(dst), len(dst), false
	dst = slices.Grow(dst, len(s))[:from+len(s)] // written by place: an append for each byte takes twice as long
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			if apart && n > from && dst[n-1] < utf8.RuneSelf {
				dst[n] = ' '
				n++
			}
			dst[n], apart = c, false
			n++
		case c == '/':
			dst[n], apart = c, false
			n++
		case hanAt(s, i):
			if one := s[i : i+3]; one != "已" && one != "被" && one != "了" && one != "的" {
				n += copy(dst[n:], one)
			}
			i += 2
		case c < utf8.RuneSelf && c != '_' && c != '-' && c != '.' && c != '\'':
			apart = true
		}
	}
	return dst[:n]
}

// hanAt says whether a Han character begins at i. These are all of three bytes.
func hanAt(s string, i int) bool { return 0xe4 <= s[i] && s[i] <= 0xe9 && i+3 <= len(s) }

func folded(s string) string { return string(fold(make([]byte, 0, len(s)), s)) }

// tight is a folded text without its blanks.
func tight(folded string) string { return strings.ReplaceAll(folded, " ", "") }

// foldRows folds the first columns of each row of an embedded table. A row's fields are split by tabs.
// All rows are parts of one text, which is written once: each page of memory that is touched for the
// first time costs a command that lives for some milliseconds.
func foldRows(text string, columns int) []string {
	var all strings.Builder
	all.Grow(len(text))
	ends := make([]int, 0, count(text))
	var row []byte
	_, text, _ = strings.Cut(text, "\n")
	for text != "" {
		var one, field string
		one, text, _ = strings.Cut(text, "\n")
		row = row[:0]
		for range columns {
			field, one, _ = strings.Cut(one, "\t")
			row = append(fold(row, field), '\t')
		}
		all.Write(row)
		ends = append(ends, all.Len())
	}
	out := make([]string, len(ends))
	from := 0
	for i, to := range ends {
		out[i], from = all.String()[from:to], to
	}
	return out
}

// pieces are the parts of a text that nobody wrote blanks into: words, the humps of a method's name,
// and each two Han characters that follow each other.
func pieces(text string) []string {
	var out []string
	runes := []rune(text)
	for i := 0; i < len(runes); {
		from := i
		switch {
		case han(runes[i]):
			for i < len(runes) && han(runes[i]) {
				i++
			}
			for j := from; j < max(i-1, from+1); j++ {
				out = append(out, folded(string(runes[j:min(j+2, i)])))
			}
		case letter(runes[i]):
			for i++; i < len(runes) && letter(runes[i]) && (!unicode.IsUpper(runes[i]) || unicode.IsUpper(runes[i-1])); {
				i++
			}
			out = append(out, folded(string(runes[from:i])))
		default:
			i++
		}
	}
	return out
}

// han is of the block that holds all of Chinese that WeChat writes; a table of Unicode costs ten times as much.
func han(r rune) bool { return 0x4e00 <= r && r <= 0x9fff }

func letter(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
