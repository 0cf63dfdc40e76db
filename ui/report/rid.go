package report

import (
	"slices"

	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

// RIDs is the document of rid: what a text holds, whose call it tells of, and
// WeChat's record of the call, where it was asked.
type RIDs struct {
	RIDs      []RID      `json:"rids"` // in the order of the text
	Broken    []Broken   `json:"broken"`
	Codes     []TextCode `json:"codes"`
	Hints     []string   `json:"hints"`
	Addresses []string   `json:"addresses"` // these and the next two: of no rid
	AppIDs    []string   `json:"appids"`
	Paths     []string   `json:"paths"`
	Account   *Whose     `json:"account"`
	Request   *Request   `json:"request"`
	Error     *Error     `json:"error"`
}

// RID is what a rid tells by itself, and what the text says beside it.
type RID struct {
	RID       rid.RID `json:"rid"`
	CalledAt  string  `json:"called_at"`
	ExpiresAt string  `json:"expires_at"`
	Expired   bool    `json:"expired"`
	Code      *int64  `json:"errcode"`
	Msg       *string `json:"errmsg"`
	AppID     *string `json:"appid"`
	Path      *string `json:"cgi_path"`
	PathSure  *bool   `json:"cgi_path_sure"`
	Address   *string `json:"address"`
}

// Broken is a rid that is not whole.
type Broken struct {
	Text    string  `json:"text"`
	Missing *string `json:"missing"` // its form, with a ? for each digit that is not known
}

// TextCode is an errcode of a text, or of WeChat's answer to the call. Of one
// that no list explains meaning, hint, kind and retryable are null.
type TextCode struct {
	Code      int64   `json:"errcode"`
	Msg       *string `json:"errmsg"` // as it stands in the text
	From      string  `json:"from"`   // number or words
	Meaning   *string `json:"meaning"`
	Hint      *string `json:"hint"`
	Kind      *string `json:"kind"`
	Retryable *string `json:"retryable"`
}

// Whose is the account that made the call: sure once WeChat has said so, else
// the one that an AppID of the text leads to.
type Whose struct {
	Alias string `json:"alias"`
	Sure  bool   `json:"sure"`
}

// Request is WeChat's record of a call; what it did not give is null.
type Request struct {
	InvokeTime   *string `json:"invoke_time"`
	CostMS       *int64  `json:"cost_ms"`
	URL          *string `json:"url"`
	RequestBody  *string `json:"request_body"`
	ResponseBody *string `json:"response_body"`
	ClientIP     *string `json:"client_ip"`
	Path         *string `json:"cgi_path"`
	PathSure     *bool   `json:"cgi_path_sure"` // false: guessed from the shape of the request
}

// KindWeCom is the kind of an errcode of WeCom's, of which no list of ours tells.
const KindWeCom = "wecom"

// Met is an errcode and where it was met.
type Met struct {
	words.Errcode
	ByWords bool // the text has WeChat's words for it, and not the number
}

// RIDs makes the document of what a text holds.
func (f Form) RIDs(found rid.Found, codes []Met) RIDs {
	doc := RIDs{
		RIDs: make([]RID, 0, len(found.RIDs)), Broken: make([]Broken, 0, len(found.Broken)),
		Codes: make([]TextCode, 0, len(codes)), Hints: List(found.Hints),
	}
	for _, r := range found.RIDs {
		doc.RIDs = append(doc.RIDs, f.rid(r))
	}
	for _, b := range found.Broken {
		doc.Broken = append(doc.Broken, Broken{b.Text, Null(b.Missing)})
	}
	for _, m := range codes {
		doc.Codes = append(doc.Codes, f.met(m))
	}
	doc.Addresses = OfNone(found.Addresses, found.RIDs, func(r rid.FoundRID) string { return r.Address })
	doc.AppIDs = OfNone(found.AppIDs, found.RIDs, func(r rid.FoundRID) string { return r.AppID })
	doc.Paths = OfNone(found.Paths, found.RIDs, func(r rid.FoundRID) string { return r.Path })
	return doc
}

func (f Form) rid(r rid.FoundRID) RID {
	path, sure := pathOf(r.Path, true)
	return RID{
		RID: r.RID, CalledAt: f.Stamp(r.RID.CalledAt()), ExpiresAt: f.Stamp(r.RID.ExpiresAt()), Expired: r.RID.Expired(f.Now),
		Code: Null(r.Code), Msg: Null(clean.Line(r.Message)), AppID: Null(r.AppID), Path: path, PathSure: sure, Address: Null(r.Address),
	}
}

// pathOf is a path and whether it is sure; both are null where none is known.
func pathOf(path string, sure bool) (*string, *bool) {
	if path == "" {
		return nil, nil
	}
	return &path, &sure
}

// OfNone gives those of a text that stand beside no rid of it.
func OfNone(all []string, rids []rid.FoundRID, own func(rid.FoundRID) string) []string {
	return List(slices.DeleteFunc(slices.Clone(all), func(one string) bool {
		return slices.ContainsFunc(rids, func(r rid.FoundRID) bool { return own(r) == one })
	}))
}

// met explains an errcode where it was met.
func (f Form) met(m Met) TextCode {
	doc := TextCode{Code: m.Code, Msg: Null(clean.Line(m.Message)), From: "number"}
	if m.ByWords {
		doc.From = "words"
	}
	meaning, do, _ := m.Explain(f.Lang)
	doc.Meaning, doc.Hint = Null(meaning), Null(do)
	if m.WeCom {
		doc.Kind = Null(KindWeCom)
		return doc
	}
	code, _ := catalog.Explain(m.Code)
	doc.Kind, doc.Retryable = Null(code.Kind), Null(code.Retry)
	return doc
}

// Request makes the part that tells of a record; what is to be masked in it has
// been. path is the API that was called, sure if it was read.
func (f Form) Request(r rid.Record, path string, sure bool) *Request {
	cost := r.Cost.Milliseconds()
	doc := &Request{CostMS: &cost, URL: Null(r.URL), RequestBody: Null(r.RequestBody), ResponseBody: Null(r.ResponseBody), ClientIP: Null(r.ClientIP)}
	doc.Path, doc.PathSure = pathOf(path, sure)
	if !r.InvokedAt.IsZero() {
		doc.InvokeTime = Null(f.Stamp(r.InvokedAt))
	}
	return doc
}
