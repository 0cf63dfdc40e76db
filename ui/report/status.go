package report

import (
	"strconv"
	"strings"

	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
)

// Status is the document of status, the account in most trouble first.
type Status struct {
	At       string          `json:"at"`
	Accounts []AccountStatus `json:"accounts"`
}

// AccountStatus is how an account stands.
type AccountStatus struct {
	Account string      `json:"account"`
	AppID   string      `json:"appid"`
	Name    *string     `json:"name"`
	Kind    string      `json:"kind"`
	Env     *string     `json:"env"`
	State   meter.State `json:"state"`
	Worst   *Row        `json:"worst"`
	Out     []string    `json:"out"`  // the paths without a call left
	Near    []string    `json:"near"` // the paths near their limit
	Left    *MonthLeft  `json:"left"` // null where the journal cannot be read
	Read    Extent      `json:"read"`
	Error   *Error      `json:"error"` // why something could not be read
}

// MonthLeft is what an account has left this month; not sure, at most that.
type MonthLeft struct {
	All  int  `json:"all"`
	API  int  `json:"api"`
	Sure bool `json:"sure"`
}

// Extent is how much of an account is known.
type Extent struct {
	APIs     int     `json:"apis"` // that have figures
	Of       int     `json:"of"`   // that can have them
	OldestAt *string `json:"oldest_at"`
}

// Month makes the part that tells what is left this month.
func Month(left guard.Left) *MonthLeft {
	return &MonthLeft{left.All, left.API, left.AllSure && left.APISure}
}

// Stand fills in what the meter knows of an account. Out and near are those of today.
func (f Form) Stand(doc *AccountStatus, a meter.Account) {
	doc.State = a.State(f.Now)
	doc.Out, doc.Near = []string{}, []string{}
	for _, r := range a.Rows {
		switch level := a.Level(r); {
		case level == meter.LevelOK || !r.Today(f.Now):
		case level == meter.LevelOut:
			doc.Out = append(doc.Out, r.Path)
		default:
			doc.Near = append(doc.Near, r.Path)
		}
	}
	if r := a.Worst(f.Now); r != nil {
		q := r.Quota
		q.Path, q.At = r.Path, r.At
		row := f.Row(q, a.Forecast(r, f.Now))
		row.Error = f.failure(r.Err)
		doc.Worst = &row
	}
	doc.Read.APIs, doc.Read.Of = a.Figures()
	doc.Read.OldestAt = f.stamp(a.Oldest())
}

// CSV gives the same flat, under its heads; several paths stand in one cell, a space
// between them.
func (s Status) CSV() [][]string {
	rows := [][]string{{"account", "appid", "name", "kind", "env", "state", "cgi_path", "limit", "used", "remain", "used_percent",
		"read_at", "out_at", "per_hour", "basis", "back_at", "out", "near", "left_all", "left_api", "left_sure",
		"apis", "of", "oldest_at", "errcode", "errmsg", "rid", "meaning"}}
	for _, a := range s.Accounts {
		row := []string{inert(clean.Line(a.Account)), inert(clean.Line(a.AppID)), inert(clean.Line(text(a.Name))), a.Kind, inert(clean.Line(text(a.Env))), string(a.State)}
		row = append(row, a.Worst.figures()...)
		row = append(row, inert(clean.Line(strings.Join(a.Out, " "))), inert(clean.Line(strings.Join(a.Near, " "))))
		row = append(row, a.Left.cells()...)
		row = append(row, strconv.Itoa(a.Read.APIs), strconv.Itoa(a.Read.Of), text(a.Read.OldestAt))
		rows = append(rows, append(row, a.Error.cells()...))
	}
	return rows
}

// figures are a row's cells in CSV, from cgi_path to back_at.
func (r *Row) figures() []string {
	if r == nil {
		return make([]string, 10)
	}
	cells := []string{inert(clean.Line(r.Path)), number(r.Limit), number(r.Used), number(r.Remain), number(r.UsedPercent), text(r.ReadAt)}
	return append(append(cells, r.Forecast.cells()...), text(r.BackAt))
}

func (l *MonthLeft) cells() []string {
	if l == nil {
		return []string{"", "", ""}
	}
	return []string{strconv.Itoa(l.All), strconv.Itoa(l.API), strconv.FormatBool(l.Sure)}
}
