package guard

import (
	"net/netip"
	"strings"

	"wxops/wechat/clean"
)

// Who made a reset, as far as the machine can tell.
type Who struct {
	User   string `json:"user"`
	Sudo   string `json:"sudo,omitempty"`   // SUDO_USER
	Client string `json:"client,omitempty"` // the address in SSH_CONNECTION
	Host   string `json:"host,omitempty"`
}

// CurrentWho names the person behind this process. getenv is os.Getenv; user
// and host are what the system calls them, and may be empty. The environment
// is the user's own to change, so this is a note, not a proof.
func CurrentWho(getenv func(string) string, user, host string) Who {
	w := Who{User: oneLine(user), Sudo: oneLine(getenv("SUDO_USER")), Host: oneLine(host)}
	if w.Sudo == w.User {
		w.Sudo = ""
	}
	if f := strings.Fields(getenv("SSH_CONNECTION")); len(f) > 0 {
		if addr, err := netip.ParseAddr(f[0]); err == nil {
			w.Client = addr.String()
		}
	}
	return w
}

// Person gives the name to blame: who called sudo, not who it made of them.
func (w Who) Person() string {
	if w.Sudo != "" {
		return w.Sudo
	}
	return w.User
}

// String gives the person in one word or two: "li (sudo as root) from 192.0.2.7 on jump1".
func (w Who) String() string {
	s := w.User
	if w.Sudo != "" {
		s = w.Sudo + " (sudo as " + w.User + ")"
	}
	if w.Client != "" {
		s += " from " + w.Client
	}
	if w.Host != "" {
		s += " on " + w.Host
	}
	return strings.TrimSpace(s)
}

// longest is how much of a typed or foreign text a journal line keeps, in characters.
const longest = 200

func oneLine(s string) string {
	r := []rune(strings.TrimSpace(clean.Line(s)))
	return string(r[:min(len(r), longest)])
}
