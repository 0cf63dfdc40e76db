package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/inquiry"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

// ridDocument is the answer of rid -o json.
func (c *ridCommand) ridDocument(r ridReport) report.RIDs {
	doc := c.Form().RIDs(c.shown(r.found), c.shownCodes(r.met))
	doc.Account, doc.Error = r.whose(), c.JSONError(r.err)
	told, known := r.inquiry.Told()
	if !known {
		return doc
	}
	record := told.Record
	if !c.unmask {
		record = mask.Record(record)
	}
	doc.Request = c.Form().Request(record, told.Path, told.Sure)
	for i := range doc.RIDs { // what the text does not say
		if one := &doc.RIDs[i]; one.RID == told.RID && one.Path == nil {
			one.Path, one.PathSure = doc.Request.Path, doc.Request.PathSure
		}
	}
	return doc
}

// ridsShown is how many rids the table tells of; JSON tells of all.
const ridsShown = 20

func (c *ridCommand) printRID(r ridReport) {
	found := c.shown(r.found)
	for i, f := range found.RIDs {
		if i == ridsShown {
			fmt.Fprintf(c.Env.Stdout, wordRIDMore.In(c.Lang)+"\n\n", len(found.RIDs)-i)
			break
		}
		c.printOneRID(f)
	}
	c.printFindings(found, r.whose())
	if len(r.met) > 0 {
		codes := make([]catalog.Code, len(r.met))
		for i, m := range c.shownCodes(r.met) {
			codes[i] = explained(m)
		}
		explainCodes(c.Shell, codes)
		fmt.Fprintln(c.Env.Stdout)
	}
	if told, known := r.inquiry.Told(); known {
		c.printRequest(told)
	}
}

// printOneRID says what the rid tells by itself: its first group is the time.
func (c *ridCommand) printOneRID(f rid.FoundRID) {
	lang, w := c.Lang, c.Env.Stdout
	now, called := c.Env.Now(), f.RID.CalledAt()
	head := "rid " + string(f.RID)
	if f.Weak {
		head += "  " + wordRIDWeak.In(lang)
	}
	fmt.Fprintln(w, head)
	expires := wordIn.Fill(c.Lang, length(f.RID.ExpiresAt().Sub(now), c.Lang))
	if f.RID.Expired(now) {
		expires = wordRIDExpired.In(lang)
	}
	age := wordAgo.Fill(c.Lang, length(now.Sub(called), c.Lang))
	if called.After(now) {
		age = wordIn.Fill(c.Lang, length(called.Sub(now), c.Lang))
	}
	code := ""
	if f.Code != 0 {
		code = strconv.FormatInt(f.Code, 10)
		switch {
		case f.WeCom:
			code += "  " + wordCodeWeCom.In(lang)
		case f.ByWords:
			code += wordRIDByWords.In(lang)
		}
	}
	c.FitFields([]shell.Field{
		{"  " + wordRIDCalled.In(lang), c.Local(called) + "  " + age},
		{"  " + wordRIDBeijing.In(lang), called.In(wechat.Beijing()).Format("2006-01-02 15:04:05")},
		{"  " + wordRIDExpires.In(lang), c.Local(f.RID.ExpiresAt()) + "  " + expires},
		{"  " + wordRIDCode.In(lang), code},
		{"  " + wordCodeMsg.In(lang), f.Message},
		{"  " + wordRIDPath.In(lang), named(f.Path, lang)},
		{"  " + wordRIDAddress.In(lang), f.Address},
		{"  " + wordRIDAppID.In(lang), f.AppID},
	})
	fmt.Fprintln(w)
}

// printFindings tells whose call it was, and what else the text holds.
func (c *ridCommand) printFindings(found rid.Found, whose *report.Whose) {
	lang := c.Lang
	var fields []shell.Field
	switch {
	case whose != nil && whose.Sure:
		fields = append(fields, shell.Field{wordRIDAccount.In(lang), wordRIDOwned.Fill(lang, whose.Alias)})
	case whose != nil:
		fields = append(fields, shell.Field{wordRIDAccount.In(lang), wordRIDSuggested.Fill(lang, whose.Alias)})
	}
	for _, b := range found.Broken {
		fields = append(fields, shell.Field{wordRIDBrokenHead.In(lang), b.Text + "  " + c.brokenDo(b)})
	}
	for _, h := range found.Hints {
		fields = append(fields, shell.Field{wordRIDHintHead.In(lang), h + "  " + wordRIDHintDo.In(lang)})
	}
	for _, ip := range report.OfNone(found.Addresses, found.RIDs, func(r rid.FoundRID) string { return r.Address }) {
		fields = append(fields, shell.Field{wordRIDAddress.In(lang), ip})
	}
	for _, id := range report.OfNone(found.AppIDs, found.RIDs, func(r rid.FoundRID) string { return r.AppID }) {
		fields = append(fields, shell.Field{wordRIDAppID.In(lang), id})
	}
	for _, path := range report.OfNone(found.Paths, found.RIDs, func(r rid.FoundRID) string { return r.Path }) {
		fields = append(fields, shell.Field{wordRIDPath.In(lang), named(path, lang)})
	}
	if len(fields) > 0 {
		c.FitFields(fields)
		fmt.Fprintln(c.Env.Stdout)
	}
}

