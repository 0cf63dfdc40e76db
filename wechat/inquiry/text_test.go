package inquiry

import (
	"slices"
	"testing"
	"time"

	"wxops/wechat/rid"
)

func TestSuggestedIsTheAppIDBesideTheRid(t *testing.T) {
	accounts := []Account{{Name: "mall", AppID: "wx-a"}, {Name: "news", AppID: "wx-b"}}
	x, y := ridAt(time.Hour), ridAt(2*time.Hour)
	for _, tt := range []struct {
		name  string
		found rid.Found
		id    rid.RID
		want  int
	}{
		{"its own", rid.Found{AppIDs: []string{"wx-a", "wx-b"}, RIDs: []rid.FoundRID{{RID: x, AppID: "wx-b"}, {RID: y, AppID: "wx-a"}}}, x, 1},
		{"the only one", rid.Found{AppIDs: []string{"wx-b"}, RIDs: []rid.FoundRID{{RID: x}, {RID: y}}}, x, 1},
		{"another rid's", rid.Found{AppIDs: []string{"wx-b"}, RIDs: []rid.FoundRID{{RID: x}, {RID: y, AppID: "wx-b"}}}, x, -1},
		{"one of two", rid.Found{AppIDs: []string{"wx-a", "wx-b"}, RIDs: []rid.FoundRID{{RID: x}}}, x, -1},
		{"of nobody here", rid.Found{AppIDs: []string{"wx-c"}, RIDs: []rid.FoundRID{{RID: x}}}, x, -1},
		{"without a rid", rid.Found{AppIDs: []string{"wx-a"}}, "", 0},
		{"of none", rid.Found{RIDs: []rid.FoundRID{{RID: x}}}, x, -1},
	} {
		if got := Suggested(accounts, tt.found, tt.id); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestCodePathIsOfTheCallThatFailed(t *testing.T) {
	const token, send = "/cgi-bin/stable_token", "/cgi-bin/message/custom/send"
	x, y := ridAt(time.Hour), ridAt(2*time.Hour)
	one := []rid.FoundCode{{Code: 45009}}
	for _, tt := range []struct {
		name  string
		found rid.Found
		want  string
	}{
		{"without a rid", rid.Found{Codes: one, Paths: []string{token}}, token},
		{"of two paths", rid.Found{Codes: one, Paths: []string{token, send}}, ""},
		{"of two codes", rid.Found{Codes: append(one, rid.FoundCode{Code: 40001}), Paths: []string{token}}, ""},
		{"beside its rid", rid.Found{Codes: one, Paths: []string{token, send}, RIDs: []rid.FoundRID{{RID: x, Code: 45009, Path: token}, {RID: y, Code: 40001, Path: send}}}, token},
		{"of two rids", rid.Found{Codes: one, Paths: []string{token, send}, RIDs: []rid.FoundRID{{RID: x, Code: 45009, Path: token}, {RID: y, Code: 45009, Path: send}}}, ""},
		{"of one rid", rid.Found{Codes: one, Paths: []string{token}, RIDs: []rid.FoundRID{{RID: x, Code: 45009}}}, token},
		{"of another rid", rid.Found{Codes: one, Paths: []string{token}, RIDs: []rid.FoundRID{{RID: x, Code: 45009}, {RID: y, Path: token}}}, ""},
	} {
		if got := CodePath(tt.found, 45009); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestAskSaysWhomItAsks before each question, so that a command can show how far it is.
func TestAskSaysWhomItAsks(t *testing.T) {
	d := &desk{errs: map[string][]error{"a": {refused(CodeForeign)}}}
	q, err := Wish{RID: ridAt(time.Hour), At: noon}.InTurn([]Account{d.account("a"), d.account("b"), d.account("c")}, Inquiry{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	Ask(t.Context(), q, Clock{Now: func() time.Time { return noon }, Puts: func(q Question) { said = append(said, q.Account.Name) }})
	if want := []string{"a", "b"}; !slices.Equal(said, want) || !slices.Equal(d.asked, want) {
		t.Errorf("said %v, asked %v, want %v", said, d.asked, want)
	}
}
