package report

import (
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
)

// Quota is the document of quota.
type Quota struct {
	Account string `json:"account"`
	AppID   string `json:"appid"`
	At      string `json:"at"`
	APIs    []Row  `json:"apis"`
}

// Row is one API's quota. Figures that WeChat did not give are null.
type Row struct {
	Path          string  `json:"cgi_path"`
	Name          *string `json:"name"`
	Limit         *int64  `json:"limit"`
	Used          *int64  `json:"used"`
	Remain        *int64  `json:"remain"`
	UsedPercent   *int64  `json:"used_percent"` // rounded down
	Rate          *Rate   `json:"rate_limit"`
	ComponentRate *Rate   `json:"component_rate_limit"`
	Error         *Error  `json:"error"`
}

// Rate is so many calls in so many seconds.
type Rate struct {
	Calls   int64 `json:"calls"`
	Seconds int64 `json:"seconds"`
}

// Quota makes the document of the readings of one account.
func (f Form) Quota(alias, appID string, readings []wechat.Reading) Quota {
	doc := Quota{Account: alias, AppID: appID, At: f.Stamp(f.Now), APIs: make([]Row, 0, len(readings))}
	for _, r := range readings {
		r.Quota.Path = r.Path
		row := f.Row(r.Quota)
		if r.Err != nil {
			fact, remedy := words.Explain(r.Err, f.Lang)
			row.Error = Failure(fact, remedy, r.Err)
		}
		doc.APIs = append(doc.APIs, row)
	}
	return doc
}

// Row makes the row of one quota.
func (f Form) Row(q wechat.Quota) Row {
	row := Row{Path: q.Path, Name: Null(words.NameOf(q.Path, f.Lang)), Rate: rate(q.Rate), ComponentRate: rate(q.Component)}
	if d := q.Daily; d != nil {
		row.Limit, row.Used, row.Remain = &d.Limit, &d.Used, &d.Remain
		if d.Limit > 0 {
			percent := d.Percent()
			row.UsedPercent = &percent
		}
	}
	return row
}

func (f Form) rows(quotas []wechat.Quota) []Row {
	rows := make([]Row, 0, len(quotas))
	for _, q := range quotas {
		rows = append(rows, f.Row(q))
	}
	return rows
}

func rate(r *wechat.Rate) *Rate {
	if r == nil {
		return nil
	}
	return &Rate{r.Calls, r.Seconds}
}

// CSV gives the same figures flat, under their heads.
func (q Quota) CSV() [][]string {
	rows := [][]string{{"cgi_path", "name", "limit", "used", "remain", "used_percent", "rate_calls", "rate_seconds",
		"component_rate_calls", "component_rate_seconds", "errcode", "errmsg", "rid", "meaning"}}
	for _, r := range q.APIs {
		row := []string{inert(clean.Line(r.Path)), text(r.Name), number(r.Limit), number(r.Used), number(r.Remain), number(r.UsedPercent)}
		for _, rate := range []*Rate{r.Rate, r.ComponentRate} {
			if rate == nil {
				row = append(row, "", "")
			} else {
				row = append(row, number(&rate.Calls), number(&rate.Seconds))
			}
		}
		if e := r.Error; e != nil {
			row = append(row, number(e.Code), inert(text(e.Msg)), text(e.RID), inert(e.Meaning))
		} else {
			row = append(row, "", "", "", "")
		}
		rows = append(rows, row)
	}
	return rows
}
