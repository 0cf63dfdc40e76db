package ui

import (
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/guard"
)

func resetOpened(t *testing.T) (*outside, *Model) {
	t.Helper()
	o := newOutside(t)
	resetPlan(o)
	return o, o.console(80, 24)
}

// What the dialog says while the plan is read, and when the reset is done.
const (
	saysPlanning = "reading the quota again..."
	saysDone     = "Done: WeChat accepted the reset."
)

// typedAlias is what stands behind the question for the alias mall; a screen
// without the question gives a text that no test types.
func typedAlias(m *Model) string {
	for l := range strings.SplitSeq(frameOf(m), "\n") {
		if _, typed, asked := strings.Cut(l, "Type mall to confirm:"); asked {
			return strings.TrimSpace(typed)
		}
	}
	return "(not asked for)"
}

// readyFor reports whether the plan for a way is read, and the alias asked for.
func readyFor(m *Model, way string) bool {
	frame := frameOf(m)
	return typedAlias(m) != "(not asked for)" && !strings.Contains(frame, saysPlanning) && strings.Contains(frame, "(x) "+way)
}

// cursorLine is the line of the screen on which the next letter goes.
func cursorLine(m *Model) string {
	if c := m.View().Cursor; c != nil {
		return strings.Split(frameOf(m), "\n")[c.Y]
	}
	return ""
}

func TestResetTheAliasIsTypedAndThenSentOnce(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "enter")
	if len(o.guard.sent) != 1 {
		t.Fatalf("%d resets were sent", len(o.guard.sent))
	}
	got := o.guard.sent[0]
	if got.Scope != guard.ScopeAPI || got.Path != "/cgi-bin/message/custom/send" || got.Alias != "mall" || got.Via != guard.ViaToken {
		t.Errorf("sent: %+v", got)
	}
	press(m, "enter", "enter")
	if len(o.guard.sent) != 1 {
		t.Error("enter on the outcome sent again")
	}
}

func TestResetEnterIsDeadUntilTheAliasMatches(t *testing.T) {
	for _, typed := range []string{"", "m", "mal", "mallx", "MALL", " mall", "news"} {
		o, m := resetOpened(t)
		m = press(typeText(openReset(m), typed), "enter")
		if len(o.guard.sent) != 0 || !readyFor(m, "this API alone") {
			t.Errorf("%q was taken for the alias", typed)
		}
	}
}

func TestResetAPasteDoesNotFillTheAlias(t *testing.T) {
	o, m := resetOpened(t)
	m = update(openReset(m), tea.PasteMsg{Content: "mall"})
	m = press(m, "enter")
	if len(o.guard.sent) != 0 || typedAlias(m) != "" {
		t.Error("a paste filled the field")
	}
}

func TestResetKeysTypedAheadAreIgnored(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(press(m, "R"), "mall"), "enter") // within the quiet time
	if typedAlias(m) != "" || len(o.guard.sent) != 0 {
		t.Error("the dialog took keys that were meant for the table")
	}
}

