package report

import (
	"time"

	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/history"
)

// History is the document of history: the days from one date in Beijing to another,
// both counted in, and the readings of the API that was asked for. The newest day
// comes first, and of a day the worst API.
type History struct {
	Account  string           `json:"account"`
	AppID    string           `json:"appid"`
	From     string           `json:"from"`
	To       string           `json:"to"`
	Path     *string          `json:"cgi_path"` // that was asked for
	Days     []HistoryDay     `json:"days"`
	APIs     []HistoryAPI     `json:"apis"`
	Readings []HistoryReading `json:"readings"`
	Resets   []PastReset      `json:"resets"`
	Damaged  int              `json:"damaged"` // lines that cannot be read, and so are not counted
}

// HistoryDay is one API's day in Beijing.
type HistoryDay struct {
	Date        string  `json:"date"`
	Path        string  `json:"cgi_path"`
	Name        *string `json:"name"`
	Limit       *int64  `json:"limit"`
	Peak        int64   `json:"peak"`         // the highest that the counter was read
	PeakPercent *int64  `json:"peak_percent"` // rounded down
	Used        int64   `json:"used"`         // calls of the day: what was cleared away is counted in
	OutAt       *string `json:"out_at"`       // when no call was first seen left
	OutSeconds  int64   `json:"out_seconds"`
	Clears      int     `json:"clears"` // times that the counter was seen cleared
	Resets      int     `json:"resets"` // of the journal
}

// HistoryAPI is one API over all those days. Times of day are Beijing's.
type HistoryAPI struct {
	Path        string  `json:"cgi_path"`
	Name        *string `json:"name"`
	Limit       *int64  `json:"limit"`
	Days        int     `json:"days"`
	DaysOut     int     `json:"days_out"`
	FirstOut    *string `json:"first_out"`
	UsualOut    *string `json:"usual_out"`
	OutSeconds  int64   `json:"out_seconds"`
	Peak        int64   `json:"peak"`
	PeakPercent *int64  `json:"peak_percent"`
	PeakDate    string  `json:"peak_date"`
	Used        int64   `json:"used"`
}

// HistoryReading is a counter as it was read.
type HistoryReading struct {
	At    string `json:"at"`
	Limit *int64 `json:"limit"`
	Used  int64  `json:"used"`
	Out   bool   `json:"out"` // no call was left
}

// Kept is what is known of an account over some days.
type Kept struct {
	Alias, AppID string
	From, To     time.Time         // midnights in Beijing
	Path         string            // "": all
	Days         []history.Summary // the newest first, and of a day the worst
	Readings     []history.Reading // the newest first
	Resets       []guard.Reset
	Damaged      int
}

// ResetsOn counts the resets that may have cleared an API on a day.
func (k Kept) ResetsOn(d history.Summary) (n int) {
	end := d.Start.AddDate(0, 0, 1)
	for _, r := range k.Resets {
		cleared := r.Outcome != guard.Refused && r.Outcome != guard.NotSent
		if cleared && !r.At.Before(d.Start) && r.At.Before(end) && (r.Scope != guard.ScopeAPI || r.Path == d.Path) {
			n++
		}
	}
	return n
}

// History makes the document of what is known.
func (f Form) History(k Kept) History {
	doc := History{
		Account: k.Alias, AppID: k.AppID, From: k.From.Format(time.DateOnly), To: k.To.Format(time.DateOnly), Path: Null(k.Path), Damaged: k.Damaged,
		Days: []HistoryDay{}, APIs: []HistoryAPI{}, Readings: []HistoryReading{}, Resets: f.Resets(k.Resets).Resets,
	}
	for _, d := range k.Days {
		doc.Days = append(doc.Days, HistoryDay{
			Date: d.Day(), Path: d.Path, Name: Null(words.NameOf(d.Path, f.Lang)), Limit: Null(d.Limit), Peak: d.Peak, PeakPercent: percentOf(d),
			Used: d.Used, OutAt: f.stamp(d.OutAt), OutSeconds: int64(d.OutFor.Seconds()), Clears: d.Clears, Resets: k.ResetsOn(d),
		})
	}
	for _, t := range history.Totals(k.Days) {
		api := HistoryAPI{
			Path: t.Path, Name: Null(words.NameOf(t.Path, f.Lang)), Limit: Null(t.Limit), Days: t.Days, DaysOut: t.DaysOut,
			OutSeconds: int64(t.OutFor.Seconds()), Peak: t.Peak.Peak, PeakPercent: percentOf(t.Peak), PeakDate: t.Peak.Day(), Used: t.Used,
		}
		if t.DaysOut > 0 {
			api.FirstOut, api.UsualOut = Null(OfDay(t.First)), Null(OfDay(t.Usual))
		}
		doc.APIs = append(doc.APIs, api)
	}
	for _, r := range k.Readings {
		doc.Readings = append(doc.Readings, HistoryReading{f.Stamp(r.At), Null(r.Limit), r.Used, r.Out})
	}
	return doc
}

func percentOf(d history.Summary) *int64 {
	if d.Limit <= 0 {
		return nil
	}
	percent := d.Percent()
	return &percent
}

// OfDay writes a time of day.
func OfDay(since time.Duration) string { return time.Time{}.Add(since).Format("15:04") }

// CSV gives the days flat, under their heads; where there are readings, those.
func (h History) CSV() [][]string {
	if h.Path != nil && len(h.Readings) > 0 {
		rows := [][]string{{"cgi_path", "at", "limit", "used", "out"}}
		for _, r := range h.Readings {
			rows = append(rows, []string{inert(clean.Line(*h.Path)), r.At, number(r.Limit), number(&r.Used), yes(r.Out)})
		}
		return rows
	}
	rows := [][]string{{"date", "cgi_path", "name", "limit", "peak", "peak_percent", "used", "out_at", "out_seconds", "clears", "resets"}}
	for _, d := range h.Days {
		clears, resets := int64(d.Clears), int64(d.Resets)
		rows = append(rows, []string{d.Date, inert(clean.Line(d.Path)), text(d.Name), number(d.Limit), number(&d.Peak), number(d.PeakPercent), number(&d.Used),
			text(d.OutAt), number(&d.OutSeconds), number(&clears), number(&resets)})
	}
	return rows
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}
