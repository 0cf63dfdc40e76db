package ui

import (
	"fmt"
	"slices"
	"strings"

	"wxops/ui/desk"
	"wxops/ui/words"

	"wxops/keystore"
	"wxops/wechat/clean"
)

// formFault is what is wrong, or only unusual, at one line of the form.
type formFault struct {
	text    string
	refuses bool
}

// formKeys are the lines of the form by their key in accounts.toml.
var formKeys = [formFields]string{
	inAlias: "alias", inAppID: "appid", inName: "name", inKind: "kind", inEnv: "env", inSource: "secret", inSecret: "secret_command",
}

// faults judges every line, whether it was visited or not.
func (v *accountForm) faults() [formFields]formFault {
	var out [formFields]formFault
	at := func(key string) formField { return formField(slices.Index(formKeys[:], key)) }
	a, w := v.account(), v.text.Form
	for _, other := range v.accounts.all {
		switch {
		case v.edit && other.Alias == v.was.Alias:
		case other.Alias == a.Alias:
			out[inAlias] = formFault{w.Taken, true}
		case a.AppID != "" && other.AppID == a.AppID && out[inAppID].text == "":
			out[inAppID] = formFault{fmt.Sprintf(w.SameAppID, other.Alias), false}
		}
	}
	for _, d := range keystore.Doubts(a) {
		out[at(d.Key)] = formFault{v.faultWords(d), false}
	}
	for _, f := range keystore.Check(a) {
		line := at(f.Key)
		if line < 0 {
			continue // an API path: the file's own, and the Book will say it
		}
		out[line] = formFault{v.faultWords(f), true}
	}
	if _, whole := splitArgv(v.command.Value()); !whole && a.Secret == keystore.FromCommand {
		out[inSecret] = formFault{w.OpenQuote, true}
	}
	return out
}

// faultWords are short, because they stand beside the field.
func (v *accountForm) faultWords(f keystore.Fault) string {
	w := v.text.Form
	switch f.What {
	case keystore.KeyMissing:
		return w.Needed
	case keystore.AliasForm:
		return w.AliasForm
	case keystore.CommandMissing:
		return w.NeedsCommand
	case keystore.AppIDOdd:
		return w.OddAppID
	case keystore.OddText:
		return w.OddText
	}
	return words.Fault(f, v.text.Lang)
}

// note explains the line that has the focus.
func (v *accountForm) note() string {
	w, source := v.text.Form, keystore.SourceNames[v.source]
	switch v.at {
	case inAppID:
		return w.AppIDNote
	case inName:
		return w.NameNote
	case inKind:
		if !desk.Can(keystore.Account{Kind: keystore.Kinds[v.kind]}, desk.Read) {
			return v.text.Platform
		}
		return w.KindNote
	case inEnv:
		return w.EnvNote
	case inSource:
		return w.SourceNotes[source]
	case inSecret:
		return v.secretNote(source)
	case inReadOnly:
		return w.ReadOnlyNote
	}
	return w.AliasNote
}

func (v *accountForm) secretNote(source keystore.SourceName) string {
	w, places := v.text.Form, v.text.Accounts.Places
	switch {
	case source == keystore.FromCommand:
		if argv, whole := splitArgv(v.command.Value()); whole && len(argv) > 1 {
			return fmt.Sprintf(w.Runs, clean.Line(strings.Join(argv, " | ")))
		}
		return w.CommandNote
	case source == keystore.FromPrompt:
		return w.PromptNote
	case !v.edit:
		return w.SecretNote
	case v.account().AppID != v.was.AppID:
		return w.NewAppIDNote
	case source != v.was.Source():
		return fmt.Sprintf(w.MoveNote, places[v.was.Source()], places[source])
	}
	return w.KeepNote
}
