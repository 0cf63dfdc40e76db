//go:build !unix

package cli

import (
	"context"
	"os"

	"golang.org/x/term"
)

// harden does nothing where the system writes no core files.
func harden() {}

// comeBack has nothing to do: nothing stops here.
func comeBack() {}

// readHidden asks, and reads a line from a terminal without echo.
func readHidden(_ context.Context, terminal *os.File, ask func()) (string, error) {
	ask()
	line, err := term.ReadPassword(int(terminal.Fd()))
	return string(line), err
}