// named is a path with its name.
func named(path string, lang words.Lang) string {
	if path == "" {
		return ""
	}
	return strings.TrimRight(path+"  "+words.NameOf(path, lang), " ")
}

// printRequest shows WeChat's record of the call.
func (c *ridCommand) printRequest(told inquiry.Answer) {
	lang, w, info := c.Lang, c.Env.Stdout, told.Record
	shown := info
	if !c.unmask {
		shown = mask.Record(info)
	}
	invoked, path := "", told.Path
	if !info.InvokedAt.IsZero() {
		invoked = c.Local(info.InvokedAt)
	}
	if path != "" && !told.Sure {
		path += wordRIDGuessed.In(lang)
	}
	fmt.Fprintln(w, wordRIDRequest.Fill(lang, told.RID, told.Account))
	fields := []shell.Field{
		{"  " + wordRIDCalled.In(lang), invoked},
		{"  " + wordRIDCost.In(lang), strconv.FormatInt(info.Cost.Milliseconds(), 10) + " ms"},
		{"  " + wordRIDClient.In(lang), shown.ClientIP},
		{"  " + wordRIDPath.In(lang), path},
	}
	for _, p := range mask.Params(info.URL, c.unmask) {
		fields = append(fields, shell.Field{"  " + p.Key, p.Value})
	}
	c.FitFields(fields)
	for _, body := range []struct{ head, Text string }{{wordRIDSent.In(lang), info.RequestBody}, {wordRIDAnswered.In(lang), info.ResponseBody}} {
		if body.Text != "" {
			fmt.Fprintf(w, "\n%s\n%s\n", body.head, shell.Indent(mask.Body(body.Text, c.unmask)))
		}
	}
	if !c.unmask {
		fmt.Fprintf(w, "\n%s\n", wordRIDMasked.In(lang))
	}
	if told.Path != "" && catalog.CheckPath(told.Path) == nil {
		fmt.Fprintf(w, wordRIDNext.In(lang)+"\n", told.Account, told.Path)
	}
}

// length is a length of time in its largest unit: 3 min, 2 h, 5 d.
func length(d time.Duration, lang words.Lang) string {
	switch {
	case d < time.Minute:
		return wordSeconds.Fill(lang, int(d.Seconds()))
	case d < time.Hour:
		return wordMinutes.Fill(lang, int(d.Minutes()))
	case d < 48*time.Hour:
		return wordHours.Fill(lang, int(d.Hours()))
	}
	return wordDays.Fill(lang, int(d.Hours()/24))
}

