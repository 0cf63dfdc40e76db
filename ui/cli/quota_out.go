package cli

import (
	"strconv"
	"strings"

	"wxops/ui/words"
	"wxops/wechat"
)

// jsonQuotas is the answer of quota -o json.
type jsonQuotas struct {
	Account string      `json:"account"`
	AppID   string      `json:"appid"`
	At      string      `json:"at"`
	APIs    []jsonQuota `json:"apis"`
}

// jsonQuota is one API's quota. Figures that WeChat did not give are null.
type jsonQuota struct {
	Path          string     `json:"cgi_path"`
	Name          *string    `json:"name"`
	Limit         *int64     `json:"limit"`
	Used          *int64     `json:"used"`
	Remain        *int64     `json:"remain"`
	UsedPercent   *int64     `json:"used_percent"`
	Rate          *jsonRate  `json:"rate_limit"`
	ComponentRate *jsonRate  `json:"component_rate_limit"`
	Error         *jsonError `json:"error"`
}

type jsonRate struct {
	Calls   int64 `json:"calls"`
	Seconds int64 `json:"seconds"`
}

func (a *app) jsonQuotaRows(readings []wechat.Reading) []jsonQuota {
	rows := make([]jsonQuota, 0, len(readings))
	for _, r := range readings {
		row := a.jsonQuota(r.Quota)
		row.Path, row.Name = r.Path, orNull(a.quotaName(r.Path))
		if r.Err != nil {
			row.Error = a.jsonError(r.Err)
		}
		rows = append(rows, row)
	}
	return rows
}

func (a *app) jsonQuota(q wechat.Quota) jsonQuota {
	row := jsonQuota{Path: q.Path, Name: orNull(a.quotaName(q.Path))}
	if d := q.Daily; d != nil {
		row.Limit, row.Used, row.Remain = &d.Limit, &d.Used, &d.Remain
		if d.Limit > 0 {
			percent := d.Percent()
			row.UsedPercent = &percent
		}
	}
	if q.Rate != nil {
		row.Rate = &jsonRate{q.Rate.Calls, q.Rate.Seconds}
	}
	if q.Component != nil {
		row.ComponentRate = &jsonRate{q.Component.Calls, q.Component.Seconds}
	}
	return row
}

func (a *app) jsonQuotas(quotas []wechat.Quota) []jsonQuota {
	rows := make([]jsonQuota, 0, len(quotas))
	for _, q := range quotas {
		rows = append(rows, a.jsonQuota(q))
	}
	return rows
}

// quotaCSV has the same figures as the JSON, flat; what is not known is empty.
func (a *app) quotaCSV(readings []wechat.Reading) [][]string {
	rows := [][]string{{"cgi_path", "name", "limit", "used", "remain", "used_percent", "rate_calls", "rate_seconds",
		"component_rate_calls", "component_rate_seconds", "errcode", "errmsg", "rid", "meaning"}}
	for _, q := range a.jsonQuotaRows(readings) {
		row := []string{q.Path, text(q.Name), number(q.Limit), number(q.Used), number(q.Remain), number(q.UsedPercent)}
		for _, rate := range []*jsonRate{q.Rate, q.ComponentRate} {
			if rate == nil {
				row = append(row, "", "")
			} else {
				row = append(row, number(&rate.Calls), number(&rate.Seconds))
			}
		}
		if e := q.Error; e != nil {
			row = append(row, number(e.Code), inert(text(e.Msg)), text(e.RID), inert(e.Meaning))
		} else {
			row = append(row, "", "", "", "")
		}
		rows = append(rows, row)
	}
	return rows
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func number(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// inert keeps a spreadsheet from taking a text from outside for a formula.
func inert(s string) string {
	if s != "" && strings.Contains("=+-@", s[:1]) {
		return "'" + s
	}
	return s
}

// The words of quota.
var (
	wordQuotaPath          = words.Pair{"Path", "路径"}
	wordQuotaName          = words.Pair{"Name", "名称"}
	wordQuotaUsed          = words.Pair{"Used", "已用"}
	wordQuotaLimit         = words.Pair{"Limit", "上限"}
	wordQuotaLeft          = words.Pair{"Left", "剩余"}
	wordQuotaUse           = words.Pair{"Use", "用量"}
	wordQuotaNote          = words.Pair{"Note", "备注"}
	wordQuotaOut           = words.Pair{"OUT", "用尽"}
	wordQuotaRate          = words.Pair{"%s calls in %d s", "%[2]d 秒 %[1]s 次"}
	wordQuotaComponentRate = words.Pair{"platforms %s calls in %d s", "第三方平台 %[2]d 秒 %[1]s 次"}
	wordQuotaReading       = words.Pair{"reading %d quotas", "正在读取 %d 个额度"}
	wordQuotaRead          = words.Pair{"%s  %s  read %s", "%s  %s  读取于 %s"}
	wordQuotaFailed        = words.Pair{"%d of %d could not be read: %s", "%[2]d 个中有 %[1]d 个读取失败：%[3]s"}
	wordQuotaCrossed       = words.Pair{"%d at or over %d%% of the limit", "%d 个接口用量达到或超过 %d%%"}
	wordQuotaWrongFailAt   = words.Pair{"--fail-at is a percentage from 1 to 100, as in 90", "--fail-at 是 1 到 100 的百分数，例如 90"}
	wordQuotaPathsAndAll   = words.Pair{"give paths or --all, not both", "路径和 --all 只能写其一"}
)
