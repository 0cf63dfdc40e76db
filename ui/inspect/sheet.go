package inspect

import (
	"cmp"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

// subject is what the findings tell about: a text, the rid that is chosen
// in it, and who is or was asked.
type subject struct {
	paste    inspected
	rid      rid.RID
	whose    whose
	told     []inquiry.Answer
	barred   []string // the accounts that cannot be asked, where all others were
	accounts []keystore.Account
}

// mostOfAKind bounds what is drawn of one kind of finding.
const mostOfAKind = 20

// findingLines tell, without the network, what is in a text.
func findingLines(s subject, lang words.Lang, now time.Time) []draw.SheetLine {
	found := s.paste.found
	lines := ridLines(s, lang, now)
	add := func(label string, texts []string, tell func(string) string) {
		for i, text := range texts {
			if i == mostOfAKind {
				lines = append(lines, draw.SheetLine{Label: label, Text: wordMoreOf.Fill(lang, len(texts)-i), Tone: draw.ToneDim})
				break
			}
			lines = append(lines, draw.SheetLine{Label: label, Text: tell(brief(text)), Tone: draw.TonePlain})
		}
	}
	its, stray := findingOf(found, s.rid), s.paste.stray
	kinds := []struct {
		label      string
		own, stray []string
		tell       func(string) string
	}{
		{wordAPI.In(lang), s.own(found.Paths, its.Path), stray.paths, func(path string) string { return withName(path, lang) }},
		{wordAppID.In(lang), s.own(found.AppIDs, its.AppID), stray.appIDs, func(id string) string { return s.appID(id, lang) }},
		{wordAddress.In(lang), s.own(found.Addresses, its.Address), stray.addresses, same},
	}
	for _, k := range kinds {
		add(k.label, k.own, k.tell)
	}
	lines = append(lines, strayCodes(s, lang)...)
	for _, k := range kinds {
		add(wordStray.In(lang), k.stray, func(text string) string { return k.label + " " + k.tell(text) })
	}
	add(wordBroken.In(lang), brokenTexts(found.Broken, lang), same)
	add(wordHint.In(lang), found.Hints, func(h string) string { return h + ": " + wordNoLookUp.In(lang) })
	if found.Cut {
		lines = append(lines, draw.SheetLine{Text: wordFoundCut.In(lang), Tone: draw.ToneWarn})
	}
	if found.Empty() {
		lines = append(lines, draw.SheetLine{Text: wordNothingFound.In(lang), Tone: draw.TonePlain})
	}
	return lines
}

func same(text string) string { return text }

// appID is an AppID with the account that has it.
func (s subject) appID(id string, lang words.Lang) string {
	for _, a := range s.accounts {
		if a.AppID == id {
			return id + "  " + a.Alias
		}
	}
	return id + "  " + wordNotOurs.In(lang)
}

// brief is a text from outside, clean and no longer than a few lines: the
// findings are laid out with every frame.
func brief(text string) string { return clean.Line(draw.StartOf(text, 40)) }

// ridLines tell of the chosen rid: whose it is, its errcode, who has been asked for
// it, and what it says by itself. That comes first where it is a warning.
func ridLines(s subject, lang words.Lang, now time.Time) (lines []draw.SheetLine) {
	if s.rid == "" {
		return ownCodes(s, lang)
	}
	times := timeLines(s.rid, lang, now)
	warned := inquiry.Ahead(s.rid, now) || s.rid.Expired(now)
	if warned {
		lines = times
	}
	if findingOf(s.paste.found, s.rid).Weak {
		lines = append(lines, draw.SheetLine{Label: wordRID.In(lang), Text: wordWeak.In(lang), Tone: draw.ToneWarn})
	}
	lines = append(lines, draw.SheetLine{Label: wordAccount.In(lang), Text: s.whose.in(lang), Tone: draw.TonePlain})
	lines = append(lines, ownCodes(s, lang)...)
	for _, a := range s.told[max(len(s.told)-mostOfAKind, 0):] {
		lines = append(lines, draw.SheetLine{Label: wordAsked.In(lang), Text: told(a, lang), Tone: draw.TonePlain})
	}
	for _, alias := range s.barred[:min(len(s.barred), mostOfAKind)] {
		lines = append(lines, draw.SheetLine{Label: wordAsked.In(lang), Text: alias + ": " + wordBarred.In(lang), Tone: draw.TonePlain})
	}
	if !warned {
		lines = append(lines, times...)
	}
	return lines
}

// timeLines tell when a rid's call was, and how long WeChat keeps it.
func timeLines(id rid.RID, lang words.Lang, now time.Time) []draw.SheetLine {
	called := id.CalledAt()
	when := draw.SheetLine{Label: wordCalled.In(lang), Text: since(lang, called, now) + wordComma.In(lang) + callTime(called, now.Location(), lang), Tone: draw.TonePlain}
	if inquiry.Ahead(id, now) {
		when = draw.SheetLine{Label: wordCalled.In(lang), Text: callTime(called, now.Location(), lang) + wordComma.In(lang) + wordFuture.In(lang), Tone: draw.ToneWarn}
	}
	expires := draw.SheetLine{Label: wordExpires.In(lang), Text: wordIn.Fill(lang, words.Age(lang, id.ExpiresAt().Sub(now))) + wordComma.In(lang) + callTime(id.ExpiresAt(), now.Location(), lang), Tone: draw.TonePlain}
	if id.Expired(now) {
		expires = draw.SheetLine{Label: wordExpires.In(lang), Text: wordExpiredFor.Fill(lang, since(lang, id.ExpiresAt(), now)), Tone: draw.ToneWarn}
	}
	return []draw.SheetLine{when, expires}
}

// since says how long ago something was.
func since(lang words.Lang, at, now time.Time) string {
	return wordAgo.Fill(lang, words.Age(lang, now.Sub(at)))
}

// callTime is a time in Beijing, and on this machine where that is another.
func callTime(at time.Time, here *time.Location, lang words.Lang) string {
	there, own := at.In(wechat.Beijing()), at.In(here)
	text := wordBeijing.Fill(lang, there.Format(time.DateTime))
	_, offset := own.Zone()
	switch _, theirs := there.Zone(); {
	case offset == theirs:
		return text
	case own.Day() == there.Day():
		return text + wordComma.In(lang) + wordHere.Fill(lang, words.Clock(own))
	}
	return text + wordComma.In(lang) + wordHere.Fill(lang, own.Format("2006-01-02 15:04:05 -07"))
}

func accountNamed(a keystore.Account) string {
	return strings.TrimSpace(a.Alias + " " + brief(a.Name) + " " + brief(a.AppID))
}

// told is what one account was told, in a few words.
func told(a inquiry.Answer, lang words.Lang) string {
	name := a.Account + ": "
	switch a.Verdict() {
	case inquiry.Told:
		return name + wordAnswered.In(lang)
	case inquiry.Passed:
		return name + wordNotOpened.In(lang)
	case inquiry.Foreign:
		return name + wordNotItsOwn.In(lang)
	case inquiry.Unknown, inquiry.TooFresh:
		return name + wordNotKnown.In(lang)
	}
	var p *keystore.Problem
	if errors.As(a.Err, &p) {
		name = "" // the words of a problem begin with it
	}
	fact, _ := words.Explain(a.Err, lang)
	return name + brief(fact)
}

// apiOf is the API that was called; a guess is called one.
func apiOf(a inquiry.Answer, lang words.Lang) string {
	api := withName(clean.Line(a.Path), lang)
	if a.Path != "" && !a.Sure {
		api += wordGuessed.In(lang)
	}
	return api
}

func withName(path string, lang words.Lang) string {
	if name := words.APIAt(path, lang); name != path {
		return path + "  " + name
	}
	return path
}

func brokenTexts(broken []rid.BrokenRID, lang words.Lang) []string {
	texts := make([]string, len(broken))
	for i, b := range broken {
		texts[i] = b.Text + "  " + wordTooLong.In(lang)
		if b.Missing != "" {
			texts[i] = b.Text + "  " + wordMissing.Fill(lang, b.Missing)
		}
	}
	return texts
}

// writeFindings puts what is known offline into a file; the text itself stays
// out of it but for the masked lines that are on screen.
func writeFindings(cfg view.Config, lang words.Lang, s subject) tea.Cmd {
	return func() tea.Msg {
		var lines []draw.SheetLine
		for _, l := range s.paste.preview {
			lines = append(lines, draw.SheetLine{Text: l})
		}
		lines = append(lines, draw.SheetLine{})
		for _, r := range s.paste.found.RIDs {
			lines = append(lines, draw.SheetLine{Label: wordRID.In(lang), Text: string(r.RID), Tone: draw.ToneTitle})
		}
		lines = append(lines, findingLines(s, lang, cfg.Now())...)
		return view.Export(cfg, lang, "rid-text.txt", draw.SheetText(lines))()
	}
}

// answerLines tell all that WeChat recorded of a call.
func answerLines(l look, unmask bool, lang words.Lang) []draw.SheetLine {
	info := l.Record
	called, took := info.InvokedAt, words.Group(info.Cost.Milliseconds())+" ms"
	if called.IsZero() {
		called = l.RID.CalledAt()
		if info.Cost == 0 {
			took = wordNotTold.In(lang)
		}
	}
	lines := []draw.SheetLine{
		{Label: wordRID.In(lang), Text: string(l.RID), Tone: draw.ToneTitle},
		{Label: wordAccount.In(lang), Text: accountNamed(l.account), Tone: draw.TonePlain},
		{Label: wordCalled.In(lang), Text: callTime(called, l.At.Location(), lang), Tone: draw.TonePlain},
		{Label: wordTook.In(lang), Text: took, Tone: draw.TonePlain},
		{Label: wordAddress.In(lang), Text: cmp.Or(clean.Line(info.ClientIP), wordNotTold.In(lang)), Tone: draw.TonePlain},
		{Label: wordAPI.In(lang), Text: cmp.Or(apiOf(l.Answer, lang), wordNotTold.In(lang)), Tone: draw.TonePlain},
	}
	for _, c := range l.Said.Codes[:min(len(l.Said.Codes), 1)] {
		lines = append(lines, codeLines(toldOf(l, c), l.account, lang)...)
	}
	lines = append(lines, draw.SheetLine{}, draw.SheetLine{Text: wordParameters.In(lang), Tone: draw.ToneTitle})
	lines = append(lines, paramLines(mask.Params(info.URL, unmask), lang)...)
	lines = append(lines, draw.SheetLine{}, draw.SheetLine{Text: wordRequest.In(lang), Tone: draw.ToneTitle})
	lines = append(lines, bodyLines(info.RequestBody, unmask, lang)...)
	lines = append(lines, draw.SheetLine{}, draw.SheetLine{Text: wordResponse.In(lang), Tone: draw.ToneTitle})
	return append(lines, bodyLines(info.ResponseBody, unmask, lang)...)
}

const bodyIndent = "  "

func paramLines(params []mask.Param, lang words.Lang) []draw.SheetLine {
	if len(params) == 0 {
		return []draw.SheetLine{{Text: bodyIndent + wordEmpty.In(lang), Tone: draw.ToneDim}}
	}
	cells := 0
	for _, p := range params {
		cells = min(max(cells, draw.Width(p.Key)), 24)
	}
	lines := make([]draw.SheetLine, len(params))
	for i, p := range params {
		lines[i] = draw.SheetLine{Text: bodyIndent + draw.Fit(p.Key, max(cells, draw.Width(p.Key)), "") + "  " + p.Value}
	}
	return lines
}

func bodyLines(body string, unmask bool, lang words.Lang) []draw.SheetLine {
	text := mask.Body(body, unmask)
	if text == "" {
		return []draw.SheetLine{{Text: bodyIndent + wordEmpty.In(lang), Tone: draw.ToneDim}}
	}
	var lines []draw.SheetLine
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, draw.SheetLine{Text: bodyIndent + l})
	}
	return lines
}
