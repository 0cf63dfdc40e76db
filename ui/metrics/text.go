package metrics

import (
	"strconv"
	"strings"

	"wxops/wechat/clean"
)

// contentType is that of the text format, by its version.
//
// https://prometheus.io/docs/instrumenting/exposition_formats/
const contentType = "text/plain; version=0.0.4; charset=utf-8"

// text is what a scrape is answered with. The samples of one metric follow each other,
// as the format wants it.
type text struct {
	b     []byte
	under string // the metric that was last begun
}

// add writes one sample. labels is what labelled gave.
func (t *text) add(m metric, labels string, value int64) {
	if t.under != m.name {
		t.under = m.name
		t.b = append(t.b, "# HELP "+m.name+" "+m.help+"\n# TYPE "+m.name+" "+m.kind+"\n"...)
	}
	t.b = append(t.b, m.name...)
	t.b = append(t.b, labels...)
	t.b = append(t.b, ' ')
	t.b = strconv.AppendInt(t.b, value, 10)
	t.b = append(t.b, '\n')
}

// one is a condition as a gauge.
func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// label is a name and its value.
type label struct{ name, value string }

// labelled writes labels as they stand behind a metric's name. The values are from outside.
func labelled(labels ...label) string {
	var b strings.Builder
	between := "{"
	for _, l := range labels {
		b.WriteString(between + l.name + `="` + quoted.Replace(clean.Line(l.value)) + `"`)
		between = ","
	}
	b.WriteByte('}')
	return b.String()
}

var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
