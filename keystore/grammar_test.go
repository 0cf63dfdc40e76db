package keystore

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"wxops/keystore/toml"
)

// everyKey is section 3 of the manual: each key that accounts.toml will have.
const everyKey = `[[account]]
alias  = "mall"
name   = "商城小程序"
appid  = "wx0123456789abcdef"
kind   = "miniprogram"
env    = "prod"
tags   = ["shop", "north"]
secret = "keyring"
apis_add  = ["/wxa/getwxacodeunlimit"]
apis_skip = ["/cgi-bin/token"]
read_only = false
on_demand = false
warn_at   = [80, 95]
base      = "https://sh.api.weixin.qq.com"
proxy     = "http://10.0.0.8:3128"

[account.token]
from     = "redis"
preset   = "wxjava-mp"
url      = "rediss://redis.internal:6379/0"
user     = "wxops"
password = "command"
password_command = ["op", "read", "x"]
sentinel = { master = "mymaster", addresses = ["10.0.0.1:26379"] }
key      = "wx:access_token:{appid}"
decode   = "bare"
pointer  = "/access_token"
header   = "keyring"
token_at = "/data/token"
expires_at = "/data/expires_in"
ok_at    = "/code"
ok_is    = "0"
command  = ["tokenctl", "get", "mall"]
path     = "/run/wx/token"
token_param = "access_token"

[account.platform]
by = "saas"

[account.signing]
symmetric_sn  = "fa05fe1e5bcc79b81ad5ad4b58acf787"
symmetric_key = "keyring"
private_sn    = "97845f6ed842ea860df6fdf65941ff56"
private_key   = "keyring"
certificates  = [{ sn = "79ba700ea147819f640941bceb38b1d1", file = "mall-platform.pem" }]

[account.watch]
reset_at  = 100
scope     = "api"
apis      = ["/cgi-bin/message/subscribe/send"]
per_month = 4
keep_back = 3
only_if_out_for = "10m"
day_ends_within = "0s"
`

// TestAKeyOfTheManualIsKnownAndPerhapsNotYet: no key of it is called unknown
// or of the wrong type, and one that nothing goes by is refused with its line.
func TestAKeyOfTheManualIsKnownAndPerhapsNotYet(t *testing.T) {
	page := parsePage([]byte(everyKey))
	told := map[string]int{}
	for _, f := range page.faults {
		if f.What != NotYet {
			t.Errorf("line %d: %s", f.Line, f)
		}
		told[f.Key] = f.Line
	}
	for _, r := range rules {
		if strings.Contains(r.Path, ".") {
			continue // its table says it
		}
		line := 0
		for i, text := range strings.Split(everyKey, "\n") {
			if strings.HasPrefix(text, r.Path+" ") || text == "[account."+r.Path+"]" {
				line = i + 1
				break
			}
		}
		switch {
		case r.Path == "apis" || r.Path == "secret_command":
		case line == 0:
			t.Errorf("%s is not in the text", r.Path)
		case r.Ready && told[r.Path] != 0, !r.Ready && told[r.Path] != line:
			t.Errorf("%s: told at line %d, stands at %d", r.Path, told[r.Path], line)
		}
	}
}

func TestEveryReadyKeyHasAField(t *testing.T) {
	a, w := Account{}, Watch{}
	for _, r := range rules {
		field := a.field(r.Path)
		if strings.HasPrefix(r.Path, watchPrefix) {
			field = w.field(r.Path)
		}
		if r.Type == toml.ATable {
			continue // its keys have fields
		}
		if r.Ready != (field != nil) {
			t.Errorf("%s: ready %v, but the field is %T", r.Path, r.Ready, field)
		}
	}
}

func TestTheSourceNoneIsNotYet(t *testing.T) {
	_, _, err := Parse("accounts.toml", []byte(strings.Replace(plainMall, "\n", "\nsecret = \"none\"\n", 1)))
	if err == nil || err.Error() != `accounts.toml:2: secret: not yet: found "none", expected `+oneOf(SourceNames) {
		t.Errorf("got %v", err)
	}
}

const plainMall = "[[account]]\nalias = \"mall\"\nappid = \"wx0123456789abcdef\"\nkind = \"miniprogram\"\n"

