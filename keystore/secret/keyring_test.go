package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// fakeKeyring is a keyring in memory whose calls can fail, panic or hang.
type fakeKeyring struct {
	mu      sync.Mutex
	secrets map[string]string
	calls   int
	before  func() error // each call starts with it
	loses   bool         // says stored, and has not
}

func newFakeKeyring() *fakeKeyring { return &fakeKeyring{secrets: map[string]string{}} }

func (f *fakeKeyring) start() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if f.before != nil {
		return f.before()
	}
	return nil
}

func (f *fakeKeyring) Get(service, user string) (string, error) {
	if err := f.start(); err != nil {
		return "", err
	}
	if s, have := f.secrets[service+"/"+user]; have {
		return s, nil
	}
	return "", keyring.ErrNotFound
}

func (f *fakeKeyring) Set(service, user, secret string) error {
	if err := f.start(); err != nil {
		return err
	}
	if !f.loses {
		f.secrets[service+"/"+user] = secret
	}
	return nil
}

func (f *fakeKeyring) Delete(service, user string) error {
	if err := f.start(); err != nil {
		return err
	}
	if _, have := f.secrets[service+"/"+user]; !have {
		return keyring.ErrNotFound
	}
	delete(f.secrets, service+"/"+user)
	return nil
}

// ready is a probe that always allows the call.
func ready(context.Context) KeyringState { return KeyringState{} }

func TestTheKeyringIsCalledOnlyWhenReady(t *testing.T) {
	for _, state := range []KeyringState{
		{KeyringLocked, ""}, {KeyringStopped, ""}, {KeyringAbsent, NoBus}, {KeyringOther, "alice"}, {KeyringTimedOut, ""},
	} {
		fake := newFakeKeyring()
		source := newKeyringSource(fake, func(context.Context) KeyringState { return state }, time.Second)
		_, getErr := source.Get(context.Background(), mall())
		for _, err := range []error{
			getErr, source.Set(context.Background(), mall(), NewSecret(canary)), source.Delete(context.Background(), mall()),
		} {
			var p *Problem
			if reasonOf(t, err) != state.Reason || !errors.As(err, &p) || p.Detail != state.Detail {
				t.Errorf("%s: got %v", state, err)
			}
		}
		if fake.calls > 0 {
			t.Errorf("%s: go-keyring was called", state)
		}
	}
}

func TestAfterAHangTheKeyringIsNeverCalledAgain(t *testing.T) {
	hang := make(chan struct{})
	fake := newFakeKeyring()
	fake.before = func() error { <-hang; return nil }
	source := newKeyringSource(fake, ready, 20*time.Millisecond)
	start := time.Now()
	for range 5 {
		if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != KeyringTimedOut {
			t.Errorf("got %v", err)
		}
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("five calls took %v", took)
	}
	close(hang)
	source.turn <- struct{}{} // the lost call has come back
	if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != KeyringTimedOut || fake.calls != 1 {
		t.Errorf("got %v after %d calls", err, fake.calls)
	}
}

func TestAWaitingCallerLearnsOfTheHang(t *testing.T) {
	hang := make(chan struct{})
	defer close(hang)
	fake := newFakeKeyring()
	fake.before = func() error { <-hang; return nil }
	source := newKeyringSource(fake, ready, 20*time.Millisecond)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			var p *Problem
			if _, err := source.Get(context.Background(), mall()); !errors.As(err, &p) || p.Reason != KeyringTimedOut {
				t.Errorf("got %v", err)
			}
		})
	}
	all.Wait()
}

