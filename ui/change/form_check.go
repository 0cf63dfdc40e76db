package change

import (
	"slices"
	"strings"

	"wxops/ui/desk"
	"wxops/ui/view"
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
func (v *Form) faults() [formFields]formFault {
	var out [formFields]formFault
	at := func(key string) formField { return formField(slices.Index(formKeys[:], key)) }
	a, lang := v.account(), v.Lang
	for _, other := range v.Accounts.All {
		switch {
		case v.edit && other.Alias == v.was.Alias:
		case other.Alias == a.Alias && other.From == "": // one's own takes the place of the machine's
			out[inAlias] = formFault{formWordTaken.In(lang), true}
		case a.AppID != "" && other.AppID == a.AppID && out[inAppID].text == "":
			out[inAppID] = formFault{formWordSameAppID.Fill(lang, other.Alias), false}
		}
	}
	for _, d := range keystore.Doubts(a) {
		if line := at(d.Key); line >= 0 {
			out[line] = formFault{v.faultWords(d), false}
		}
	}
	for _, f := range keystore.Check(a) {
		line := at(f.Key)
		if line < 0 {
			continue // an API path: the file's own, and the Book will say it
		}
		out[line] = formFault{v.faultWords(f), true}
	}
	if _, whole := splitArgv(v.command.Value()); !whole && a.Secret == keystore.FromCommand {
		out[inSecret] = formFault{formWordOpenQuote.In(lang), true}
	}
	return out
}

// faultWords are short, because they stand beside the field.
func (v *Form) faultWords(f keystore.Fault) string {
	lang := v.Lang
	switch f.What {
	case keystore.KeyMissing:
		return formWordNeeded.In(lang)
	case keystore.AliasForm:
		return formWordAliasForm.In(lang)
	case keystore.CommandMissing:
		return formWordNeedsCommand.In(lang)
	case keystore.AppIDOdd:
		return formWordOddAppID.In(lang)
	case keystore.OddText:
		return formWordOddText.In(lang)
	}
	return words.Fault(f, v.Lang)
}

// note explains the line that has the focus.
func (v *Form) note() string {
	lang, source := v.Lang, keystore.SourceNames[v.source]
	switch v.at {
	case inAppID:
		if where := words.Where("appid", string(keystore.Kinds[v.kind]), lang); where != "" {
			return formWordAppIDWhere.Fill(lang, where)
		}
		return formWordAppIDNote.In(lang)
	case inName:
		return formWordNameNote.In(lang)
	case inKind:
		if !desk.Can(keystore.Account{Kind: keystore.Kinds[v.kind]}, desk.Read) {
			return view.WordPlatform.In(v.Lang)
		}
		return formWordKindNote.In(lang)
	case inEnv:
		return formWordEnvNote.In(lang)
	case inSource:
		return formWordSourceNotes[source].In(lang)
	case inSecret:
		return v.secretNote(source)
	case inReadOnly:
		return formWordReadOnlyNote.In(lang)
	}
	return formWordAliasNote.In(lang)
}

func (v *Form) secretNote(source keystore.SourceName) string {
	lang := v.Lang
	switch {
	case source == keystore.FromCommand:
		if argv, whole := splitArgv(v.command.Value()); whole && len(argv) > 1 {
			return formWordRuns.Fill(lang, clean.Line(strings.Join(argv, " | ")))
		}
		return formWordCommandNote.In(lang)
	case source == keystore.FromPrompt:
		return formWordPromptNote.In(lang)
	case !v.edit:
		return formWordSecretNote.In(lang)
	case v.account().AppID != v.was.AppID:
		return formWordNewAppIDNote.In(lang)
	case source != v.was.Source():
		return formWordMoveNote.Fill(lang, wordPlaces[v.was.Source()].In(v.Lang), wordPlaces[source].In(v.Lang))
	}
	return formWordKeepNote.In(lang)
}
