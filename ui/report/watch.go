package report

import (
	"bytes"
	"encoding/json"
	"io"

	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/meter"
	"wxops/wechat/watch"
)

// Event is one line of watch.
type Event struct {
	At          string     `json:"at"`
	Event       watch.Kind `json:"event"`
	Account     *string    `json:"account"` // null: it concerns all of them
	AppID       *string    `json:"appid"`
	Path        *string    `json:"cgi_path"`
	Limit       *int64     `json:"limit"`
	Used        *int64     `json:"used"`
	Remain      *int64     `json:"remain"`
	UsedPercent *int64     `json:"used_percent"` // rounded down
	Level       *string    `json:"level"`        // ok, near, pressing or out
	OutAt       *string    `json:"out_at"`
	Read        *Readings  `json:"read"`
	Token       *string    `json:"token"`  // where the access_token comes from
	Secret      *string    `json:"secret"` // and the AppSecret that it is had by

	Decision *string        `json:"decision"` // reset, hold or would reset
	Why      *string        `json:"why"`      // of a decision or a stop: a phrase that stays as it is
	Until    *string        `json:"until"`    // when the reason may be gone
	ID       *string        `json:"id"`       // of the reset
	Scope    *guard.Scope   `json:"scope"`
	Outcome  *guard.Outcome `json:"outcome"`
	Left     *Remaining     `json:"left"`
	Own      *int           `json:"own"` // of what was spent this month, by the watch

	Code       *int64   `json:"errcode"` // of what a log told
	Msg        *string  `json:"errmsg"`
	RID        *string  `json:"rid"`
	Since      *string  `json:"since"` // when the first was seen
	Count      *int     `json:"count"` // since the last line about the same
	Total      *int     `json:"total"`
	PathSure   *bool    `json:"cgi_path_sure"`
	Likely     []string `json:"likely"` // who probably refreshes the token elsewhere
	Address    *string  `json:"address"`
	Everything *bool    `json:"other"` // it stands for all that is beyond the bound on groups

	Error *Error `json:"error"`
}

// Readings is how many of an account's APIs have figures, of those that can have them.
type Readings struct {
	APIs int `json:"apis"`
	Of   int `json:"of"`
}

// Remaining is what is left this month of both budgets; null is not told.
type Remaining struct {
	All *int `json:"all"`
	API *int `json:"api"`
}

var levels = map[meter.Level]string{
	meter.LevelOK: "ok", meter.LevelNear: "near", meter.LevelPressing: "pressing", meter.LevelOut: "out",
}

// Event makes the line of an event; failure is its error, with its words.
func (f Form) Event(e watch.Event, failure *Error) Event {
	doc := Event{
		At: f.Stamp(e.At), Event: e.Kind, Account: Null(e.Account), AppID: Null(e.AppID), Path: Null(e.Path),
		OutAt: f.stamp(e.OutAt), Secret: Null(e.Token), Error: failure,
	}
	if e.Token != "" {
		doc.Token = Null("stable_token")
	}
	if e.Percent >= 0 {
		doc.UsedPercent = &e.Percent
	}
	if e.Quota != nil {
		doc.Level = Null(levels[e.Level])
		if d := e.Quota.Daily; d != nil {
			doc.Limit, doc.Used, doc.Remain = &d.Limit, &d.Used, &d.Remain
		}
	}
	if e.Of > 0 {
		doc.Read = &Readings{e.Read, e.Of}
	}
	f.tellDecision(&doc, e)
	if g := e.Group; g != nil {
		f.tellGroup(&doc, g)
	}
	return doc
}

// tellDecision writes what a policy has done, or has not, and by which numbers.
func (f Form) tellDecision(doc *Event, e watch.Event) {
	if d := e.Decision; d != nil {
		decision := "hold"
		doc.Own = &d.Own
		switch {
		case e.Kind == watch.Reset:
			decision = "reset"
		case d.Clear:
			decision = "would reset"
		}
		doc.Decision, doc.Why, doc.Until, doc.Scope = &decision, Null(string(d.Why)), f.stamp(d.Until), Null(d.Target.Scope)
		if left := max(d.Left, 0); d.Target.Scope == guard.ScopeAll {
			doc.Left = &Remaining{All: &left}
		} else {
			doc.Left = &Remaining{API: &left}
		}
	}
	if r := e.Result; r != nil {
		doc.ID, doc.Outcome, doc.Left = Null(r.ID), &r.Outcome, &Remaining{&r.Left.All, &r.Left.API}
	}
	if s := e.Stop; s != nil {
		doc.Why, doc.ID, doc.Scope, doc.Outcome = Null(string(s.Why)), Null(s.Reset.ID), Null(s.Reset.Scope), &s.Reset.Outcome
	}
}

func (f Form) tellGroup(doc *Event, g *watch.Group) {
	doc.Msg, doc.Since = Null(clean.Line(g.First.Message)), f.stamp(g.Since)
	doc.Code, doc.RID, doc.Address = Null(g.First.Code), Null(string(g.First.RID)), Null(g.Address)
	doc.Count, doc.Total, doc.Likely = &g.Count, &g.Total, List(g.Likely)
	if doc.Path = Null(g.Path); g.Path != "" {
		doc.PathSure = &g.Sure
	}
	if g.Other {
		doc.Everything = &g.Other
	}
	if doc.AppID == nil {
		doc.AppID = Null(g.First.AppID)
	}
}

// WriteLine writes a document on one line.
func WriteLine(w io.Writer, doc any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := w.Write(visible(b.Bytes()))
	return err
}