// The words of rid.
var (
	wordRIDCalled     = words.Pair{"Called", "调用时间"}
	wordRIDBeijing    = words.Pair{"In Beijing", "北京时间"}
	wordRIDExpires    = words.Pair{"Kept until", "保留至"}
	wordRIDExpired    = words.Pair{"expired: WeChat has forgotten it", "已过期：微信不再保留"}
	wordRIDWeak       = words.Pair{"(not marked as a rid; perhaps another id)", "（没有 rid 标记，可能是别的编号）"}
	wordRIDCost       = words.Pair{"Took", "耗时"}
	wordRIDClient     = words.Pair{"Caller", "来源 IP"}
	wordRIDPath       = words.Pair{"API", "接口"}
	wordRIDAccount    = words.Pair{"Account", "账号"}
	wordRIDOwned      = words.Pair{"%s (WeChat says so)", "%s（微信确认）"}
	wordRIDSuggested  = words.Pair{"probably %s, by the AppID in the text", "很可能是 %s（据文本中的 AppID）"}
	wordRIDCode       = words.Pair{"errcode", "错误码"}
	wordRIDByWords    = words.Pair{" (by its words)", "（从文字判断）"}
	wordRIDGuessed    = words.Pair{" (guessed from the request)", "（根据请求推测）"}
	wordRIDSent       = words.Pair{"Sent", "请求内容"}
	wordRIDAnswered   = words.Pair{"Answered", "应答内容"}
	wordRIDRequest    = words.Pair{"WeChat's record of %s, asked as %s", "微信对 %s 的记录（以 %s 查询）"}
	wordRIDMasked     = words.Pair{"Tokens and personal data are masked; --unmask shows them.", "令牌和个人信息已脱敏；--unmask 可显示。"}
	wordRIDMore       = words.Pair{"and %d more rids; -o json lists all", "另有 %d 个 rid；用 -o json 查看全部"}
	wordRIDNext       = words.Pair{"See its quota: wxops quota %s %s", "查看其额度：wxops quota %s %s"}
	wordRIDNotFound   = words.Pair{"the text holds no rid and no errcode", "文本中没有 rid，也没有错误码"}
	wordRIDNotFoundDo = words.Pair{"A rid is three groups of eight hex digits, as in 6a1b2c3d-0a1b2c3d-1a2b3c4d; paste the whole error text",
		"rid 是三组八位十六进制数，如 6a1b2c3d-0a1b2c3d-1a2b3c4d；请粘贴完整的报错"}
	wordRIDBrokenHead  = words.Pair{"Not whole", "不完整"}
	wordRIDBroken      = words.Pair{"the rid is not whole: %s", "rid 不完整：%s"}
	wordRIDBrokenDo    = words.Pair{"Take it again from the log, all three groups", "请从日志重新复制完整的三组"}
	wordRIDMissing     = words.Pair{"a ? stands for what is missing: %s", "? 为缺失的部分：%s"}
	wordRIDHintHead    = words.Pair{"Hint", "hint"}
	wordRIDHint        = words.Pair{"there is a hint but no rid: %s", "只有 hint，没有 rid：%s"}
	wordRIDHintDo      = words.Pair{"WeChat gives no look-up for hints and req_ids", "hint 和 req_id 无法向微信查询"}
	wordRIDOneOf       = words.Pair{"the text holds %d rids; WeChat is asked about %s only", "文本中有 %d 个 rid；只查询 %s"}
	wordRIDAskedAnyway = words.Pair{"rid %s is older than seven days by this clock; WeChat is asked all the same",
		"按本机时钟，rid %s 已超过七天；仍向微信查询"}
	wordRIDAddress  = words.Pair{"Address", "来源 IP"}
	wordRIDAppID    = words.Pair{"AppID", "AppID"}
	wordRIDAsking   = words.Pair{"asking WeChat", "正在查询微信"}
	wordRIDPaste    = words.Pair{"Paste the text, then ctrl+d", "请粘贴文本，然后按 ctrl+d"}
	wordRIDNotAsked = words.Pair{"no account is called %s: all of it was read as text, and WeChat was not asked",
		"没有名为 %s 的账号：全部按文本解读，没有向微信查询"}
	wordRIDStdinTwice = words.Pair{"standard input cannot hold both the text and the secret", "标准输入不能同时提供文本和密钥"}
	wordRIDUnreadable = words.Pair{"the text cannot be read: %s", "文本无法读取：%s"}
)

// Lengths of time.
var (
	wordAgo     = words.Pair{"%s ago", "%s前"}
	wordIn      = words.Pair{"in %s", "%s后"}
	wordSeconds = words.Pair{"%d s", "%d 秒"}
	wordMinutes = words.Pair{"%d min", "%d 分钟"}
	wordHours   = words.Pair{"%d h", "%d 小时"}
	wordDays    = words.Pair{"%d d", "%d 天"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortRID = words.Pair{"Explain a pasted error, and ask WeChat about its rid", "解读粘贴的报错，并向微信查询其中的 rid"}
	wordLongRID  = words.Pair{"TEXT is anything that holds a rid or an errcode: a log line, a JSON body, a chat\nmessage. Without TEXT, or with -, it is read from standard input. Without ALIAS\nor --find-owner nothing is asked of WeChat. Personal data and tokens are masked.",
		"TEXT 是含有 rid 或错误码的任意文本：日志、JSON、聊天消息。不写 TEXT 或写 - 时从标准输入读取。\n不写 ALIAS 或 --find-owner 时不会向微信查询。个人信息和令牌默认脱敏。"}
	wordFlagOffline = words.Pair{"ask nothing of WeChat", "不向微信查询"}
	wordFlagUnmask  = words.Pair{"show personal data and tokens", "显示个人信息和令牌"}
)
