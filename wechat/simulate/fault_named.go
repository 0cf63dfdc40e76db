package simulate

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"wxops/wechat/simulate/errcode"
)

// Trouble is a fault as it is asked for by name: NAME[=ARG][@WHERE].
type Trouble struct {
	Fault
	Alias  string // of the accounts it is for, as path.Match has it; "": every one
	Path   string // of the calls it hits; "": every one
	Minute int64  // calls a minute of Path before 45011, instead of Fault; 0: none
}

// named is what a name stands for.
type named struct {
	Fault
	path  string // where nothing else is said
	takes string // what its argument is: "", duration, status, errcode or calls
	usual string // its argument, where none is given; "": one must be
}

const (
	readsQuota = "/cgi-bin/openapi/quota/get"
	givesToken = "/cgi-bin/stable_token"
)

// troubles are the names of the faults.
func troubles() map[string]named {
	return map[string]named{
		"slow":      {takes: "duration", usual: "2s"},
		"hang":      {Fault: Fault{Kind: Hang}},
		"drop":      {Fault: Fault{Kind: Drop}},
		"lost":      {Fault: Fault{Kind: Drop, Worked: true}},
		"status":    {Fault: Fault{Kind: Status}, takes: "status", usual: "502"},
		"html":      {Fault: Fault{Kind: HTML}},
		"cut":       {Fault: Fault{Kind: Cut}},
		"broken":    {Fault: Fault{Kind: Broken}},
		"huge":      {Fault: Fault{Kind: Huge}},
		"redirect":  {Fault: Fault{Kind: Redirect}},
		"escapes":   {Fault: Fault{Kind: Escapes}},
		"expire":    {Fault: Fault{Kind: Expire}, path: readsQuota},
		"errcode":   {Fault: Fault{Kind: Refuse}, takes: "errcode"},
		"refused":   {Fault: Fault{Kind: Refuse, Code: errcode.IPNotAllowed}, path: givesToken},
		"frozen":    {Fault: Fault{Kind: Refuse, Code: errcode.SecretFrozen}, path: givesToken},
		"exhausted": {Fault: Fault{Kind: Refuse, Code: errcode.OutOfQuota}, path: readsQuota},
		"minute":    {path: readsQuota, takes: "calls", usual: "60"},
	}
}

// TroubleNames are the names that ParseTrouble knows, each with the argument it
// takes, in the order of the alphabet.
func TroubleNames() []string {
	known := troubles()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(known)) {
		switch n := known[name]; {
		case n.takes == "":
			names = append(names, name)
		case n.usual == "":
			names = append(names, name+"="+strings.ToUpper(n.takes))
		default:
			names = append(names, name+"[="+strings.ToUpper(n.takes)+"]")
		}
	}
	return names
}

// ParseTrouble reads NAME[=ARG][@WHERE]; WHERE is an alias (* and ? stand for
// others), a path, or both: slow=3s@mall/cgi-bin/openapi/quota/get.
func ParseTrouble(text string) (Trouble, error) {
	what, where, placed := strings.Cut(text, "@")
	name, arg, given := strings.Cut(what, "=")
	n, known := troubles()[name]
	switch {
	case !known:
		return Trouble{}, fmt.Errorf("no fault is named %q", name)
	case placed && where == "":
		return Trouble{}, fmt.Errorf("%s@: an alias or a path is missing", what)
	case given && n.takes == "":
		return Trouble{}, fmt.Errorf("%s takes no argument", name)
	case !given && n.takes != "" && n.usual == "":
		return Trouble{}, fmt.Errorf("%s needs an argument: %s=%s", name, name, strings.ToUpper(n.takes))
	case !given:
		arg = n.usual
	}
	t := Trouble{Fault: n.Fault, Path: n.path}
	if err := t.take(n.takes, arg); err != nil {
		return Trouble{}, fmt.Errorf("%s=%s: %w", name, arg, err)
	}
	if slash := strings.IndexByte(where, '/'); slash >= 0 {
		t.Alias, t.Path = where[:slash], where[slash:]
	} else {
		t.Alias = where
	}
	if _, err := path.Match(t.Alias, ""); err != nil {
		return Trouble{}, fmt.Errorf("@%s: %w", t.Alias, err)
	}
	return t, nil
}

// take reads the argument.
func (t *Trouble) take(what, arg string) error {
	if what == "duration" {
		d, err := time.ParseDuration(arg)
		if err != nil || d < 0 {
			return fmt.Errorf("a duration is like 500ms or 3s")
		}
		t.Delay = d
		return nil
	}
	if what == "" {
		return nil
	}
	n, err := strconv.ParseInt(arg, 10, 64)
	switch {
	case err != nil, what == "status" && (n < 200 || n > 599), what == "calls" && n < 1, what == "errcode" && n == 0:
		return fmt.Errorf("that is no number of its kind (%s)", what)
	case what == "status":
		t.Status = int(n)
	case what == "errcode":
		t.Code = n
	default:
		t.Minute = n
	}
	return nil
}

// Trouble sets a fault for the accounts and calls that it is for, and says for how
// many accounts that is. A path that no account knows is hit all the same.
func (s *Server) Trouble(t Trouble) int {
	if t.Alias == "" {
		s.trouble("", t)
		return len(s.set.Accounts)
	}
	hit := 0
	for _, a := range s.set.Accounts {
		if is, _ := path.Match(t.Alias, a.Alias); is {
			s.trouble(a.AppID, t)
			hit++
		}
	}
	return hit
}

func (s *Server) trouble(appID string, t Trouble) {
	if t.Minute > 0 {
		s.LimitMinute(appID, t.Path, t.Minute)
		return
	}
	s.SetFaultOf(appID, t.Path, t.Fault)
}
