package follow

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWhatIsInventedOfOneAccountLeavesRoomForTheOthers(t *testing.T) {
	tr := newTrial(t, mall, news)
	for n := range 5000 {
		tr.log(line(mallID, send, int64(40000+n), ""), line("", send, int64(40000+n), ""))
	}
	if len(tr.groups) > 2*(mostOfOne+1) || len(tr.seen) != len(tr.groups) {
		t.Error(len(tr.groups), len(tr.seen))
	}
	last := tr.seen[len(tr.seen)-1].Group
	if !last.Other || last.Path != "" {
		t.Errorf("%+v", last)
	}
	tr.seen = nil
	tr.log(line(newsID, menu, 40003, ""))
	tr.wants("news" + menu + " 40003 +1 of 1")
	tr.pass(time.Minute)
	tr.wants(" 40100 +4899 of 4900 other", "mall 40100 +4899 of 4900 other")
}

// Anybody who can write into a log can write anything there.
func TestALineNeverCausesMoreThanAReading(t *testing.T) {
	tr := newTrial(t, mall, news)
	const minutes = 10
	n := 0
	for range minutes {
		for range 1000 {
			n++
			tr.log(
				line(mallID, "", 45009, called(tr.now, n)),
				line(fmt.Sprintf("wx%016x", n), "/cgi-bin/"+fmt.Sprint(n)+"/get", 45009, called(tr.now, n+1<<20)),
				line(newsID, "", int64(40000+n%50000), called(tr.now.Add(-6*24*time.Hour), n)),
				line(newsID, "", 45009, called(tr.now.Add(8*24*time.Hour), n)),
				"errcode:45009 "+strings.Repeat("rid: "+called(tr.now, 7)+" ", 5),
			)
		}
		tr.pass(time.Minute)
	}
	if len(tr.reads) > 2*minutes {
		t.Errorf("%d readings", len(tr.reads))
	}
	most := 2 * (atOnce + int(minutes*time.Minute/oneEvery))
	if len(tr.looked) == 0 || len(tr.looked) > most {
		t.Errorf("%d look-ups, want at most %d", len(tr.looked), most)
	}
	slices.Sort(tr.looked)
	if len(slices.Compact(slices.Clone(tr.looked))) != len(tr.looked) {
		t.Error("a rid was asked about twice")
	}
	if len(tr.groups) > mostGroups || len(tr.seen) > (minutes+2)*len(tr.groups) {
		t.Errorf("%d groups, %d events", len(tr.groups), len(tr.seen))
	}
	for name, size := range map[string]int{
		"waiting": len(tr.looks.waiting), "read": len(tr.read), "of": len(tr.of), "known": len(tr.known), "buckets": len(tr.looks.buckets),
	} {
		if size > 2*mostWanted {
			t.Errorf("%d in %s", size, name)
		}
	}
}
