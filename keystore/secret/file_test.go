//go:build !windows

package secret

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"filippo.io/age"

	"wxops/wechat/ownfile"
)

// secretsFile stores the canary of the mall, and gives the file's path.
func secretsFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wxops", "secrets.age")
	hook := typed{answer: "horse"}
	source := newFileSource(path, hook.ask, quickScrypt)
	if err := source.Set(context.Background(), mall(), NewSecret(canary)); err != nil {
		t.Fatal(err)
	}
	if hook.asked != 1 || !hook.isNew {
		t.Errorf("asked %d times, as new: %t", hook.asked, hook.isNew)
	}
	return path
}

func TestFileAsksOnceAStart(t *testing.T) {
	ctx, path, hook := context.Background(), secretsFile(t), typed{answer: "horse"}
	source := newFileSource(path, hook.ask, quickScrypt)
	if hook.asked != 0 {
		t.Error("asked before anything was needed")
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if s, err := source.Get(ctx, mall()); err != nil || s.Reveal() != canary {
				t.Errorf("got %v", err)
			}
		})
	}
	all.Wait()
	game := Item{Of: "game", Key: "wxfedcba9876543210"}
	if err := source.Set(ctx, game, NewSecret("other")); err != nil {
		t.Fatal(err)
	}
	if err := source.Delete(ctx, game); err != nil {
		t.Fatal(err)
	}
	if hook.asked != 1 || hook.isNew {
		t.Errorf("asked %d times, as new: %t", hook.asked, hook.isNew)
	}
	sealed := readFile(t, path)
	if bytes.Contains(sealed, []byte(canary)) || !bytes.HasPrefix(sealed, []byte("age-encryption.org/v1\n-> scrypt ")) {
		t.Errorf("not an age file: %q", sealed)
	}
}

func TestFileWithAWrongPassphrase(t *testing.T) {
	ctx, path, hook := context.Background(), secretsFile(t), typed{answer: "donkey"}
	before := readFile(t, path)
	source := newFileSource(path, hook.ask, quickScrypt)
	_, getErr := source.Get(ctx, mall())
	for _, err := range []error{getErr, source.Set(ctx, mall(), NewSecret("x")), source.Delete(ctx, mall())} {
		var p *Problem
		if reasonOf(t, err) != PassphraseWrong || !errors.As(err, &p) || p.Detail != path {
			t.Errorf("got %v", err)
		}
		if strings.Contains(err.Error(), "donkey") {
			t.Errorf("the passphrase is in the error: %v", err)
		}
	}
	if !bytes.Equal(before, readFile(t, path)) {
		t.Error("the file changed")
	}
	hook.answer = "horse" // a wrong one is not remembered
	if s, err := source.Get(ctx, mall()); err != nil || s.Reveal() != canary || hook.asked != 4 {
		t.Errorf("got %v after %d questions", err, hook.asked)
	}
}

func TestFileWithoutAPassphrase(t *testing.T) {
	ctx, path := context.Background(), secretsFile(t)
	for name, tc := range map[string]struct {
		ask    Passphrase
		reason Reason
	}{
		"nobody to ask": {nil, PromptNeeded},
		"refused":       {func(context.Context, string, bool) (Secret, error) { return Secret{}, context.Canceled }, PromptNeeded},
		"empty":         {func(context.Context, string, bool) (Secret, error) { return Secret{}, nil }, NothingTyped},
	} {
		source := newFileSource(path, tc.ask, quickScrypt)
		if _, err := source.Get(ctx, mall()); reasonOf(t, err) != tc.reason {
			t.Errorf("%s: got %v", name, err)
		}
		if err := source.Set(ctx, mall(), NewSecret("x")); reasonOf(t, err) != tc.reason {
			t.Errorf("%s: set: got %v", name, err)
		}
	}
	none := newFileSource(filepath.Join(t.TempDir(), "secrets.age"), nil, quickScrypt)
	if _, err := none.Get(ctx, mall()); reasonOf(t, err) != SecretMissing {
		t.Errorf("no file needs no passphrase: got %v", err)
	}
	if err := none.Delete(ctx, mall()); err != nil {
		t.Error(err)
	}
}

