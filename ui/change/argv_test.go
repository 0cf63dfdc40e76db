package change

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestArgv(t *testing.T) {
	cases := []struct {
		line  string
		argv  []string
		whole bool
	}{
		{"", nil, true}, {"  ", nil, true}, {"op", []string{"op"}, true}, {" op  read x ", []string{"op", "read", "x"}, true},
		{`op "a b" c`, []string{"op", "a b", "c"}, true}, {`op ""`, []string{"op", ""}, true}, {`a"b c"d`, []string{"ab cd"}, true},
		{`"a \" b"`, []string{`a " b`}, true}, {`C:\op.exe read`, []string{`C:\op.exe`, "read"}, true}, {`op "read`, []string{"op", "read"}, false},
		{"密码 读取", []string{"密码", "读取"}, true},
	}
	for _, c := range cases {
		argv, whole := splitArgv(c.line)
		if !slices.Equal(argv, c.argv) || whole != c.whole {
			t.Errorf("%q gives %q, %v", c.line, argv, whole)
		}
	}
}

func FuzzArgv(f *testing.F) {
	f.Add("op", "read", `op://a "b"\c`)
	f.Add("", `\`, `"`)
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if !utf8.ValidString(a+b+c) || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return // the field holds no invalid UTF-8
		}
		argv := []string{a, b, c}
		if got, whole := splitArgv(joinArgv(argv)); !whole || !slices.Equal(got, argv) {
			t.Errorf("%q became %q", argv, got)
		}
	})
}
