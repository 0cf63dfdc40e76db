//go:build unix

package cli

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"wxops/wechat/simulate"
)

// box is a jump box: a home folder, and WeChat behind a real socket with a
// real clock.
type box struct {
	t      *testing.T
	home   string
	url    string
	server *simulate.Server
	live   string
}

const (
	boxAppID = "wx00000000000000a1"
	boxPath  = "/cgi-bin/message/subscribe/send"
)

func newBox(t *testing.T) *box {
	t.Helper()
	b := &box{t: t, home: t.TempDir(), live: liveBinary(t)}
	b.server = simulate.New(simulate.Settings{ClientIP: "203.0.113.7", Accounts: []simulate.Account{
		{AppID: boxAppID, Secret: canary, Kind: "miniprogram", Limits: []simulate.Limit{{Path: boxPath, Daily: 100000, Used: 93120}}},
	}})
	listener := httptest.NewServer(b.server)
	b.url = listener.URL
	t.Cleanup(func() {
		b.server.ClearFaults()
		listener.Close()
	})
	return b
}

// write makes a file of the home, as wxops would.
func (b *box) write(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// accounts writes the one account of the box, with a line of its own that
// names the source.
func (b *box) accounts(source string) {
	b.t.Helper()
	b.write(".config/wxops/accounts.toml",
		"[[account]]\nalias = \"mall\"\nappid = \""+boxAppID+"\"\nkind = \"miniprogram\"\napis = [\""+boxPath+"\"]\n"+source+"\n")
}

// file gives the path of a file outside the home, which is not wxops's.
func (b *box) file(name, text string) string {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
	return path
}

func (b *box) environ(more ...string) []string { return liveEnviron(b.home, more...) }

// start runs wxops with arguments in a terminal.
func (b *box) start(args ...string) *session {
	b.t.Helper()
	return startSession(b.t, b.environ(), append([]string{b.live, "--base", b.url}, args...)...)
}
