//go:build unix

package watch

import (
	"context"
	"io"
	"os"
	"testing"
	"time"
)

// TestAPipeThatNobodyReadsIsFound before something is written to it, and not while
// somebody may still read it.
func TestAPipeThatNobodyReadsIsFound(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	found := make(chan bool, 1)
	go func() { found <- abandoned(ctx, w) }()
	select {
	case <-found:
		t.Fatal("it was given up while it could be read")
	case <-time.After(200 * time.Millisecond):
	}
	r.Close()
	if !<-found {
		t.Error("nobody reads it, and that was not found")
	}
	if abandoned(ctx, io.Discard) {
		t.Error("what is no pipe was given up")
	}
}
