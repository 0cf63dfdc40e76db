package follow

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat/rid"
	"wxops/wechat/watch"
)

const (
	mallID = "wx0000000000000001"
	newsID = "wx0000000000000002"
	send   = "/cgi-bin/message/custom/send"
	menu   = "/cgi-bin/menu/get"
)

var (
	start = time.Date(2025, 11, 3, 14, 32, 5, 0, time.UTC)
	mall  = Account{Alias: "mall", AppID: mallID, Kind: "offiaccount", Paths: []string{send}}
	news  = Account{Alias: "news", AppID: newsID, Kind: "offiaccount", Paths: []string{menu}}
)

// trial is a tally with a clock of its own, and all that comes out of it.
type trial struct {
	*tally
	t      testing.TB
	now    time.Time
	seen   []watch.Event
	notes  []Notice
	reads  []string
	looked []rid.RID
	answer func(rid.RID) (rid.Record, error)
}

func newTrial(t testing.TB, accounts ...Account) *trial {
	tr := &trial{t: t, now: start}
	tr.answer = func(rid.RID) (rid.Record, error) { return rid.Record{}, nil }
	tr.tally = newTally(&Follower{Config: Config{
		Accounts: func() []Account { return accounts },
		Ask:      tr,
		Seen:     func(e watch.Event) { tr.seen = append(tr.seen, e) },
		Note:     func(n Notice) { tr.notes = append(tr.notes, n) },
		Now:      func() time.Time { return tr.now },
	}})
	return tr
}

// Look is asked in goroutines: what it is asked is counted as the answers are taken.
func (tr *trial) Look(_ context.Context, alias string, id rid.RID) (rid.Record, error) {
	return tr.answer(id)
}

func (tr *trial) Read(alias string, paths ...string) {
	tr.reads = append(tr.reads, alias+strings.Join(paths, " "))
}

// log counts what lines tell.
func (tr *trial) log(lines ...string) {
	tr.t.Helper()
	for e, err := range rid.ScanEntries(strings.NewReader(strings.Join(lines, "\n") + "\n")) {
		if err != nil {
			tr.t.Fatal(err)
		}
		tr.took(heard{e.Findings, refreshersIn(e.Text)})
	}
}

// pass lets time pass, a second at a time, and takes WeChat's answers.
func (tr *trial) pass(d time.Duration) {
	for end := tr.now.Add(d); tr.now.Before(end); {
		tr.now = tr.now.Add(time.Second)
		tr.turn(context.Background())
		for tr.looks.flying > 0 {
			a := <-tr.looks.answers
			tr.looked = append(tr.looked, a.id)
			tr.learnt(a)
		}
	}
}

