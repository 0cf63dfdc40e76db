package secret

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync/atomic"

	"filippo.io/age"

	"wxops/wechat/ownfile"
)

// Passphrase asks for the passphrase of the secrets file, without echo; a new
// one is asked for twice by whoever implements it, because a slip of the
// finger would lock the file for ever.
type Passphrase func(ctx context.Context, path string, isNew bool) (Secret, error)

// fileSource is one age file with a passphrase (scrypt) for all accounts:
// inside, a JSON object of AppIDs and AppSecrets. `age -d` opens it, too.
type fileSource struct {
	path       string
	ask        Passphrase
	workFactor int           // log2 of scrypt's N; age's own 18 costs 0.7 s and 256 MB for a moment
	turn       chan struct{} // one question for the passphrase at a time
	passphrase Secret        // as it was typed, until it proves wrong
	known      atomic.Bool   // there is one: who looks must not wait for who is asked
	read       map[string]Secret
	readFrom   fs.FileInfo // what was read stays true while this does
}

// File is the source file. The passphrase is asked for once, when it is first
// needed; with a nil ask, that is a *Problem with the reason PromptNeeded.
func File(path string, ask Passphrase) Source { return FileCosting(path, ask, 18) }

// FileCosting is File whose passphrase costs more or less to try: workFactor
// is log2 of scrypt's N.
func FileCosting(path string, ask Passphrase, workFactor int) Source {
	return newFileSource(path, ask, workFactor)
}

func newFileSource(path string, ask Passphrase, workFactor int) *fileSource {
	return &fileSource{path: path, ask: ask, workFactor: workFactor, turn: make(chan struct{}, 1)}
}

func (f *fileSource) Get(ctx context.Context, it Item) (Secret, error) {
	var s Secret
	err := f.inTurn(ctx, func() error {
		secrets, err := f.open(ctx, it)
		if err != nil {
			return err
		}
		var have bool
		if s, have = secrets[it.Key]; !have {
			return f.problem(it, SecretMissing, "", nil)
		}
		return nil
	})
	return s, err
}

func (f *fileSource) Set(ctx context.Context, it Item, s Secret) error {
	return f.inTurn(ctx, func() error {
		return f.change(ctx, it, func(secrets map[string]Secret) { secrets[it.Key] = s })
	})
}

func (f *fileSource) Delete(ctx context.Context, it Item) error {
	return f.inTurn(ctx, func() error {
		secrets, err := f.open(ctx, it)
		if _, have := secrets[it.Key]; err != nil || !have {
			return err
		}
		return f.change(ctx, it, func(secrets map[string]Secret) { delete(secrets, it.Key) })
	})
}

