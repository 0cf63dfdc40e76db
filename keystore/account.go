// Package keystore is the list of accounts and the places where their
// AppSecrets live. It never calls WeChat, and it holds no token.
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

// SourceName names the place where an account's AppSecret lives. It is chosen
// for each account; there is no silent fallback from one to another.
type SourceName string

// The sources of a secret.
const (
	FromKeyring SourceName = "keyring" // the OS keyring: service wxops, user = appid
	FromCommand SourceName = "command" // the output of an argv, without a shell
	FromFile    SourceName = "file"    // one age file with a passphrase, for all accounts
	FromPrompt  SourceName = "prompt"  // typed when needed, kept in memory
	FromEnv     SourceName = "env"     // WXOPS_SECRET_<ALIAS>
)

// SourceNames lists every source, in the order in which they are offered.
var SourceNames = []SourceName{FromKeyring, FromCommand, FromFile, FromPrompt, FromEnv}

// Account is one [[account]] of accounts.toml. It holds no secret.
type Account struct {
	Alias         string     `toml:"alias"`  // [a-z0-9-]+; what is typed to confirm a reset
	Name          string     `toml:"name"`   // shown; may be Chinese
	AppID         string     `toml:"appid"`  // usually wx and 16 hex digits
	Kind          Kind       `toml:"kind"`   //
	Env           string     `toml:"env"`    // shown as a word: prod, test
	Secret        SourceName `toml:"secret"` // where the AppSecret lives; empty means keyring
	SecretCommand []string   `toml:"secret_command"`
	APIs          []string   `toml:"apis"` // cgi_paths to watch; empty means the starter list of the kind
	ReadOnly      bool       `toml:"read_only"`
}
