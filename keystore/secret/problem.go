package secret

// Reason says, in one word that programs can compare, why a secret could not
// be had. The screen and the command line have two lines for each, in both languages.
type Reason string

// The reasons. The keyring's follow the probe: ready needs no reason.
const (
	KeyringAbsent      Reason = "keyring absent"          // no bus, no provider, or no collection
	KeyringStopped     Reason = "keyring not running"     // installed, not started
	KeyringLocked      Reason = "keyring locked"          //
	KeyringTimedOut    Reason = "keyring timed out"       // not called again in this process
	KeyringOther       Reason = "keyring of another user" // sudo: the keyring belongs to SUDO_USER
	KeyringDenied      Reason = "keyring denied"          // the user or the system refused
	KeyringFailed      Reason = "keyring failed"          // anything else
	SecretMissing      Reason = "no secret stored"        // the source answers, but holds nothing for this account
	CommandFailed      Reason = "command failed"
	CommandTimedOut    Reason = "command timed out"
	CommandTooLong     Reason = "command output too long"
	FileUnsafe         Reason = "secrets file unsafe" // owner, mode, link
	FileWrong          Reason = "secrets file damaged"
	FileFailed         Reason = "secrets file failed" // the system refused to read, lock or write it
	PassphraseWrong    Reason = "passphrase wrong"
	PromptNeeded       Reason = "prompt needed" // the source is prompt and nothing was typed yet
	NothingTyped       Reason = "nothing typed" // someone was asked, and only pressed enter
	EnvMissing         Reason = "variable not set"
	CredentialMissing  Reason = "variable not set, and no credential" // under systemd's $CREDENTIALS_DIRECTORY
	CredentialWrong    Reason = "credential unusable"
	SourceReadOnly     Reason = "source cannot store" // command, env: wxops does not write there
	SecretNotReadBack  Reason = "secret not read back"
	SecretDiffers      Reason = "source gives another secret" // one that wxops does not write
	SourceNotSupported Reason = "source not supported"
)

// Problem is the one error of reading and writing secrets. It never holds the secret.
type Problem struct {
	Account string // alias
	Source  SourceName
	Reason  Reason
	Detail  string // what the words need: a path, a variable's name, an exit code; never a secret
	Said    string // the last line that a command wrote to its stderr, cleaned; for a screen, and never in Error
	Person  bool   // a command asked for something that only a person can give
	cause   error
}

// Error gives the fact in one line; the remedy is the caller's to say.
func (p *Problem) Error() string {
	s := "open the secret of " + p.Account + ": " + string(p.Reason)
	if p.Detail != "" {
		s += " (" + p.Detail + ")"
	}
	return s
}

// Unwrap gives the system's own error, if there is one.
func (p *Problem) Unwrap() error { return p.cause }
