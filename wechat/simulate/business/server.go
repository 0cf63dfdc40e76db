package business

import (
	"encoding/base64"
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

// Call is one request whose caller is known.
type Call struct {
	At          time.Time
	AppID       string
	Query       url.Values
	ContentType string
	Body        []byte
}

func (c *Call) read(v any) error { return errcode.Read(c.Body, v) }

// multipart says whether the body is a form with a file; its boundary is then told, too.
func (c *Call) multipart() (boundary string, is bool) {
	kind, params, err := mime.ParseMediaType(c.ContentType)
	return params["boundary"], err == nil && kind == "multipart/form-data"
}

// File is an answer that is no JSON.
type File struct {
	ContentType string
	Name        string // of the header Content-Disposition
	Body        []byte
}

// Server answers the calls, one at a time: it has no lock of its own.
type Server struct {
	rand  *rand.Rand
	calls map[string]serve

	menus   map[string][]button // by AppID
	tickets map[string]ticket   // by AppID and type
	media   recent[media]       // by media_id
	drafts  map[string]*recent[draft]
	codes   recent[bool]  // those that were exchanged
	logins  recent[login] // by the token of a web page
	renewal recent[login] // by refresh_token
	session recent[string]
}

// serve does the work of one endpoint: an answer to be written as JSON or a File,
// or an errcode.Refusal.
type serve func(*Call) (any, error)

// table says who answers which path.
type table map[string]serve

// New gives a server that takes its chances from r.
func New(r *rand.Rand) *Server {
	s := &Server{
		rand: r, calls: map[string]serve{}, menus: map[string][]button{},
		tickets: map[string]ticket{}, drafts: map[string]*recent[draft]{},
	}
	for _, area := range []table{
		s.messaging(), s.users(), s.menuCalls(), s.qrCodes(), s.links(), s.files(), s.articles(), s.security(), s.identity(), s.lists(),
	} {
		maps.Copy(s.calls, area)
	}
	return s
}

// Knows says whether the answer of a path is known.
func (s *Server) Knows(path string) bool {
	_, known := s.calls[path]
	return known
}

// Paths are those whose answers are known.
func (s *Server) Paths() []string { return slices.Sorted(maps.Keys(s.calls)) }

// Serve answers a call of a path that it knows.
func (s *Server) Serve(path string, c *Call) (any, error) { return s.calls[path](c) }

// provoked gives the refusal that a value asks for with its end; see the package comment.
func provoked(values ...string) error {
	for _, v := range values {
		_, end, dashed := cutLast(v, "-")
		code, err := strconv.ParseInt(end, 10, 64)
		if dashed && err == nil && code >= 10_000 && errcode.Text(code) != "" {
			return errcode.Refuse(code)
		}
	}
	return nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// word makes up letters, digits, - and _ as WeChat's identifiers have them.
func (s *Server) word(letters int) string {
	raw := make([]byte, 0, letters)
	for len(raw)*4/3 < letters {
		raw = binary.BigEndian.AppendUint64(raw, s.rand.Uint64())
	}
	return base64.RawURLEncoding.EncodeToString(raw)[:letters]
}

// number makes up a msgid and its like: nineteen digits, as live ones have.
func (s *Server) number() int64 {
	return 3_000_000_000_000_000_000 + s.rand.Int64N(1_000_000_000_000_000_000)
}

// keep is how much of a kind is remembered; the oldest go first.
const keep = 10_000

// recent remembers the newest values by their keys.
type recent[V any] struct {
	kept  map[string]V
	order []string // oldest first
}

func (r *recent[V]) put(key string, v V) {
	if r.kept == nil {
		r.kept = map[string]V{}
	}
	if _, known := r.kept[key]; !known {
		if len(r.order) >= keep {
			delete(r.kept, r.order[0])
			r.order = r.order[1:]
		}
		r.order = append(r.order, key)
	}
	r.kept[key] = v
}

func (r *recent[V]) get(key string) (V, bool) {
	v, known := r.kept[key]
	return v, known
}
