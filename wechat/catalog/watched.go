package catalog

import "slices"

// Watched gives the paths that are watched of an account of a kind, each once.
// exactly, where it names any, is the whole list; otherwise it is the starter
// list of the kind without skip, and then add.
func Watched(kind string, exactly, add, skip []string) []string {
	paths := exactly
	if len(exactly) == 0 {
		starter := slices.DeleteFunc(Starter(kind), func(p string) bool { return slices.Contains(skip, p) })
		paths = slices.Concat(starter, add)
	}
	return Once(paths)
}

// Once gives each path once, where it stood first.
func Once(paths []string) []string {
	seen := make(map[string]bool, len(paths))
	once := make([]string, 0, len(paths))
	for _, p := range paths {
		if !seen[p] {
			seen[p] = true
			once = append(once, p)
		}
	}
	return once
}
