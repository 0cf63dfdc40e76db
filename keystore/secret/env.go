package secret

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// envSource reads a variable like WXOPS_SECRET_MALL, and where it is not set the file
// wxops.secret.mall that systemd's LoadCredential= or a pod's secrets give. The variable is
// for CI: children inherit it, and it stays readable in /proc even after Unsetenv.
type envSource struct{ lookup func(string) (string, bool) }

// Env is the source env. A nil lookup is os.LookupEnv.
func Env(lookup func(string) (string, bool)) Source {
	if lookup == nil {
		lookup = os.LookupEnv
	}
	return envSource{lookup}
}

func (e envSource) Get(_ context.Context, it Item) (Secret, error) {
	if value, _ := e.lookup(it.Variable); value != "" {
		return NewSecret(value), nil
	}
	path := e.credential(it)
	if path == "" {
		return Secret{}, problem(it, FromEnv, EnvMissing, it.Variable, nil)
	}
	s, err := readCredential(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Secret{}, problem(it, FromEnv, CredentialMissing, it.Variable+", "+path, nil)
	case err != nil:
		return Secret{}, problem(it, FromEnv, CredentialWrong, path+": "+credentialReason(err), err)
	}
	return s, nil
}

// credential is the file of an item; "" where there are none.
func (e envSource) credential(it Item) string {
	dir, _ := e.lookup("CREDENTIALS_DIRECTORY")
	if !filepath.IsAbs(dir) {
		return ""
	}
	return filepath.Join(dir, CredentialName(it.Variable))
}

// CredentialName is the name of a variable's file among systemd's credentials: lower case,
// with dots, because systemd allows no other signs that a shell does.
func CredentialName(variable string) string {
	return strings.ToLower(strings.ReplaceAll(variable, "_", "."))
}

func (e envSource) Set(_ context.Context, it Item, _ Secret) error {
	return problem(it, FromEnv, SourceReadOnly, it.Variable, nil)
}

func (e envSource) Delete(_ context.Context, it Item) error {
	if _, set := e.lookup(it.Variable); !set {
		if path := e.credential(it); path == "" {
			return nil
		} else if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	return problem(it, FromEnv, SourceReadOnly, it.Variable, nil)
}

// credentialMost bounds a credential, in bytes, as it does what a command writes.
const credentialMost = 4096

// What is wrong with a credential.
var (
	errCredentialKind  = errors.New("not a file")
	errCredentialOwner = errors.New("the file or its folder is another user's")
	errCredentialOpen  = errors.New("others may write the file or its folder")
	errCredentialLong  = errors.New("larger than 4 KiB")
	errCredentialEmpty = errors.New("empty")
)

func credentialReason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// readCredential reads a file without leaving its folder: a pod's files are links, to
// folders beside them. One newline at its end is not of the secret.
func readCredential(path string) (Secret, error) {
	dir, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return Secret{}, err
	}
	defer dir.Close()
	folder, err := dir.Stat(".")
	if err != nil {
		return Secret{}, err
	}
	name := filepath.Base(path)
	info, err := dir.Stat(name) // a pipe would hang, and a device may act
	switch {
	case err != nil:
		return Secret{}, err
	case !info.Mode().IsRegular():
		return Secret{}, errCredentialKind
	}
	f, err := dir.Open(name)
	if err != nil {
		return Secret{}, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return Secret{}, err
	}
	if err := trusted(info, folder); err != nil {
		return Secret{}, err
	}
	text, err := io.ReadAll(io.LimitReader(f, credentialMost+2))
	if err != nil {
		return Secret{}, err
	}
	return credentialOf(string(text))
}

func credentialOf(text string) (Secret, error) {
	if rest, cut := strings.CutSuffix(text, "\r\n"); cut {
		text = rest
	} else {
		text = strings.TrimSuffix(text, "\n")
	}
	switch {
	case len(text) > credentialMost:
		return Secret{}, errCredentialLong
	case text == "":
		return Secret{}, errCredentialEmpty
	}
	return NewSecret(text), nil
}

// trusted holds a credential and its folder to whom they must belong: systemd's are root's
// or ours.
func trusted(file, folder fs.FileInfo) error {
	for _, info := range []fs.FileInfo{file, folder} {
		if !rootsOrOurs(info) {
			return errCredentialOwner
		}
	}
	if writableByOthers(file) || writableByOthers(folder) && folder.Mode()&fs.ModeSticky == 0 {
		return errCredentialOpen
	}
	return nil
}
