package keystore

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wxops/keystore/toml"
)

// FaultKind says, in one word that programs can compare, what is wrong with
// accounts.toml or with one account. The screen has words for each in both languages.
type FaultKind string

// What refuses a file or an account.
const (
	NotTOML         FaultKind = FaultKind(toml.NotTOML)
	UnknownKey      FaultKind = FaultKind(toml.UnknownKey)
	UnknownTable    FaultKind = FaultKind(toml.UnknownTable)
	KeyTwice        FaultKind = FaultKind(toml.KeyTwice)
	NotYet          FaultKind = FaultKind(toml.NotYet) // of the grammar, and this wxops does not go by it yet
	NotText         FaultKind = FaultKind(toml.NotText)
	NotAList        FaultKind = FaultKind(toml.NotAList)
	NotANumber      FaultKind = FaultKind(toml.NotANumber)
	NotNumbers      FaultKind = FaultKind(toml.NotNumbers)
	NotABool        FaultKind = FaultKind(toml.NotABool)
	NotDuration     FaultKind = FaultKind(toml.NotDuration)
	NotATable       FaultKind = FaultKind(toml.NotATable)
	NotTables       FaultKind = FaultKind(toml.NotTables)
	KeyMissing      FaultKind = "key missing"
	OddText         FaultKind = "control characters" // also bidi controls and bytes that are not UTF-8
	AliasForm       FaultKind = "alias form"
	AliasTaken      FaultKind = "alias taken"
	KindUnknown     FaultKind = "unknown kind"
	SourceUnknown   FaultKind = "unknown source"
	CommandMissing  FaultKind = "command missing"
	CommandUnused   FaultKind = "command unused"
	APIForm         FaultKind = "API path form"
	APIsBoth        FaultKind = "apis beside apis_add or apis_skip"
	APIAddedSkipped FaultKind = "API added and skipped"
	TagForm         FaultKind = "tag form"
	WarnForm        FaultKind = "warn_at form"
	BaseForm        FaultKind = "API address form"
	ProxyForm       FaultKind = "proxy form"
	ProxyUser       FaultKind = "user in the proxy" // its password would stand in the file
	AccountUnknown  FaultKind = "no such account"
	AppIDOdd        FaultKind = "odd AppID"        // a warning
	AppIDTwice      FaultKind = "AppID used twice" // a warning
	ResetAtForm     FaultKind = "reset_at form"
	ScopeUnknown    FaultKind = "unknown scope"
	PerMonthForm    FaultKind = "per_month form"
	KeepBackForm    FaultKind = "keep_back form"
	OverBudget      FaultKind = "per_month and keep_back over the budget"
	NoAPIs          FaultKind = "no APIs"
	APITwice        FaultKind = "API twice"
	APINotWatched   FaultKind = "API not watched"
	APIWithoutQuota FaultKind = "API without quota"
	OverADay        FaultKind = "longer than a day"
	PolicyOfKind    FaultKind = "policy of a platform"
	PolicyReports   FaultKind = "policy without reset_at"                       // a warning
	PolicyReadOnly  FaultKind = "policy of a read-only account"                 // a warning
	PolicyOnDemand  FaultKind = "policy of an account read on demand"           // a warning
	PolicyWaits     FaultKind = "policy below 100 waits until the quota is out" // a warning
	TeamDirForm     FaultKind = "team folder form"
	TeamBoth        FaultKind = "dir beside redis"
	TeamOfMachine   FaultKind = "team beside the machine's" // a warning
	RobotName       FaultKind = "robot name form"
	RobotTaken      FaultKind = "robot name taken"
	RobotUnknown    FaultKind = "unknown robot"
	SignUnused      FaultKind = "sign of a robot that has none"
	MachineUnsafe   FaultKind = "file of the machine that others may write" // a warning, like the next
	MachineUnread   FaultKind = "file of the machine that cannot be read"
	NotAFile        FaultKind = "not a file"
	WritableByOther FaultKind = "writable by others" // a warning: secret_command is run
)

// Fault is one thing that is wrong: where, what was found, what was expected.
type Fault struct {
	File     string // where it is not the one that was asked for
	Line     int    // in the file, from 1; 0 when the account is not in a file
	Account  string // the alias of the account that it is about, where the file says one
	What     FaultKind
	Key      string // the key of accounts.toml, where one is concerned
	Found    string // as written, cut short; empty where it could be a secret
	Expected string // in English; What and Key are enough to say it in other words
}

// String gives the fault as one sentence, without its line.
func (f Fault) String() string {
	s := string(f.What)
	if f.Key != "" {
		s = f.Key + ": " + s
	}
	if f.Found != "" {
		s += ": found " + f.Found
	}
	if f.Expected != "" {
		s += ", expected " + f.Expected
	}
	return s
}

// BookError refuses accounts.toml, or a change to it. The file is as it was.
type BookError struct {
	Path   string
	Faults []Fault
}

