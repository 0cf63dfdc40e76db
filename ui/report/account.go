package report

// Accounts is the document of account list.
type Accounts struct {
	Accounts []Account `json:"accounts"`
}

// Account is an account as every account command tells it. Secret is the name
// of the source; an AppSecret is in no document.
type Account struct {
	Alias    string   `json:"alias"`
	Name     *string  `json:"name"`
	AppID    string   `json:"appid"`
	Kind     string   `json:"kind"`
	Env      *string  `json:"env"`
	Secret   string   `json:"secret"`
	APIs     []string `json:"apis"`
	APIsAdd  []string `json:"apis_add"`
	APIsSkip []string `json:"apis_skip"`
	ReadOnly bool     `json:"read_only"`
	Tags     []string `json:"tags"`
	OnDemand bool     `json:"on_demand"`
	WarnAt   []int64  `json:"warn_at"` // empty: the usual
	Base     *string  `json:"base"`
	Proxy    *string  `json:"proxy"`
	Watch    *Watch   `json:"watch"` // null: it has no [account.watch]
	From     *string  `json:"from"`  // the file of the whole machine that it is of; null: the person's own
}

// Watch is the policy of an account, with what is usual where nothing is written. Durations
// are in seconds.
type Watch struct {
	ResetAt       *int64   `json:"reset_at"` // null: it only reports
	Scope         string   `json:"scope"`
	APIs          []string `json:"apis"` // empty: every one that is watched
	PerMonth      int64    `json:"per_month"`
	KeepBack      int64    `json:"keep_back"`
	OnlyIfOutFor  int64    `json:"only_if_out_for"`
	DayEndsWithin int64    `json:"day_ends_within"`
}

// Test is how a test of an account went, step by step; a step that was not
// reached is null.
type Test struct {
	Account string  `json:"account"`
	AppID   string  `json:"appid"`
	Secret  string  `json:"secret"`
	Token   *bool   `json:"token"`
	Path    *string `json:"cgi_path"`
	Quota   *bool   `json:"quota"`
	Error   *Error  `json:"error"`
}

// Saved is the document of account add and edit.
type Saved struct {
	Account Account `json:"account"`
	Stored  bool    `json:"secret_stored"`
	Test    *Test   `json:"test"`
}

// Removed is the document of account remove.
type Removed struct {
	Account   Account `json:"account"`
	Forgotten bool    `json:"secret_forgotten"`
	Error     *Error  `json:"error"`
}

// Imported is the document of account import.
type Imported struct {
	Added   []Account `json:"added"`
	Skipped int       `json:"skipped"`
}

// Secret is the document of account secret.
type Secret struct {
	Account string `json:"account"`
	Secret  string `json:"secret"`
	OK      bool   `json:"ok"`
	Error   *Error `json:"error"`
}

// NamedSecret is the document of secret, whose secrets are no account's.
type NamedSecret struct {
	Name   string `json:"name"`
	Source string `json:"source"`
	OK     bool   `json:"ok"`
	Error  *Error `json:"error"`
}

// Checked is the document of account check.
type Checked struct {
	File     string    `json:"file"`
	OK       bool      `json:"ok"` // no mistakes; warnings may be there
	Accounts int       `json:"accounts"`
	Robots   int       `json:"robots"` // of config.toml
	Mistakes []Mistake `json:"mistakes"`
	Warnings []Mistake `json:"warnings"`
}

// Mistake is one thing that is wrong with an accounts file, or looks wrong. What is a
// word that programs can compare; Text says it in the language of the run.
type Mistake struct {
	File     *string `json:"file"` // null: the file of the document
	Line     *int    `json:"line"`
	Account  *string `json:"account"`
	What     string  `json:"what"`
	Key      *string `json:"key"`
	Found    *string `json:"found"`
	Expected *string `json:"expected"`
	Text     string  `json:"text"`
}
