package desk

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// A fifth of the accounts are in trouble: those whose alias ends with 3 or 7, half of
// either kind slow, without an answer, cut off, or refused.
var aFifthInTrouble = []string{"slow=700ms@*[02468]3", "hang@*[13579]3", "drop@*[02468]7", "refused@*[13579]7"}

func healthy(alias string) bool {
	return !strings.HasSuffix(alias, "3") && !strings.HasSuffix(alias, "7")
}

func everyone(string) bool { return true }

// TestAFifthInTroubleDelaysNobody: whatever becomes of those, all others have all
// their rows, the first row of each before the bulk of the second ones, within the limits.
func TestAFifthInTroubleDelaysNobody(t *testing.T) {
	t.Parallel()
	const accounts, flight, perAccount = 200, 32, 8
	l := newLoad(t, accounts, 3*time.Second, aFifthInTrouble...)
	l.read(t, healthy)

	waiting := map[string]bool{} // of those one call each may be under way beside the limit
	for i, id := range l.asked {
		if !healthy(id) || waiting[id] {
			continue
		}
		waiting[id] = true
		if i > accounts+4*flight {
			t.Errorf("%s had its first question after %d others", id, i)
		}
	}
	if most := l.most[""]; most > flight+accounts/5 {
		t.Errorf("%d calls at once", most)
	}
	for id, most := range l.most {
		if id != "" && most > perAccount {
			t.Errorf("%d calls of %s at once", most, id)
		}
	}
	for _, a := range l.fleet.Accounts() {
		if strings.HasSuffix(a.ID, "7") && a.ID[len(a.ID)-2]%2 == 1 && wechat.Code(a.Err) != 40164 {
			t.Errorf("%s: %v, want the refusal 40164", a.ID, a.Err)
		}
	}
	t.Logf("healthy accounts: first figures within %v, all within %v; %d dials", l.slowestFirst(healthy), l.last, l.dialled.Load())
}

// TestTheDeadAreToldInTheEnd, each as an account, and one that is only slow is read.
func TestTheDeadAreToldInTheEnd(t *testing.T) {
	t.Parallel()
	l := newLoad(t, 20, time.Second, "slow=200ms@s003", "hang@s013", "drop@s007", "frozen@s017")
	dead := map[string]bool{"s013": true, "s007": true, "s017": true}
	l.until(t, func() bool {
		for _, a := range l.fleet.Accounts() {
			if failed := a.State(time.Now()) == meter.Failed; failed != dead[a.ID] {
				return false
			}
		}
		return l.complete(func(alias string) bool { return !dead[alias] })
	})
}

// The budgets of many accounts, over a socket at 50 ms a call: .ci/bench prints both side by side.
func BenchmarkFleet(b *testing.B) {
	for name, f := range map[string]struct {
		accounts int
		faults   []string
		some     func(string) bool
	}{
		"200":         {200, []string{"slow=50ms"}, everyone},
		"200troubled": {200, append([]string{"slow=50ms"}, aFifthInTrouble...), healthy},
		"1000":        {1000, []string{"slow=50ms"}, everyone},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				l := newLoad(b, f.accounts, 0, f.faults...)
				before := processorTime()
				l.read(b, f.some)
				b.ReportMetric((processorTime() - before).Seconds(), "cpu-s")
				b.ReportMetric(l.slowestFirst(f.some).Seconds(), "first-s")
				b.ReportMetric(l.last.Seconds(), "all-s")
				b.ReportMetric(float64(l.dialled.Load()), "dials")
				b.ReportMetric(float64(l.most[""]), "at-once")
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
				runtime.KeepAlive(l)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
