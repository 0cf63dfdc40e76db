package keystore

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

const send = "/cgi-bin/message/subscribe/send"

func TestAPolicyHasItsUsualValues(t *testing.T) {
	usual := Watch{ResetAt: 100, Scope: WatchAPI, PerMonth: 4, KeepBack: 3, OnlyIfOutFor: 10 * time.Minute, DayEndsWithin: 30 * time.Minute}
	with := func(change func(*Watch)) *Watch {
		w := usual
		change(&w)
		return &w
	}
	for text, want := range map[string]*Watch{
		"":                                   nil,
		"[account.watch]":                    with(func(w *Watch) { w.ResetAt = 0 }),
		"[account.watch]\nreset_at = 100":    with(func(*Watch) {}),
		"watch.reset_at = 100":               with(func(*Watch) {}),
		"watch = { reset_at = 0x64 }":        with(func(*Watch) {}),
		"watch = {}":                         with(func(w *Watch) { w.ResetAt = 0 }),
		"[account.watch]\nreset_at = 90":     with(func(w *Watch) { w.ResetAt, w.OnlyIfOutFor = 90, 0 }),
		"watch = {reset_at=1,scope=\"all\"}": with(func(w *Watch) { w.ResetAt, w.Scope, w.PerMonth, w.OnlyIfOutFor = 1, WatchAll, 2, 0 }),
		"[account.watch]\nscope = \"all\"\nreset_at = 100\nper_month = 1\nkeep_back = 0\nonly_if_out_for = \"0s\"\nday_ends_within = \"1h30m\"\napis = [\"" + send + "\"]": with(func(w *Watch) {
			*w = Watch{ResetAt: 100, Scope: WatchAll, PerMonth: 1, APIs: []string{send}, DayEndsWithin: 90 * time.Minute}
		}),
	} {
		accounts, _, err := Parse("x", []byte(plainMall+text))
		if err != nil || !reflect.DeepEqual(accounts[0].Watch, want) {
			t.Errorf("%s: got %+v, %v", text, accounts, err)
		}
	}
}

func TestAPolicyThatMakesNoSenseIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"reset_at = 0":                  "6: watch.reset_at: reset_at form: found 0, expected a per cent from 1 to 100",
		"reset_at = -1":                 "6: watch.reset_at: reset_at form: found -1",
		"reset_at = 101":                "6: watch.reset_at: reset_at form: found 101",
		"reset_at = \"100\"":            "6: watch.reset_at: not a number",
		"scope = \"account\"":           "6: watch.scope: unknown scope: found \"account\", expected api, all",
		"scope = \"\"":                  "6: watch.scope: unknown scope",
		"per_month = 0":                 "6: watch.per_month: per_month form: found 0, expected 1 to 50",
		"per_month = 51":                "6: watch.per_month: per_month form: found 51",
		"scope=\"all\"\nper_month = 11": "7: watch.per_month: per_month form: found 11, expected 1 to 10",
		"keep_back = -1":                "6: watch.keep_back: keep_back form: found -1, expected 0 to 49",
		"keep_back = 50":                "6: watch.keep_back: keep_back form: found 50",
		"scope=\"all\"\nkeep_back = 10": "7: watch.keep_back: keep_back form",
		"per_month = 9223372036854775807\nkeep_back = 9223372036854775807": "6: watch.per_month: per_month form",
		"per_month = 48":                              "6: watch.per_month: per_month and keep_back over the budget: found 48 + 3, expected at most 50 together",
		"scope=\"all\"\nkeep_back = 9":                "5: watch.per_month: per_month and keep_back over the budget: found 2 + 9",
		"apis = []":                                   "6: watch.apis: no APIs",
		"apis = [\"send\"]":                           "6: watch.apis: API path form: found \"send\"",
		"apis = [\"/a b\"]":                           "6: watch.apis: API path form",
		"apis = [\"\"]":                               "6: watch.apis: API path form",
		"apis = [\"/wxa/x\"]":                         "6: watch.apis: API not watched: found \"/wxa/x\"",
		"apis = [\"/sns/userinfo\"]":                  "6: watch.apis: API without quota",
		"apis = [\"/cgi-bin/clear_quota\"]":           "6: watch.apis: API without quota",
		"apis = [\"/cgi-bin/clear_quota/v2\"]":        "6: watch.apis: API without quota",
		"apis = [\"/cgi-bin/openapi/quota/clear\"]":   "6: watch.apis: API without quota",
		"apis = [\"" + send + "\", \"" + send + "\"]": "6: watch.apis: API twice",
		"only_if_out_for = \"-5m\"":                   "6: watch.only_if_out_for: not a duration",
		"only_if_out_for = \"24h1s\"":                 "6: watch.only_if_out_for: longer than a day: found \"24h0m1s\", expected at most \"24h\"",
		"day_ends_within = \"48h\"":                   "6: watch.day_ends_within: longer than a day",
		"per_mont = 3":                                "6: watch.per_mont: unknown key, expected reset_at, scope, apis",
		"reset_at = 100\n[account.watch]":             "7: watch: key given twice",
	} {
		_, _, err := Parse("x", []byte(plainMall+"[account.watch]\n"+text))
		if err == nil || !strings.HasPrefix(err.Error(), "x:"+want) {
			t.Errorf("%s: got %v", text, err)
		}
	}
	_, _, err := Parse("x", []byte(strings.Replace(plainMall, "miniprogram", "component", 1)+"[account.watch]\nreset_at = 100"))
	if err == nil || !strings.HasPrefix(err.Error(), "x:6: watch.reset_at: policy of a platform") {
		t.Errorf("a platform: %v", err)
	}
}

