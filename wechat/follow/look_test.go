package follow

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/wechat/rid"
)

func TestARidOfAGroupWithoutAnAPIIsLookedUp(t *testing.T) {
	tr := newTrial(t, mall)
	tr.answer = func(id rid.RID) (rid.Record, error) {
		return rid.Record{URL: "https://api.weixin.qq.com" + menu + "?access_token=x"}, nil
	}
	tr.log(line(mallID, "", 40003, called(start, 1)), line(mallID, send, 40003, called(start, 2)))
	tr.wants("mall 40003 +1 of 1", "mall"+send+" 40003 +1 of 1")
	tr.pass(settles - time.Second)
	if len(tr.looked) > 0 {
		t.Error("asked before WeChat knows of it")
	}
	tr.pass(time.Second)
	if g := tr.groups[key{alias: "mall", code: 40003}]; !g.Sure {
		t.Error(g)
	}
	tr.wants("mall" + menu + " 40003 +0 of 1")
	tr.log(line(mallID, "", 40003, called(start, 3)))
	tr.pass(time.Minute)
	tr.wants("mall" + menu + " 40003 +1 of 2")
	if want := []rid.RID{rid.RID(called(start, 1)), rid.RID(called(start, 3))}; !slices.Equal(tr.looked, want) {
		t.Errorf("%v, want %v", tr.looked, want)
	}
}

func TestAGroupOfTwoAPIsIsOfNeither(t *testing.T) {
	tr := newTrial(t, mall)
	tr.answer = func(id rid.RID) (rid.Record, error) {
		path := menu
		if strings.HasSuffix(string(id), "2") {
			path = send
		}
		return rid.Record{URL: path + "?access_token=x"}, nil
	}
	tr.log(line(mallID, "", 40003, called(start, 1)), line(mallID, "", 40003, called(start, 2)))
	tr.pass(settles)
	tr.seen = tr.seen[2:] // the first, and with the API of whichever answer came first
	tr.wants("mall 40003 +0 of 2")
}

func TestAnAccountThatCannotAskIsToldOnce(t *testing.T) {
	tr := newTrial(t, mall)
	tr.answer = func(rid.RID) (rid.Record, error) { return rid.Record{}, errors.New("no secret") }
	for n := range 5 {
		tr.log(line(mallID, "", int64(40003+n), called(tr.now, n)))
		tr.pass(oneEvery)
	}
	if len(tr.looked) != 5 || len(tr.notes) != 1 || tr.notes[0].Kind != NotLooked || tr.notes[0].Account != "mall" || tr.notes[0].Err == nil {
		t.Error(tr.looked, tr.notes)
	}
}
