package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
)

func askedFor(o *outside) *Model {
	return update(o.console(80, 24), view.SecretWanted{Account: mall, Asked: true})
}

func TestASecretForTheSession(t *testing.T) {
	o := newOutside(t)
	m := press(typeText(askedFor(o), canary), "enter")
	if m.open != nil || o.secrets.kept["mall"] != keystore.NewSecret(canary) || len(o.secrets.calls) != 0 {
		t.Errorf("dialog %T, kept %v, asked %v", m.open, o.secrets.kept, o.secrets.calls)
	}
}

func TestASecretIsStoredOnRequest(t *testing.T) {
	o := newOutside(t)
	m := press(typeText(askedFor(o), canary), "tab", "space", "enter")
	if m.open != nil || !slices.Equal(o.secrets.calls, []string{"store mall"}) {
		t.Errorf("dialog %T, asked %v", m.open, o.secrets.calls)
	}
}

// A store that refuses takes nothing away from the session.
func TestASecretThatCannotBeStoredIsKept(t *testing.T) {
	o := newOutside(t)
	o.secrets.err = locked
	m := press(typeText(askedFor(o), canary), "tab", "space", "enter")
	if o.secrets.kept["mall"] != keystore.NewSecret(canary) {
		t.Error("the secret is lost")
	}
	if frame := frameOf(m); !strings.Contains(frame, "not stored") || !strings.Contains(frame, "keyring is locked") {
		t.Errorf("the reason is not shown:\n%s", frame)
	}
	if m = press(m, "enter"); m.open != nil {
		t.Error("enter does not close the page")
	}
}

func TestNoSecretIsNoAnswer(t *testing.T) {
	o := newOutside(t)
	m := press(askedFor(o), "enter", "space", "enter")
	if m.open != m.secretView() {
		t.Error("an empty secret was taken")
	}
	if m = press(m, "esc"); m.open != nil || len(o.secrets.kept) != 0 {
		t.Error("esc does not leave")
	}
}

// What was typed ahead is not meant for a dialog that opens by itself.
func TestADialogThatOpensByItselfIsQuietFirst(t *testing.T) {
	o := newOutside(t)
	m := update(o.console(80, 24), view.SecretWanted{Account: mall, Err: locked})
	m = press(m, "j", "j", "enter", "esc")
	m = update(m, tea.PasteMsg{Content: "mall"})
	typed := letters(m.secretView())
	m = update(m, view.QuietOver{Seq: int(inside(m.secretView(), "quiet", "seq").Int()) - 1}) // of an older dialog
	if m = press(m, "esc"); m.open != m.secretView() || typed() != "" {
		t.Fatal("keys that were typed ahead reached the dialog")
	}
	m = press(calmed(m), "esc")
	if m.open != nil {
		t.Error("the dialog stays quiet")
	}
}

func TestALateAnswerOfTheSecretDialog(t *testing.T) {
	o := newOutside(t)
	m := typeText(askedFor(o), canary)
	late := asked(m, "enter")
	m = update(press(m, "ctrl+c"), view.SecretWanted{Account: news, Asked: true})
	m = run(m, late)
	if m.open != m.secretView() || !strings.Contains(frameOf(m), "news") {
		t.Error("the late answer closed another account's dialog")
	}
}

func TestTheDemoSaysThatAnySecretOpens(t *testing.T) {
	o := newOutside(t)
	o.Demo = true
	if text := frameOf(askedFor(o)); !strings.Contains(text, "any text opens it") {
		t.Errorf("the dialog does not say so:\n%s", text)
	}
}
