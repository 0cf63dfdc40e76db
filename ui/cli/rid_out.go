package cli

import (
	"fmt"
	"strconv"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

// jsonRIDReport is the answer of rid -o json.
type jsonRIDReport struct {
	RIDs    []jsonRID    `json:"rids"`
	Codes   []jsonCode   `json:"codes"`
	Request *jsonRequest `json:"request"`
	Error   *jsonError   `json:"error"`
}

type jsonRID struct {
	RID       rid.RID `json:"rid"`
	CalledAt  string  `json:"called_at"`
	ExpiresAt string  `json:"expires_at"`
	Expired   bool    `json:"expired"`
}

// jsonRequest is WeChat's record of the call; what it did not give is null.
type jsonRequest struct {
	InvokeTime   *string `json:"invoke_time"`
	CostMS       *int64  `json:"cost_ms"`
	URL          *string `json:"url"`
	RequestBody  *string `json:"request_body"`
	ResponseBody *string `json:"response_body"`
	ClientIP     *string `json:"client_ip"`
}

func (a *app) jsonRID(r ridReport, unmask bool) jsonRIDReport {
	doc := jsonRIDReport{RIDs: []jsonRID{}, Codes: a.jsonCodes(r.codes), Error: a.jsonError(r.err)}
	for _, f := range r.found.RIDs {
		doc.RIDs = append(doc.RIDs, jsonRID{f.RID, a.stamp(f.RID.CalledAt()), a.stamp(f.RID.ExpiresAt()), f.RID.Expired(a.env.Now())})
	}
	for _, n := range r.unknown {
		doc.Codes = append(doc.Codes, jsonCode{Code: n})
	}
	if r.info == nil {
		return doc
	}
	info := *r.info
	if !unmask {
		info = mask.Record(info)
	}
	cost := info.Cost.Milliseconds()
	doc.Request = &jsonRequest{CostMS: &cost, URL: orNull(info.URL), RequestBody: orNull(info.RequestBody),
		ResponseBody: orNull(info.ResponseBody), ClientIP: orNull(info.ClientIP)}
	if !info.InvokedAt.IsZero() {
		doc.Request.InvokeTime = orNull(a.stamp(info.InvokedAt))
	}
	return doc
}

// ridsShown is how many rids the table tells of; JSON tells of all.
const ridsShown = 20

func (a *app) printRID(r ridReport, unmask bool) {
	t, w := a.t.RID, a.env.Stdout
	for i, f := range r.found.RIDs {
		if i == ridsShown {
			fmt.Fprintf(w, t.More+"\n\n", len(r.found.RIDs)-i)
			break
		}
		a.printOneRID(f)
	}
	a.printFindings(r.found)
	if len(r.codes) > 0 {
		a.printCodes(w, r.codes)
		fmt.Fprintln(w)
	}
	for _, n := range r.unknown {
		fmt.Fprintf(w, a.t.Code.Unknown+"\n\n", n)
	}
	if r.info != nil {
		a.printRequest(r, unmask)
	}
}

// printOneRID says what the rid tells by itself: its first group is the time.
func (a *app) printOneRID(f rid.FoundRID) {
	t, w := a.t.RID, a.env.Stdout
	now, called := a.env.Now(), f.RID.CalledAt()
	head := "rid " + string(f.RID)
	if f.Weak {
		head += "  " + t.Weak
	}
	fmt.Fprintln(w, head)
	expires := fmt.Sprintf(a.t.Say.In, a.length(f.RID.ExpiresAt().Sub(now)))
	if f.RID.Expired(now) {
		expires = t.Expired
	}
	age := fmt.Sprintf(a.t.Say.Ago, a.length(now.Sub(called)))
	if called.After(now) {
		age = fmt.Sprintf(a.t.Say.In, a.length(called.Sub(now)))
	}
	writeFields(w, []field{
		{"  " + t.Called, a.local(called) + "  " + age},
		{"  " + t.Beijing, called.In(wechat.Beijing()).Format("2006-01-02 15:04:05")},
		{"  " + t.Expires, a.local(f.RID.ExpiresAt()) + "  " + expires},
	})
	fmt.Fprintln(w)
}

// printFindings tells what else the text holds.
func (a *app) printFindings(found rid.Found) {
	t := a.t.RID
	var fields []field
	for _, b := range found.Broken {
		fields = append(fields, field{t.BrokenHead, b.Text + "  " + a.brokenDo(b)})
	}
	for _, h := range found.Hints {
		fields = append(fields, field{t.HintHead, h + "  " + t.HintDo})
	}
	for _, ip := range found.Addresses {
		fields = append(fields, field{t.Address, ip})
	}
	for _, id := range found.AppIDs {
		fields = append(fields, field{t.AppID, id})
	}
	for _, path := range found.Paths {
		fields = append(fields, field{t.Path, path + "  " + a.quotaName(path)})
	}
	if len(fields) > 0 {
		writeFields(a.env.Stdout, fields)
		fmt.Fprintln(a.env.Stdout)
	}
}

// printRequest shows WeChat's record of the call.
func (a *app) printRequest(r ridReport, unmask bool) {
	t, w, info := a.t.RID, a.env.Stdout, *r.info
	shown := info
	if !unmask {
		shown = mask.Record(info)
	}
	invoked := ""
	if !info.InvokedAt.IsZero() {
		invoked = a.local(info.InvokedAt)
	}
	fmt.Fprintf(w, t.Request+"\n", r.asked, r.account.Alias)
	fields := []field{
		{"  " + t.Called, invoked},
		{"  " + t.Cost, strconv.FormatInt(info.Cost.Milliseconds(), 10) + " ms"},
		{"  " + t.Client, shown.ClientIP},
		{"  " + t.Path, r.path},
	}
	for _, p := range mask.Params(info.URL, unmask) {
		fields = append(fields, field{"  " + p.Key, p.Value})
	}
	writeFields(w, fields)
	for _, body := range []struct{ head, text string }{{t.Sent, info.RequestBody}, {t.Answered, info.ResponseBody}} {
		if body.text != "" {
			fmt.Fprintf(w, "\n%s\n%s\n", body.head, indent(mask.Body(body.text, unmask)))
		}
	}
	if !unmask {
		fmt.Fprintf(w, "\n%s\n", t.Masked)
	}
	if r.path != "" && catalog.CheckPath(r.path) == nil {
		fmt.Fprintf(w, t.Next+"\n", r.account.Alias, r.path)
	}
}

// length is a length of time in its largest unit: 3 min, 2 h, 5 d.
func (a *app) length(d time.Duration) string {
	t := a.t.Say
	switch {
	case d < time.Minute:
		return fmt.Sprintf(t.Seconds, int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf(t.Minutes, int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf(t.Hours, int(d.Hours()))
	}
	return fmt.Sprintf(t.Days, int(d.Hours()/24))
}

type ridText struct {
	Called, Beijing, Expires, Expired, Weak string
	Cost, Client, Path, Sent, Answered      string // heads
	Request                                 string // the rid, the alias
	Masked, More                            string
	Next                                    string // the alias, the path
	NotFound, NotFoundDo                    string
	BrokenHead, Broken, BrokenDo, Missing   string
	HintHead, Hint, HintDo                  string
	Address, AppID                          string // heads
	Asking, Paste, StdinTwice, Unreadable   string
	OneOf                                   string // how many rids; the one that is asked about
	NotAsked                                string // the word that is no alias
}

func ridWords(s say) ridText {
	return ridText{
		Called: s("Called", "调用时间"), Beijing: s("In Beijing", "北京时间"), Expires: s("Kept until", "保留至"),
		Expired: s("expired: WeChat has forgotten it", "已过期：微信不再保留"), Weak: s("(not marked as a rid; perhaps another id)", "（没有 rid 标记，可能是别的编号）"),
		Cost: s("Took", "耗时"), Client: s("Caller", "调用方地址"), Path: s("API", "接口"), Sent: s("Sent", "请求内容"), Answered: s("Answered", "应答内容"),
		Request:  s("WeChat's record of %s, asked as %s", "微信对 %s 的记录（以 %s 查询）"),
		Masked:   s("Tokens and personal data are masked; --unmask shows them.", "令牌和个人信息已打码；--unmask 可显示。"),
		More:     s("and %d more rids; -o json lists all", "另有 %d 个 rid；用 -o json 查看全部"),
		Next:     s("See its quota: wxops quota %s %s", "查看其额度：wxops quota %s %s"),
		NotFound: s("the text holds no rid and no errcode", "文本中没有 rid，也没有错误码"),
		NotFoundDo: s("A rid is three groups of eight hex digits, as in 6a1b2c3d-0a1b2c3d-1a2b3c4d; paste the whole error text",
			"rid 是三组八位十六进制数，如 6a1b2c3d-0a1b2c3d-1a2b3c4d；请粘贴完整的报错"),
		BrokenHead: s("Not whole", "不完整"), Broken: s("the rid is not whole: %s", "rid 不完整：%s"),
		BrokenDo: s("Take it again from the log, all three groups", "请从日志重新复制完整的三组"),
		Missing:  s("a ? stands for what is missing: %s", "? 为缺失的部分：%s"),
		HintHead: s("Hint", "hint"), Hint: s("there is a hint but no rid: %s", "只有 hint，没有 rid：%s"),
		HintDo:  s("WeChat gives no look-up for hints and req_ids", "hint 和 req_id 无法向微信查询"),
		OneOf:   s("the text holds %d rids; WeChat is asked about %s only", "文本中有 %d 个 rid；只查询 %s"),
		Address: s("Address", "IP 地址"), AppID: s("AppID", "AppID"),
		Asking: s("asking WeChat", "正在查询微信"), Paste: s("Paste the text, then ctrl+d", "请粘贴文本，然后按 ctrl+d"),
		NotAsked:   s("no account is called %s: all of it was read as text, and WeChat was not asked", "没有名为 %s 的账号：全部按文本解读，没有向微信查询"),
		StdinTwice: s("standard input cannot hold both the text and the secret", "标准输入不能同时提供文本和密钥"),
		Unreadable: s("the text cannot be read: %s", "文本无法读取：%s"),
	}
}