// wants compares the events since it was last asked.
func (tr *trial) wants(want ...string) {
	tr.t.Helper()
	var got []string
	for _, e := range tr.seen {
		line := fmt.Sprint(e.Account, e.Path, " ", e.Group.First.Code, " +", e.Group.Count, " of ", e.Group.Total)
		if e.Group.Rest {
			line += " rest"
		}
		if e.Group.Other {
			line += " other"
		}
		got = append(got, line)
	}
	tr.seen = nil
	if !slices.Equal(got, want) {
		tr.t.Errorf("told\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func line(appID, path string, code int64, id string) string {
	s := fmt.Sprintf(`2025-11-03 14:32:05.123 ERROR %s %s {"errcode":%d,"errmsg":"says WeChat`, appID, path, code)
	if id != "" {
		s += " rid: " + id
	}
	return s + `"}`
}

// called gives the rid of a call at some time.
func called(at time.Time, n int) string { return fmt.Sprintf("%08x-5a2b1c3d-%08x", at.Unix(), n) }

func TestTheFirstOfAGroupIsToldAtOnceThenACountAMinuteAndTheRestAtTheEnd(t *testing.T) {
	tr := newTrial(t, mall, news)
	tr.log(line(mallID, send, 40003, ""), line(mallID, send, 40003, ""), line(newsID, menu, 48001, ""))
	tr.wants("mall"+send+" 40003 +1 of 1", "news"+menu+" 48001 +1 of 1")
	tr.pass(59 * time.Second)
	tr.wants()
	tr.log(line(mallID, send, 40003, ""))
	tr.pass(time.Second)
	tr.wants("mall" + send + " 40003 +2 of 3")
	tr.log(line(mallID, send, 40003, ""))
	tr.pass(59 * time.Second)
	tr.end()
	tr.wants("mall" + send + " 40003 +1 of 4 rest")
}

func TestAFailureIsOfTheAccountThatItsAppIDNames(t *testing.T) {
	tr := newTrial(t, mall, news)
	tr.log(line("WX0000000000000002", menu, 40003, ""), line("", menu, 40003, ""), line("wx00000000000000ff", menu, 40003, ""))
	tr.wants("news"+menu+" 40003 +1 of 1", menu+" 40003 +1 of 1", menu+" 40003 +1 of 1")

	tr = newTrial(t, mall)
	tr.log(line("", menu, 40003, ""), line("wx00000000000000ff", menu, 40003, ""))
	if tr.seen[1].AppID != "wx00000000000000ff" {
		t.Error(tr.seen[1])
	}
	tr.wants("mall"+menu+" 40003 +1 of 1", menu+" 40003 +1 of 1")
}

func TestACallThatSeveralLinesTellCountsOnce(t *testing.T) {
	tr := newTrial(t, mall)
	id := called(start, 1)
	tr.log("2025-11-03 14:32:05 the call failed, rid: "+id, line(mallID, send, 40003, id), line(mallID, send, 40003, id), line(mallID, send, 40003, called(start, 2)))
	tr.wants("mall 0 +1 of 1", "mall"+send+" 40003 +1 of 1")
	tr.pass(time.Minute)
	tr.wants("mall" + send + " 40003 +1 of 2")
}

func TestWhatIsNotWeChatsOrNoFailureIsNotCounted(t *testing.T) {
	tr := newTrial(t, mall)
	tr.log(
		`2025-11-03 14:32:05 POST https://qyapi.weixin.qq.com/cgi-bin/message/send {"errcode":40001,"errmsg":"invalid credential, hint: [1550471241_10_5efb1bbeb6a24f9dd5c4bd3e9bd54d0c], from ip: 203.0.113.7"}`,
		`2025-11-03 14:32:06 POST https://oapi.dingtalk.com/robot/send {"errcode":45009,"errmsg":"too fast"}`,
		`2025-11-03 14:32:07 {"errcode":0,"errmsg":"ok rid: `+called(start, 3)+`"}`,
		`2025-11-03 14:32:08 shard 6908bd05-5a2b1c3d-0f1e2d3c moved`,
	)
	tr.wants()
	if len(tr.reads)+len(tr.looks.waiting) > 0 {
		t.Error(tr.reads, tr.looks.waiting)
	}
}

func TestAGroupThatIsNotSeenForAnHourIsLetGo(t *testing.T) {
	tr := newTrial(t, mall)
	tr.log(line(mallID, send, 40003, ""))
	tr.pass(forgotten - time.Second)
	if len(tr.groups) != 1 {
		t.Error(len(tr.groups))
	}
	tr.pass(time.Second)
	if len(tr.groups) != 0 || tr.of["mall"] != 0 {
		t.Error(tr.groups, tr.of)
	}
	tr.seen = nil
	tr.log(line(mallID, send, 40003, ""))
	tr.wants("mall" + send + " 40003 +1 of 1")
}

func TestUsedUpCallsAreReadOnceAMinute(t *testing.T) {
	tr := newTrial(t, mall, news)
	for range 100 {
		tr.log(line(mallID, send, 45009, ""), line(newsID, send, 45009, ""), line("", send, 45009, ""), line("wx00000000000000ff", send, 45009, ""))
	}
	if want := []string{"mall" + send, "news"}; !slices.Equal(tr.reads, want) {
		t.Errorf("%v, want %v", tr.reads, want)
	}
	tr.pass(time.Minute - time.Second)
	tr.log(line(mallID, send, 45009, ""))
	if len(tr.reads) != 2 {
		t.Error(tr.reads)
	}
	tr.pass(time.Second)
	tr.log(line(mallID, "", 45009, ""))
	if want := []string{"mall" + send, "news", "mall"}; !slices.Equal(tr.reads, want) {
		t.Errorf("%v, want %v", tr.reads, want)
	}
}

func TestTheAddressToAllowIsTold(t *testing.T) {
	tr := newTrial(t, mall)
	tr.log(`2025-11-03 14:32:05 {"errcode":40164,"errmsg":"invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist rid: ` + called(start, 1) + `"}`)
	if len(tr.seen) != 1 || tr.seen[0].Group.Address != "203.0.113.8" {
		t.Error(tr.seen)
	}
}

func TestTheLikelyRefreshersAreThoseThatTheLogNames(t *testing.T) {
	tr := newTrial(t, mall, news)
	tr.log(
		line(mallID, send, 40003, "")+"\n\tat me.chanjar.weixin.mp.api.impl.BaseWxMpServiceImpl.executeInternal(BaseWxMpServiceImpl.java:480)",
		`2025-11-03 14:32:06 wechatpy.client `+line(mallID, menu, 40001, "")[24:],
		line(newsID, menu, 40001, ""),
	)
	var got [][]string
	for _, e := range tr.seen {
		got = append(got, e.Group.Likely)
	}
	if len(got) != 3 || got[0] != nil || !slices.Equal(got[1], []string{"WxJava", "wechatpy"}) || got[2] != nil {
		t.Error(got)
	}
	if r, ok := RefresherOf("wechatpy"); !ok || !r.ByItself || r.Call != callToken {
		t.Error(r)
	}
	if _, ok := RefresherOf("nobody"); ok {
		t.Error("known")
	}
}

func TestASetThatForgetsIsBounded(t *testing.T) {
	h := halves[int]{most: 10}
	for n := range 1000 {
		h.add(n)
		if !h.has(n) || n > 10 && !h.has(n-9) {
			t.Fatalf("%d was forgotten too soon", n)
		}
	}
	if h.has(0) || len(h.newer)+len(h.old) > 20 {
		t.Error("nothing was forgotten")
	}
}
