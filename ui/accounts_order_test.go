package ui

import (
	"slices"
	"testing"
)

// The other tabs follow the list of accounts as it is on the screen.
func TestTheOrderOfTheAccountsIsWhatIsListed(t *testing.T) {
	m := press(newOutside(t).console(80, 24), "1")
	if want := []string{"mall", "news", "platform"}; !slices.Equal(m.Accounts.Order, want) || m.Accounts.Cursor != "mall" {
		t.Errorf("listed %v, on %q", m.Accounts.Order, m.Accounts.Cursor)
	}
	m = press(m, "j")
	if m.Accounts.Cursor != "news" {
		t.Errorf("after j on %q", m.Accounts.Cursor)
	}
	if m = typeText(press(m, "/"), "plat"); !slices.Equal(m.Accounts.Order, []string{"platform"}) || m.Accounts.Cursor != "platform" {
		t.Errorf("filtered: %v, on %q", m.Accounts.Order, m.Accounts.Cursor)
	}
}
