package report

import (
	"wxops/wechat/catalog"
	"wxops/wechat/rid"
)

// RIDs is the document of rid: what a text holds, and WeChat's record of one
// call, where it was asked.
type RIDs struct {
	RIDs    []RID    `json:"rids"`
	Codes   []Code   `json:"codes"`
	Request *Request `json:"request"`
	Error   *Error   `json:"error"`
}

// RID is what a rid tells by itself.
type RID struct {
	RID       rid.RID `json:"rid"`
	CalledAt  string  `json:"called_at"`
	ExpiresAt string  `json:"expires_at"`
	Expired   bool    `json:"expired"`
}

// Request is WeChat's record of a call; what it did not give is null.
type Request struct {
	InvokeTime   *string `json:"invoke_time"`
	CostMS       *int64  `json:"cost_ms"`
	URL          *string `json:"url"`
	RequestBody  *string `json:"request_body"`
	ResponseBody *string `json:"response_body"`
	ClientIP     *string `json:"client_ip"`
}

// RIDs makes the document of what a text holds.
func (f Form) RIDs(found rid.Found, known []catalog.Code, unknown []int64) RIDs {
	doc := RIDs{RIDs: make([]RID, 0, len(found.RIDs)), Codes: f.codes(known, unknown)}
	for _, r := range found.RIDs {
		doc.RIDs = append(doc.RIDs, RID{r.RID, f.Stamp(r.RID.CalledAt()), f.Stamp(r.RID.ExpiresAt()), r.RID.Expired(f.Now)})
	}
	return doc
}

// Request makes the part that tells of a record; what is to be masked in it has been.
func (f Form) Request(r rid.Record) *Request {
	cost := r.Cost.Milliseconds()
	doc := &Request{CostMS: &cost, URL: Null(r.URL), RequestBody: Null(r.RequestBody), ResponseBody: Null(r.ResponseBody), ClientIP: Null(r.ClientIP)}
	if !r.InvokedAt.IsZero() {
		doc.InvokeTime = Null(f.Stamp(r.InvokedAt))
	}
	return doc
}
