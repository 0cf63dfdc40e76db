package keystore

import "wxops/keystore/secret"

// What an account says of its secret, and what comes back when it is opened,
// is named here too: a view deals with accounts and knows no sources.
type (
	Secret     = secret.Secret
	SourceName = secret.SourceName
	Asking     = secret.Asking
	Source     = secret.Source
	Problem    = secret.Problem
)

// The sources of a secret.
const (
	FromKeyring = secret.FromKeyring
	FromCommand = secret.FromCommand
	FromFile    = secret.FromFile
	FromPrompt  = secret.FromPrompt
	FromEnv     = secret.FromEnv
)

// Who is asked when a source is read.
const (
	AsksNobody   = secret.AsksNobody
	AsksTerminal = secret.AsksTerminal
	AsksSecret   = secret.AsksSecret
)

// SourceNames lists every source, in the order in which they are offered.
var SourceNames = secret.SourceNames

// NewSecret wraps a secret as it was typed or read.
func NewSecret(s string) Secret { return secret.NewSecret(s) }

// EnvName is the variable that holds an account's AppSecret.
func EnvName(alias string) string {
	return "WXOPS_SECRET_" + upper(alias)
}

// Item is the account's AppSecret, as the sources know it.
func (a Account) Item() secret.Item {
	return secret.Item{Of: a.Alias, Key: a.AppID, Variable: EnvName(a.Alias), Command: a.SecretCommand}
}

func problem(a Account, from SourceName, why secret.Reason) *Problem {
	return &Problem{Account: a.Alias, Source: from, Reason: why}
}