func (f *fileSource) inTurn(ctx context.Context, do func() error) error {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// change reads the file under the lock, so that a secret stored meanwhile by
// another process is kept. The passphrase is asked for before: a person may
// take longer than others should wait.
func (f *fileSource) change(ctx context.Context, it Item, edit func(map[string]Secret)) error {
	if err := f.askOnce(ctx, it); err != nil {
		return err
	}
	unlock, err := ownfile.LockForWriting(f.path)
	if err != nil {
		return f.failed(it, err)
	}
	defer unlock()
	ownfile.RemoveLeftovers(f.path)
	old, err := f.open(ctx, it)
	if err != nil {
		return err
	}
	secrets := maps.Clone(old)
	edit(secrets)
	sealed, err := f.seal(secrets)
	if err != nil {
		return f.problem(it, FileFailed, err.Error(), err)
	}
	// What cannot be opened again would lose the secrets of all accounts.
	if again, err := unseal(bytes.NewReader(sealed), f.passphrase); err != nil || !maps.Equal(again, secrets) {
		return f.problem(it, SecretNotReadBack, "", err)
	}
	if err := ownfile.Replace(f.path, sealed); err != nil {
		return f.failed(it, err)
	}
	if info, err := os.Lstat(f.path); err == nil {
		f.read, f.readFrom = secrets, info
	}
	return nil
}

// open gives all secrets of the file; no file holds none.
func (f *fileSource) open(ctx context.Context, it Item) (map[string]Secret, error) {
	file, err := ownfile.OpenSecret(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return map[string]Secret{}, nil
	case err != nil:
		return nil, f.failed(it, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, f.problem(it, FileFailed, err.Error(), err)
	}
	if f.read != nil && os.SameFile(info, f.readFrom) && info.ModTime().Equal(f.readFrom.ModTime()) && info.Size() == f.readFrom.Size() {
		return f.read, nil
	}
	if err := f.askOnce(ctx, it); err != nil {
		return nil, err
	}
	secrets, err := unseal(file, f.passphrase)
	if err != nil {
		f.keep(Secret{})
		return nil, f.whyClosed(it, err)
	}
	f.read, f.readFrom = secrets, info
	return secrets, nil
}

// askOnce asks for the passphrase, unless it was typed before.
func (f *fileSource) askOnce(ctx context.Context, it Item) error {
	if !f.passphrase.Empty() {
		return nil
	}
	if f.ask == nil {
		return f.problem(it, PromptNeeded, "", nil)
	}
	_, err := os.Lstat(f.path)
	passphrase, err := f.ask(ctx, f.path, errors.Is(err, fs.ErrNotExist))
	if ctx.Err() != nil {
		return ctx.Err() // the question was called off, nobody failed to answer
	}
	if err != nil {
		return f.problem(it, PromptNeeded, "", err)
	}
	if passphrase.Empty() {
		return f.problem(it, NothingTyped, "", nil)
	}
	f.keep(passphrase)
	return nil
}

func (f *fileSource) keep(passphrase Secret) {
	f.passphrase = passphrase
	f.known.Store(!passphrase.Empty())
}

// NeedsPerson reports whether the passphrase was not given yet. Given once, it opens the
// secrets of all accounts.
func (f *fileSource) NeedsPerson(Item) bool { return !f.known.Load() }

func (f *fileSource) whyClosed(it Item, err error) error {
	var noMatch *age.NoIdentityMatchError
	switch {
	case errors.As(err, &noMatch) && len(noMatch.StanzaTypes) == 1 && noMatch.StanzaTypes[0] == "scrypt":
		return f.problem(it, PassphraseWrong, "", nil)
	case errors.As(err, &noMatch):
		return f.problem(it, FileWrong, "not made with a passphrase", nil)
	}
	return f.problem(it, FileWrong, "damaged or cut short", nil)
}

// failed tells a file that is not safe from one that the system refuses.
func (f *fileSource) failed(it Item, err error) *Problem {
	var unsafe *ownfile.Error
	switch {
	case !errors.As(err, &unsafe):
		return f.problem(it, FileFailed, err.Error(), err)
	case unsafe.Path == filepath.Dir(f.path):
		return f.problem(it, FileUnsafe, "folder "+unsafe.Detail(), err)
	case unsafe.Path == f.path:
		return f.problem(it, FileUnsafe, unsafe.Detail(), err)
	}
	return problem(it, FromFile, FileUnsafe, unsafe.Error(), err)
}

// problem names the file in every detail.
func (f *fileSource) problem(it Item, why Reason, detail string, cause error) *Problem {
	if detail == "" {
		detail = f.path
	} else if why != FileFailed { // the system's errors name it themselves
		detail = f.path + ": " + detail
	}
	return problem(it, FromFile, why, detail, cause)
}

func (f *fileSource) seal(secrets map[string]Secret) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(f.passphrase.Reveal())
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(f.workFactor)
	bare := make(map[string]string, len(secrets))
	for appid, s := range secrets {
		bare[appid] = s.Reveal()
	}
	plain, err := json.Marshal(bare)
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	err = w.Close()
	return sealed.Bytes(), err
}

func unseal(r io.Reader, passphrase Secret) (map[string]Secret, error) {
	identity, err := age.NewScryptIdentity(passphrase.Reveal())
	if err != nil {
		return nil, err
	}
	opened, err := age.Decrypt(r, identity)
	if err != nil {
		return nil, err
	}
	const most = 4 << 20 // ten thousand accounts need 1 MB
	plain, err := io.ReadAll(io.LimitReader(opened, most))
	if err != nil {
		return nil, err
	}
	var bare map[string]string
	if err := json.Unmarshal(plain, &bare); err != nil {
		return nil, errors.New("not a list of secrets") // the JSON error could quote one
	}
	secrets := make(map[string]Secret, len(bare))
	for appid, s := range bare {
		secrets[appid] = NewSecret(s)
	}
	return secrets, nil
}
