//go:build !windows

package keystore

import (
	"fmt"
	"os"
	"testing"
)

// TestMain lets the test binary play the processes that tests kill.
func TestMain(m *testing.M) {
	var child func() error
	switch os.Getenv("WXOPS_TEST_CHILD") {
	case "":
		os.Exit(m.Run())
	case "storing":
		child = storingChild
	}
	if err := child(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
