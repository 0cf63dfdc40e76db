package inquiry

import (
	"slices"
	"testing"
	"time"

	"wxops/wechat/rid"
)

func TestFreshIsTenMinutesAndAMinuteAhead(t *testing.T) {
	tests := []struct {
		before       time.Duration
		fresh, ahead bool
	}{
		{0, true, false}, {9*time.Minute + 59*time.Second, true, false}, {10 * time.Minute, false, false},
		{29 * time.Minute, false, false}, {24 * time.Hour, false, false},
		{-time.Minute, true, false}, {-61 * time.Second, false, true}, {-9 * time.Minute, false, true},
	}
	for _, tt := range tests {
		if got := Fresh(ridAt(tt.before), noon); got != tt.fresh {
			t.Errorf("%s ago: fresh %v, want %v", tt.before, got, tt.fresh)
		}
		if got := Ahead(ridAt(tt.before), noon); got != tt.ahead {
			t.Errorf("%s ago: ahead %v, want %v", tt.before, got, tt.ahead)
		}
	}
}

func TestChooseTakesTheFirstThatIsKept(t *testing.T) {
	old, older, kept, new := ridAt(8*24*time.Hour), ridAt(9*24*time.Hour), ridAt(time.Hour), ridAt(time.Minute)
	tests := []struct {
		rids []rid.RID
		want rid.RID
	}{
		{nil, ""}, {[]rid.RID{kept, new}, kept}, {[]rid.RID{old, kept, new}, kept}, {[]rid.RID{old, older}, old},
	}
	for _, tt := range tests {
		var found []rid.FoundRID
		for _, id := range tt.rids {
			found = append(found, rid.FoundRID{RID: id})
		}
		if got := Choose(found, noon); got != tt.want {
			t.Errorf("of %v: %q, want %q", tt.rids, got, tt.want)
		}
	}
}

func TestChooseTakesALabelledRidBeforeOneThatStandsAlone(t *testing.T) {
	old, kept, new := ridAt(8*24*time.Hour), ridAt(time.Hour), ridAt(time.Minute)
	weak := func(id rid.RID) rid.FoundRID { return rid.FoundRID{RID: id, Weak: true} }
	tests := []struct {
		rids []rid.FoundRID
		want rid.RID
	}{
		{[]rid.FoundRID{weak(new), {RID: kept}}, kept}, {[]rid.FoundRID{weak(kept), {RID: old}}, kept},
		{[]rid.FoundRID{weak(old), {RID: old + "0"}}, old + "0"}, {[]rid.FoundRID{weak(old), weak(new)}, new},
	}
	for _, tt := range tests {
		if got := Choose(tt.rids, noon); got != tt.want {
			t.Errorf("of %v: %q, want %q", tt.rids, got, tt.want)
		}
	}
}

// The path of a text is never one that may be another call's.
func TestPathIsOfNoOtherCall(t *testing.T) {
	id, other := ridAt(time.Minute), ridAt(time.Hour)
	const menu, send = "/cgi-bin/menu/get", "/cgi-bin/message/custom/send"
	one := []rid.FoundRID{{RID: id}}
	recorded := rid.Record{URL: menu + "?access_token=x"}
	tests := []struct {
		name   string
		record rid.Record
		found  rid.Found
		id     rid.RID
		want   string
	}{
		{"the record's own", recorded, rid.Found{RIDs: one, Paths: []string{send}}, id, menu},
		{"the only one", rid.Record{URL: "access_token=x"}, rid.Found{RIDs: one, Paths: []string{send}, Codes: []rid.FoundCode{{Code: 45009}}}, id, send},
		{"without a rid", rid.Record{}, rid.Found{Paths: []string{send}}, "", send},
		{"one of two", rid.Record{}, rid.Found{RIDs: one, Paths: []string{send, menu}}, id, ""},
		{"a second rid", rid.Record{}, rid.Found{RIDs: []rid.FoundRID{{RID: id}, {RID: other}}, Paths: []string{send}}, id, ""},
		{"a second rid, cut off", rid.Record{}, rid.Found{RIDs: one, Broken: []rid.BrokenRID{{Text: "6a1b2c3d-"}}, Paths: []string{send}}, id, ""},
		{"a second errcode", rid.Record{}, rid.Found{RIDs: one, Codes: []rid.FoundCode{{Code: 45009}, {Code: 40001}}, Paths: []string{send}}, id, ""},
		{"a rid that is not in the text", rid.Record{}, rid.Found{RIDs: one, Paths: []string{send}}, other, ""},
		{"a text longer than is kept", rid.Record{}, rid.Found{RIDs: one, Paths: []string{send}, Cut: true}, id, ""},
		{"none", rid.Record{}, rid.Found{RIDs: one}, id, ""},
	}
	for _, tt := range tests {
		if got, _ := Path(tt.record, tt.found, tt.id); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestPathOfRealTexts(t *testing.T) {
	id, other := string(ridAt(time.Minute)), string(ridAt(time.Hour))
	call := "POST https://api.weixin.qq.com/cgi-bin/message/custom/send\n"
	answer := `{"errcode":45009,"errmsg":"reach max rid: ` + id + `"}` + "\n"
	tests := []struct{ name, text, want string }{
		{"one call", call + answer, "/cgi-bin/message/custom/send"},
		{"two calls of one API", call + answer + call + `{"errcode":45009,"errmsg":"reach max rid: ` + other + `"}`, ""},
		{"a call before it", "GET https://api.weixin.qq.com/cgi-bin/menu/get\n" + call + answer, ""},
	}
	for _, tt := range tests {
		found := rid.Find(tt.text)
		if !slices.ContainsFunc(found.RIDs, func(r rid.FoundRID) bool { return string(r.RID) == id }) {
			t.Fatalf("%s: the rid is not found", tt.name)
		}
		if got, _ := Path(rid.Record{}, found, rid.RID(id)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
