package guard

import (
	"cmp"
	"strings"
	"testing"
)

func TestCurrentWho(t *testing.T) {
	for _, tt := range []struct {
		name string
		env  map[string]string
		user string
		want Who
		text string
	}{
		{"at the machine", nil, "li", Who{User: "li", Host: "jump1"}, "li on jump1"},
		{"over ssh", map[string]string{"SSH_CONNECTION": "192.0.2.7 51022 10.0.0.5 22"}, "li", Who{User: "li", Client: "192.0.2.7", Host: "jump1"}, "li from 192.0.2.7 on jump1"},
		{"over IPv6", map[string]string{"SSH_CONNECTION": "fe80::1%eth0 51022 fe80::2%eth0 22"}, "li", Who{User: "li", Client: "fe80::1%eth0", Host: "jump1"}, "li from fe80::1%eth0 on jump1"},
		{"sudo", map[string]string{"SUDO_USER": "li"}, "root", Who{User: "root", Sudo: "li", Host: "jump1"}, "li (sudo as root) on jump1"},
		{"sudo to oneself", map[string]string{"SUDO_USER": "li"}, "li", Who{User: "li", Host: "jump1"}, "li on jump1"},
		{"made up", map[string]string{"SSH_CONNECTION": "\x1b[2Jevil 1 2 3", "SUDO_USER": "a\x1b[31m\nb"}, "li", Who{User: "li", Sudo: "a[31m b", Host: "jump1"}, "a[31m b (sudo as li) on jump1"},
		{"endless", map[string]string{"SUDO_USER": strings.Repeat("名", 9000)}, "li", Who{User: "li", Sudo: strings.Repeat("名", 200), Host: "jump1"}, strings.Repeat("名", 200) + " (sudo as li) on jump1"},
	} {
		got := CurrentWho(func(k string) string { return tt.env[k] }, tt.user, "jump1")
		if person := cmp.Or(tt.want.Sudo, tt.want.User); got.Person() != person {
			t.Errorf("%s: the person is %q; want %q", tt.name, got.Person(), person)
		}
		if got != tt.want || got.String() != tt.text {
			t.Errorf("%s: got %+v, %q; want %+v, %q", tt.name, got, got, tt.want, tt.text)
		}
	}
}
