package keystore

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wxops/wechat/catalog"
)

// tagMost is how many letters a tag may have: it is typed, and shown in a column.
const tagMost = 24

// proxySchemes are what the way to a proxy may be; net/http knows no others.
var proxySchemes = []string{"http", "https", "socks5"}

// checkReading judges what says how the account is read: which words choose it, from
// where on it warns, and by which way WeChat is asked.
func checkReading(a Account) []Fault {
	faults := checkTags(a.Tags)
	if !warnForm(a.WarnAt) {
		faults = append(faults, Fault{What: WarnForm, Key: "warn_at", Expected: "one or two whole numbers from 1 to 100, the second the larger one, like [80, 95]"})
	}
	if a.Base != "" && catalog.CheckBaseURL(a.Base) != nil {
		faults = append(faults, Fault{What: BaseForm, Key: "base", Found: quotedAddress(a.Base), Expected: "https and a host, like " + catalog.DefaultBaseURL + "; plain http to this machine only"})
	}
	return append(faults, checkProxy(a.Proxy)...)
}

func checkTags(tags []string) []Fault {
	var faults []Fault
	for _, tag := range tags {
		if !tagForm(tag) {
			faults = append(faults, Fault{What: TagForm, Key: "tags", Found: quoted(tag), Expected: "a word of 1 to " + strconv.Itoa(tagMost) + " letters, without spaces, commas and quotes, not - first"})
		}
	}
	return faults
}

func tagForm(tag string) bool {
	n := utf8.RuneCountInString(tag)
	return n > 0 && n <= tagMost && tag[0] != '-' && !strings.ContainsFunc(tag, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`,，、"'`, r)
	})
}

func warnForm(at []int64) bool {
	return len(at) <= 2 && (len(at) < 2 || at[0] < at[1]) && !slices.ContainsFunc(at, func(n int64) bool { return n < 1 || n > 100 })
}

func checkProxy(raw string) []Fault {
	if raw == "" {
		return nil
	}
	u, err := url.Parse(raw)
	switch {
	case err == nil && u.User != nil || strings.Contains(raw, "@"):
		return []Fault{{What: ProxyUser, Key: "proxy", Expected: "the address alone; a proxy that asks for a password goes into HTTPS_PROXY"}}
	case err == nil && slices.Contains(proxySchemes, u.Scheme) && u.Hostname() != "" && isPort(u.Port()) &&
		(u.Path == "" || u.Path == "/") && u.RawQuery == "" && !u.ForceQuery && u.Fragment == "":
		return nil
	}
	return []Fault{{What: ProxyForm, Key: "proxy", Found: quotedAddress(raw), Expected: "http, https or socks5 with a host and a port, like http://10.0.0.8:3128"}}
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}

// quotedAddress shows an address, unless there may be a password or a token in it.
func quotedAddress(raw string) string {
	if strings.ContainsAny(raw, "@?") {
		return ""
	}
	return quoted(raw)
}
