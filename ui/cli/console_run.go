package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"

	"wxops/keystore"
	"wxops/ui"
	"wxops/ui/cli/shell"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/meter/fleet"
)

// terminalCheck is how often the console looks whether its terminal is still
// there; a dead one must end it within 5 s.
const terminalCheck = time.Second

// lastFrame is how long the last words to a terminal may take: one that takes
// nothing more (ctrl+s, a link that is gone but not yet given up) must not hold us.
const lastFrame = 1500 * time.Millisecond

// framesPerSecond is Bubble Tea's highest, for the sake of the first frame: it
// waits for the first tick, 8 ms here and 17 ms with the usual 60. Nothing is
// drawn when nothing changed.
const framesPerSecond = 120

// runProgram runs the console until it ends, its terminal is gone or a signal
// asks for the end, and then waits for a reset that is still on the wire.
func (c *consoleCommand) runProgram(ctx context.Context, cfg view.Config, g view.Guard) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer c.onInterrupt(cancel)()
	go watchTerminal(ctx, cancel)
	onTheWire := &guardInFlight{Guard: g}
	cfg.Ctx, cfg.Guard = ctx, onTheWire
	fleet := c.Desk().Fleet(cfg.Refresh)
	aim(ctx, fleet, cfg)
	cfg.Meter, cfg.Changed = fleet, fleet.Changed()
	go fleet.Run(ctx)
	forgetTraces()
	environ := consoleEnviron()
	program := tea.NewProgram(ui.New(cfg), tea.WithContext(ctx), tea.WithFPS(framesPerSecond), tea.WithFilter(comeBackFromStop),
		// Its own handler sends into a loop that our context may have ended, and
		// its shutdown then waits for the handler for ever.
		tea.WithoutSignalHandler(),
		// Its own guess runs `tmux info`.
		tea.WithEnvironment(environ), tea.WithColorProfile(colorprofile.Env(environ)))
	err := runBounded(ctx, program)
	asked := ctx.Err() != nil
	cancel() // what is not sent yet stays so
	late := onTheWire.wait()
	switch {
	case errors.Is(err, tea.ErrProgramKilled) && asked:
		return shell.Ended(shell.ExitFailed) // a signal; there is nobody to tell
	case errors.Is(err, tea.ErrProgramPanic):
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordPanicked.In(c.Lang), Remedy: wordPanickedDo.In(c.Lang)}
	case err == nil && late != nil:
		return c.tellLate(*late)
	}
	return err
}

// aimedAtOnce is how many accounts the meter is told of before the first frame; of a
// thousand it takes longer than the frame itself.
const aimedAtOnce = 100

// aimedLater is when it is told of the others: a slow machine has drawn the first frame by then, too.
const aimedLater = 250 * time.Millisecond

// aim tells the meter which accounts there are: of many, before the first frame only of
// the one that is to be opened.
func aim(ctx context.Context, fleet *fleet.Fleet, cfg view.Config) {
	all := cfg.Shown()
	if len(all) <= aimedAtOnce {
		fleet.Set(cfg.Targets(all))
		return
	}
	fleet.Set(cfg.Targets(slices.DeleteFunc(slices.Clone(all), func(a keystore.Account) bool { return a.Alias != cfg.Open })))
	go func() {
		select {
		case <-time.After(aimedLater):
			fleet.Set(cfg.Targets(all))
		case <-ctx.Done():
		}
	}()
}

// runBounded runs the program. After ctx has ended it has lastFrame to leave
// the terminal in order; then the modes are put back and it is left behind.
func runBounded(ctx context.Context, program *tea.Program) error {
	before, stateErr := term.GetState(int(os.Stdin.Fd()))
	ended := make(chan error, 1)
	go func() {
		_, err := program.Run()
		ended <- err
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-ended:
		return err
	case <-time.After(lastFrame):
	}
	if stateErr == nil {
		_ = term.Restore(int(os.Stdin.Fd()), before)
	}
	return tea.ErrProgramKilled
}

// watchTerminal ends the console once its terminal is gone. SIGHUP says so
// too, but under nohup, sudo or trap ” HUP it is ignored, and a read of a dead
// terminal is an endless end of file.
func watchTerminal(ctx context.Context, gone func()) {
	tick := time.NewTicker(terminalCheck)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if _, err := term.GetState(int(os.Stdin.Fd())); err != nil {
				gone()
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// onInterrupt ends the console at a SIGINT from outside. While a secret is
// opened on the bare terminal, ctrl+c is one too, and ends only that.
func (c *consoleCommand) onInterrupt(end func()) (stop func()) {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	go func() {
		for range interrupts {
			if !c.Bare.Load() {
				end()
			}
		}
	}()
	return func() {
		signal.Stop(interrupts)
		close(interrupts)
	}
}

// comeBackFromStop lets ctrl+z pass, and sees to it that it is not the end.
func comeBackFromStop(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.SuspendMsg); ok {
		go comeBack()
	}
	return msg
}

// forgetTraces turns off what would write frames or panics to files.
func forgetTraces() {
	for _, name := range traces {
		_ = os.Unsetenv(name)
	}
}

var traces = [...]string{"TEA_TRACE", "TEA_DEBUG", "UV_DEBUG"}

// consoleEnviron is what the renderer may know: nothing of secrets and traces.
func consoleEnviron() []string {
	return slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return strings.HasPrefix(name, "WXOPS_") || slices.Contains(traces[:], name)
	})
}

// The words of a console that broke off.
var (
	wordPanicked = words.Pair{"wxops broke off by a fault of its own; the lines above say where",
		"wxops 因自身缺陷中断；上面的内容指出了位置"}
	wordPanickedDo = words.Pair{"Start it again; a reset that was under way is in: wxops resets", "请重新启动；进行中的清零见：wxops resets"}
)
