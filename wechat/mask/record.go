package mask

import (
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/escape"
	"wxops/wechat/rid"
)

// Record is i with tokens, secrets and personal data masked in every field,
// and cleaned.
func Record(i rid.Record) rid.Record {
	i.URL = Text(clean.Lines(maskQuery(i.URL)))
	for _, field := range []*string{&i.RequestBody, &i.ResponseBody} {
		*field = Text(clean.Lines(*field))
	}
	i.ClientIP = clean.Line(i.ClientIP)
	return i
}

// maskQuery masks the parameters of a URL by what their escapes say, and
// leaves the others as they stand.
func maskQuery(s string) string {
	at := strings.IndexByte(s, '?') + 1
	pairs := strings.Split(s[at:], "&")
	for n, pair := range pairs {
		key, raw, ok := strings.Cut(pair, "=")
		if !ok {
			continue
		}
		value := clean.Lines(queryUnescape(raw))
		if shown := maskField(classOf(queryUnescape(key)), value); shown != value {
			pairs[n] = key + "=" + queryEscape(clean.Line(shown))
		}
	}
	return s[:at] + strings.Join(pairs, "&")
}

// Curl is a command line that makes the same call again, once its masked
// parts are filled in. path is used where the URL holds none.
func Curl(i rid.Record, path string) string {
	if own := i.Path(); own != "" {
		path = own
	}
	url := catalog.DefaultBaseURL + "/" + strings.TrimLeft(clean.Line(path), "/")
	sign := "?"
	for _, p := range Params(i.URL, false) {
		url += sign + queryEscape(p.Key) + "=" + queryEscape(p.Value)
		sign = "&"
	}
	body := clean.Line(Text(clean.Lines(i.RequestBody))) // masked first: lines tell what is a value
	switch {
	case body == "":
		return "curl -sS " + shellQuote(url)
	case body[0] == '@': // -d would read a file
		return "curl -sS -X POST " + shellQuote(url) + " --data-raw " + shellQuote(body)
	}
	return "curl -sS -X POST " + shellQuote(url) + " -d " + shellQuote(body)
}

// queryEscape leaves the stars of a masked value readable.
func queryEscape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		if escape.IsAlnum(c) || strings.IndexByte("-_.~*,:/@", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

// shellQuote makes one word of s for a POSIX shell.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
