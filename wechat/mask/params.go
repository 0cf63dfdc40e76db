package mask

import (
	"strings"

	"wxops/wechat/clean"
	"wxops/wechat/escape"
	"wxops/wechat/rid"
)

// Param is one parameter of a request's URL, its escapes undone, cleaned.
type Param struct {
	Key, Value string // Value is "" also where the text has no equals sign
	Masked     bool   // Value is not what the text holds
}

// Params takes a URL's query apart, in its order. A path before the ? is left
// out. Values are masked unless unmask is set; up to 200 parameters are given.
func Params(rawQuery string, unmask bool) []Param {
	const most, longest = 200, 1000
	_, query := rid.SplitURL(rawQuery)
	var params []Param
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		if len(params) == most {
			break
		}
		key, raw, _ := strings.Cut(pair, "=")
		p := Param{Key: shorten(clean.Line(queryUnescape(key)), shownOfName), Value: clean.Lines(queryUnescape(raw))}
		if !unmask {
			shown := maskField(classOf(p.Key), p.Value)
			p.Masked = shown != p.Value || shown == stars
			p.Value = shown
		}
		p.Value = shorten(clean.Line(p.Value), longest)
		params = append(params, p)
	}
	return params
}

// maskField masks a value by its name's class, or else by its form.
func maskField(c class, value string) string {
	if shown, known := maskNamed(c, value); known {
		return shown
	}
	if oneWord(value) {
		return maskValue(formOf(value), value) // spares the usual value a search for names
	}
	return Text(value)
}

func oneWord(s string) bool {
	for i := range len(s) {
		if !wordByte[s[i]] {
			return false
		}
	}
	return true
}

// queryUnescape is lenient: what is no escape stays as it is.
func queryUnescape(s string) string {
	if !strings.ContainsAny(s, "%+") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '+':
			b = append(b, ' ')
		case s[i] == '%' && i+2 < len(s) && escape.IsHex(s[i+1]) && escape.IsHex(s[i+2]):
			b = append(b, byte(escape.HexValue[s[i+1]]<<4|escape.HexValue[s[i+2]]))
			i += 2
		default:
			b = append(b, s[i])
		}
	}
	return string(b)
}
