//go:build !unix

package doctor

import "io/fs"

// ours trusts the profile's folder: Windows keeps other users out by its ACL.
func ours(fs.FileInfo) bool { return true }
