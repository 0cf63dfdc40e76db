package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"

	"wxops/wechat/clean"
)

// Write writes a document as indented JSON. What a terminal would obey or hide
// instead of drawing it is written as \uXXXX: the value stays the same, and
// nothing that came from the network acts on the screen that it is read on.
func Write(w io.Writer, doc any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := w.Write(visible(b.Bytes()))
	return err
}

// visible escapes what is unseen. Outside of its strings JSON holds no such
// character but the line ends.
func visible(doc []byte) []byte {
	unseen := func(r rune) bool { return r != '\n' && clean.Unseen(r) }
	if bytes.IndexFunc(doc, unseen) < 0 {
		return doc
	}
	var b bytes.Buffer
	for _, r := range string(doc) { // valid UTF-8: the encoder has seen to it
		if !unseen(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}