// TestWhatAnAccountMayHoldIsHeldToItsType also in sub-tables, however they are spelled.
func TestWhatAnAccountMayHoldIsHeldToItsType(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string // of the first fault, behind the name of the file
	}{
		"a number for numbers":       {"warn_at = 80", "5: warn_at: not a list of numbers: found a number"},
		"texts for numbers":          {"tags = [1]", "5: tags: not a list of texts: found a number in the list"},
		"a list before its table":    {"[account.token]\nfrom = [\"redis\"]", "5: token: not yet"},
		"an unknown key of a table":  {"[account.platform]\nfor = \"saas\"", "5: platform: not yet"},
		"a dotted key":               {"token.from = \"redis\"", "5: token: not yet"},
		"a dotted key from the top":  {"account.token.from = \"redis\"", "5: account.token.from: unknown key, expected alias"},
		"a table as a value":         {"token = { from = \"redis\" }", "5: token: not yet"},
		"a value for a table":        {"token = \"redis\"", "5: token: not yet"},
		"an unknown table":           {"[account.tokens]\nfrom = \"x\"", "5: unknown table: found [account.tokens], expected [[account]], [account.token]"},
		"a text as a table":          {"[account.name]\nx = 1", "5: unknown table: found [account.name]"},
		"one table as a list":        {"[[account.token]]\nfrom = \"x\"", "5: token: not a table: found [[account.token]]"},
		"a list as one table":        {"[account.signing.certificates]\nsn = \"x\"", "5: signing.certificates: not a list of tables"},
		"a list of tables by header": {"[[account.signing.certificates]]\nsn = \"x\"\n[[account.signing.certificates]]\nsn = \"y\"", "5: signing: not yet"},
		"a quoted dot":               {"\"token.from\" = \"redis\"", "5: \\\"token.from\\\": unknown key"},
	} {
		_, _, err := Parse("x", []byte(plainMall+c.text))
		if err == nil || !strings.HasPrefix(err.Error(), "x:"+c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestASecondFaultOfATableIsToldToo(t *testing.T) {
	for text, want := range map[string]string{
		"warn_at = 80":                             "x:5: warn_at: not a list of numbers: found a number, expected a list of whole numbers, like [80, 95]",
		"warn_at = [80, \"x\"]":                    "x:5: warn_at: not a list of numbers: found a text in the list",
		"[account.token]\nfrom = [\"redis\"]":      "x:6: token.from: not a text: found a list",
		"[account.platform]\nfor = \"saas\"":       "x:6: platform.for: unknown key, expected by",
		"token = { form = \"redis\" }":             "x:5: token.form: unknown key, expected from, preset",
		"token.sentinel = { adresses = [] }":       "x:5: token.sentinel.adresses: unknown key, expected master, addresses",
		"token = \"redis\"":                        "x:5: token: not a table: found a text",
		"[account.watch]\nreset_at = \"100\"":      "x:6: watch.reset_at: not a number: found a text, expected a whole number",
		"[account.watch]\nreset_at = 1.5":          "x:6: watch.reset_at: not a number: found a number",
		"[account.watch]\nonly_if_out_for = \"3\"": "x:6: watch.only_if_out_for: not a duration: found another text",
		"[account.watch]\nonly_if_out_for = 3":     "x:6: watch.only_if_out_for: not a duration: found a number",
		"[account.watch]\n[account.watch]":         "x:6: watch: key given twice",
		"token.from = \"x\"\n[account.token]":      "x:6: token: key given twice",
		"token = {}\ntoken.from = \"x\"":           "x:6: token.from: key given twice",
		"signing.certificates = [{ cn = 1 }]":      "x:5: signing.certificates.cn: unknown key, expected sn, file",
		"signing.certificates = [1]":               "x:5: signing.certificates: not a list of tables",
	} {
		_, _, err := Parse("x", []byte(plainMall+text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
}

// TestATableBelongsToTheAccountAboveIt: the second account's token is no
// second token of the first, and a table above all accounts is nobody's.
func TestATableBelongsToTheAccountAboveIt(t *testing.T) {
	game := strings.NewReplacer("mall", "game", "cdef", "cdee").Replace(plainMall)
	page := parsePage([]byte(plainMall + "[account.token]\n" + game + "[account.token]\n"))
	if len(page.faults) != 2 || page.faults[0].What != NotYet || page.faults[1].What != NotYet || page.faults[1].Line != 10 {
		t.Errorf("got %v", page.faults)
	}
	page = parsePage([]byte("[account.token]\nfrom = \"x\"\n" + plainMall))
	if len(page.faults) != 1 || page.faults[0].What != UnknownTable || page.faults[0].Line != 1 {
		t.Errorf("got %v", page.faults)
	}
}

// TestAPIsAreExactOrChanges: both at once would say two things.
func TestAPIsAreExactOrChanges(t *testing.T) {
	for text, want := range map[string]string{
		"apis = [\"/a\"]\napis_add = [\"/b\"]":       "x:6: apis_add: apis beside apis_add or apis_skip, expected apis alone",
		"apis_skip = [\"/b\"]\napis = [\"/a\"]":      "x:5: apis_skip: apis beside",
		"apis_add = [\"b\"]":                         `x:5: apis_add: API path form: found "b"`,
		"apis_skip = [\"/a?b\"]":                     `x:5: apis_skip: API path form`,
		"apis_add = [\"/a\"]\napis_skip = [\"/a\"]":  `x:6: apis_skip: API added and skipped: found "/a"`,
		"apis = []\napis_add = [\"/b\"]":             "",
		"apis_add = [\n\"/a\", # x\n]\napis_skip=[]": "",
	} {
		_, _, err := Parse("x", []byte(plainMall+text))
		if err == nil && want != "" || err != nil && (want == "" || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

// TestEditsGoRoundSubTables: a new key belongs above them, and who leaves
// takes them along.
func TestEditsGoRoundSubTables(t *testing.T) {
	defer func(was []bool) {
		for i := range rules {
			rules[i].Ready = was[i]
		}
		grammar = newGrammar()
	}(readyRules())
	grammar = newGrammar()
	game := strings.NewReplacer("mall", "game", "cdef", "cdee").Replace(plainMall)
	text := "# ours\n\n" + plainMall + "# where production keeps it\n\n\t[account.token] # ask Li\n\tfrom = \"redis\" # not ours\n\n# play\n" + game
	book := bookWith(t, text)
	a := mall()
	a.Env, a.APIsAdd = "prod", []string{"/wxa/x"}
	if err := book.Change(mall(), a); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(text, "# where", "env    = \"prod\"\napis_add = [\"/wxa/x\"]\n# where", 1)
	if got := contents(t, book); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := book.Remove("mall"); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, book); got != "# ours\n\n# play\n"+game {
		t.Errorf("got\n%s", got)
	}
}

// readyRules makes every sub-table ready for one test, and tells what was.
func readyRules() (was []bool) {
	for i := range rules {
		was = append(was, rules[i].Ready)
		rules[i].Ready = rules[i].Ready || strings.HasPrefix(rules[i].Path, "token")
	}
	return was
}

func TestJunkIsRefusedAndLeftAlone(t *testing.T) {
	for _, junk := range []string{
		"\x00\x01\x02", "<html><body>502</body></html>", "wxops  2 accounts", "[[account]", "[[account]]\n= 1", "{\"alias\": \"mall\"}",
		"[[account]]\nalias = \"mall\nappid = 1", "\xff\xfe[\x00[\x00", strings.Repeat("[", 5000), "a = " + strings.Repeat("[", 100000),
	} {
		book := bookWith(t, junk)
		if accounts, _, err := book.Load(); err == nil {
			t.Errorf("%.20q: read as %v", junk, accounts)
		}
		if book.Add(mall()) == nil || contents(t, book) != junk {
			t.Errorf("%.20q was written to", junk)
		}
	}
}

// TestHandWrittenFormsAreReadAndKept: CRLF, a byte order mark, tabs, comments
// between keys, quoted keys.
func TestHandWrittenFormsAreReadAndKept(t *testing.T) {
	text := "\ufeff# ours\r\n\r\n\t[[ account ]]\t# mall\r\n\t\"alias\"\t=\t'mall'\r\n\t# its id\r\n\tappid = \"\"\"wx0123456789abcdef\"\"\"\r\n\r\n\tkind = \"miniprogram\"\t# old\r\n\tapis_skip = [\r\n\t\t'/a',\t# slow\r\n\t\t'/b'\r\n\t]\r\n\t# end\r\n"
	book := bookWith(t, text)
	accounts, _, err := book.Load()
	if err != nil || accounts[0].AppID != mall().AppID || fmt.Sprint(accounts[0].APIsSkip) != "[/a /b]" {
		t.Fatal(accounts, err)
	}
	now := accounts[0]
	now.Kind, now.Env, now.APIsSkip = Store, "prod", []string{"/a", "/c"}
	if err := book.Change(accounts[0], now); err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer("\"miniprogram\"", "\"store\"", "\t\t'/b'\r\n\t]\r\n", "\t\t\"/c\",\r\n\t]\r\n\tenv    = \"prod\"\r\n").Replace(text)
	if got, _ := os.ReadFile(book.Path()); string(got) != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
