package wechat

import "strings"

// Param is one parameter of a request's URL, cleaned.
type Param struct {
	Key, Value string
	Masked     bool
}

// Params takes a URL's query apart, in its order. A path before the ? is left
// out. Values are masked unless unmask is set; up to 200 parameters are given.
func Params(rawQuery string, unmask bool) []Param {
	const most, longest = 200, 1000
	_, query := splitURL(rawQuery)
	var params []Param
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		if len(params) == most {
			break
		}
		key, raw, _ := strings.Cut(pair, "=")
		p := Param{Key: shorten(Clean(queryUnescape(key)), shownOfName), Value: Clean(queryUnescape(raw))}
		if !unmask {
			shown := maskField(classOf(p.Key), p.Value)
			p.Masked = shown != p.Value || shown == mask
			p.Value = shown
		}
		p.Value = shorten(p.Value, longest)
		params = append(params, p)
	}
	return params
}

// maskField masks a value by its name's class, or else by its form.
func maskField(c class, value string) string {
	if shown := maskValue(c, value); shown != value || c == secret || c == personal {
		return shown
	}
	return MaskText(value)
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
		case s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b = append(b, byte(hexValue[s[i+1]]<<4|hexValue[s[i+2]]))
			i += 2
		default:
			b = append(b, s[i])
		}
	}
	return string(b)
}
