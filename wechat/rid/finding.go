package rid

import (
	"io"
	"iter"

	"wxops/wechat/entries"
)

// Finding is one failure that a text tells of, with what stands beside it. A
// field that the text does not tell is empty. Message is from a text: it may
// hold anything.
type Finding struct {
	RID     RID       // "" where the failure is told without one, or with a broken one
	Weak    bool      // no label says that it is a rid
	Broken  BrokenRID // instead of RID
	Code    int64     // the errcode next to it, 0 when there is none
	ByWords bool      // Code is what WeChat's words stand for; the text has no number
	WeCom   bool      // Code is WeCom's, another product's
	Message string    // WeChat's errmsg without rid and hint, on one line
	Hint    string    // the trace of the time before rids
	Address string    // the caller's, which WeChat refused (40164, 61004)
	AppID   string    // in lower case
	Path    string    // of the API call, without host and query
}

// Entry is one entry of a log, or a bounded part of another text, that tells of failures.
type Entry struct {
	Text     []byte // as it stands there; it holds until the next one is asked for
	Findings []Finding
}

// Scan gives the failures that a text of any length tells of, as they pass:
// for each rid, errcode without a rid, hint or refused address what its own
// line says of it. What an entry of a log spreads over lines counts as a line:
// printed JSON, a request before its answer, a trace. An entry's failures
// are given once the next entry begins, so whoever follows a log lets r end
// where the log pauses. An error comes last. Memory is bounded, whatever the
// text.
func Scan(r io.Reader) iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		for e, err := range ScanEntries(r) {
			if err != nil {
				yield(Finding{}, err)
				return
			}
			for _, f := range e.Findings {
				if !yield(f, nil) {
					return
				}
			}
		}
	}
}

// ScanEntries is Scan with the text in which each failure is told.
func ScanEntries(r io.Reader) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		b := entries.NewReader(r)
		var both pair
		for parts := b.Batch(nil); len(parts) > 0; parts = b.Batch(parts) {
			for e := range both.told(parts) {
				if !yield(e, nil) {
					return
				}
			}
		}
		if err := b.Err(); err != nil {
			yield(Entry{}, err)
		}
	}
}
