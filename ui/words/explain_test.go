package words

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/guard"
	"wxops/wechat/inquiry"
	"wxops/wechat/ownfile"
	"wxops/wechat/rid"
)

// TestEveryReasonHasWords reads the constants out of the packages that declare
// them, so that a new one cannot be forgotten in either language.
func TestEveryReasonHasWords(t *testing.T) {
	for _, reason := range constantsOf(t, "../../keystore/secret", "Reason") {
		checkAdvice(t, reason, secretAdvice[secret.Reason(reason)])
	}
	for _, refusal := range constantsOf(t, "../../wechat/guard", "Refusal") {
		checkAdvice(t, refusal, refusalAdvice[guard.Refusal(refusal)])
	}
	for _, warning := range constantsOf(t, "../../wechat/guard", "Warning") {
		checkPair(t, "the warning "+warning, warningWords[guard.Warning(warning)])
	}
	for _, outcome := range constantsOf(t, "../../wechat/guard", "Outcome") {
		checkPair(t, "the outcome "+outcome, outcomeWords[guard.Outcome(outcome)])
	}
	for _, fault := range constantsOf(t, "../../keystore", "FaultKind") {
		checkPair(t, "the fault "+fault, faultWords[keystore.FaultKind(fault)])
	}
	for _, fault := range constantsOf(t, "../../keystore/toml", "Wrong") {
		checkPair(t, "the fault "+fault, faultWords[keystore.FaultKind(fault)])
	}
	for _, kind := range constantsOf(t, "../../wechat/ownfile", "Kind") {
		checkAdvice(t, kind, ownFileAdvice[ownfile.Kind(kind)])
	}
	for _, reason := range constantsOf(t, "../../wechat", "Reason") {
		switch r := wechat.Reason(reason); r {
		case wechat.BadPath, wechat.NoSecret, wechat.NoToken, wechat.Cancelled: // the cause has the words
		default:
			checkAdvice(t, reason, callAdvice[r])
		}
	}
	for _, path := range []error{catalog.ErrPathEmpty, catalog.ErrPathSlash, catalog.ErrPathHost, catalog.ErrPathQuery, catalog.ErrPathForm, catalog.ErrPathSNS} {
		checkAdvice(t, path.Error(), pathAdvice[path])
	}
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func checkAdvice(t *testing.T, what string, a Advice) {
	t.Helper()
	checkPair(t, what, a[0])
	checkPair(t, what, a[1])
	inEnglish, inChinese := placeholder.FindAllString(a[0][0], -1), placeholder.FindAllString(a[0][1], -1)
	slices.Sort(inEnglish)
	slices.Sort(inChinese)
	if !slices.Equal(inEnglish, inChinese) {
		t.Errorf("%q names %v in English and %v in Chinese", what, inEnglish, inChinese)
	}
}

func checkPair(t *testing.T, what string, p Pair) {
	t.Helper()
	if p[0] == "" || p[1] == "" {
		t.Errorf("%q: a language is missing in %q", what, p)
	}
}

// constantsOf gives the values of the string constants of a type.
func constantsOf(t *testing.T, dir, typeName string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || fmt.Sprint(spec.Type) != typeName {
				return true
			}
			for _, value := range spec.Values {
				if lit, ok := value.(*ast.BasicLit); ok {
					s, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					values = append(values, s)
				}
			}
			return true
		})
	}
	if len(values) == 0 {
		t.Fatalf("%s declares no constant of the type %s", dir, typeName)
	}
	return values
}

