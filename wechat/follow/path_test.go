package follow

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestOnlyFilesAreFollowed(t *testing.T) {
	dir := t.TempDir()
	there, other, dangling := filepath.Join(dir, "app.log"), filepath.Join(dir, "other.log"), filepath.Join(dir, "link")
	write(t, there, "")
	if err := errors.Join(os.Symlink(filepath.Join(dir, "nothing"), dangling), os.Symlink(there, other)); err != nil {
		t.Skip("no links here: ", err)
	}
	for _, c := range []struct {
		paths []string
		want  error
	}{
		{[]string{there, filepath.Join(dir, "not-yet.log")}, nil},
		{[]string{dir}, ErrFolder},
		{[]string{os.DevNull}, ErrNoFile},
		{[]string{there, dangling}, ErrDangling},
		{[]string{there, filepath.Join(dir, ".", "app.log")}, ErrTwice},
		{[]string{there, other}, ErrTwice},
		{[]string{filepath.Join(dir, "not-yet.log"), filepath.Join(dir, "not-yet.log")}, ErrTwice},
	} {
		if err := Check(c.paths); !errors.Is(err, c.want) || c.want == nil && err != nil {
			t.Errorf("%v: %v, want %v", c.paths, err, c.want)
		}
	}
}
