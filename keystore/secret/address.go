package secret

import (
	"net"
	"net/url"
	"strings"
	"unicode"
)

// addressMost is how long an address may be, in bytes; those of robots have about 100.
const addressMost = 2048

// IsAddress reports whether a secret is an address that can be posted to: https, or plain
// http to this machine, without a user, in one line. Those of robots hold their key, so
// nothing is said of what else it is.
func IsAddress(s Secret) bool {
	raw := s.Reveal()
	if len(raw) > addressMost || strings.ContainsFunc(raw, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return false
	}
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return u.Scheme == "https" || u.Scheme == "http" && here
}
