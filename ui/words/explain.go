package words

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/wechat"
	"wxops/wechat/guard"
)

// Advice is what a person reads about an error: the fact, then what to do.
// {account}, {source} and {detail} stand for what the error knows; of a file,
// {account} is its path.
type Advice [2]Pair

// Explain gives an error its two lines. It knows the errors of keystore, guard
// and wechat; of any other it gives the text and no remedy.
func Explain(err error, lang Lang) (fact, remedy string) {
	var (
		problem *keystore.Problem
		refused *guard.RefusedError
		answer  *wechat.Error
		book    *keystore.BookError
		machine *keystore.MachineError
	)
	switch {
	case err == nil:
		return "", ""
	case errors.Is(err, context.Canceled): // before what it was about: nobody is to be advised
		return cancelledAdvice.fill(lang, "", "", "", err.Error())
	case errors.As(err, &problem):
		advice := secretAdvice[problem.Reason]
		if problem.Reason == secret.PromptNeeded && problem.Source == keystore.FromFile {
			advice = passphraseAdvice
		}
		if problem.Person {
			advice = personAdvice
		}
		fact, remedy = advice.fill(lang, problem.Account, string(problem.Source), problem.Detail, problem.Error())
		if strings.Contains(problem.Account, "/") {
			fact, remedy = explainNamed(problem.Account, fact, remedy, lang)
		}
		if problem.Said != "" {
			fact += wordSaid.Fill(lang, problem.Said)
		}
		return fact, remedy
	case errors.As(err, &refused):
		return explainRefusal(refused, lang)
	case errors.As(err, &machine):
		a := machine.Account
		return machineAdvice.fill(lang, a.Alias, a.AppID+" --kind "+string(a.Kind), a.From, machine.Error())
	case errors.As(err, &book) && len(book.Faults) > 0:
		return explainBook(book, lang)
	case errors.As(err, &answer) && answer.Code != 0:
		return explainCode(answer, lang)
	}
	for path, advice := range pathAdvice {
		if errors.Is(err, path) {
			return advice.fill(lang, "", "", "", path.Error())
		}
	}
	if fact, remedy, own := explainOwnFile(err, lang); own {
		return fact, remedy
	}
	if fact, remedy, kept := explainHistory(err, lang); kept {
		return fact, remedy
	}
	return explainCall(err, answer, lang)
}

// explainBook gives file, line and what was expected of each fault, one a line.
func explainBook(book *keystore.BookError, lang Lang) (fact, remedy string) {
	lines := make([]string, len(book.Faults))
	for i, f := range book.Faults {
		lines[i] = place(book.Path, f.Line) + ": " + Fault(f, lang)
	}
	return strings.Join(lines, "\n"), wordCorrectIt.In(lang)
}

// place is a line of a file, as compilers name it.
func place(file string, line int) string {
	if line > 0 {
		file += ":" + strconv.Itoa(line)
	}
	return file
}

// Fault words one thing that is wrong with accounts.toml, config.toml or an account; with
// its place where it is not in the file that was asked for.
func Fault(f keystore.Fault, lang Lang) string {
	s := faultWords[f.What].In(lang)
	if s == "" {
		s = string(f.What)
	}
	if f.Key != "" {
		s = f.Key + ": " + s
	}
	if f.Found != "" {
		s += wordFound.In(lang) + found(f.Found, lang)
	}
	switch names, list := strings.CutSuffix(f.Expected, " first"); {
	case f.Expected == "":
	case lang == English: // what was expected is English
		s += wordExpected.In(lang) + f.Expected
	case f.What == keystore.UnknownKey && list:
		s += wordKeysFirst.Fill(lang, names)
	case f.What == keystore.UnknownKey:
		s += wordKeysKnown.Fill(lang, names)
	}
	if f.File != "" {
		s = place(f.File, f.Line) + ": " + s
	}
	return s
}

// found words a kind of value that stands where another should; anything else stays.
func found(text string, lang Lang) string {
	kind, listed := strings.CutSuffix(text, " in the list")
	switch pair, some := kindWords[kind]; {
	case lang == English || !some:
		return text
	case listed:
		return wordInTheList.Fill(lang, pair.In(lang))
	default:
		return pair.In(lang)
	}
}

// kindWords are the kinds of values of a file, by what the keystore calls them.
var kindWords = map[string]Pair{
	"a text": {"a text", "字符串"}, "true or false": {"true or false", "布尔值"}, "a number": {"a number", "数字"},
	"a list": {"a list", "列表"}, "a table": {"a table", "表"}, "a date": {"a date", "日期"},
}

// The names of keys and tables are one in both languages.
var (
	wordKeysFirst = Pair{"; it belongs below %s", "（应写在 %s 之下）"}
	wordKeysKnown = Pair{"; expected %s", "（可用 %s）"}
)

var wordInTheList = Pair{"%s in the list", "列表中有%s"}

// explainCall words a call that brought no errcode, and errors from below.
func explainCall(err error, answer *wechat.Error, lang Lang) (fact, remedy string) {
	var file *fs.PathError
	switch {
	case answer == nil && errors.Is(err, context.DeadlineExceeded):
		return callAdvice[wechat.TimedOut].fill(lang, "", "", "", err.Error())
	case answer == nil && errors.As(err, &file):
		return FileAdvice.fill(lang, file.Path, "", file.Err.Error(), err.Error())
	case answer == nil:
		return err.Error(), ""
	}
	cause := answer.Unwrap()
	if cause != nil && (answer.Reason == wechat.NoSecret || answer.Reason == wechat.NoToken) {
		return Explain(cause, lang)
	}
	if answer.Reason == wechat.Cancelled {
		return cancelledAdvice.fill(lang, "", "", "", answer.Error())
	}
	advice, known := callAdvice[answer.Reason]
	if !known {
		advice = callAdvice[wechat.ConnectionLost]
	}
	detail := answer.Error()
	switch {
	case answer.Status != 0:
		detail = fmt.Sprintf("HTTP %d", answer.Status)
	case cause != nil:
		detail = cause.Error()
	}
	return advice.fill(lang, "", "", detail, answer.Error())
}

// In gives both lines in one language, their placeholders unfilled.
func (a Advice) In(lang Lang) (fact, remedy string) { return a[0].In(lang), a[1].In(lang) }

// fill puts in what the error knows; without words for it the error's own
// text is the fact.
func (a Advice) fill(lang Lang, account, source, detail, text string) (fact, remedy string) {
	if a == (Advice{}) {
		return text, ""
	}
	if detail == "" {
		detail = "-"
	}
	r := strings.NewReplacer("{account}", account, "{source}", source, "{detail}", detail)
	return r.Replace(a[0].In(lang)), r.Replace(a[1].In(lang))
}