func TestResetTheTargetIsCopied(t *testing.T) {
	o, m := resetOpened(t)
	m = openReset(m)
	o.wechat.quotas["/cgi-bin/token"] = wechat.Daily{Limit: 2000, Used: 2000}
	o.now = noon.Add(5 * time.Minute)
	m = update(m, view.Tick(o.now)) // a refresh behind the dialog puts another row on top
	press(typeText(m, "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Path != "/cgi-bin/message/custom/send" {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetTheWholeAccountIsTheSecondChoice(t *testing.T) {
	o, m := resetOpened(t)
	m = press(openReset(m), "tab", "space")
	press(typeText(press(m, "shift+tab"), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Scope != guard.ScopeAll || o.guard.sent[0].Path != "" {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetTheReasonGoesWithIt(t *testing.T) {
	o, m := resetOpened(t)
	m = openReset(m)
	m = typeText(press(m, "tab", "tab"), "campaign")
	press(typeText(press(m, "tab"), "mall"), "enter")
	if len(o.guard.sent) != 1 || o.guard.sent[0].Reason != "campaign" {
		t.Errorf("sent: %+v", o.guard.sent)
	}
}

func TestResetOnlyItsOwnQuietTimeEndsIt(t *testing.T) {
	o, _ := resetOpened(t)
	var own view.QuietOver
	o.Later = func(after time.Duration, over func() tea.Msg) tea.Cmd {
		if after == view.QuietTime {
			own = over().(view.QuietOver)
		}
		return nil
	}
	m := press(o.console(80, 24), "R")
	m = press(typeText(update(m, view.QuietOver{Seq: own.Seq - 1}), "mall"), "enter")
	if len(o.guard.sent) != 0 || typedAlias(m) != "" {
		t.Error("the quiet time of an older dialog ended this one's")
	}
	if m = typeText(update(m, own), "mall"); typedAlias(m) != "mall" {
		t.Error("its own quiet time did not end")
	}
}

// The keys of an alias go to its field, whatever they mean elsewhere.
func TestResetAnyAliasCanBeTyped(t *testing.T) {
	for _, alias := range []string{"mall", "12345", "q-1-r-2", "a--b", "jkgg", "x", strings.Repeat("long-alias-", 9) + "end"} {
		for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}} {
			o := newOutside(t)
			resetPlan(o)
			a := mall
			a.Alias = alias
			o.Accounts, o.Open = []keystore.Account{a}, alias
			m := typeText(openReset(o.console(size[0], size[1])), alias)
			frame := frameOf(m)
			if !strings.Contains(frame, "enter clears it now. There is no undo.") {
				t.Errorf("%q at %v: nothing says that enter clears:\n%s", alias, size, frame)
			}
			for _, l := range strings.Split(frame, "\n") {
				if draw.Width(l) > size[0] {
					t.Errorf("%q at %v: %q is too wide", alias, size, l)
				}
			}
			if c := m.View().Cursor; c == nil || c.X >= size[0] || c.Y >= size[1] {
				t.Errorf("%q at %v: the cursor is at %v", alias, size, c)
			}
			press(m, "enter")
			if len(o.guard.sent) != 1 || o.guard.sent[0].Alias != alias {
				t.Errorf("%q at %v: sent %+v", alias, size, o.guard.sent)
			}
		}
	}
}

func TestResetSaysThatItIsNotTheAlias(t *testing.T) {
	for typed, differs := range map[string]bool{"": false, "ma": false, "mx": true, "ｍａｌｌ": true, "mall2": true, "Mall": true} {
		o, m := resetOpened(t)
		m = press(typeText(openReset(m), typed), "enter")
		if got := strings.Contains(frameOf(m), "This is not the alias; enter does nothing."); got != differs || len(o.guard.sent) != 0 {
			t.Errorf("%q: says that it differs: %v; sent %d", typed, got, len(o.guard.sent))
		}
	}
}

// Without an API under the cursor, the whole account is all there is to choose.
func TestResetBackTabPassesASingleWay(t *testing.T) {
	_, m := resetOpened(t)
	m = armed(update(m, view.ResetWanted{Account: mall}))
	for _, want := range []string{"Type mall to confirm:", "Reason", "Type mall to confirm:"} {
		if at := cursorLine(m); !strings.Contains(at, want) {
			t.Errorf("the cursor is on %q; want %s:\n%s", at, want, frameOf(m))
		}
		m = press(m, "shift+tab")
	}
}

// In the smallest window a warning may be below, but never without a sign.
func TestResetNoWarningHidesWithoutASign(t *testing.T) {
	all := []guard.Warning{guard.NothingNear, guard.RecentReset, guard.LastOne, guard.MinuteLimits, guard.Elsewhere}
	signs := map[words.Lang]*regexp.Regexp{
		words.English: regexp.MustCompile(`(?m)^  ! \d+ more lines, warnings among them: pgdn$`),
		words.Chinese: regexp.MustCompile(`(?m)^  ! 还有 \d+ 行，其中有警告：pgdn$`),
	}
	for lang, sign := range signs {
		o := newOutside(t)
		resetPlan(o)
		o.Lang, o.guard.plan.Warnings = lang, all
		m := openReset(o.console(60, 16))
		first := frameOf(m)
		if !strings.Contains(first, words.Warning(guard.NothingNear, guard.Plan{}, m.Lang)) {
			t.Errorf("%s: the first warning is not on the screen:\n%s", lang, first)
		}
		if !sign.MatchString(first) {
			t.Errorf("%s: no sign of the warnings below:\n%s", lang, first)
		}
		seen := strings.Join(strings.Fields(first), " ")
		for range 4 {
			m = press(m, "pgdn")
			seen += strings.Join(strings.Fields(frameOf(m)), " ")
		}
		for _, w := range all {
			words := strings.Fields(words.Warning(w, guard.Plan{}, m.Lang))
			if last := words[len(words)-1]; !strings.Contains(seen, last) {
				t.Errorf("%s: %q cannot be scrolled to", lang, w)
			}
		}
	}
}

func TestResetEachBudgetSaysHowSureItIs(t *testing.T) {
	o, m := resetOpened(t)
	o.guard.left = guard.Left{All: 0, AllSure: true, API: 49}
	frame := frameOf(openReset(m))
	for _, want := range []string{"Left at most 49 of 50", "Left none of 10 (48006)"} {
		if !strings.Contains(frame, want) {
			t.Errorf("nothing says %q:\n%s", want, frame)
		}
	}
}

func TestResetEscLeavesAndForgets(t *testing.T) {
	o, m := resetOpened(t)
	m = press(typeText(openReset(m), "mall"), "esc")
	if m.open != nil || typedAlias(openReset(m)) != "" {
		t.Error("esc did not leave the dialog, or kept what was typed")
	}
	if len(o.guard.sent) != 0 {
		t.Error("esc sent")
	}
}
