//go:build linux

package secret

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// The tests here run real daemons: dbus-daemon and gnome-keyring-daemon, each
// on a bus and in a home of its own.

// need skips a test whose daemons are not installed, and fails it where
// WXOPS_TEST_KEYRING=required says that they must be.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("WXOPS_TEST_KEYRING") == "required" {
				t.Fatal(err)
			}
			t.Skipf("%v; WXOPS_TEST_KEYRING=required makes this a failure", err)
		}
	}
}

// testBus is a session bus that ends with the test.
type testBus struct {
	address string
	home    string
	daemon  *exec.Cmd
	conn    *dbus.Conn
}

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%s</listen>
  %s
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
  <limit name="service_start_timeout">60000</limit>
</busconfig>`

// startBus runs a dbus-daemon and points the process at it. services is the
// element that says where activatable services are described; empty is none.
func startBus(t *testing.T, services string) *testBus {
	t.Helper()
	need(t, "dbus-daemon")
	bus := &testBus{home: t.TempDir()}
	sockets, err := os.MkdirTemp("", "bus") // t.TempDir is too long for a socket's name
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(sockets) })
	config := filepath.Join(bus.home, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, sockets, services), 0o600); err != nil {
		t.Fatal(err)
	}
	bus.daemon = exec.Command("dbus-daemon", "--config-file="+config, "--nofork", "--nopidfile", "--print-address=1")
	bus.daemon.Env = bus.env("")
	out, err := bus.daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bus.kill)
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	bus.address = strings.TrimSpace(address)
	t.Setenv(busVariable, bus.address)
	bus.conn, err = dbus.Connect(bus.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bus.conn.Close() })
	return bus
}

func (b *testBus) kill() {
	b.daemon.Process.Kill()
	b.daemon.Wait()
}

// env is a home of its own, without a display.
func (b *testBus) env(address string) []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + b.home, "XDG_RUNTIME_DIR=" + b.home,
		"XDG_DATA_HOME=" + b.home, busVariable + "=" + address,
	}
}

// startKeyring runs gnome-keyring on the bus; with a password it makes the
// login collection and unlocks it.
func (b *testBus) startKeyring(t *testing.T, password string) {
	t.Helper()
	need(t, "gnome-keyring-daemon")
	args := []string{"--foreground", "--components=secrets", "--control-directory=" + b.home}
	if password != "" {
		args = append(args, "--unlock")
	}
	daemon := exec.Command("gnome-keyring-daemon", args...)
	daemon.Env = b.env(b.address)
	daemon.Stdin = strings.NewReader(password)
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		daemon.Process.Kill()
		daemon.Wait()
	})
	b.waitForOwner(t)
}

// waitForOwner waits until the Secret Service has its name: the daemon owns
// it a moment after it starts.
func (b *testBus) waitForOwner(t *testing.T) {
	t.Helper()
	for range 500 {
		if b.owned() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the Secret Service did not start")
}

func (b *testBus) owned() bool {
	var owned bool
	err := b.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, secretsName).Store(&owned)
	return err == nil && owned
}

func (b *testBus) lock(t *testing.T) {
	t.Helper()
	err := b.conn.Object(secretsName, "/org/freedesktop/secrets").
		Call("org.freedesktop.Secret.Service.Lock", 0, secretsCollections[:1]).Err
	if err != nil {
		t.Fatal(err)
	}
}

// expectState probes, within the two seconds that a person will wait.
func expectState(t *testing.T, want KeyringState) {
	t.Helper()
	start := time.Now()
	got := ProbeKeyring(context.Background())
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("the probe took %v", took)
	}
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestKeyringReadyThenLocked(t *testing.T) {
	bus := startBus(t, "")
	bus.startKeyring(t, "test-only")
	expectState(t, KeyringState{})

	ctx, source := context.Background(), Keyring()
	if _, err := source.Get(ctx, mall()); reasonOf(t, err) != SecretMissing {
		t.Errorf("nothing stored yet: got %v", err)
	}
	if err := source.Set(ctx, mall(), NewSecret(canary)); err != nil {
		t.Fatal(err)
	}
	if s, err := source.Get(ctx, mall()); err != nil || s.Reveal() != canary {
		t.Errorf("got %v", err)
	}
	if err := source.Delete(ctx, mall()); err != nil {
		t.Error(err)
	}
	if err := source.Delete(ctx, mall()); err != nil {
		t.Errorf("delete what is gone: %v", err)
	}

	if err := source.Set(ctx, mall(), NewSecret(canary)); err != nil {
		t.Fatal(err)
	}
	bus.lock(t)
	expectState(t, KeyringState{KeyringLocked, ""})
	if _, err := source.Get(ctx, mall()); reasonOf(t, err) != KeyringLocked {
		t.Errorf("got %v", err)
	}
	if err := source.Set(ctx, mall(), NewSecret("new")); reasonOf(t, err) != KeyringLocked {
		t.Errorf("stored in a locked keyring: got %v", err)
	}
}

func TestKeyringWithoutACollection(t *testing.T) {
	startBus(t, "").startKeyring(t, "")
	expectState(t, KeyringState{KeyringAbsent, NoCollection})
}

func TestKeyringWithoutAProvider(t *testing.T) {
	startBus(t, "")
	expectState(t, KeyringState{KeyringAbsent, NoProvider})
}

// A provider that hangs when it is activated costs go-keyring four minutes.
func TestKeyringThatNeverStartsIsNotActivated(t *testing.T) {
	dir := t.TempDir()
	started := filepath.Join(dir, "started")
	service := "[D-BUS Service]\nName=" + secretsName + "\nExec=/bin/sh -c \"touch " + started + "; exec sleep 300\"\n"
	if err := os.WriteFile(filepath.Join(dir, secretsName+".service"), []byte(service), 0o600); err != nil {
		t.Fatal(err)
	}
	bus := startBus(t, "<servicedir>"+dir+"</servicedir>")
	expectState(t, KeyringState{KeyringStopped, ""})
	if _, err := Keyring().Get(context.Background(), mall()); reasonOf(t, err) != KeyringStopped {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(started); err == nil || bus.owned() {
		t.Error("the provider was activated")
	}
}

func TestKeyringWithoutABus(t *testing.T) {
	dir, err := os.MkdirTemp("", "bus")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	// go-keyring would launch a bus with this, and leave it behind.
	launched := filepath.Join(dir, "launched")
	if err := os.WriteFile(filepath.Join(dir, "dbus-launch"), []byte("#!/bin/sh\ntouch "+launched+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	t.Setenv("SUDO_USER", "")
	stale := filepath.Join(dir, "stale")
	fd, err := net.ListenUnix("unix", &net.UnixAddr{Name: stale, Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	fd.SetUnlinkOnClose(false)
	fd.Close()
	for _, address := range []string{"unix:path=" + dir + "/missing", "unix:path=" + stale, "nonsense", "unix:"} {
		t.Setenv(busVariable, address)
		expectState(t, KeyringState{KeyringAbsent, NoBus})
		if _, err := Keyring().Get(context.Background(), mall()); reasonOf(t, err) != KeyringAbsent {
			t.Errorf("%s: got %v", address, err)
		}
	}
	if os.Geteuid() == 0 {
		t.Setenv("SUDO_USER", "alice")
		expectState(t, KeyringState{KeyringOther, "alice"})
	}
	if _, err := os.Stat(launched); err == nil {
		t.Error("a bus was launched")
	}
}

// TestMuteBus: a bus that accepts and never answers holds go-keyring, and
// every later call in the process, for ever.
func TestMuteBus(t *testing.T) {
	dir, err := os.MkdirTemp("", "bus")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	mute, err := net.Listen("unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	t.Setenv(busVariable, "unix:path="+filepath.Join(dir, "bus"))
	expectState(t, KeyringState{KeyringTimedOut, ""})
	source := Keyring()
	start := time.Now()
	for range 10 {
		if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != KeyringTimedOut {
			t.Errorf("got %v", err)
		}
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("ten reads took %v", took)
	}
}

// silentService is a Secret Service that looks ready, and whose unlock prompt
// never completes.
type silentService struct{ prompted chan struct{} }

func (s silentService) Unlock([]dbus.ObjectPath) ([]dbus.ObjectPath, dbus.ObjectPath, *dbus.Error) {
	return nil, "/org/freedesktop/secrets/prompt/1", nil
}

func (s silentService) Prompt(string) *dbus.Error {
	close(s.prompted)
	return nil
}

// Get is org.freedesktop.DBus.Properties.Get.
func (s silentService) Get(_, property string) (dbus.Variant, *dbus.Error) {
	if property == "Locked" {
		return dbus.MakeVariant(false), nil
	}
	return dbus.MakeVariant(secretsCollections[:1]), nil
}

// TestBusDeathDuringAPrompt: go-keyring dereferences nil when the bus goes
// away while it waits for a prompt, in whatever goroutine it was called.
func TestBusDeathDuringAPrompt(t *testing.T) {
	bus := startBus(t, "")
	service := silentService{make(chan struct{})}
	for path, iface := range map[dbus.ObjectPath]string{
		"/org/freedesktop/secrets":          "org.freedesktop.Secret.Service",
		"/org/freedesktop/secrets/prompt/1": "org.freedesktop.Secret.Prompt",
	} {
		if err := bus.conn.Export(service, path, iface); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []dbus.ObjectPath{"/org/freedesktop/secrets", secretsCollections[0]} {
		if err := bus.conn.Export(service, path, "org.freedesktop.DBus.Properties"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := bus.conn.RequestName(secretsName, 0); err != nil {
		t.Fatal(err)
	}
	expectState(t, KeyringState{})

	source := newKeyringSource(osKeyring{}, ProbeKeyring, 300*time.Millisecond)
	if _, err := source.Get(context.Background(), mall()); reasonOf(t, err) != KeyringTimedOut {
		t.Errorf("got %v", err)
	}
	select {
	case <-service.prompted:
	case <-time.After(5 * time.Second):
		t.Fatal("go-keyring did not prompt, so this test shows nothing")
	}
	bus.kill()
	select {
	case source.turn <- struct{}{}: // the lost call has panicked, and was recovered
	case <-time.After(5 * time.Second):
		t.Fatal("the lost call did not end")
	}
	var p *Problem
	if _, err := source.Get(context.Background(), mall()); !errors.As(err, &p) || p.Reason != KeyringTimedOut {
		t.Errorf("after the bus died: got %v", err)
	}
}
