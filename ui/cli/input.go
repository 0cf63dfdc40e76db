package cli

import (
	"context"
	"os"

	"wxops/ui/cli/shell"
)

// readHiddenFromTTY asks at the terminal that the process was started from,
// whatever standard input is.
func readHiddenFromTTY(ctx context.Context, ask func()) (string, error) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return "", shell.ErrNobodyToAsk
	}
	defer tty.Close()
	return readHidden(ctx, tty, ask)
}
