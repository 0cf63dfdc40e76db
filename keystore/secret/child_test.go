//go:build !windows

package secret

import (
	"fmt"
	"os"
	"testing"
)

// TestMain lets the test binary play the processes that tests put into a
// terminal.
func TestMain(m *testing.M) {
	var child func() error
	switch os.Getenv("WXOPS_TEST_CHILD") {
	case "":
		os.Exit(m.Run())
	case "terminal":
		child = terminalChild
	}
	if err := child(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
