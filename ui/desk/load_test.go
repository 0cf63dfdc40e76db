package desk

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/wechat"
	"wxops/wechat/meter"
	"wxops/wechat/meter/fleet"
	"wxops/wechat/simulate"
	"wxops/wechat/simulate/demo"
)

// simulatorOf is the variable by which the test binary becomes a simulator of so many
// accounts, so that its work is not taken for ours; its arguments are faults.
const simulatorOf = "WXOPS_TEST_SIMULATOR"

func TestMain(m *testing.M) {
	n, err := strconv.Atoi(os.Getenv(simulatorOf))
	if err != nil {
		os.Exit(m.Run())
	}
	server := simulate.New(simulate.Settings{Accounts: demo.MadeUp(n), ClientIP: "203.0.113.7"})
	for _, text := range os.Args[1:] {
		trouble, err := simulate.ParseTrouble(text)
		if err != nil {
			panic(err)
		}
		server.Trouble(trouble)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // it ends with whoever started it
		os.Exit(0)
	}()
	panic(http.Serve(listener, server))
}

// load is a fleet of made-up accounts that is read over a socket, and what is
// seen of its calls.
type load struct {
	accounts []simulate.Account
	fleet    *fleet.Fleet
	dialled  atomic.Int64

	mu       sync.Mutex
	began    time.Time
	flying   map[string]int // calls under way by alias; "" is all of them
	most     map[string]int // and the most there were
	asked    []string       // whose quota was asked for, in that order
	first    map[string]time.Duration
	answered int
	last     time.Duration
}

// newLoad starts a simulator of n accounts and makes the fleet that reads them.
func newLoad(t testing.TB, n int, timeout time.Duration, faults ...string) *load {
	t.Helper()
	url := startSimulator(t, n, faults)
	l := &load{accounts: demo.MadeUp(n), flying: map[string]int{}, most: map[string]int{}, first: map[string]time.Duration{}}
	env := map[string]string{"HOME": t.TempDir()}
	var list []keystore.Account
	for _, a := range l.accounts {
		env[keystore.EnvName(a.Alias)] = a.Secret
		list = append(list, keystore.Account{Alias: a.Alias, AppID: a.AppID, Kind: keystore.Kind(a.Kind), Secret: keystore.FromEnv, APIs: a.APIs})
	}
	getenv := func(name string) string { return env[name] }
	transport := wechat.NewTransport()
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		l.dialled.Add(1)
		return dial(ctx, network, addr)
	}
	d := Open(Config{
		Folders: FoldersOf(getenv), Getenv: getenv, Asker: nobody{}, Now: time.Now,
		BaseURL: url, Timeout: timeout, Transport: transport,
	})
	l.fleet = d.Fleet(0)
	targets := d.Targets(list)
	for i := range targets {
		id, connect := targets[i].ID, targets[i].Connect
		targets[i].Connect = func() (fleet.Client, error) {
			c, err := connect()
			return watchedClient{c, l, id}, err
		}
	}
	l.fleet.Set(targets)
	return l
}

func startSimulator(t testing.TB, n int, faults []string) (url string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, faults...)
	cmd.Env = append(os.Environ(), simulatorOf+"="+strconv.Itoa(n))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
	})
	url, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(url)
}

// read runs the fleet until every account of some has all its figures.
func (l *load) read(t testing.TB, some func(alias string) bool) {
	t.Helper()
	l.until(t, func() bool { return l.complete(some) })
}

// until runs the fleet until something holds.
func (l *load) until(t testing.TB, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	l.began = time.Now()
	ended := make(chan struct{})
	go func() {
		l.fleet.Run(ctx)
		close(ended)
	}()
	for !holds() {
		select {
		case <-l.fleet.Changed():
		case <-ctx.Done():
			t.Fatalf("after two minutes %d answers had come", l.answered)
		}
		time.Sleep(10 * time.Millisecond) // the console looks no more often
	}
	cancel()
	<-ended
}

func (l *load) complete(some func(alias string) bool) bool {
	for _, a := range l.fleet.Accounts() {
		if some(a.ID) && slices.ContainsFunc(a.Rows, func(r *meter.Row) bool { return !r.Read() }) {
			return false
		}
	}
	return true
}

// slowestFirst is when the last of some accounts had its first figure.
func (l *load) slowestFirst(some func(alias string) bool) time.Duration {
	slowest := time.Duration(0)
	for alias, at := range l.first {
		if some(alias) {
			slowest = max(slowest, at)
		}
	}
	return slowest
}

// watchedClient notes the calls of one account.
type watchedClient struct {
	fleet.Client
	load *load
	id   string
}

func (c watchedClient) Authorize(ctx context.Context) error {
	c.load.begin(c.id, false)
	defer c.load.end(c.id, false)
	return c.Client.Authorize(ctx)
}

func (c watchedClient) Quota(ctx context.Context, path string) (wechat.Quota, error) {
	c.load.begin(c.id, true)
	q, err := c.Client.Quota(ctx, path)
	c.load.end(c.id, err == nil)
	return q, err
}

func (l *load) begin(id string, quota bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, who := range []string{id, ""} {
		l.flying[who]++
		l.most[who] = max(l.most[who], l.flying[who])
	}
	if quota {
		l.asked = append(l.asked, id)
	}
}

func (l *load) end(id string, figure bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flying[id]--
	l.flying[""]--
	if !figure {
		return
	}
	l.answered++
	l.last = time.Since(l.began)
	if _, had := l.first[id]; !had {
		l.first[id] = l.last
	}
}
