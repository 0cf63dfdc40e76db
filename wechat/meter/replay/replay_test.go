package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// made is six days of one API: busy in the daytime, each day at another level, told late
// and up to 1 % wrong, and once quite wrong.
func made(seed uint64) (minutes []minute) {
	rng := rand.New(rand.NewPCG(seed, 7))
	const limit = 100000
	level, peak := .4+rng.Float64()*.7, 10+rng.Float64()*10
	for range 6 {
		used, busy := 0.0, limit*level*math.Exp(rng.NormFloat64()*.12)/450
		for m := range aDay {
			far := (float64(m)/60 - peak) / 4
			used = min(limit, used+busy*(.1+math.Exp(-far*far))*(.8+.4*rng.Float64()))
			at := minute{limit: limit, used: int64(used)}
			if m >= 5 {
				at.shown = min(limit, int64(float64(minutes[len(minutes)-5].used)*(.999+.002*rng.Float64())))
			}
			minutes = append(minutes, at)
		}
	}
	minutes[5*aDay+200+rng.IntN(1000)].shown = 0
	return minutes
}

func write(t *testing.T, dir string, n int) {
	t.Helper()
	for i := range n {
		text := new(strings.Builder)
		fmt.Fprintln(text, "minute,limit,used,shown")
		for m, at := range made(uint64(i)) {
			fmt.Fprintf(text, "%d,%d,%d,%d\n", m, at.limit, at.used, at.shown)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d-made.csv", i)), []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheMeterOnMadeUpDays holds loosely what the meter reaches: how seldom it reads, how far
// off its numbers are, and how good its forecasts.
func TestTheMeterOnMadeUpDays(t *testing.T) {
	dir, out, table := t.TempDir(), new(strings.Builder), new(strings.Builder)
	write(t, dir, 12)
	if err := run([]string{"--days", dir, "--by-shape"}, out, table); err != nil {
		t.Fatal(err)
	}
	t.Log(out, table)
	type forecast struct {
		Median  float64 `json:"median_error_min"`
		False   float64 `json:"false_out"`
		NotSaid float64 `json:"not_said"`
	}
	var got struct {
		Straight forecast
		With     forecast `json:"with_history"`
		Without  forecast `json:"without_history"`
		Calls    struct {
			Share float64
			P99   float64 `json:"p99_error"`
			High  float64 `json:"p99_error_above_80"`
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Fatalf("%v: %s", err, out)
	}
	if w := got.With; w.Median > got.Straight.Median/3 || w.False > .02 || w.NotSaid > .25 {
		t.Errorf("with history: %+v", w)
	}
	if w := got.Without; w.Median > got.Straight.Median || w.False > .25 || w.NotSaid > .25 {
		t.Errorf("without: %+v", w)
	}
	if c := got.Calls; c.Share > .11 || c.P99 > .012 || c.High > .007 {
		t.Errorf("calls: %+v", c)
	}
}

func TestFilesThatAreNoDaysAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"a word": "minute,limit,used,shown\n0,1,x,0\n", "three fields": "minute,limit,used,shown\n0,1,0\n",
		"half a day": "minute,limit,used,shown\n0,1,0,0\n", "nothing": "",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "000-x.csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := run([]string{"--days", dir}, new(strings.Builder), new(strings.Builder)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	for _, args := range [][]string{nil, {"--days", t.TempDir()}} {
		if err := run(args, new(strings.Builder), new(strings.Builder)); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
