package simulate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

// Kind is what goes wrong with a call.
type Kind int

// The faults. Expire, Cut, Broken and Escapes work on the true answer, so the
// work is always done; Refuse always comes before it, and the others do unless
// Fault.Worked is set.
const (
	NoFault  Kind = iota // only Delay
	Drop                 // the connection ends without an answer
	Hang                 // no answer until the caller gives up or the faults are cleared
	Status               // an HTTP status with the page of a gateway, or with Body
	HTML                 // HTTP 200 with a page of HTML
	Huge                 // a body without end in sight
	Redirect             // to another host
	Refuse               // any errcode, as 45011 for a minute limit
	Expire               // the account's tokens expire at this moment: 42001
	Cut                  // half of the JSON, as if it were whole
	Broken               // half of the body, then the connection ends
	Escapes              // terminal escapes in every text of the answer
)

// Fault is what goes wrong, and when.
type Fault struct {
	Kind   Kind
	Worked bool          // the work was done all the same
	Delay  time.Duration // before anything else
	Skip   int           // calls that pass untouched first
	Times  int           // calls that it hits; 0: every one
	Status int           // of Status; 0: 502
	Body   string        // of Status; "": a page of HTML
	Code   int64         // of Refuse; 0: 45011
	Text   string        // of Refuse; "": WeChat's usual errmsg
	Size   int           // of Huge, in bytes; 0: 8 MiB
}

func (f Fault) worked() bool {
	switch f.Kind {
	case NoFault, Expire, Cut, Broken, Escapes:
		return true
	case Refuse:
		return false
	}
	return f.Worked
}

// serve does the work of the call, or not, and answers as the fault wills.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, c *call) {
	f, released := s.fault(c)
	if f.Delay > 0 && s.set.Wait(r.Context(), f.Delay) != nil {
		drop()
	}
	if f.Kind == Expire {
		s.expireOf(c)
	}
	var a answer
	switch {
	case f.worked():
		a = s.answer(c)
	case f.Kind == Refuse:
		a = s.refuseWith(c, f)
	default:
		s.noteSpoilt(c)
	}
	switch f.Kind {
	case NoFault, Expire, Refuse:
		send(w, a)
	case Drop:
		drop()
	case Hang:
		select {
		case <-r.Context().Done():
		case <-released:
		}
		drop()
	case Cut:
		a.body = a.body[:len(a.body)/2]
		send(w, a)
	case Escapes:
		a.body = hostile(a.body)
		send(w, a)
	default:
		f.page(w, r, a)
	}
}

// page answers with what is not WeChat's JSON.
func (f Fault) page(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	switch f.Kind {
	case Status:
		status := cmp.Or(f.Status, http.StatusBadGateway)
		h.Set("Content-Type", "text/html")
		w.WriteHeader(status)
		if f.Body != "" {
			fmt.Fprint(w, f.Body)
			return
		}
		fmt.Fprintf(w, "<html><head><title>%d %s</title></head></html>", status, http.StatusText(status))
	case HTML:
		h.Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!DOCTYPE html><html><head><title>系统繁忙</title></head><body>errcode 0</body></html>")
	case Redirect:
		http.Redirect(w, r, "https://elsewhere.invalid"+r.URL.RequestURI(), http.StatusFound)
	case Huge:
		h.Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"errcode":0,"errmsg":"`)
		chunk := strings.Repeat("x", 64<<10)
		for n := cmp.Or(f.Size, 8<<20); n > 0; n -= len(chunk) {
			if _, err := fmt.Fprint(w, chunk); err != nil {
				return
			}
		}
		fmt.Fprint(w, `"}`)
	case Broken:
		h.Set("Content-Type", a.contentType)
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
		_, _ = w.Write(a.body[:len(a.body)/2])
		_ = http.NewResponseController(w).Flush() // Without it nothing of the half would leave.
		drop()
	}
}

// drop ends the connection without a further word; Transport knows it too.
func drop() { panic(http.ErrAbortHandler) }

// refuseWith answers with the errcode of the fault, before the work.
func (s *Server) refuseWith(c *call, f Fault) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.at = s.set.Now()
	c.appID = s.caller(c)
	refused := &errcode.Refusal{Code: cmp.Or(f.Code, errcode.OutOfMinute), Text: f.Text}
	if refused.Code == errcode.IPNotAllowed && refused.Text == "" {
		refused.Text = notInList(c.ip)
	}
	a := s.rids.reject(c, refused)
	s.log.keep(Call{At: c.at, Method: c.method, Path: c.path, AppID: c.appID, Code: a.code, RID: a.rid, From: c.from})
	return a
}

func (s *Server) expireOf(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.tokens.holder(c); a != nil {
		s.tokens.expire(a)
	}
}

// raw stands for bytes that JSON's own escapes cannot make.
const raw = "\ue000"

// hostile adds to each text what a terminal must never see: a title, a
// clipboard write, a cleared screen, C1, a bidi override, a zero-width joiner
// and invalid UTF-8. Tokens stay whole, or no later call could be made.
func hostile(body []byte) []byte {
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return body
	}
	return bytes.ReplaceAll(marshal(poison(v)), []byte(raw), []byte("\xc2\x9b2J\xff\xfe"))
}

const poisonText = "\x1b]0;pwned\x07\x1b]52;c;cHduZWQ=\x07\x1b[2J\x1b[31m\u202egnp\u200d\r\n" + raw

func poison(v any) any {
	switch v := v.(type) {
	case string:
		return v + poisonText
	case []any:
		for i := range v {
			v[i] = poison(v[i])
		}
	case map[string]any:
		for k := range v {
			if k != "access_token" {
				v[k] = poison(v[k])
			}
		}
	}
	return v
}
