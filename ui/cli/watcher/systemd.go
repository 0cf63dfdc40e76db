package watcher

import (
	"context"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// service tells systemd how the watch is; without a socket it tells nobody.
//
// https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
type service struct {
	socket   string        // "" is none; "@" begins an abstract one
	watchdog time.Duration // how long a life may be silent; 0: it is not watched
}

// serviceOf reads what systemd says in the environment. A watchdog is only for the
// process that it names.
func serviceOf(getenv func(string) string) service {
	s := service{socket: getenv("NOTIFY_SOCKET")}
	usec, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64)
	pid := getenv("WATCHDOG_PID")
	if err == nil && usec > 0 && (pid == "" || pid == strconv.Itoa(os.Getpid())) {
		s.watchdog = time.Duration(usec) * time.Microsecond
	}
	return s
}

// tell sends one datagram. Nobody may be there, which changes nothing.
func (s service) tell(lines ...string) {
	if s.socket == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"})
	if err != nil {
		return
	}
	defer conn.Close()
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = conn.Write([]byte(strings.Join(lines, "\n")))
}

// pulse is when the loop last went round.
type pulse struct {
	mu sync.Mutex
	at time.Time
}

func (p *pulse) beat(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = now
}

func (p *pulse) last() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at
}

// keeper tells systemd of the watch: ready once every account was asked, alive as long
// as the loop goes round, and how all of them stand.
type keeper struct {
	service
	known func() []watch.Known
	now   func() time.Time
	ready bool
	fed   time.Time
	said  string
}

// round is called by the loop itself, so that a loop that hangs is found.
func (k *keeper) round() {
	now := k.now()
	if k.watchdog > 0 && now.Sub(k.fed).Abs() >= k.watchdog/3 {
		k.fed = now
		k.tell("WATCHDOG=1")
	}
	known := k.known()
	var lines []string
	if !k.ready && allAsked(known) {
		k.ready = true
		lines = append(lines, "READY=1")
	}
	if status := statusOf(known, now); status != k.said {
		k.said = status
		lines = append(lines, "STATUS="+status)
	}
	if len(lines) > 0 {
		k.tell(lines...)
	}
}

// allAsked reports whether every account had its first answer, or none.
func allAsked(known []watch.Known) bool {
	for _, k := range known {
		m := k.Meter
		read, of := m.Figures()
		if !m.Opened && m.Err == nil && !m.Locked && m.Fault() == nil && (of == 0 || read < of) {
			return false
		}
	}
	return len(known) > 0
}

// statusOf is the one line of systemctl status.
func statusOf(known []watch.Known, now time.Time) string {
	count := map[meter.State]int{}
	for _, k := range known {
		count[k.Meter.State(now)]++
	}
	text := strconv.Itoa(len(known)) + " accounts"
	for _, s := range []meter.State{meter.Out, meter.Near, meter.Failed, meter.Locked} {
		if count[s] > 0 {
			text += ", " + strconv.Itoa(count[s]) + " " + string(s)
		}
	}
	return text
}

// closing ends what systemd waits for.
func (k *keeper) closing(context.Context) { k.tell("STOPPING=1") }
