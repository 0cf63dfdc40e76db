package view

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func deps(t *testing.T) Deps {
	t.Helper()
	return New(Config{
		Ctx: t.Context(), Now: time.Now,
		Later: func(_ time.Duration, msg func() tea.Msg) tea.Cmd { return msg },
	})
}

func TestOnlyItsOwnEndEndsAQuietTime(t *testing.T) {
	d := deps(t)
	var first, second Quiet
	if first.On() {
		t.Error("quiet before it began")
	}
	endOfFirst := first.Begin(d)().(QuietOver)
	endOfSecond := second.Begin(d)().(QuietOver)
	if second.Took(endOfFirst); !second.On() {
		t.Error("the end of an older quiet time ended this one")
	}
	if second.Took(endOfSecond); second.On() || !first.On() {
		t.Error("its own end did not end it, or ended another")
	}
	again := first.Begin(d)().(QuietOver)
	if first.Took(endOfFirst); !first.On() {
		t.Error("begun again, it ended with its first end")
	}
	if first.Took(again); first.On() {
		t.Error("it does not end")
	}
}

func TestAnAliasIsFullLetterByLetter(t *testing.T) {
	f := NewTyped(deps(t), "mall")
	f.Field = f.Opened()
	for i, want := range []struct {
		key         rune
		full, wrong bool
	}{{'m', false, false}, {'a', false, false}, {'l', false, false}, {'l', true, false}, {'x', false, true}} {
		f.Field, _ = f.Typed(tea.KeyPressMsg{Code: want.key, Text: string(want.key)})
		if f.Full() != want.full || f.Wrong() != want.wrong {
			t.Errorf("letter %d: full %v, wrong %v", i, f.Full(), f.Wrong())
		}
	}
	if NewTyped(deps(t), "").Full() {
		t.Error("nothing typed confirms a deed without a name")
	}
}
