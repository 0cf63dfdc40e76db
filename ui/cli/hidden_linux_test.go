package cli

import (
	"testing"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// Who answers the moment the question appears is not shown either.
func TestTheEchoIsOffBeforeTheQuestion(t *testing.T) {
	person, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer person.Close()
	defer terminal.Close()
	echo := func() bool {
		state, err := unix.IoctlGetTermios(int(terminal.Fd()), getTermios)
		if err != nil {
			t.Fatal(err)
		}
		return state.Lflag&unix.ECHO != 0
	}
	asked := false
	line, err := readHidden(t.Context(), terminal, func() {
		asked = true
		if echo() {
			t.Error("the question stands there, and what is typed is shown")
		}
		if _, err := person.WriteString("typed at once\n"); err != nil {
			t.Error(err)
		}
	})
	if err != nil || line != "typed at once" || !asked {
		t.Errorf("read %q, %v, asked %v", line, err, asked)
	}
	if !echo() {
		t.Error("the echo stays off")
	}
}
