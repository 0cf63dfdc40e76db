package cli

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"wxops/ui/cli/shell"
)

// TestInterruptEndsWaiting: ctrl+c ends a run that waits for a person or a
// pipe, though the read itself cannot be stopped.
func TestInterruptEndsWaiting(t *testing.T) {
	for _, args := range [][]string{
		{"rid"},
		{"account", "add", "mall", "--appid", "wx00000000000000a1", "--kind", "store", "--secret-source", "file", "--secret-stdin"},
		{"account", "import", "-"},
	} {
		stdin, typing := io.Pipe()
		home, ctx := t.TempDir(), context.Background()
		ctx, interrupt := context.WithCancel(ctx)
		var said strings.Builder
		ended := make(chan int)
		go func() {
			ended <- Run(ctx, args, shell.Env{
				Stdin: stdin, Stdout: io.Discard, Stderr: &said, Now: time.Now,
				Getenv: func(name string) string { return map[string]string{"HOME": home}[name] },
			})
		}()
		if _, err := typing.Write([]byte("half a li")); err != nil {
			t.Fatal(err)
		}
		interrupt()
		select {
		case code := <-ended:
			if code != shell.ExitFailed || !strings.Contains(said.String(), "cancelled") {
				t.Errorf("%v ended with %d and said %q", args, code, said.String())
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%v did not end", args)
		}
		typing.Close()
	}
}
