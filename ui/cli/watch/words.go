package watch

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"wxops/keystore"
	"wxops/ui/words"
	"wxops/wechat/follow"
	"wxops/wechat/guard"
	"wxops/wechat/mask"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// what says an event in words.
func (p *printer) what(e watch.Event) string {
	lang := p.Lang
	switch e.Kind {
	case watch.Started:
		return p.started(e)
	case watch.Read:
		return joined(lang, wordRead.Fill(lang, e.Read, e.Of), p.numbers(e))
	case watch.Crossed:
		return joined(lang, p.numbers(e), p.outlook(e))
	case watch.Recovered:
		return p.recovered(e)
	case watch.Failed:
		return p.why(e.Account, e.Err)
	case watch.Decided:
		return p.decided(e)
	case watch.Reset:
		return p.reset(e)
	case watch.Seen:
		return p.seen(e)
	case watch.Stopped:
		return p.stopped(e)
	}
	return ""
}

func joined(lang words.Lang, parts ...string) string {
	var there []string
	for _, part := range parts {
		if part != "" {
			there = append(there, part)
		}
	}
	return strings.Join(there, wordComma.In(lang))
}

// why is an error with what to do, on one line. Its account has a column already.
func (p *printer) why(account string, err error) string {
	if err == nil {
		return ""
	}
	f := p.failure(err)
	fact := f.Fact
	if account != "" {
		fact = strings.TrimPrefix(fact, account+wordColon.In(p.Lang))
	}
	if f.Remedy == "" {
		return fact
	}
	return fact + wordThenDo.In(p.Lang) + f.Remedy
}

func (p *printer) started(e watch.Event) string {
	token := ""
	if e.Token != "" {
		token = wordToken.Fill(p.Lang, words.Source(keystore.SourceName(e.Token), p.Lang))
	}
	first := wordFirstFine.In(p.Lang)
	if e.Err != nil {
		first = p.why(e.Account, e.Err)
	}
	if token == "" {
		return first
	}
	return token + wordColon.In(p.Lang) + first
}

// numbers are those of the API that an event is about.
func (p *printer) numbers(e watch.Event) string {
	if e.Quota == nil || e.Quota.Daily == nil || e.Percent < 0 {
		return ""
	}
	d := e.Quota.Daily
	return wordUsed.Fill(p.Lang, e.Percent, words.Group(d.Used), words.Group(d.Limit))
}

// outlook says how an API stands, and when it is out.
func (p *printer) outlook(e watch.Event) string {
	clock := ""
	if !e.OutAt.IsZero() {
		clock = e.OutAt.In(p.Env.Now().Location()).Format("15:04")
	}
	switch {
	case e.Level == meter.LevelOut && clock != "":
		return wordOutSince.Fill(p.Lang, clock)
	case e.Level == meter.LevelOut:
		return wordOut.In(p.Lang)
	case clock != "":
		return wordOutAt.Fill(p.Lang, clock)
	}
	return levelWords[e.Level].In(p.Lang)
}

func (p *printer) recovered(e watch.Event) string {
	switch {
	case e.Account == "":
		return wordReached.In(p.Lang)
	case e.Path == "":
		return wordReadable.In(p.Lang)
	}
	return cmp.Or(p.numbers(e), wordReadable.In(p.Lang))
}

// decided says why a policy does not clear a quota, or that it would.
func (p *printer) decided(e watch.Event) string {
	d, lang := e.Decision, p.Lang
	if d.Clear {
		return wordWould.Fill(lang, d.Percent, d.Left, d.Target.Scope.Budget(), d.Own)
	}
	why := whyWords[d.Why].In(lang)
	switch d.Why {
	case watch.KeptBack:
		why = wordKeptBack.Fill(lang, d.Left, d.Target.Scope.Budget())
	case watch.SpentOwn:
		why = wordSpentOwn.Fill(lang, d.Own)
	case watch.MonthGone:
		why = wordMonthGone.Fill(lang, d.Target.Scope.Budget())
	}
	until := ""
	if !d.Until.IsZero() {
		until = wordUntil.Fill(lang, p.moment(d.Until))
	}
	return wordHold.Fill(lang, d.Percent, joined(lang, cmp.Or(why, string(d.Why)), until))
}

