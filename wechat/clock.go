package wechat

import "time"

// beijing is fixed, so it needs no tzdata on the machine; China has had no
// summer time since 1991.
var beijing = time.FixedZone("CST", 8*60*60)

// Beijing is WeChat's time: in it the days of the quotas and the months of the
// clears are counted.
func Beijing() *time.Location { return beijing }