func TestWhatAPolicyCannotDoIsWarnedOf(t *testing.T) {
	for text, want := range map[string]string{
		"[account.watch]\nreset_at = 100":                                             "",
		"[account.watch]":                                                             "",
		"[account.watch]\nper_month = 4":                                              "6 watch.per_month: policy without reset_at",
		"[account.watch]\nscope = \"all\"\nper_month = 3":                             "6 watch.scope: policy without reset_at",
		"read_only = true\n[account.watch]\nreset_at = 100":                           "5 read_only: policy of a read-only account",
		"read_only = true\n[account.watch]":                                           "",
		"on_demand = true\nwatch.reset_at = 100":                                      "5 on_demand: policy of an account read on demand",
		"[account.watch]\nreset_at = 99\nonly_if_out_for = \"10m\"":                   "7 watch.only_if_out_for: policy below 100 waits until the quota is out",
		"[account.watch]\nreset_at = 99\nonly_if_out_for = \"0s\"":                    "",
		"[account.watch]\nreset_at = 99":                                              "",
		"[account.watch]\nreset_at = 100\nscope = \"all\"\napis = [\"" + send + "\"]": "",
	} {
		_, warnings, err := Parse("x", []byte(plainMall+text))
		got := ""
		for _, w := range warnings {
			got += number(int64(w.Line)) + " " + w.Key + ": " + string(w.What)
		}
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v", text, got, err)
		}
	}
}

// policies are one policy in the three forms that TOML has for it.
var policies = map[string]string{
	"a header":    plainMall + "# ours\n\n# ask Li\n[account.watch] # since May\n\treset_at = 0x64 # all\n\tper_month = 6\n\n# the game\n[[account]]\nalias = \"game\"\nappid = \"wx1\"\nkind = \"store\"\n",
	"its names":   plainMall + "watch.reset_at = 0x64 # all\nwatch.per_month = 6\n",
	"its braces":  plainMall + "watch = { reset_at = 0x64, per_month = 6 } # all\n",
	"a last line": plainMall + "[account.watch]\nreset_at=100\nper_month=6",
}

func TestAPolicyOutlivesEditsOfItsAccount(t *testing.T) {
	for form, text := range policies {
		book := bookWith(t, text)
		accounts, _, err := book.Load()
		if err != nil {
			t.Fatal(form, err)
		}
		now := accounts[0]
		now.Env, now.Kind, now.ReadOnly = "prod", Store, true
		now.Watch, now.APIs = nil, nil
		now.Watch = accounts[0].Watch
		if err := book.Change(accounts[0], now); err != nil {
			t.Fatal(form, err)
		}
		again, _, err := book.Load()
		if err != nil || !reflect.DeepEqual(again[0].Watch, accounts[0].Watch) || again[0].Env != "prod" {
			t.Errorf("%s: got %+v, %v", form, again, err)
		}
		if got := contents(t, book); !strings.Contains(got, "0x64") && form != "a last line" || form == "a header" && !strings.Contains(got, "# ask Li\n[account.watch] # since May\n\treset_at = 0x64 # all\n\tper_month = 6\n") {
			t.Errorf("%s: got\n%s", form, got)
		}
	}
}

