package cli

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wxops/wechat/simulate"
)

func TestWhatPrintsIsLeftOutOfGODEBUG(t *testing.T) {
	for was, want := range map[string]string{
		"http2debug=2":                         "",
		"http2client=0,http2debug=1,gctrace=1": "http2client=0,gctrace=1",
		"netdns=go+2":                          "netdns=go",
		"netdns=2+cgo":                         "netdns=cgo",
		"netdns=1":                             "",
		"netdns=2 ":                            "",
		"netdns=2x+go":                         "netdns=go",
		"netdns=2#y,http2debug=2#vy":           "",
		"netdns=go#vy":                         "netdns=go",
		"multipathtcp=2#vy":                    "multipathtcp=2",
		"netdns=go":                            "netdns=go",
		"tlsmlkem=0":                           "tlsmlkem=0",
	} {
		if got := hushed(was); got != want {
			t.Errorf("%s: got %q, want %q", was, got, want)
		}
	}
}

// secureBox is a box whose WeChat speaks HTTP/2, which Go's own debugging
// knows how to print, under a name that must be looked up.
func secureBox(t *testing.T) (b *box, trust string) {
	t.Helper()
	b = newBox(t)
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true,
	}
	der := must(x509.CreateCertificate(rand.Reader, form, form, key.Public(), key))
	listener := httptest.NewUnstartedServer(b.server)
	listener.EnableHTTP2 = true
	listener.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	listener.StartTLS()
	t.Cleanup(listener.Close)
	b.url = strings.Replace(listener.URL, "127.0.0.1", "localhost", 1)
	return b, "SSL_CERT_FILE=" + b.file("trust.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
}

// TestGosOwnDebuggingTellsNothing: with each setting that prints, nothing
// secret is said or written, and of what is about the network, nothing at all.
func TestGosOwnDebuggingTellsNothing(t *testing.T) {
	b, trust := secureBox(t)
	b.accounts(`secret = "env"`)
	said := func(godebug string, args ...string) (stdout, stderr string) {
		t.Helper()
		cmd := exec.Command(b.live, append([]string{"--debug", "--base", b.url}, args...)...)
		cmd.Env = b.environ("WXOPS_SECRET_MALL="+canary, trust, "GODEBUG="+godebug)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			t.Fatalf("GODEBUG=%s: %v: %s", godebug, err, errs.String())
		}
		return out.String(), errs.String()
	}
	rid, _ := b.server.Fail(simulate.Failure{AppID: boxAppID, Path: boxPath, Code: 45009, Query: "access_token=61_" + canary})
	clean := func(what, text string) {
		t.Helper()
		if strings.Contains(text, canary) || liveToken.MatchString(text) || strings.Contains(text, `"access_token"`) {
			t.Errorf("a secret is in %s:\n%s", what, text)
		}
	}
	_, calm := said("", "quota", "mall")
	for _, godebug := range []string{
		"http2debug=1", "netdns=go+2", "netdns=2,http2debug=2", // of the network
		"gctrace=1,inittrace=1,scavtrace=1,gcpacertrace=1", "schedtrace=1,scheddetail=1", // of the runtime
		"execerrdot=0,tracebackancestors=5,clobberfree=1,panicnil=1",
	} {
		for _, args := range [][]string{
			{"quota", "mall"}, {"rid", "mall", rid}, {"account", "test", "mall"}, {"reset", "mall", "--api", boxPath, "--confirm", "mall"},
			{"reset", "mall", "--all", "--via", "secret", "--confirm", "mall", "--dry-run"},
		} {
			stdout, stderr := said(godebug, args...)
			clean(godebug+" "+args[0]+" stdout", stdout)
			clean(godebug+" "+args[0]+" stderr", stderr)
			if network := strings.Contains(godebug, "debug") || strings.Contains(godebug, "netdns"); network && args[0] == "quota" && stderr != calm {
				t.Errorf("%s: stderr is %q; want %q", godebug, stderr, calm)
			}
		}
	}
	found := map[string]string{}
	addFiles(t, found, b.home)
	for path, text := range found {
		clean(path, text)
	}
	if found[filepath.Join(b.home, ".local/state/wxops/wxops.log")] == "" {
		t.Error("the log of --debug was not looked at")
	}
}

// TestGosOwnDebuggingWouldTellHere: without the hush, Go does print
// here, so that the test above is worth its name.
func TestGosOwnDebuggingWouldTellHere(t *testing.T) {
	b, trust := secureBox(t)
	b.accounts(`secret = "env"`)
	link := filepath.Join(t.TempDir(), loudName)
	if err := os.Symlink(must(os.Executable()), link); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(link, "--base", b.url, "quota", "mall")
	cmd.Env = b.environ("WXOPS_SECRET_MALL="+canary, trust, "GODEBUG=http2debug=2,netdns=2")
	said, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(said, []byte(canary)) || !bytes.Contains(said, []byte("hostLookupOrder(localhost)")) {
		t.Errorf("got %v, %s", err, said)
	}
}
