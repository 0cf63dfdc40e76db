package meter

import "testing"

func TestAnAlarmRingsOnceForACrossing(t *testing.T) {
	var alarm Alarm
	for i, c := range []struct {
		used  int64
		rings bool
	}{
		{-1, false}, {79, false}, {80, true}, {85, false}, {95, true}, {99, false}, {100, true}, {100, false},
		{0, false}, // midnight
		{81, true}, {80, false}, {79, false}, {80, true},
	} {
		if got := alarm.Rings([]Account{standing("mall", c.used)}); got != c.rings {
			t.Errorf("step %d, %d %% used: rings %v", i, c.used, got)
		}
	}
}

// What is out when one sits down to look has not crossed anything since.
func TestAnAlarmIsSilentAtTheFirstLook(t *testing.T) {
	var alarm Alarm
	if alarm.Rings([]Account{standing("mall", 100), standing("news", -1)}) {
		t.Error("it rings for what is out from the start")
	}
	if alarm.Rings([]Account{standing("mall", 100), standing("news", 96)}) {
		t.Error("it rings for the first reading of another account")
	}
	if !alarm.Rings([]Account{standing("mall", 100), standing("news", 100)}) {
		t.Error("it is silent about what runs out while one looks")
	}
}
