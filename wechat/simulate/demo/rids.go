package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"wxops/wechat/simulate"
	"wxops/wechat/simulate/errcode"
)

// failure is a failed call with what the console says of it.
type failure struct {
	alias          string
	ago            time.Duration
	path           string
	code           int64
	text           string
	request        string
	noteEn, noteZh string
}

func ridsOf(s *simulate.Server, accounts []simulate.Account, now time.Time, r *rand.Rand) []RID {
	var rids []RID
	for _, f := range failures() {
		appID := ""
		for _, a := range accounts {
			if a.Alias == f.alias {
				appID = a.AppID
			}
		}
		query := "access_token=" + simulate.TokenText(r)
		if strings.HasPrefix(f.path, "/sns/") {
			query = "appid=" + appID + "&secret=de305ec2e7de305ec2e7de305ec20001&js_code=0d3Demo0Code0000&grant_type=authorization_code"
		}
		rid, errmsg := s.Fail(simulate.Failure{
			At: now.Add(-f.ago), AppID: appID, Path: f.path, Code: f.code, Text: f.text,
			Query: query, Request: f.request, ClientIP: "203.0.113.7",
		})
		rids = append(rids, RID{
			Alias: f.alias, RID: rid, Code: f.code, Text: fmt.Sprintf(`{"errcode":%d,"errmsg":%q}`, f.code, errmsg),
			NoteEn: f.noteEn, NoteZh: f.noteZh,
		})
	}
	return rids
}

func failures() []failure {
	const send, subscribe = "/cgi-bin/message/custom/send", "/cgi-bin/message/subscribe/send"
	field := errcode.Text(errcode.TemplateField) + " data.thing1.value invalid"
	return []failure{
		{
			"mall", 2 * time.Minute, send, errcode.OutOfQuota, "",
			`{"touser":"oDemo0000000000000000000Wang","msgtype":"text","text":{"content":"您的订单已发货，收件人电话 13800000000"}}`,
			"the day's quota ran out", "当日额度用尽",
		},
		{
			"mall", 11 * time.Minute, subscribe, errcode.InvalidCredential, "",
			`{"touser":"oDemo000000000000000000000Li","template_id":"demo-template-0001","page":"pages/order","data":{"thing1":{"value":"待付款"}}}`,
			"a token that another process had replaced", "access_token 已被其他进程刷新",
		},
		{
			"mall", 26 * time.Minute, subscribe, errcode.TemplateField, field,
			`{"touser":"oDemo0000000000000000000Zhao","template_id":"demo-template-0001","data":{"name1":{"value":"赵小满"},` +
				`"phone_number2":{"value":"13900000000"},"thing1":{"value":"` + strings.Repeat("长", 24) + `"}}}`,
			"a template field that is too long", "模板字段超长",
		},
		{
			"mall", 40 * time.Minute, "/sns/jscode2session", errcode.InvalidCode, "", "",
			"a login: WeChat keeps no record of /sns/", "登录接口：/sns/ 的请求不留记录",
		},
		{
			"mall", 8 * 24 * time.Hour, send, errcode.OutOfQuota, "",
			`{"touser":"oDemo0000000000000000000Qian","msgtype":"text","text":{"content":"您好"}}`,
			"older than seven days", "已超过七天",
		},
		{
			"news", 5 * time.Minute, "/cgi-bin/user/info/updateremark", errcode.OutOfMinute, "",
			`{"openid":"oDemo00000000000000000000Sun","remark":"老客户孙女士"}`,
			"a call of another account: news", "另一个账号（news）的请求",
		},
	}
}
