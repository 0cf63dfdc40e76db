package cli

import (
	"fmt"
	"path/filepath"

	"wxops/keystore/toml"
	"wxops/ui/view"
	"wxops/wechat/ownfile"
)

// readSettings reads what the console remembers. What cannot be read or understood is
// as if it were not there: nothing but the comfort of a person hangs on it.
func readSettings(path string) view.Settings {
	var s view.Settings
	text, err := ownfile.Read(path)
	if err != nil {
		return s
	}
	for _, k := range toml.Parse(text).Tables[0].Keys {
		switch k.Name {
		case "sort":
			s.Sort = k.Value.Raw
		case "bell":
			s.Bell = k.Value.True()
		}
	}
	return s
}

// keepSettings writes them for the next start.
func (c *consoleCommand) keepSettings(s view.Settings) error {
	return writeSettings(c.Desk().Folders().Console(), s)
}

// writeSettings replaces the file: of two consoles the last one counts.
func writeSettings(path string, s view.Settings) error {
	if err := ownfile.Folder(filepath.Dir(path)); err != nil {
		return err
	}
	return ownfile.Replace(path, fmt.Appendf(nil, "sort = %s\nbell = %t\n", toml.Text(s.Sort).Render(), s.Bell))
}
