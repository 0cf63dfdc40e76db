package rid

import (
	"reflect"
	"testing"

	"wxops/wechat/entries"
)

func TestTheFirstLookPassesNothingOver(t *testing.T) {
	texts := []string{string(logText(64 << 10)), "/", "ri", "https://qyapi.weixin.qq.com/"}
	for _, name := range []string{"scan.txt", "find.txt", "corpus/numbers.txt", "corpus/words.txt", "corpus/wecom.txt", "corpus/none.txt"} {
		for _, s := range samples(t, name) {
			texts = append(texts, s.text)
		}
	}
	for _, text := range texts {
		var quick, slow scanner
		for b, part := entries.Of(text), (entries.Part{}); ; {
			var more bool
			if part, more = b.Next(); !more {
				break
			}
			quick.turn(part)
			quick.scan()
			slow.turn(part)
			for i := slow.from; i < slow.to; {
				i = max(i+1, slow.at(i))
			}
			if !reflect.DeepEqual(quick.page, slow.page) {
				t.Errorf("of %s: %+v, want %+v", part.Raw, quick.page, slow.page)
			}
		}
	}
}
