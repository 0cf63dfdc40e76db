// Package keystore is what is configured: the accounts, the policies of the watch, the
// robots and the team, and the places where their secrets live. It never calls WeChat, and
// it holds no token.
package keystore

// Kind is what sort of WeChat account it is; it decides the starter list of APIs.
type Kind string

// The kinds of account. A component (third-party platform) is accepted and
// shown; its own actions are not supported yet.
const (
	OffiAccount Kind = "offiaccount"
	MiniProgram Kind = "miniprogram"
	MiniGame    Kind = "minigame"
	Store       Kind = "store"
	Component   Kind = "component"
)

// Kinds lists every kind, in the order in which they are offered.
var Kinds = []Kind{OffiAccount, MiniProgram, MiniGame, Store, Component}

// Account is one [[account]] of accounts.toml. It holds no secret.
type Account struct {
	Alias         string     `toml:"alias"`  // [a-z0-9-]+; what is typed to confirm a reset
	Name          string     `toml:"name"`   // shown; may be Chinese
	AppID         string     `toml:"appid"`  // usually wx and 16 hex digits
	Kind          Kind       `toml:"kind"`   //
	Env           string     `toml:"env"`    // shown as a word: prod, test
	Tags          []string   `toml:"tags"`   // words to choose accounts by
	Secret        SourceName `toml:"secret"` // where the AppSecret lives; empty means keyring
	SecretCommand []string   `toml:"secret_command"`
	APIs          []string   `toml:"apis"`      // cgi_paths to watch, exactly these; empty means the starter list of the kind
	APIsAdd       []string   `toml:"apis_add"`  // watched beside the starter list
	APIsSkip      []string   `toml:"apis_skip"` // of the starter list, not watched
	ReadOnly      bool       `toml:"read_only"`
	OnDemand      bool       `toml:"on_demand"` // its quotas are read only when it is opened
	WarnAt        []int64    `toml:"warn_at"`   // the uses, in per cent, that are near the limit and pressing; empty means the usual
	Base          string     `toml:"base"`      // the address of WeChat; empty means that of --base
	Proxy         string     `toml:"proxy"`     // the way there; empty means that of the environment
	Watch         *Watch     `toml:"watch"`     // the policy of `wxops watch`; nil: it only reports. Shared by copies, do not change
	From          string     `toml:"-"`         // the file of the whole machine that it is of; empty: the person's own
}

// Source is where the account's AppSecret lives; none written means the keyring.
func (a Account) Source() SourceName {
	if a.Secret == "" {
		return FromKeyring
	}
	return a.Secret
}

// SharesSecret reports whether two accounts have one stored AppSecret: what is
// written or forgotten for one is so for the other. Only env goes by the
// alias, and every command is a place of its own.
func (a Account) SharesSecret(b Account) bool {
	source := a.Source()
	switch {
	case source != b.Source() || a.AppID != b.AppID:
		return false
	case source == FromEnv:
		return EnvName(a.Alias) == EnvName(b.Alias)
	}
	return source != FromCommand
}

// MachineError refuses to change an account that root keeps for the whole machine.
type MachineError struct{ Account Account }

// Error gives the fact in one line.
func (e *MachineError) Error() string {
	return "change " + e.Account.Alias + ": it is an account of the whole machine (" + e.Account.From + ")"
}

// Own gives a *MachineError for an account of the whole machine: it is read, and never
// written.
func Own(a Account) error {
	if a.From == "" {
		return nil
	}
	return &MachineError{a}
}
