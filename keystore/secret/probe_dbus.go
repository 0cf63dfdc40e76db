//go:build (dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd

package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/godbus/dbus/v5"
)

// probeLimit is how long a bus that accepts but does not answer is waited for.
const probeLimit = 1500 * time.Millisecond

const (
	secretsName    = "org.freedesktop.secrets"
	lockedProperty = "org.freedesktop.Secret.Collection"
)

// The collections that go-keyring uses, in its order.
var secretsCollections = [...]dbus.ObjectPath{
	"/org/freedesktop/secrets/collection/login",
	"/org/freedesktop/secrets/aliases/default",
}

// ProbeKeyring finds out whether the Secret Service would answer, within
// 1.5 s, without side effects: no bus is launched, nothing is activated, no
// prompt is shown. go-keyring does all three.
func ProbeKeyring(ctx context.Context) KeyringState {
	ctx, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	states := make(chan KeyringState, 1)
	// The dial itself takes no context, so the whole probe stands aside.
	go func() {
		state := KeyringState{KeyringFailed, ""}
		defer func() {
			recover() // a bus that talks nonsense can panic godbus
			states <- state
		}()
		state = probeBus(ctx)
	}()
	select {
	case state := <-states:
		return otherUser(state, os.Geteuid(), os.Getenv("SUDO_USER"))
	case <-ctx.Done():
		return KeyringState{KeyringTimedOut, ""}
	}
}

func probeBus(ctx context.Context) KeyringState {
	conn, err := dbus.Dial(busAddress(), dbus.WithContext(ctx))
	if err != nil {
		return KeyringState{KeyringAbsent, NoBus}
	}
	defer conn.Close()
	if err := conn.Auth(nil); err != nil {
		return stateFor(ctx, KeyringState{KeyringAbsent, NoBus})
	}
	if err := conn.Hello(); err != nil {
		return stateFor(ctx, KeyringState{KeyringAbsent, NoBus})
	}
	bus := conn.BusObject()
	var owner string
	if err := bus.CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, secretsName).Store(&owner); err != nil {
		return stateFor(ctx, whyUnowned(ctx, bus, err))
	}
	for _, path := range secretsCollections {
		var locked dbus.Variant
		err := conn.Object(secretsName, path).CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get",
			dbus.FlagNoAutoStart, lockedProperty, "Locked").Store(&locked)
		if err != nil {
			continue // no such collection
		}
		if isLocked, ok := locked.Value().(bool); ok && !isLocked {
			return KeyringState{}
		}
		return KeyringState{KeyringLocked, ""}
	}
	return stateFor(ctx, KeyringState{KeyringAbsent, NoCollection})
}

// whyUnowned tells a provider that is installed but not running from none.
func whyUnowned(ctx context.Context, bus dbus.BusObject, err error) KeyringState {
	var refused dbus.Error
	if !errors.As(err, &refused) || refused.Name != "org.freedesktop.DBus.Error.NameHasNoOwner" {
		return KeyringState{KeyringAbsent, NoBus}
	}
	var names []string
	if err := bus.CallWithContext(ctx, "org.freedesktop.DBus.ListActivatableNames", 0).Store(&names); err == nil &&
		slices.Contains(names, secretsName) {
		return KeyringState{KeyringStopped, ""}
	}
	return KeyringState{KeyringAbsent, NoProvider}
}

// stateFor replaces a conclusion that was drawn from silence.
func stateFor(ctx context.Context, s KeyringState) KeyringState {
	if ctx.Err() != nil {
		return KeyringState{KeyringTimedOut, ""}
	}
	return s
}

// busAddress finds the session bus as godbus does, which would also set the
// variable for every child of ours. It never launches a bus.
func busAddress() string {
	if address := os.Getenv(busVariable); address != "" && address != "autolaunch:" {
		return address
	}
	return fmt.Sprintf("unix:path=/run/user/%d/bus", os.Getuid())
}