func TestAPolicyIsEditedWhereItStands(t *testing.T) {
	for form, text := range policies {
		for name, change := range map[string]func(*Watch){
			"a value":   func(w *Watch) { w.PerMonth = 5 },
			"its usual": func(w *Watch) { w.PerMonth = 4 },
			"more":      func(w *Watch) { w.KeepBack, w.OnlyIfOutFor, w.APIs = 0, 90*time.Second, []string{send} },
			"the scope": func(w *Watch) { w.Scope, w.PerMonth = WatchAll, 6 },
			"a low one": func(w *Watch) { w.ResetAt, w.OnlyIfOutFor = 80, 10*time.Minute },
		} {
			book := bookWith(t, text)
			accounts, _, err := book.Load()
			if err != nil {
				t.Fatal(form, err)
			}
			now, w := accounts[0], *accounts[0].Watch
			change(&w)
			now.Watch = &w
			if err := book.Change(accounts[0], now); err != nil {
				t.Errorf("%s, %s: %v", form, name, err)
				continue
			}
			again, _, err := book.Load()
			if err != nil || !reflect.DeepEqual(again[0].Watch, &w) {
				t.Errorf("%s, %s: got %+v, %v", form, name, again[0].Watch, err)
			}
			if strings.Count(contents(t, book), "watch") > strings.Count(text, "watch")+3 {
				t.Errorf("%s, %s: another form:\n%s", form, name, contents(t, book))
			}
		}
	}
}

func TestAPolicyComesAndGoes(t *testing.T) {
	policy := Watch{ResetAt: 100, Scope: WatchAll, PerMonth: 1, KeepBack: 3, OnlyIfOutFor: 10 * time.Minute, DayEndsWithin: 30 * time.Minute, APIs: []string{send}}
	a := mall()
	a.Watch = &policy
	book := bookWith(t, "# ours\n")
	if err := book.Add(a); err != nil {
		t.Fatal(err)
	}
	written := "# ours\n\n[[account]]\nalias  = \"mall\"\nappid  = \"wx0123456789abcdef\"\nkind   = \"miniprogram\"\nsecret = \"keyring\"\n" +
		"\n[account.watch]\nreset_at = 100\nscope  = \"all\"\napis   = [\"" + send + "\"]\nper_month = 1\n"
	if got := contents(t, book); got != written {
		t.Errorf("got\n%s", got)
	}
	if err := book.Change(a, mall()); err != nil {
		t.Fatal(err)
	}
	without := strings.Split(written, "\n[account.watch]")[0]
	if got := contents(t, book); strings.TrimRight(got, "\n") != strings.TrimRight(without, "\n") {
		t.Errorf("got\n%s", got)
	}
	if err := book.Change(mall(), a); err != nil {
		t.Fatal(err)
	}
	again, _, err := book.Load()
	if err != nil || !reflect.DeepEqual(again[0].Watch, &policy) {
		t.Errorf("got %+v, %v", again, err)
	}
	for form, text := range policies {
		book := bookWith(t, text)
		accounts, _, _ := book.Load()
		now := accounts[0]
		now.Watch = nil
		if err := book.Change(accounts[0], now); err != nil || strings.Contains(contents(t, book), "watch") {
			t.Errorf("%s: %v\n%s", form, err, contents(t, book))
		}
	}
}

// TestAPolicyThatOthersChangedStays: a form may have been open all night.
func TestAPolicyThatOthersChangedStays(t *testing.T) {
	book := bookWith(t, plainMall+"[account.watch]\nreset_at = 100\n")
	was, _, err := book.Load()
	if err != nil {
		t.Fatal(err)
	}
	theirs, w := was[0], *was[0].Watch
	w.PerMonth = 9
	theirs.Watch = &w
	if err := book.Change(was[0], theirs); err != nil {
		t.Fatal(err)
	}
	ours := was[0]
	ours.Env = "prod"
	if err := book.Change(was[0], ours); err != nil {
		t.Fatal(err)
	}
	if now, _, err := book.Load(); err != nil || now[0].Watch.PerMonth != 9 || now[0].Env != "prod" {
		t.Errorf("got %+v, %v", now, err)
	}
}
