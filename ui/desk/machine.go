package desk

import (
	"cmp"
	"path/filepath"

	"wxops/keystore"
)

// machineFolders reads XDG_CONFIG_DIRS, by XDG's rules: a relative path is ignored.
func machineFolders(dirs string) []string {
	var folders []string
	for _, dir := range filepath.SplitList(cmp.Or(dirs, "/etc/xdg")) {
		if filepath.IsAbs(dir) {
			folders = append(folders, filepath.Join(dir, "wxops"))
		}
	}
	return folders
}

// ConfigFile is the path of config.toml.
func (f Folders) ConfigFile() string { return filepath.Join(f.Config, "config.toml") }

// Book is the accounts of these folders: the person's own and the machine's.
func (f Folders) Book() *keystore.Book {
	return keystore.Open(f.Accounts(), f.ofMachine("accounts.toml")...)
}

// Configured is config.toml of these folders: the person's own and the machine's.
func (f Folders) Configured() *keystore.ConfigFile {
	return keystore.OpenConfig(f.ConfigFile(), f.ofMachine("config.toml")...)
}

// ofMachine are the paths of a file that root configures for everybody on the machine, the
// most important first. Nothing is written there.
func (f Folders) ofMachine(name string) []string {
	paths := make([]string, len(f.machine))
	for i, dir := range f.machine {
		paths[i] = filepath.Join(dir, name)
	}
	return paths
}
