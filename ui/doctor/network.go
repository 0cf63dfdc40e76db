package doctor

import (
	"cmp"
	"context"
	"net/url"
	"strings"
	"time"

	"wxops/ui/words"
)

// A Date header is whole seconds, and the way here takes some time; the ages
// of rids and the ends of months suffer from more. TLS refuses what is far off.
const (
	clockClose = 5 * time.Second
	clockWrong = 5 * time.Minute
)

var (
	wordReached = words.Pair{"%d ms", "%d ms"}
	wordReachDo = words.Pair{"Check network, DNS, proxy and clock; WeChat has other entries, for instance: --base https://api2.weixin.qq.com",
		"请检查网络、DNS、代理与时钟；微信还有其他入口，例如：--base https://api2.weixin.qq.com"}
	wordClockRight  = words.Pair{"agrees with WeChat's", "与微信一致"}
	wordClockAhead  = words.Pair{"%s ahead of WeChat's", "比微信快 %s"}
	wordClockBehind = words.Pair{"%s behind WeChat's", "比微信慢 %s"}
	wordClockDo     = words.Pair{"Set it, for instance: timedatectl set-ntp true; ages of rids and ends of months are wrong until then",
		"请校时，例如：timedatectl set-ntp true；在此之前 rid 时间与月份判断会有偏差"}
	wordClockUnknown   = words.Pair{"no host told the time", "没有主机返回时间"}
	wordClockUnknownDo = words.Pair{"See the hosts above", "见上面的主机"}
	wordNoProxy        = words.Pair{"none is set", "未设置"}
	wordProxyWrong     = words.Pair{"%s is no URL", "%s 不是有效的 URL"}
	wordProxyWrongDo   = words.Pair{"Write it as http://host:port, or unset it", "写法为 http://host:port，或取消设置"}
	wordRefused        = words.Pair{"WeChat sees %s, and does not allow it", "微信看到的是 %s，不在白名单内"}
	wordRefusedDo      = words.Pair{"Put it on the IP allow list of each account refused above, which says where; it takes some minutes\nHow: https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html",
		"请加入上面每个被拒账号的 IP 白名单（位置见该账号），几分钟后生效\n说明：https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist.html"}
	wordUntold = words.Pair{"WeChat names it only when it refuses it (40164)", "只有被微信拒绝（40164）时才会告知"}
)

// network is the way to WeChat.
type network struct{ Config }

// checks are the proxies and the hosts: the first of these is the one that
// wxops calls, the others are for bad days.
func (n network) checks() []check {
	list := []check{{group: Network, name: "proxy", look: n.proxies}}
	for i, base := range n.Hosts {
		list = append(list, check{group: Network, name: hostOf(base), spare: i > 0, look: func(ctx context.Context, f Finding) Finding {
			return n.host(ctx, f, base)
		}})
	}
	return list
}

func (n network) host(ctx context.Context, f Finding, base string) Finding {
	got, err := n.Reach(ctx, base)
	if err != nil {
		fact, remedy := explain(err, n.Lang)
		if ctx.Err() != nil {
			return f.bad(Broken, Silent, fact, remedy)
		}
		return f.wrong(fact, remedy)
	}
	took := got.Took.Milliseconds()
	f.Took = &took
	if !got.ServerTime.IsZero() {
		// The second was cut off, half a second on average.
		ahead := got.ServerTime.Add(time.Second / 2).Sub(n.Now())
		f.ahead = &ahead
	}
	return f.fine(wordReached.Fill(n.Lang, took))
}

func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	return u.Host
}

// proxies names the proxies of the environment by their hosts: a proxy's URL
// may hold a password.
func (n network) proxies(_ context.Context, f Finding) Finding {
	var set []string
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY"} {
		value := n.either(name)
		if value == "" {
			continue
		}
		host, ok := proxyHost(value)
		if !ok {
			return f.wrong(wordProxyWrong.Fill(n.Lang, name), wordProxyWrongDo.In(n.Lang))
		}
		set = append(set, name+"="+host)
	}
	if len(set) == 0 {
		return f.fine(wordNoProxy.In(n.Lang))
	}
	if n.either("NO_PROXY") != "" {
		set = append(set, "NO_PROXY")
	}
	return f.fine(strings.Join(set, ", "))
}

// either reads a variable that may be written in lower case as well.
func (n network) either(name string) string {
	return cmp.Or(n.Getenv(name), n.Getenv(strings.ToLower(name)))
}

// proxyHost reads a proxy as net/http does, which takes host:port for a URL.
func proxyHost(value string) (string, bool) {
	if !strings.Contains(value, "://") {
		value = "http://" + value
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" {
		return "", false
	}
	return u.Scheme + "://" + u.Host, true
}

// clock compares this machine's clock with that of the first host that told
// the time.
func clock(found []Finding, lang words.Lang) Finding {
	f := Finding{Group: Network, Name: "clock", Level: Fine, State: OK}
	for _, host := range found {
		if host.ahead == nil {
			continue
		}
		off, fact := host.ahead.Abs(), wordClockBehind
		if *host.ahead < 0 {
			fact = wordClockAhead
		}
		said := fact.Fill(lang, off.Round(time.Second))
		switch {
		case off <= clockClose:
			return f.fine(wordClockRight.In(lang))
		case off > clockWrong:
			return f.wrong(said, wordClockDo.In(lang))
		}
		return f.note(said, wordClockDo.In(lang))
	}
	return f.bad(Warning, Silent, wordClockUnknown.In(lang), wordClockUnknownDo.In(lang))
}

// address tells under which address WeChat sees this machine, if it said so to
// one of the accounts.
func address(found []Finding, lang words.Lang) Finding {
	f := Finding{Group: Network, Name: "address", Level: Fine, State: OK}
	for _, account := range found {
		if f.Address = account.Address; f.Address != nil {
			return f.wrong(wordRefused.Fill(lang, *f.Address), wordRefusedDo.In(lang))
		}
	}
	return f.unasked(wordUntold.In(lang))
}
