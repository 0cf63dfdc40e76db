package catalog

import "testing"

func TestPlacesAreOfTheKindOfAccount(t *testing.T) {
	for kind, places := range map[string]int{"offiaccount": 1, "miniprogram": 1, "component": 1, "store": 1, "nonesuch": 0} {
		found := Places("ip-allow-list", kind)
		if len(found) != places {
			t.Errorf("%s has %d places of the IP allow list, want %d", kind, len(found), places)
		}
		for _, p := range found {
			if p.Zh == "" || p.En == "" || p.AsOf == "" {
				t.Errorf("%s: a place without a way or a date: %+v", kind, p)
			}
		}
	}
	if Places("ip-allow-list", "offiaccount")[0].Zh == Places("ip-allow-list", "miniprogram")[0].Zh {
		t.Error("an Official Account's allow list stands where a Mini Program's does")
	}
}