func TestExplain(t *testing.T) {
	const en, zh = English, Chinese
	for _, c := range []struct {
		name     string
		err      error
		lang     Lang
		fact, do string // parts
	}{
		{"a locked keyring", &keystore.Problem{Account: "mall", Source: keystore.FromKeyring, Reason: secret.KeyringLocked}, en,
			"mall: the keyring is locked", "Type it instead: wxops account edit mall --secret-source prompt (for one run: --secret-stdin)"},
		{"the same inside a call", fmt.Errorf("get a token: %w", &keystore.Problem{Account: "mall", Reason: secret.SecretMissing}), zh,
			"mall：没有保存 AppSecret", "wxops account secret mall store"},
		{"a variable", &keystore.Problem{Account: "mall", Reason: secret.EnvMissing, Detail: "WXOPS_SECRET_MALL"}, en,
			"the variable WXOPS_SECRET_MALL is not set", "Set it"},
		{"a refusal", &guard.RefusedError{Why: guard.RefusedJournal, Detail: "no space left on device"}, en, "(no space left on device)", "wxops doctor"},
		{"an errcode", &wechat.Error{Op: "read", Code: 45009}, en, "errcode 45009: ", ""},
		{"an address", &wechat.Error{Code: 40164, Msg: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}, zh,
			"errcode 40164", "203.0.113.7"},
		{"a rid of others", &wechat.Error{Path: "/cgi-bin/openapi/rid/get", Code: 76003}, en, "another account", "wxops rid ALIAS"},
		{"an errcode that no list has", &wechat.Error{Code: 12321, Msg: "odd"}, en, "errcode 12321 odd", "No list explains"},
		{"no token left", &wechat.Error{Path: "/cgi-bin/stable_token", Code: 45009}, en, "the token's own quota is used up", "--via secret"},
		{"a path", fmt.Errorf("read: %w", catalog.ErrPathSNS), zh, "不支持", "wxops api"},
		{"a deadline", context.DeadlineExceeded, en, "did not answer in time", "--timeout"},
		{"a cancelled call", context.Canceled, zh, "已取消", ""},
		{"a gateway", &wechat.Error{Op: "read", Status: 502, Sent: true, Reason: wechat.BadStatus}, en, "HTTP 502", "proxy"},
		{"a wrong file", &keystore.BookError{Path: "accounts.toml", Faults: []keystore.Fault{{Line: 4, What: keystore.UnknownKey, Key: "colour"}}}, zh,
			"accounts.toml:4: colour: 未知的键", "请改正"},
		{"a team's folder", &ownfile.Error{Path: "/var/lib/wxops", Kind: ownfile.NoMember, Group: "wxops"}, en,
			"/var/lib/wxops: you are not in the group wxops", `sudo usermod -aG wxops "$USER", then log in again`},
		{"a team's file", fmt.Errorf("read: %w", &ownfile.Error{Path: "/t/a", Kind: ownfile.TeamFile, Found: "group li, mode 0644", Want: "group wxops, mode 0660", Group: "wxops"}), zh,
			"/t/a 现为 group li, mode 0644；应为 group wxops, mode 0660", "sudo chgrp wxops /t/a && sudo chmod 660 /t/a"},
		{"anything else", errors.New("read x: no such file"), en, "read x: no such file", ""},
		{"nothing", nil, en, "", ""},
	} {
		fact, do := Explain(c.err, c.lang)
		if !strings.Contains(fact, c.fact) || !strings.Contains(do, c.do) || (c.fact == "") != (fact == "") {
			t.Errorf("%s: got %q and %q, want %q and %q in them", c.name, fact, do, c.fact, c.do)
		}
		if placeholder.MatchString(fact + do) {
			t.Errorf("%s: a placeholder is left in %q, %q", c.name, fact, do)
		}
	}
}

// TestExplainEveryCode: each errcode of the lists has a meaning and a remedy in
// both languages.
func TestExplainEveryCode(t *testing.T) {
	for _, code := range catalog.SearchCodes("", "", "") {
		for _, lang := range []Lang{English, Chinese} {
			if fact, do := Explain(&wechat.Error{Op: "read", Code: code.Code}, lang); code.Code != 0 && (fact == "" || do == "") {
				t.Errorf("%d in %s: %q, %q", code.Code, lang, fact, do)
			}
		}
	}
}

// TestExplainAnswer: a rid that WeChat does not know means something else while it is fresh.
func TestExplainAnswer(t *testing.T) {
	unknown := &wechat.Error{Op: "ask for rid", Code: 76001}
	const id = rid.RID("69b46060-0a1b2c3d-1a2b3c4d")
	fresh, _ := ExplainAnswer(inquiry.Answer{RID: id, At: id.CalledAt().Add(time.Minute), Err: unknown}, English)
	old, _ := ExplainAnswer(inquiry.Answer{RID: id, At: id.CalledAt().Add(time.Hour), Err: unknown}, English)
	if !strings.Contains(fresh, "(yet)") || strings.Contains(old, "(yet)") {
		t.Errorf("fresh: %q, old: %q", fresh, old)
	}
}

// TestASecretOfNoAccountIsToldAsOne: its command and the place of its source are others.
func TestASecretOfNoAccountIsToldAsOne(t *testing.T) {
	for _, c := range []struct {
		reason       secret.Reason
		source       keystore.SourceName
		lang         Lang
		fact, remedy string
	}{
		{secret.SecretMissing, keystore.FromKeyring, English, "robot/ops: no secret is stored (keyring)", "Store it: wxops secret robot/ops store"},
		{secret.SecretMissing, keystore.FromKeyring, Chinese, "robot/ops：没有保存密钥（keyring）", "保存：wxops secret robot/ops store"},
		{secret.CommandFailed, keystore.FromCommand, English, "robot/ops: url_command failed (exit 1)", "Run the command by hand and read what it says"},
		{secret.KeyringAbsent, keystore.FromKeyring, English, "robot/ops: this session has no keyring (exit 1)", `Use another source, for instance: url = "prompt" in config.toml`},
		{secret.KeyringAbsent, keystore.FromKeyring, Chinese, "robot/ops：当前会话没有可用的密钥环（exit 1）", `改用其他来源，例如：在 config.toml 中写 url = "prompt"`},
	} {
		fact, remedy := Explain(&keystore.Problem{Account: "robot/ops", Source: c.source, Reason: c.reason, Detail: "exit 1"}, c.lang)
		if fact != c.fact || remedy != c.remedy {
			t.Errorf("%s: %q, %q", c.reason, fact, remedy)
		}
	}
	for reason := range secretAdvice {
		for _, lang := range []Lang{English, Chinese} {
			fact, remedy := Explain(&keystore.Problem{Account: "robot-sign/ops", Source: keystore.FromFile, Reason: reason}, lang)
			if all := fact + remedy; strings.Contains(all, "AppSecret") || strings.Contains(all, "account edit") || strings.Contains(all, "account secret") {
				t.Errorf("%s: %q, %q", reason, fact, remedy)
			}
		}
	}
}
