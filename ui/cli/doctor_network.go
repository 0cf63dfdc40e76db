package cli

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"wxops/wechat"
)

// A Date header is whole seconds, and the way here takes some time; the ages
// of rids and the ends of months suffer from more. TLS refuses what is far off.
const (
	clockClose = 5 * time.Second
	clockWrong = 5 * time.Minute
)

// hostAnswer is how one host answered, and how far its clock is ahead of ours.
type hostAnswer struct {
	finding
	ahead time.Duration
	dated bool
}

func (x *examination) network(ctx context.Context) []finding {
	urls := []string{x.base}
	if x.base == "" {
		urls = baseURLs()
	}
	jobs := make([]func() hostAnswer, len(urls))
	for i, base := range urls {
		jobs[i] = func() hostAnswer { return x.reach(ctx, base, i == 0) }
	}
	answers := gather(ctx, jobs, func(i int) hostAnswer {
		return hostAnswer{finding: x.unreached(x.silent(hostOf(urls[i])), i == 0)}
	})
	findings := []finding{x.proxies()}
	for _, a := range answers {
		findings = append(findings, a.finding)
	}
	return append(findings, x.clock(answers))
}

func (x *examination) reach(ctx context.Context, base string, first bool) hostAnswer {
	a := hostAnswer{finding: finding{name: hostOf(base), level: fine, state: stateOK}}
	got, err := wechat.Reach(ctx, x.desk().Transport(), base, x.env.Now)
	if err != nil {
		a.state = stateWrong
		if ctx.Err() != nil {
			a.state = stateSilent
		}
		a.fact, a.remedy = x.explain(err)
		a.finding = x.unreached(a.finding, first)
		return a
	}
	took := got.Took.Milliseconds()
	a.took, a.fact = &took, fmt.Sprintf(x.t.Reached, took)
	if !got.ServerTime.IsZero() {
		a.dated = true
		// The second was cut off, half a second on average.
		a.ahead = got.ServerTime.Add(time.Second / 2).Sub(x.env.Now())
	}
	return a
}

// unreached judges a host: the first is the one that wxops calls, the others
// are for bad days.
func (x *examination) unreached(f finding, first bool) finding {
	f.level = broken
	if !first {
		f.level = warning
	}
	return f
}

func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return base
	}
	return u.Host
}

// clock compares this machine's clock with that of the first host that told
// the time.
func (x *examination) clock(answers []hostAnswer) finding {
	f := finding{name: "clock", level: fine, state: stateOK}
	for _, a := range answers {
		if !a.dated {
			continue
		}
		off := a.ahead.Abs()
		switch {
		case off <= clockClose:
			f.fact = x.t.ClockRight
			return f
		case off > clockWrong:
			f.level, f.state = broken, stateWrong
		default:
			f.level, f.state = warning, stateNote
		}
		words := x.t.ClockBehind
		if a.ahead < 0 {
			words = x.t.ClockAhead
		}
		f.fact, f.remedy = fmt.Sprintf(words, off.Round(time.Second)), x.t.ClockDo
		return f
	}
	f.level, f.state, f.fact = warning, stateSilent, x.t.ClockUnknown
	f.remedy = x.t.ClockUnknownDo
	return f
}

// proxies names the proxies of the environment by their hosts: a proxy's URL
// may hold a password.
func (x *examination) proxies() finding {
	f := finding{name: "proxy", level: fine, state: stateOK}
	var set []string
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY"} {
		value := firstOf(x.env.Getenv(name), x.env.Getenv(strings.ToLower(name)))
		if value == "" {
			continue
		}
		host, ok := proxyHost(value)
		if !ok {
			f.level, f.state = broken, stateWrong
			f.fact, f.remedy = fmt.Sprintf(x.t.ProxyWrong, name), x.t.ProxyWrongDo
			return f
		}
		set = append(set, name+"="+host)
	}
	if len(set) == 0 {
		f.fact = x.t.NoProxy
		return f
	}
	if firstOf(x.env.Getenv("NO_PROXY"), x.env.Getenv("no_proxy")) != "" {
		set = append(set, "NO_PROXY")
	}
	f.fact = strings.Join(set, ", ")
	return f
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

// addressSeen tells under which address WeChat sees this machine, if it said
// so to one of the accounts.
func (x *examination) addressSeen(findings []finding) finding {
	for _, f := range findings {
		if f.address != "" {
			return finding{
				group: groupNetwork, name: "address", level: broken, state: stateWrong, address: f.address,
				fact: fmt.Sprintf(x.t.AddressRefused, f.address), remedy: x.t.AddressRefusedDo,
			}
		}
	}
	return finding{group: groupNetwork, name: "address", level: fine, state: stateUnasked, fact: x.t.AddressUntold}
}
