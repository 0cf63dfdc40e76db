package report

import (
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// Watched is the document of one event of watch, a line of its own.
type Watched struct {
	At          string     `json:"at"`
	Event       watch.Kind `json:"event"`
	Account     *string    `json:"account"` // null: it concerns all of them
	AppID       *string    `json:"appid"`
	Path        *string    `json:"cgi_path"`
	UsedPercent *int64     `json:"used_percent"` // rounded down
	Limit       *int64     `json:"limit"`
	Used        *int64     `json:"used"`
	Remain      *int64     `json:"remain"`
	Level       *string    `json:"level"`  // ok, near, pressing, out
	OutAt       *string    `json:"out_at"` // since when it is out, or when it will be
	Read        *Extent    `json:"read"`
	Token       *string    `json:"token"`  // where it comes from
	Secret      *string    `json:"secret"` // the source of the AppSecret

	Decision *string `json:"decision"` // hold, would reset, reset
	Why      *string `json:"why"`
	Scope    *string `json:"scope"`
	Left     *int    `json:"left"`  // of the scope's budget this month
	Own      *int    `json:"own"`   // of what was spent, by the watch
	Until    *string `json:"until"` // when the reason may be gone
	ID       *string `json:"id"`    // of the reset
	Outcome  *string `json:"outcome"`

	Code    *int64   `json:"errcode"` // that a log told of
	Msg     *string  `json:"errmsg"`
	RID     *string  `json:"rid"`
	Sure    *bool    `json:"cgi_path_sure"`
	Count   *int     `json:"count"` // since the last event about the same
	Total   *int     `json:"total"`
	Since   *string  `json:"since"`
	Address *string  `json:"address"` // to be allowed
	Likely  []string `json:"likely"`  // who probably refreshes the token elsewhere

	Error *Error `json:"error"`
}

// Watch makes the document of an event.
func (f Form) Watch(e watch.Event) Watched {
	doc := Watched{
		At: f.Stamp(e.At), Event: e.Kind, Account: Null(e.Account), AppID: Null(e.AppID), Path: Null(e.Path),
		OutAt: f.stamp(e.OutAt), Token: Null(e.Token), Secret: Null(e.Secret), Error: f.failure(e.Err),
	}
	if e.Quota != nil && e.Quota.Daily != nil {
		d := e.Quota.Daily
		doc.Limit, doc.Used, doc.Remain, doc.Level = &d.Limit, &d.Used, &d.Remain, Null(levelWord(e.Level))
		if e.Percent >= 0 {
			doc.UsedPercent = &e.Percent
		}
	}
	if e.Of > 0 {
		doc.Read = &Extent{APIs: e.Read, Of: e.Of}
	}
	f.decided(&doc, e)
	f.seen(&doc, e.Group)
	return doc
}

// levelWord is how documents name a level.
func levelWord(l meter.Level) string {
	return [...]string{"ok", "near", "pressing", "out"}[l]
}

// decided fills in what a policy did, or why it did nothing.
func (f Form) decided(doc *Watched, e watch.Event) {
	if d := e.Decision; d != nil {
		word := "hold"
		if d.Clear {
			word = "would reset"
		}
		doc.Decision, doc.Why, doc.Until = &word, Null(string(d.Why)), f.stamp(d.Until)
		doc.Scope, doc.Left, doc.Own = Null(string(d.Target.Scope)), &d.Left, &d.Own
	}
	if r := e.Result; r != nil {
		doc.Decision, doc.ID, doc.Outcome = Null("reset"), Null(r.ID), Null(string(r.Outcome))
		if left, _ := r.Left.Of(r.Target.Scope); r.Outcome != guard.NotSent {
			doc.Left = &left
		}
	}
	if s := e.Stop; s != nil {
		doc.Why, doc.ID, doc.Outcome = Null(string(s.Why)), Null(s.Reset.ID), Null(string(s.Reset.Outcome))
		doc.Scope = Null(string(s.Reset.Scope))
	}
}

// seen fills in what a log told.
func (f Form) seen(doc *Watched, g *watch.Group) {
	if g == nil {
		return
	}
	if g.First.Code != 0 {
		doc.Code = &g.First.Code
	}
	doc.Msg, doc.RID, doc.Sure = Null(clean.Line(g.First.Message)), Null(string(g.First.RID)), Null(g.Sure)
	doc.Count, doc.Total, doc.Since = &g.Count, &g.Total, f.stamp(g.Since)
	doc.Address, doc.Likely = Null(g.Address), g.Likely
	if g.Path != "" {
		doc.Path = Null(clean.Line(g.Path))
	}
	if doc.AppID == nil {
		doc.AppID = Null(clean.Line(g.First.AppID))
	}
}
