//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

// The benchmarks here start the release binary. The budgets are those of the
// README; .ci/bench prints both side by side.

// release builds the binary as it is given to people.
func release(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "wxops")
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "wxops")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

func BenchmarkBinary(b *testing.B) {
	info, err := os.Stat(release(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkVersion(b *testing.B) {
	binary := release(b)
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		if err := exec.Command(binary, "--version").Run(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	b.ReportMetric(median(took), "ms")
}

// BenchmarkFirstFrame is the time from the start to the first full frame with
// 1,000 accounts. WXOPS_BENCH_PEER names another program to measure beside it.
func BenchmarkFirstFrame(b *testing.B) {
	binary := release(b)
	home := b.TempDir()
	writeFleet(b, home, 1000, fleetPaths(3))
	run := func(name string, mute bool, program string) {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				cmd := exec.Command(program)
				cmd.Env = consoleEnv(home)
				y := openTerminal(b, cmd, 120, 40, mute)
				took = append(took, y.settle(150*time.Millisecond))
				_ = cmd.Process.Kill()
				<-y.ended
			}
			b.ReportMetric(median(took), "ms")
		})
	}
	run("answering", false, binary)
	run("mute", true, binary)
	if peer := os.Getenv("WXOPS_BENCH_PEER"); peer != "" {
		run("peer", false, peer)
	}
}

func median(took []time.Duration) (ms float64) {
	slices.Sort(took)
	return float64(took[len(took)/2].Microseconds()) / 1000
}

// BenchmarkResident is the memory of a console with 1,000 accounts that has
// read 1,000 quotas; it needs Linux's /proc.
func BenchmarkResident(b *testing.B) {
	home, paths := b.TempDir(), fleetPaths(1000)
	writeFleet(b, home, 1000, paths)
	server, url := serveFleet(b, paths)
	cmd := exec.Command(release(b), "mall", "--refresh", "0", "--base", url)
	cmd.Env = consoleEnv(home)
	y := openTerminal(b, cmd, 120, 40, false)
	eventually(b, "all quotas read", func() bool { return len(server.Calls()) > len(paths) })
	y.settle(300 * time.Millisecond)
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "status"))
	if err != nil {
		b.Fatal(err)
	}
	for name, unit := range map[string]string{"VmRSS": "MB", "VmHWM": "MB-peak"} {
		kb := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
		if kb == nil {
			b.Fatalf("no %s in\n%s", name, status)
		}
		n, err := strconv.Atoi(string(kb[1]))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(n)*1024/1e6, unit)
	}
	b.ReportMetric(0, "ns/op")
}

func BenchmarkBytes(b *testing.B) {
	b.Run("move", func(b *testing.B) {
		b.ReportMetric(float64(bytesOfAMove(b)), "B")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("refresh", func(b *testing.B) {
		b.ReportMetric(float64(bytesOfARefresh(b)), "B")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("idle", func(b *testing.B) {
		b.ReportMetric(bytesWhileIdle(b), "B/s")
		b.ReportMetric(0, "ns/op")
	})
}