// moment is a time of the next hours by its clock, else with its day.
func (p *printer) moment(t time.Time) string {
	now := p.Env.Now()
	if t.Sub(now).Abs() < 24*time.Hour {
		return t.In(now.Location()).Format("15:04")
	}
	return t.In(now.Location()).Format("2006-01-02 15:04")
}

func (p *printer) reset(e watch.Event) string {
	r := e.Result
	says := wordCleared.Fill(p.Lang, scopeWords[r.Target.Scope].In(p.Lang), words.Outcome(r.Outcome, p.Lang), words.Budgets(r.Left, p.Lang))
	if r.Err == nil {
		return says
	}
	return joined(p.Lang, says, p.failure(r.Err).Fact) // what to do is told by what follows: a clear is not tried again
}

// seen says what a log told of failures that are alike.
func (p *printer) seen(e watch.Event) string {
	g, lang := e.Group, p.Lang
	says := []string{wordSeen.Fill(lang, code(g, lang), g.Count)}
	if g.Total > g.Count {
		says = append(says, wordSeenTotal.Fill(lang, g.Total))
	}
	if g.Path != "" && e.Path == "" {
		says = append(says, g.Path)
	}
	if g.Path != "" && !g.Sure {
		says = append(says, wordGuessed.In(lang))
	}
	if g.First.Message != "" && !g.Other {
		says = append(says, mask.Text(g.First.Message)) // a log's own words
	}
	if len(g.Likely) > 0 {
		says = append(says, wordLikely.Fill(lang, refreshers(g.Likely)))
	}
	if g.Address != "" {
		says = append(says, p.toAllow(e))
	}
	return joined(lang, says...)
}

// refreshers are libraries, each with the call by which it fetches a token.
func refreshers(names []string) string {
	said := make([]string, len(names))
	for i, name := range names {
		said[i] = name
		if r, known := follow.RefresherOf(name); known {
			said[i] += " (" + r.Call + ")"
		}
	}
	return strings.Join(said, ", ")
}

// toAllow says which address is to be allowed, and where.
func (p *printer) toAllow(e watch.Event) string {
	met := words.Errcode{Code: e.Group.First.Code, Message: e.Group.First.Message, Kind: p.kindOf(e.Account)}
	if _, do, known := met.Explain(p.Lang); known && strings.Contains(do, e.Group.Address) {
		return do
	}
	return wordAddress.Fill(p.Lang, e.Group.Address)
}

func code(g *watch.Group, lang words.Lang) string {
	switch {
	case g.Other:
		return wordOthers.In(lang)
	case g.First.Code == 0:
		return wordFailures.In(lang)
	}
	return "errcode " + strconv.FormatInt(g.First.Code, 10)
}

// stopped says that the watch ends, or why a policy waits and how it goes on.
func (p *printer) stopped(e watch.Event) string {
	if e.Stop == nil {
		return wordEnds.In(p.Lang)
	}
	return wordStopped.Fill(p.Lang, stopWords[e.Stop.Why].In(p.Lang), p.moment(e.Stop.Reset.At), e.Account, e.Account)
}

// kindWidth is that of the longest word of an event.
const kindWidth = 9

var kindWords = map[watch.Kind]words.Pair{
	watch.Started: {"started", "开始"}, watch.Read: {"read", "读取"}, watch.Crossed: {"crossed", "越线"},
	watch.Recovered: {"recovered", "恢复"}, watch.Failed: {"failed", "失败"}, watch.Decided: {"decided", "决定"},
	watch.Reset: {"reset", "清零"}, watch.Seen: {"seen", "日志"}, watch.Stopped: {"stopped", "停止"},
}

var levelWords = map[meter.Level]words.Pair{
	meter.LevelNear: {"near its limit", "将尽"}, meter.LevelPressing: {"pressing", "紧张"}, meter.LevelOut: {"out", "用尽"},
}

var scopeWords = map[guard.Scope]words.Pair{
	guard.ScopeAPI: {"the API", "该接口"}, guard.ScopeAll: {"the whole account", "整个账号"},
}

var stopWords = map[watch.StopWhy]words.Pair{
	watch.OutcomeUnknown: {"its outcome is unknown", "结果未知"},
	watch.DidNotHelp:     {"it did not help within 30 minutes", "30 分钟内没有效果"},
}