func TestFileThatIsUnsafe(t *testing.T) {
	for name, tc := range map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"readable by others": {func(path string) error { return os.Chmod(path, 0o640) }, "mode 0640, expected 0600"},
		"open folder":        {func(path string) error { return os.Chmod(filepath.Dir(path), 0o777) }, "folder mode 0777, expected 0700"},
		"a link": {func(path string) error {
			return errors.Join(os.Rename(path, path+".real"), os.Symlink(path+".real", path))
		}, "a link, expected a file"},
		"a link to nothing": {func(path string) error {
			return errors.Join(os.Remove(path), os.Symlink("nowhere", path))
		}, "a link, expected a file"},
		"a pipe": {func(path string) error {
			return errors.Join(os.Remove(path), syscall.Mkfifo(path, 0o600))
		}, "not a file"},
		"a folder": {func(path string) error {
			return errors.Join(os.Remove(path), os.Mkdir(path, 0o700))
		}, "not a file"},
		"no file, open folder": {func(path string) error {
			return errors.Join(os.Remove(path), os.Chmod(filepath.Dir(path), 0o770))
		}, "folder mode 0770, expected 0700"},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, path, hook := context.Background(), secretsFile(t), typed{answer: "horse"}
			if err := tc.spoil(path); err != nil {
				t.Fatal(err)
			}
			source := newFileSource(path, hook.ask, quickScrypt)
			_, getErr := source.Get(ctx, mall())
			for _, err := range []error{getErr, source.Set(ctx, mall(), NewSecret(canary))} {
				if reasonOf(t, err) != FileUnsafe || !strings.Contains(err.Error(), path+": "+tc.says) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
}

func TestFileOfAnotherUser(t *testing.T) {
	path := "/etc/passwd" // root's
	if os.Geteuid() == 0 {
		path = filepath.Join(t.TempDir(), "foreign")
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 12345, 12345)); err != nil {
			t.Fatal(err)
		}
	}
	source := newFileSource(path, nil, quickScrypt)
	if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != FileUnsafe || !strings.Contains(err.Error(), "owner ") {
		t.Errorf("got %v", err)
	}
	if os.Geteuid() != 0 {
		return // nobody else can change another user's file
	}
	if err := ownfile.Replace(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Sys().(*syscall.Stat_t).Uid != 12345 {
		t.Errorf("root took the file: %v", err)
	}
}

func TestFileThatIsDamaged(t *testing.T) {
	asymmetric, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var forKey, notSecrets bytes.Buffer
	w, err := age.Encrypt(&forKey, asymmetric.Recipient())
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	recipient, err := age.NewScryptRecipient("horse")
	if err != nil {
		t.Fatal(err)
	}
	recipient.SetWorkFactor(quickScrypt)
	w, err = age.Encrypt(&notSecrets, recipient)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(`{"wx1": ["` + canary + `"]}`)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	good := readFile(t, secretsFile(t))
	for name, content := range map[string][]byte{
		"empty":       {},
		"another":     []byte("[[account]]\n"),
		"cut off":     good[:len(good)-1],
		"bit flipped": append(bytes.Clone(good[:len(good)-1]), good[len(good)-1]^1),
		"for a key":   forKey.Bytes(),
		"not secrets": notSecrets.Bytes(),
	} {
		t.Run(name, func(t *testing.T) {
			path, hook := secretsFile(t), typed{answer: "horse"}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			source := newFileSource(path, hook.ask, quickScrypt)
			if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != FileWrong || strings.Contains(err.Error(), "header") {
				t.Errorf("got %v", err) // what age says of its header helps nobody
			}
			if err := source.Set(context.Background(), mall(), NewSecret("x")); reasonOf(t, err) != FileWrong {
				t.Errorf("set: got %v", err)
			}
			if !bytes.Equal(readFile(t, path), content) {
				t.Error("a file that was not understood was overwritten")
			}
		})
	}
}

func TestFilesOfTwoProcessesLoseNothing(t *testing.T) {
	ctx, path := context.Background(), secretsFile(t)
	var all sync.WaitGroup
	for _, appid := range []string{"wx1", "wx2", "wx3", "wx4"} {
		all.Go(func() {
			hook := typed{answer: "horse"}
			source := newFileSource(path, hook.ask, quickScrypt)
			if err := source.Set(ctx, Item{Of: "a", Key: appid}, NewSecret(appid)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	hook := typed{answer: "horse"}
	source := newFileSource(path, hook.ask, quickScrypt)
	for _, appid := range []string{"wx1", "wx2", "wx3", "wx4"} {
		if s, err := source.Get(ctx, Item{Of: "a", Key: appid}); err != nil || s.Reveal() != appid {
			t.Errorf("%s: got %v", appid, err)
		}
	}
	if s, err := source.Get(ctx, mall()); err != nil || s.Reveal() != canary {
		t.Errorf("got %v", err)
	}
}

func TestFileSeesWhatAnotherProcessStored(t *testing.T) {
	ctx, path := context.Background(), secretsFile(t)
	a, b := typed{answer: "horse"}, typed{answer: "horse"}
	one, two := newFileSource(path, a.ask, quickScrypt), newFileSource(path, b.ask, quickScrypt)
	if _, err := one.Get(ctx, mall()); err != nil {
		t.Fatal(err)
	}
	if err := two.Set(ctx, mall(), NewSecret("new")); err != nil {
		t.Fatal(err)
	}
	if s, err := one.Get(ctx, mall()); err != nil || s.Reveal() != "new" || a.asked != 1 {
		t.Errorf("got %v after %d questions", err, a.asked)
	}
}