// Error gives a line for each fault: file, line, what was found and expected.
func (e *BookError) Error() string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = e.Path
		if f.Line > 0 {
			lines[i] += ":" + strconv.Itoa(f.Line)
		}
		lines[i] += ": " + f.String()
	}
	return strings.Join(lines, "\n")
}

var (
	// A first dash would make the alias look like a flag.
	aliasForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	// 61 of 61 AppIDs in public code look like this; no official page says so.
	appIDForm = regexp.MustCompile(`^wx[0-9a-f]{16}$`)
)

// Check gives what is wrong with one account by itself, for forms and before
// it is written. Whether its alias is free, only the Book knows.
func Check(a Account) []Fault {
	var faults []Fault
	fault := func(what FaultKind, key, found, expected string) {
		faults = append(faults, Fault{What: what, Key: key, Found: found, Expected: expected})
	}
	for _, key := range keys {
		if !plainIn(a.field(key)) {
			fault(OddText, key, "", "text without control characters")
		}
	}
	for _, key := range []string{"alias", "appid", "kind"} {
		if *a.field(key).(*string) == "" {
			fault(KeyMissing, key, "", "")
		}
	}
	if a.Alias != "" && !aliasForm.MatchString(a.Alias) {
		fault(AliasForm, "alias", quoted(a.Alias), "a-z, 0-9 and -, not - first")
	}
	if a.Kind != "" && !slices.Contains(Kinds, a.Kind) {
		fault(KindUnknown, "kind", quoted(string(a.Kind)), oneOf(Kinds))
	}
	// Found stays empty: here people paste the AppSecret itself.
	if a.Secret == sourceNotYet {
		fault(NotYet, "secret", quoted(string(a.Secret)), oneOf(SourceNames))
	} else if a.Secret != "" && !slices.Contains(SourceNames, a.Secret) {
		fault(SourceUnknown, "secret", "", oneOf(SourceNames)+" (where the AppSecret lives, not the AppSecret)")
	}
	return slices.Concat(faults, checkCommand("secret", a.Secret, a.SecretCommand), checkAPIs(a), checkReading(a), checkWatch(a))
}

// checkCommand holds a source and the command beside it to each other.
func checkCommand(key string, source SourceName, command []string) []Fault {
	switch hasCommand := len(command) > 0 && command[0] != ""; {
	case source == FromCommand && !hasCommand:
		return []Fault{{What: CommandMissing, Key: key + "_command", Expected: `a program and its arguments, like ["op", "read", "op://vault/item/field"]`}}
	case source != FromCommand && len(command) > 0:
		return []Fault{{What: CommandUnused, Key: key + "_command", Expected: "no " + key + `_command without ` + key + ` = "command"`}}
	}
	return nil
}

// checkAPIs judges the lists of paths: exactly these, or changes to the starter list.
func checkAPIs(a Account) []Fault {
	var faults []Fault
	for _, key := range []string{"apis", "apis_add", "apis_skip"} {
		paths := *a.field(key).(*[]string)
		for _, path := range paths {
			if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, " ?#") {
				faults = append(faults, Fault{What: APIForm, Key: key, Found: quoted(path), Expected: "a path like /cgi-bin/message/subscribe/send"})
			}
		}
		if key != "apis" && len(paths) > 0 && len(a.APIs) > 0 {
			faults = append(faults, Fault{What: APIsBoth, Key: key, Expected: "apis alone (exactly these), or apis_add and apis_skip (changes to the starter list)"})
		}
	}
	for _, path := range a.APIsSkip {
		if slices.Contains(a.APIsAdd, path) {
			faults = append(faults, Fault{What: APIAddedSkipped, Key: "apis_skip", Found: quoted(path), Expected: "a path that is not in apis_add"})
		}
	}
	return faults
}

// Doubts gives what looks wrong with an account but is not refused.
func Doubts(a Account) []Fault {
	doubts := doubtsOfWatch(a)
	if a.AppID != "" && !appIDForm.MatchString(a.AppID) {
		doubts = append(doubts, Fault{What: AppIDOdd, Key: "appid", Found: quoted(a.AppID), Expected: "wx and 16 of 0-9a-f"})
	}
	return doubts
}

// plainIn reports whether every text in a field is plain.
func plainIn(field any) bool {
	switch f := field.(type) {
	case *string:
		return plain(*f)
	case *[]string:
		return !slices.ContainsFunc(*f, func(s string) bool { return !plain(s) })
	}
	return true
}

// plain reports whether a text can be shown as it is: no control characters, no line
// breaks, nothing that turns the direction of writing.
func plain(s string) bool { return utf8.ValidString(s) && !strings.ContainsFunc(s, odd) }

func odd(r rune) bool {
	switch {
	case r < 0x7f:
		return r < ' '
	case r >= 0x3000 && r <= 0x9fff:
		return false // Chinese, without a look into the tables
	}
	return r == '\ufeff' || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// quoted shows a found text, short and escaped.
func quoted(s string) string { return toml.Quoted(s) }

func oneOf[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, ", ")
}
