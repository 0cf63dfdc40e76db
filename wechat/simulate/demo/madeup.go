package demo

import (
	"fmt"
	"strings"

	"wxops/wechat/catalog"
	"wxops/wechat/simulate"
)

// madeUpAPIs is how many APIs each made-up account watches.
const madeUpAPIs = 20

// MadeUp gives n accounts that are nobody's, always the same, each with 20 APIs that
// fill as a usual day goes. Of every 20 accounts one is out of an API and one is
// about to be.
func MadeUp(n int) []simulate.Account {
	kinds := []struct{ kind, name string }{{"miniprogram", "小程序"}, {"offiaccount", "服务号"}, {"minigame", "小游戏"}}
	paths := map[string][]string{}
	for _, k := range kinds {
		paths[k.kind] = quotaPaths(k.kind)
	}
	digits := max(3, len(fmt.Sprint(n)))
	all := make([]simulate.Account, n)
	for i := range all {
		k := kinds[i%len(kinds)]
		all[i] = simulate.Account{
			Alias: fmt.Sprintf("s%0*d", digits, i+1), Name: fmt.Sprintf("第%d号门店%s", i+1, k.name),
			AppID: fmt.Sprintf("wxde30de30%08x", 0x400000+i+1), Secret: fmt.Sprintf("de305ec2e7de305ec2e7de30%08x", 0x400000+i+1),
			Kind: k.kind, Env: "prod", APIs: paths[k.kind], Limits: madeUpLimits(i, paths[k.kind]),
		}
	}
	return all
}

// quotaPaths are the first of a kind's usual paths, its own bookkeeping left out.
func quotaPaths(kind string) []string {
	var paths []string
	for _, p := range catalog.Starter(kind) {
		if api, _ := catalog.Lookup(p); api.HasQuota == catalog.Yes && !strings.HasPrefix(p, "/cgi-bin/openapi/") && len(paths) < madeUpAPIs {
			paths = append(paths, p)
		}
	}
	return paths
}

// madeUpLimits spreads the use of a whole day between 1 and 65 % of each limit.
func madeUpLimits(account int, paths []string) []simulate.Limit {
	limits := make([]simulate.Limit, len(paths))
	for i, p := range paths {
		daily := madeUpDaily(p)
		part := 0.01 + 0.64*float64((account*31+i*17)%97)/97
		limits[i] = aDay(p, daily, part*float64(daily))
	}
	busy := account / 20 % len(limits)
	switch daily := limits[busy].Daily; account % 20 {
	case 5:
		limits[busy] = simulate.Limit{Path: paths[busy], Daily: daily, Used: daily}
	case 11:
		limits[busy] = simulate.Limit{Path: paths[busy], Daily: daily, Used: daily * 8 / 10, PerSecond: float64(daily) / 1800}
	}
	return limits
}

func madeUpDaily(path string) int64 {
	if api, _ := catalog.Lookup(path); api.LimitNew > 0 {
		return api.LimitNew
	}
	return simulate.DefaultLimit
}
