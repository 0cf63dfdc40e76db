package cli

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"

	"wxops/ui/cli/shell"
)

// signals are those that end a run. A dead SSH session says so twice, by the system and
// by its shell, and the second time must not keep a reset from its outcome: they stay
// caught. SIGINT is each command's own.
type signals struct {
	caught chan os.Signal
	hangup atomic.Pointer[func()] // what a hangup does instead; nil: it ends the run
}

// untilSignalled gives a context that ends when the process is asked to.
func untilSignalled(env *shell.Env) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &signals{caught: make(chan os.Signal, 1)}
	env.OnHangup = s.onHangup
	signal.Notify(s.caught, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // nohup asks for that
		signal.Notify(s.caught, syscall.SIGHUP)
	}
	go func() {
		for caught := range s.caught {
			if do := s.hangup.Load(); do != nil && caught == syscall.SIGHUP {
				(*do)()
			} else {
				cancel()
			}
		}
	}()
	return ctx, func() {
		signal.Stop(s.caught)
		cancel()
	}
}

// onHangup lets a hangup do something else than end the run, until undo.
func (s *signals) onHangup(do func()) (undo func()) {
	s.hangup.Store(&do)
	return func() { s.hangup.Store(nil) }
}
