package report

import (
	"math"
	"strconv"
	"time"

	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
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
	ReadAt        *string `json:"read_at"`
	Rate          *Rate   `json:"rate_limit"`
	ComponentRate *Rate   `json:"component_rate_limit"`

	Forecast *Forecast `json:"forecast"`
	BackAt   *string   `json:"back_at"` // the midnight in Beijing at which WeChat gives the day's quota back
	Error    *Error    `json:"error"`
}

// Forecast is when a quota will be used up, and what that was told from; out_at is
// null where it will not be today.
type Forecast struct {
	OutAt   *string     `json:"out_at"`
	PerHour *float64    `json:"per_hour"` // null where no pace is known
	Basis   meter.Basis `json:"basis"`
}

// Rate is so many calls in so many seconds.
type Rate struct {
	Calls   int64 `json:"calls"`
	Seconds int64 `json:"seconds"`
}

// Quota makes the document of the readings of one account, of which known tells when
// each quota will be used up.
func (f Form) Quota(alias, appID string, readings []wechat.Reading, known meter.Account) Quota {
	doc := Quota{Account: alias, AppID: appID, At: f.Stamp(f.Now), APIs: make([]Row, 0, len(readings))}
	for _, r := range readings {
		r.Quota.Path = r.Path
		row := f.Row(r.Quota, known.Forecast(known.Row(r.Path), f.Now))
		row.Error = f.failure(r.Err)
		doc.APIs = append(doc.APIs, row)
	}
	return doc
}

// Row makes the row of one quota, with what there is to say of its end.
func (f Form) Row(q wechat.Quota, end meter.Forecast) Row {
	row := Row{Path: q.Path, Name: Null(words.NameOf(q.Path, f.Lang)), ReadAt: f.stamp(q.At), Rate: rate(q.Rate), ComponentRate: rate(q.Component)}
	if end.Basis != "" {
		row.Forecast = &Forecast{Basis: end.Basis}
		if pace := math.Round(end.PerHour*10) / 10; pace != 0 || end.Saying == meter.Flat {
			row.Forecast.PerHour = &pace
		}
		if end.Saying == meter.OutLater {
			row.Forecast.OutAt = f.stamp(end.At)
		}
	}
	if d := q.Daily; d != nil {
		row.Limit, row.Used, row.Remain = &d.Limit, &d.Used, &d.Remain
		if d.Limit > 0 {
			percent := d.Percent()
			row.UsedPercent = &percent
			row.BackAt = Null(meter.BackAt(f.Now).Format(time.RFC3339))
		}
	}
	return row
}

// rows are those of quotas, of which known tells when each will be used up.
func (f Form) rows(quotas []wechat.Quota, known meter.Account) []Row {
	rows := make([]Row, 0, len(quotas))
	for _, q := range quotas {
		rows = append(rows, f.Row(q, known.Forecast(known.Row(q.Path), f.Now)))
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
		"component_rate_calls", "component_rate_seconds", "errcode", "errmsg", "rid", "meaning",
		"read_at", "out_at", "per_hour", "basis", "back_at"}}
	for _, r := range q.APIs {
		row := []string{inert(clean.Line(r.Path)), text(r.Name), number(r.Limit), number(r.Used), number(r.Remain), number(r.UsedPercent)}
		for _, rate := range []*Rate{r.Rate, r.ComponentRate} {
			if rate == nil {
				row = append(row, "", "")
			} else {
				row = append(row, number(&rate.Calls), number(&rate.Seconds))
			}
		}
		row = append(append(row, r.Error.cells()...), text(r.ReadAt))
		row = append(row, r.Forecast.cells()...)
		rows = append(rows, append(row, text(r.BackAt)))
	}
	return rows
}

// cells are those of out_at, per_hour and basis.
func (f *Forecast) cells() []string {
	if f == nil {
		return []string{"", "", ""}
	}
	pace := ""
	if f.PerHour != nil {
		pace = strconv.FormatFloat(*f.PerHour, 'f', -1, 64)
	}
	return []string{text(f.OutAt), pace, string(f.Basis)}
}