// whyWords are the reasons that say all without a number.
var whyWords = map[watch.Why]words.Pair{
	watch.NotChosen:   {"not one of the policy's APIs", "不在策略的接口之列"},
	watch.NotOutLong:  {"not out for long enough", "用尽时间还不够长"},
	watch.BackSoon:    {"the quota comes back soon", "额度即将恢复"},
	watch.Recent:      {"a reset was made less than 30 minutes ago, counters may lag", "30 分钟内刚清零过，计数可能滞后"},
	watch.ReadOnly:    {"read-only", "只读"},
	watch.Waits:       {"the policy waits for a person: wxops watch --resume", "策略等待人工恢复：wxops watch --resume"},
	watch.Old:         {"its numbers are old", "数据已过期"},
	watch.NotNow:      {"read again, it is below reset_at", "重新读取后低于 reset_at"},
	watch.TokenGone:   {"the token's own quota is used up, and only a person may use the AppSecret", "取 token 的额度也已用尽，只有人可以用 AppSecret 清零"},
	watch.Overtaken:   {"somebody else resets the account", "有人正在清零该账号"},
	watch.Unjournaled: {"the journal cannot be used", "清零记录不可用"},
	watch.Unread:      {"the quota could not be read again", "无法重新读取额度"},
}

// The words of events.
var (
	wordComma     = words.Pair{", ", "，"}
	wordColon     = words.Pair{": ", "："}
	wordThenDo    = words.Pair{". ", "。"}
	wordToken     = words.Pair{"stable_token, AppSecret from %s", "stable_token，AppSecret 来自%s"}
	wordFirstFine = words.Pair{"first read fine", "首次读取正常"}
	wordRead      = words.Pair{"%d of %d APIs read", "已读取 %d/%d 个接口"}
	wordUsed      = words.Pair{"%d%% used (%s of %s)", "已用 %d%%（%s/%s）"}
	wordOutSince  = words.Pair{"out since %s", "自 %s 用尽"}
	wordOut       = words.Pair{"out", "用尽"}
	wordOutAt     = words.Pair{"out at %s", "预计 %s 用尽"}
	wordReached   = words.Pair{"WeChat can be reached again", "已恢复与微信的连接"}
	wordReadable  = words.Pair{"can be read again", "已恢复读取"}
	wordWould     = words.Pair{"would reset: %d%% used, at most %d of %d clears left this month, %d made by the watch", "会清零：已用 %d%%，本月最多还剩 %d/%d 次，监视已用 %d 次"}
	wordHold      = words.Pair{"hold at %d%%: %s", "不清零（已用 %d%%）：%s"}
	wordKeptBack  = words.Pair{"%d of %d clears left are kept for people", "剩余 %d/%d 次为人保留"}
	wordSpentOwn  = words.Pair{"the watch has made its %d clears of this month (per_month)", "监视本月的 %d 次已用完（per_month）"}
	wordMonthGone = words.Pair{"none of this month's %d clears is left", "本月 %d 次清零已全部用完"}
	wordUntil     = words.Pair{"until %s", "直到 %s"}
	wordCleared   = words.Pair{"reset of %s: %s, %s", "清零%s：%s，%s"}
	wordSeen      = words.Pair{"%s × %d", "%s × %d"}
	wordSeenTotal = words.Pair{"%d in all", "共 %d 次"}
	wordGuessed   = words.Pair{"the API is a guess", "接口为推测"}
	wordOthers    = words.Pair{"other failures", "其他失败"}
	wordFailures  = words.Pair{"failures", "失败"}
	wordLikely    = words.Pair{"who refreshes the token, likely: %s", "可能在刷新 token 的是：%s"}
	wordAddress   = words.Pair{"allow the address %s", "请放行地址 %s"}
	wordEnds      = words.Pair{"the watch ends", "监视结束"}
	wordStopped   = words.Pair{"the policy waits for a person, because of its reset of %[2]s: %[1]s. See: wxops resets %[3]s; go on: wxops watch --resume %[4]s",
		"策略停用，等待人工处理，起因是 %[2]s 的清零：%[1]s。查看：wxops resets %[3]s；恢复：wxops watch --resume %[4]s"}
)
