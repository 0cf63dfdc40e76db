package keystore

import (
	"strings"
	"testing"
)

// FuzzConfig tries texts that people could have written: none brings it down, and none of
// a url that is no source is told.
func FuzzConfig(f *testing.F) {
	f.Add(everyConfig)
	f.Add("[team]\nredis = \"x\"\ndir = 3\n[[notify]]\nurl = [1]\nname = {a = 1}")
	f.Add("[[notify]]\nname='x'\nrobot='wecom'\nurl='hunter2'\n[team")
	f.Fuzz(func(t *testing.T, text string) {
		config, faults := ParseConfig("x", []byte(text))
		for _, r := range config.Robots {
			if strings.Contains(string(r.URL), "hunter2") && strings.Count(text, "hunter2") == 1 && strings.Contains((&BookError{"x", faults}).Error(), "hunter2") {
				t.Errorf("%q: what stands for a source is told", text)
			}
		}
		if len(faults) > 0 {
			return
		}
		for _, r := range config.Robots {
			if r.Name == "" || r.Kind == "" || r.line == 0 {
				t.Errorf("%q gave %+v", text, r)
			}
		}
	})
}
