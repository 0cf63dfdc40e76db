package rid

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// tally counts what of the wanted was found, and what was found though nothing wants it.
type tally struct{ rids, ownCodes, numbers, words share }

type share struct{ wanted, found int }

func (s share) percent() float64 { return 100 * float64(s.found) / float64(max(s.wanted, 1)) }

// The texts of testdata/corpus were made by somebody who did not know how they are looked
// through: logs, traces, chats, gateways and spreadsheets as people paste them, and texts that
// only look like one of WeChat's errors.
func TestTheCorpusIsUnderstood(t *testing.T) {
	var all tally
	for _, file := range []string{"numbers", "words", "wecom", "none"} {
		for _, s := range samples(t, "corpus/"+file+".txt") {
			if invented := all.add(Find(s.text), strings.Split(s.want, "\n")); len(invented) > 0 {
				t.Errorf("%s, %s: invented %v in\n%s", file, s.name, invented, s.text)
			}
		}
	}
	t.Logf("rids %d of %d, their own codes %d of %d, codes by number %d of %d, by words %d of %d",
		all.rids.found, all.rids.wanted, all.ownCodes.found, all.ownCodes.wanted, all.numbers.found, all.numbers.wanted, all.words.found, all.words.wanted)
	for _, least := range []struct {
		what    string
		share   share
		percent float64
	}{{"rids", all.rids, 100}, {"rids' own codes", all.ownCodes, 99}, {"codes by number", all.numbers, 99}, {"codes by words", all.words, 90}} {
		if got := least.share.percent(); got < least.percent {
			t.Errorf("%.1f %% of the %s are found, want %.0f", got, least.what, least.percent)
		}
	}
}

// add counts one text, whose lines of "=> kind value" are wanted, and gives what is invented.
func (all *tally) add(found Found, wanted []string) (invented []string) {
	want := map[string][]string{}
	for _, line := range wanted {
		kind, value, _ := strings.Cut(line, " ")
		want[strings.Replace(kind, "weak", "rid", 1)] = append(want[strings.Replace(kind, "weak", "rid", 1)], value)
	}
	got := map[string][]string{}
	for _, c := range found.Codes {
		kind := "code"
		if c.WeCom {
			kind = "wecom"
		} else if c.ByWords {
			kind = "words"
		}
		got[kind] = append(got[kind], fmt.Sprint(c.Code))
	}
	own := map[string]string{}
	for _, r := range found.RIDs {
		own[string(r.RID)] = fmt.Sprint(r.Code)
	}
	for _, w := range want["rid"] {
		id, code, _ := strings.Cut(w, " ")
		has, known := own[id]
		all.rids.count(known)
		if code != "" {
			all.ownCodes.count(has == code)
		}
		delete(own, id)
	}
	for _, kind := range []string{"code", "wecom", "words"} {
		for _, w := range want[kind] {
			which := &all.numbers
			if kind == "words" {
				which = &all.words
			}
			which.count(slices.Contains(got[kind], w))
		}
	}
	for id := range own {
		invented = append(invented, id)
	}
	wantedCodes := slices.Concat(want["code"], want["wecom"], want["words"])
	for _, code := range slices.Concat(got["code"], got["wecom"], got["words"]) {
		if !slices.Contains(wantedCodes, code) {
			invented = append(invented, code)
		}
	}
	return invented
}

func (s *share) count(found bool) {
	s.wanted++
	if found {
		s.found++
	}
}
