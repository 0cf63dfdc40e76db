package simulate

import (
	"testing"
	"time"
)

func TestParseTrouble(t *testing.T) {
	for text, want := range map[string]Trouble{
		"slow":               {Fault: Fault{Delay: 2 * time.Second}},
		"slow=50ms@mall":     {Fault: Fault{Delay: 50 * time.Millisecond}, Alias: "mall"},
		"hang@s*5":           {Fault: Fault{Kind: Hang}, Alias: "s*5"},
		"drop@/cgi-bin/x":    {Fault: Fault{Kind: Drop}, Path: "/cgi-bin/x"},
		"frozen@mall":        {Fault: Fault{Kind: Refuse, Code: 40243}, Alias: "mall", Path: givesToken},
		"exhausted":          {Fault: Fault{Kind: Refuse, Code: 45009}, Path: readsQuota},
		"errcode=-1@a/b/c":   {Fault: Fault{Kind: Refuse, Code: -1}, Alias: "a", Path: "/b/c"},
		"status=503":         {Fault: Fault{Kind: Status, Status: 503}},
		"minute=600@mall":    {Alias: "mall", Path: readsQuota, Minute: 600},
		"refused@/cgi-bin/x": {Fault: Fault{Kind: Refuse, Code: 40164}, Path: "/cgi-bin/x"},
	} {
		if got, err := ParseTrouble(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "slwo", "slow=", "slow=3", "slow=-1s", "hang=1", "errcode", "errcode=x", "errcode=0", "status=99", "minute=0", "drop@", "drop@[", "=1"} {
		if got, err := ParseTrouble(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestEveryNameIsKnownByItsOwn(t *testing.T) {
	for name, n := range troubles() {
		text := name
		if n.takes != "" && n.usual == "" {
			text += "=45011"
		}
		if _, err := ParseTrouble(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if names := TroubleNames(); len(names) != len(troubles()) {
		t.Errorf("the names are %v", names)
	}
}

func TestTroubleHitsWhomItNames(t *testing.T) {
	s, _ := start(Settings{Accounts: []Account{
		{Alias: "s-1", AppID: mallID, Secret: secretOf, Kind: "miniprogram"},
		{Alias: "s-2", AppID: newsID, Secret: secretOf, Kind: "offiaccount"},
	}})
	set := func(text string) int {
		trouble, err := ParseTrouble(text)
		if err != nil {
			t.Fatal(err)
		}
		return s.Trouble(trouble)
	}
	if hit := set("frozen@s-2"); hit != 1 {
		t.Errorf("%d accounts are hit", hit)
	}
	if hit := set("hang@mall"); hit != 0 {
		t.Errorf("an alias that is not there hits %d", hit)
	}
	wantCode(t, post(t, s, givesToken, stableBody(newsID, secretOf)), "40243")
	mall := tokenOf(t, s, mallID)
	if hit := set("minute=1@s-?"); hit != 2 {
		t.Errorf("%d accounts are hit", hit)
	}
	wantCode(t, post(t, s, quotaGet+mall, `{"cgi_path":"/cgi-bin/token"}`), "0")
	wantCode(t, post(t, s, quotaGet+mall, `{"cgi_path":"/cgi-bin/token"}`), "45011")
}
