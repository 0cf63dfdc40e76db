package keystore

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

const written = `# accounts of the ops team
# ask Li before you touch prod

# the mall
[[account]] # since 2021
alias  = "mall"      # typed to confirm
appid  = "wx0123456789abcdef"
	kind   = 'miniprogram'
apis   = [
	"/wxa/getwxacode",  # hurts on Mondays
	"/wxa/generatescheme",
]
# read_only = true

# the game
[[account]]
alias = "game"
appid = "wxfedcba9876543210"
kind = "minigame"
name = "[[account]]"
# the end`

func TestEditsTouchOnlyWhatTheyAreAbout(t *testing.T) {
	changed := func(change func(*Account)) Account {
		accounts, _, err := Parse("", []byte(written))
		if err != nil {
			t.Fatal(err)
		}
		change(&accounts[0])
		return accounts[0]
	}
	for name, tc := range map[string]struct {
		edit func(*Book) error
		want string
	}{
		"add": {
			func(b *Book) error {
				return b.Add(Account{Alias: "shop", AppID: "wx0000000000000001", Kind: Store, Name: `"商\店"`, Env: "prod", ReadOnly: true})
			},
			written + "\n\n[[account]]\nalias  = \"shop\"\nname   = \"\\\"商\\\\店\\\"\"\nappid  = \"wx0000000000000001\"\n" +
				"kind   = \"store\"\nenv    = \"prod\"\nsecret = \"keyring\"\nread_only = true\n",
		},
		"change nothing": {
			func(b *Book) error { return replace(b, "mall", changed(func(*Account) {})) },
			written,
		},
		"change a value, add others": {
			func(b *Book) error {
				return replace(b, "mall", changed(func(a *Account) { a.Alias, a.Env, a.Kind, a.ReadOnly = "mall2", "prod", Store, true }))
			},
			splice(written,
				`"mall"      #`, `"mall2"      #`,
				`'miniprogram'`, `"store"`,
				"]\n# read_only = true", "]\nenv    = \"prod\"\nread_only = true\n# read_only = true"),
		},
		"change the source": {
			func(b *Book) error {
				return replace(b, "mall", changed(func(a *Account) { a.Secret, a.SecretCommand = FromCommand, []string{"pass", "show", "mall"} }))
			},
			splice(written, "]\n# read_only", "]\nsecret = \"command\"\nsecret_command = [\"pass\", \"show\", \"mall\"]\n# read_only"),
		},
		"add an API": {
			func(b *Book) error {
				return replace(b, "mall", changed(func(a *Account) { a.APIs = append(a.APIs, "/wxa/x") }))
			},
			splice(written, "\"/wxa/generatescheme\",\n", "\"/wxa/generatescheme\",\n\t\"/wxa/x\",\n"),
		},
		"take an API away": {
			func(b *Book) error {
				return replace(b, "mall", changed(func(a *Account) { a.APIs = a.APIs[:1] }))
			},
			splice(written, "\t\"/wxa/generatescheme\",\n", ""),
		},
		"remove the first": {
			func(b *Book) error { return b.Remove("mall") },
			"# accounts of the ops team\n# ask Li before you touch prod\n\n# read_only = true\n\n" + written[len(written)-len(gameText):],
		},
		"remove the last": {
			func(b *Book) error { return b.Remove("game") },
			written[:len(written)-len(gameText)] + "# the end",
		},
	} {
		t.Run(name, func(t *testing.T) {
			book := bookWith(t, written)
			if err := tc.edit(book); err != nil {
				t.Fatal(err)
			}
			if got := contents(t, book); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

const gameText = `# the game
[[account]]
alias = "game"
appid = "wxfedcba9876543210"
kind = "minigame"
name = "[[account]]"
# the end`

// splice replaces pairs of old and new text, each old one exactly once.
func splice(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		before, after, found := strings.Cut(text, pairs[i])
		if !found || strings.Contains(after, pairs[i]) {
			panic("not exactly once: " + pairs[i])
		}
		text = before + pairs[i+1] + after
	}
	return text
}

func TestLineBreaksStayAsTheyAre(t *testing.T) {
	book := bookWith(t, "\ufeff[[account]]\r\nalias = \"mall\"\r\nappid = \"wx0123456789abcdef\"\r\nkind = \"store\"")
	a := mall()
	a.Kind, a.Env, a.ReadOnly = Store, "prod", true
	if err := replace(book, "mall", a); err != nil {
		t.Fatal(err)
	}
	if err := book.Add(Account{Alias: "game", AppID: "wx0123456789abcdee", Kind: MiniGame}); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff[[account]]\r\nalias = \"mall\"\r\nappid = \"wx0123456789abcdef\"\r\nkind = \"store\"\r\nenv    = \"prod\"\r\nread_only = true\r\n" +
		"\r\n[[account]]\r\nalias  = \"game\"\r\nappid  = \"wx0123456789abcdee\"\r\nkind   = \"minigame\"\r\nsecret = \"keyring\"\r\n"
	if got := contents(t, book); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// replace makes the account called alias the same as a.
func replace(b *Book, alias string, a Account) error {
	return b.edit(func(d *draft) []Fault { return d.replace(alias, a) })
}

// TestAChangeKeepsWhatOthersChanged: a form may have been open all night.
func TestAChangeKeepsWhatOthersChanged(t *testing.T) {
	book := bookWith(t, "")
	if err := book.Add(mall()); err != nil {
		t.Fatal(err)
	}
	theirs, ours := mall(), mall()
	theirs.Env, theirs.Secret, theirs.SecretCommand = "prod", FromCommand, []string{"pass", "mall"}
	ours.APIs = []string{"/wxa/x"}
	if err := book.Change(mall(), theirs); err != nil {
		t.Fatal(err)
	}
	if err := book.Change(mall(), ours); err != nil {
		t.Fatal(err)
	}
	accounts, _, err := book.Load()
	if err != nil {
		t.Fatal(err)
	}
	got := accounts[0]
	if got.Env != "prod" || got.Secret != FromCommand || !slices.Equal(got.SecretCommand, theirs.SecretCommand) || !slices.Equal(got.APIs, ours.APIs) {
		t.Errorf("got %+v", got)
	}
}

func TestAWrongChangeIsRefused(t *testing.T) {
	odd := mall()
	odd.Name = "a\x1b]52;c;x\a"
	for name, tc := range map[string]struct {
		edit func(*Book) error
		what FaultKind
	}{
		"add a taken alias": {func(b *Book) error { return b.Add(mall()) }, AliasTaken},
		"add two of one alias": {func(b *Book) error {
			return b.Add(Account{Alias: "x", AppID: "wx1", Kind: Store}, Account{Alias: "x", AppID: "wx2", Kind: Store})
		}, AliasTaken},
		"add an empty one":       {func(b *Book) error { return b.Add(Account{}) }, KeyMissing},
		"rename to a taken one":  {func(b *Book) error { a := mall(); a.Alias = "game"; return replace(b, "mall", a) }, AliasTaken},
		"replace with bad text":  {func(b *Book) error { return replace(b, "mall", odd) }, OddText},
		"replace what is not":    {func(b *Book) error { return replace(b, "none", mall()) }, AccountUnknown},
		"remove what is not":     {func(b *Book) error { return b.Remove("none") }, AccountUnknown},
		"remove by wrong letter": {func(b *Book) error { return b.Remove("Mall") }, AccountUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			book := bookWith(t, written)
			var wrong *BookError
			if err := tc.edit(book); !errors.As(err, &wrong) || wrong.Faults[0].What != tc.what {
				t.Errorf("got %v", err)
			}
			if got := contents(t, book); got != written {
				t.Errorf("the file changed:\n%s", got)
			}
		})
	}
}

func TestLeavingTheCommandSource(t *testing.T) {
	book := bookWith(t, "[[account]]\nalias = \"mall\"\nappid = \"wx0123456789abcdef\"\nkind = \"miniprogram\"\n"+
		"secret = \"command\" # until we have a keyring\nsecret_command = [\"pass\", \"show\", \"mall\"]\n")
	if err := replace(book, "mall", mall()); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, book); !strings.Contains(got, "secret = \"keyring\" # until we have a keyring\nsecret_command = []\n") {
		t.Errorf("got\n%s", got)
	}
	if accounts, _, err := book.Load(); err != nil || accounts[0].Secret != FromKeyring {
		t.Errorf("got %+v, %v", accounts, err)
	}
}

// FuzzEdits tries texts that people could have written: whatever parses can
// be edited, and the edits read as meant.
func FuzzEdits(f *testing.F) {
	f.Add(written, "商城", "/wxa/x")
	f.Add("[[account]]\nalias='a'\nappid='x'\nkind='store'\napis=['/a',\n'/b' # c\n,'/c']", `"\`, "/d")
	f.Add("[[ \"account\" ]]\n\"alias\" = 'a'\nappid='x'\nkind='store'\napis=[\n'/a'\n]#x", "", "/d")
	f.Add("[[account]]\nalias='a'\nappid='x'\nkind='store'\nwatch={reset_at=1, per_month=3}", "", "/d")
	f.Add("[[account]]\nalias='a'\nappid='x'\nkind='store'\n[account.watch]\nscope='all'\nonly_if_out_for='1h'", "", "/d")
	f.Add("[[account]]\nalias='a'\nappid='x'\nkind='store'\nwatch.keep_back = 2#x\n\n#y", "", "/d")
	f.Fuzz(func(t *testing.T, text, name, api string) {
		page := parsePage([]byte(text))
		if len(page.faults) > 0 || len(page.entries) == 0 {
			return
		}
		for i := range page.entries {
			for _, edit := range []func(*draft) []Fault{
				func(d *draft) []Fault { return d.remove(d.want[i].Alias) },
				func(d *draft) []Fault { return d.add(Account{Alias: "new-one", AppID: "x", Kind: Store, Name: name}) },
				func(d *draft) []Fault {
					a := d.want[i]
					a.Name, a.Env, a.ReadOnly = name, name, !a.ReadOnly
					a.APIs = append(slices.Clone(a.APIs[len(a.APIs)/2:]), api)
					return d.replace(a.Alias, a)
				},
				func(d *draft) []Fault {
					a := d.want[i]
					a.Watch = otherPolicy(a.Watch)
					return d.replace(a.Alias, a)
				},
			} {
				d := newDraft(page)
				if len(edit(d)) > 0 {
					continue // refused: text that cannot be shown, or a taken alias
				}
				got := parsePage(d.edit.Text())
				if len(got.faults) > 0 || !reflect.DeepEqual(got.accounts(), d.want) {
					t.Errorf("%q\nbecame %q\nfaults %v", text, d.edit.Text(), got.faults)
				}
			}
		}
	})
}

// otherPolicy gives a policy to who has none, and takes it from who clears anything.
func otherPolicy(w *Watch) *Watch {
	if w != nil && w.ResetAt > 0 {
		return nil
	}
	return &Watch{ResetAt: 90, Scope: WatchAll, PerMonth: 2, KeepBack: 1, DayEndsWithin: 30 * time.Minute}
}
