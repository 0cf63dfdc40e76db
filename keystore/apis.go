package keystore

import (
	"slices"

	"wxops/wechat/catalog"
)

// Watched gives the cgi_paths that are watched of the account, each once.
func (a Account) Watched() []string {
	return catalog.Watched(string(a.Kind), a.APIs, a.APIsAdd, a.APIsSkip)
}

// Watching gives the account with one path more. An account that names its
// APIs has it among them; for any other it is a change to the starter list of
// its kind, which goes on growing with wxops.
func (a Account) Watching(path string) Account {
	switch {
	case slices.Contains(a.Watched(), path):
	case len(a.APIs) > 0:
		a.APIs = append(slices.Clone(a.APIs), path)
	case slices.Contains(a.APIsSkip, path):
		a.APIsSkip = without(a.APIsSkip, path)
		return a.Watching(path) // it may have left the starter list meanwhile
	default:
		a.APIsAdd = append(slices.Clone(a.APIsAdd), path)
	}
	return a
}

// NotWatching gives the account with one path less. The last one of an account
// that names its APIs stays: no list would mean the starter list.
func (a Account) NotWatching(path string) Account {
	if len(a.APIs) > 0 {
		if rest := without(a.APIs, path); len(rest) > 0 {
			a.APIs = rest
		}
		return a
	}
	a.APIsAdd = without(a.APIsAdd, path)
	if slices.Contains(a.Watched(), path) {
		a.APIsSkip = append(slices.Clone(a.APIsSkip), path)
	}
	return a
}

func without(paths []string, path string) []string {
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p == path })
}
