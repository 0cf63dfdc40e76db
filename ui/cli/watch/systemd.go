package watch

import (
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// service tells systemd how the watch is; without a socket it tells nobody.
//
// https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
type service struct {
	socket   string        // "": none; "@" begins an abstract one
	watchdog time.Duration // how long the watch may be silent; 0: that is nobody's concern
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

// tell sends one datagram, and reports whether it came through.
func (s service) tell(lines ...string) bool {
	if s.socket == "" || len(lines) == 0 {
		return false
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"})
	if err != nil {
		return false
	}
	defer conn.Close()
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
	_, err = conn.Write([]byte(strings.Join(lines, "\n")))
	return err == nil
}

// beat is how often the loop is to go round, so that the watchdog is fed in time; 0: as
// it does of itself.
func (s service) beat() time.Duration {
	const ofItself = 5 * time.Second
	if s.watchdog <= 0 || s.watchdog/3 >= ofItself {
		return 0
	}
	return max(s.watchdog/3, 100*time.Millisecond)
}

// keeper tells systemd of the watch: ready once every account was tried, alive as long as
// the loop goes round, and how all of them stand.
type keeper struct {
	service
	known   func() []watch.Known
	now     func() time.Time
	started map[string]bool // accounts that were tried
	ready   bool
	fed     time.Time
	said    string
}

// Heard notes which accounts were tried; whether in vain does not matter.
func (k *keeper) Heard(e watch.Event) {
	if e.Kind == watch.Started {
		k.started[e.Account] = true
	}
}

// Swept needs no word.
func (*keeper) Swept(time.Time) {}

// round is called by the loop itself, so that a loop that hangs is found. What did not
// come through is said again.
func (k *keeper) round() {
	if k.socket == "" {
		return
	}
	now, known := k.now(), k.known()
	feeds := k.watchdog > 0 && now.Sub(k.fed).Abs() >= k.watchdog/4 // a round may be late
	ready, status := k.allTried(known), statusOf(known, now)
	var lines []string
	if feeds {
		lines = append(lines, "WATCHDOG=1")
	}
	if ready && !k.ready {
		lines = append(lines, "READY=1")
	}
	if status != k.said {
		lines = append(lines, "STATUS="+status)
	}
	if !k.tell(lines...) {
		return
	}
	if feeds {
		k.fed = now
	}
	k.ready, k.said = k.ready || ready, status
}

func (k *keeper) allTried(known []watch.Known) bool {
	for _, a := range known {
		if !k.started[a.Meter.ID] {
			return false
		}
	}
	return true
}

// statusOf is the line that systemctl status shows.
func statusOf(known []watch.Known, now time.Time) string {
	count := map[meter.State]int{}
	stopped := 0
	for _, k := range known {
		count[k.Meter.State(now)]++
		if k.Stop != nil {
			stopped++
		}
	}
	text := strconv.Itoa(len(known)) + " accounts"
	for _, s := range []meter.State{meter.Out, meter.Near, meter.Failed, meter.Locked} {
		if count[s] > 0 {
			text += ", " + strconv.Itoa(count[s]) + " " + string(s)
		}
	}
	if stopped > 0 {
		text += ", " + strconv.Itoa(stopped) + " with a stopped policy"
	}
	return text
}