func TestACallerMayGiveUpBeforeTheLimit(t *testing.T) {
	hang := make(chan struct{})
	fake := newFakeKeyring()
	fake.before = func() error { <-hang; return nil }
	source := newKeyringSource(fake, ready, time.Minute)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	for range 2 { // the first is in the call, the second waits for its turn
		if _, err := source.Get(ctx, mall()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	}
	close(hang)
	if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != SecretMissing {
		t.Errorf("giving up was taken for a hang: %v", err)
	}
}

func TestAPanicInTheKeyringIsAProblem(t *testing.T) {
	fake := newFakeKeyring()
	fake.before = func() error { panic(canary) }
	source := newKeyringSource(fake, ready, time.Second)
	if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != KeyringFailed {
		t.Errorf("got %v", err)
	}
}

func TestWhatWasNotStoredIsTold(t *testing.T) {
	fake := newFakeKeyring()
	fake.loses = true
	source := newKeyringSource(fake, ready, time.Second)
	if err := source.Set(context.Background(), mall(), NewSecret(canary)); reasonOf(t, err) != SecretNotReadBack {
		t.Errorf("nothing stored: got %v", err)
	}
	fake.secrets["wxops/"+mall().Key] = "an older one"
	if err := source.Set(context.Background(), mall(), NewSecret(canary)); reasonOf(t, err) != SecretNotReadBack {
		t.Errorf("an older one left: got %v", err)
	}
}

func TestAKeyringThatLocksBetweenProbeAndCall(t *testing.T) {
	states := []KeyringState{{}, {KeyringLocked, ""}}
	probe := func(context.Context) KeyringState {
		state := states[0]
		states = states[1:]
		return state
	}
	fake := newFakeKeyring()
	fake.before = func() error { return errors.New("failed to unlock correct collection '/x'") }
	if _, err := newKeyringSource(fake, probe, time.Second).Get(context.Background(), mall()); reasonOf(t, err) != KeyringLocked {
		t.Errorf("got %v", err)
	}
}

func TestTheKeyringIsCalledOneAtATime(t *testing.T) {
	fake := newFakeKeyring()
	var mu sync.Mutex
	source := newKeyringSource(overlapping{fake, &mu, t}, ready, 10*time.Second)
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			a := Item{Of: "mall", Key: fmt.Sprint(i)}
			if err := source.Set(context.Background(), a, NewSecret(canary)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// overlapping reports two calls at once.
type overlapping struct {
	backend
	mu *sync.Mutex
	t  *testing.T
}

func (o overlapping) Set(service, user, secret string) error {
	if !o.mu.TryLock() {
		o.t.Error("two calls at once")
		return nil
	}
	defer o.mu.Unlock()
	time.Sleep(time.Millisecond)
	return o.backend.Set(service, user, secret)
}

func TestTheBusAddressIsNotLeftInTheEnvironment(t *testing.T) {
	t.Setenv(busVariable, "") // restores it after the test
	os.Unsetenv(busVariable)
	fake := newFakeKeyring()
	fake.before = func() error { return os.Setenv(busVariable, "unix:path=/x") } // as godbus does
	source := newKeyringSource(fake, ready, time.Second)
	source.Get(context.Background(), mall())
	if address, set := os.LookupEnv(busVariable); set {
		t.Errorf("left behind: %s", address)
	}
}

func TestExitCodesOfTheMacKeychain(t *testing.T) {
	for code, want := range map[int]Reason{
		24: KeyringLocked, 36: KeyringLocked, 44: SecretMissing, 51: KeyringDenied, 128: KeyringDenied,
		37: KeyringAbsent, 50: KeyringAbsent, 53: KeyringAbsent, 1: KeyringFailed, 154: KeyringFailed,
	} {
		if got := reasonForSecurity(code); got != want {
			t.Errorf("exit status %d: got %s, want %s", code, got, want)
		}
	}
}

func TestReasonsForTheErrorsOfGoKeyring(t *testing.T) {
	exit := exec.Command("sh", "-c", "exit 36").Run()
	for name, tc := range map[string]struct {
		err    error
		want   Reason
		detail string
	}{
		"exit code":   {exit, KeyringLocked, "exit status 36"},
		"unsupported": {keyring.ErrUnsupportedPlatform, SourceNotSupported, keyring.ErrUnsupportedPlatform.Error()},
		"too big":     {keyring.ErrSetDataTooBig, KeyringFailed, keyring.ErrSetDataTooBig.Error()},
		"two lines":   {errors.New("first\x1b[31m\nsecond"), KeyringFailed, `first\x1b[31m`},
	} {
		fake := newFakeKeyring()
		fake.before = func() error { return tc.err }
		_, err := newKeyringSource(fake, ready, time.Second).Get(context.Background(), mall())
		var p *Problem
		if reasonOf(t, err) != tc.want || !errors.As(err, &p) || p.Detail != tc.detail || !errors.Is(err, tc.err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestUnderSudoTheKeyringIsTheCallers(t *testing.T) {
	noBus, locked := KeyringState{KeyringAbsent, NoBus}, KeyringState{KeyringLocked, ""}
	for _, tc := range []struct {
		state KeyringState
		euid  int
		sudo  string
		want  KeyringState
	}{
		{noBus, 0, "alice", KeyringState{KeyringOther, "alice"}},
		{noBus, 0, "", noBus},
		{noBus, 0, "root", noBus},
		{noBus, 1000, "alice", noBus},
		{locked, 0, "alice", locked}, // a bus of root's own answered
		{KeyringState{}, 0, "alice", KeyringState{}},
	} {
		if got := otherUser(tc.state, tc.euid, tc.sudo); got != tc.want {
			t.Errorf("%s, euid %d, SUDO_USER %q: got %s", tc.state, tc.euid, tc.sudo, got)
		}
	}
}
