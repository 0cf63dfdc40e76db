package secret

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

// Keeps reports whether wxops itself stores AppSecrets there. Command and env
// are filled elsewhere, and a prompt keeps nothing.
func (s SourceName) Keeps() bool { return s == FromKeyring || s == FromFile }

// Asking says what a person may be asked for when a source is read.
type Asking int

// Who is asked.
const (
	AsksNobody   Asking = iota // keyring, env: they answer by themselves, or say why not
	AsksTerminal               // command, file: a vault's prompt or a passphrase, at the bare terminal; a command not before it says so
	AsksSecret                 // prompt: for the AppSecret itself, wherever it can be typed
)

// Asks tells what reading an AppSecret there may ask a person for, as long as
// it is not in memory.
func (s SourceName) Asks() Asking {
	switch s {
	case FromPrompt:
		return AsksSecret
	case FromCommand, FromFile:
		return AsksTerminal
	}
	return AsksNobody
}

// AsksToStore reports whether writing an AppSecret there, or forgetting it, may
// ask at the terminal.
func (s SourceName) AsksToStore() bool { return s.Keeps() && s.Asks() == AsksTerminal }

// AsksOnce reports whether one answer opens the secrets of all accounts there.
func (s SourceName) AsksOnce() bool { return s == FromFile }
