package ui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

// ridSubject is what the findings tell about: a text, the rid that is chosen
// in it, and who is or was asked.
type ridSubject struct {
	paste    inspected
	rid      rid.RID
	asker    keystore.Account
	told     []inquiry.Answer
	accounts []keystore.Account
}

func (v *ridView) subject() ridSubject {
	s := ridSubject{paste: v.paste, rid: rid.RID(v.rids.Cur), asker: v.asker(), accounts: v.accounts.all}
	if v.question.inquiry.RID == s.rid {
		s.told = v.question.inquiry.Answers()
	}
	return s
}

// mostOfAKind bounds what is drawn of one kind of finding.
const mostOfAKind = 20

// findingLines tell, without the network, what is in a text.
func findingLines(s ridSubject, t Text, now time.Time) []draw.SheetLine {
	w, found := t.RID, s.paste.found
	var lines []draw.SheetLine
	if s.rid != "" {
		lines = append(lines, ridLines(s, t, now)...)
	}
	codes := codesOf(found, s.rid)
	for _, code := range codes[:min(len(codes), mostOfAKind)] {
		lines = append(lines, codeLines(code, found.Addresses, t)...)
	}
	add := func(label string, texts []string, tell func(string) string) {
		for i, text := range texts {
			if i == mostOfAKind {
				lines = append(lines, draw.SheetLine{Label: label, Text: fmt.Sprintf(w.MoreOf, len(texts)-i), Tone: draw.ToneDim})
				break
			}
			lines = append(lines, draw.SheetLine{Label: label, Text: tell(brief(text)), Tone: draw.TonePlain})
		}
	}
	same := func(s string) string { return s }
	add(w.API, found.Paths, func(path string) string { return withName(path, t.Lang) })
	add(w.AppID, found.AppIDs, func(id string) string {
		for _, a := range s.accounts {
			if a.AppID == id {
				return id + "  " + a.Alias
			}
		}
		return id + "  " + w.NotOurs
	})
	add(w.Address, found.Addresses, same)
	add(w.Broken, brokenTexts(found.Broken, w), same)
	add(w.Hint, found.Hints, func(h string) string { return h + ": " + w.NoLookUp })
	if found.Cut {
		lines = append(lines, draw.SheetLine{Text: w.FoundCut, Tone: draw.ToneWarn})
	}
	if found.Empty() {
		lines = append(lines, draw.SheetLine{Text: w.NothingFound, Tone: draw.TonePlain})
	}
	return lines
}

// brief is a text from outside, clean and no longer than a few lines: the
// findings are laid out with every frame.
func brief(text string) string { return clean.Line(draw.StartOf(text, 40)) }

// ridLines tell what a rid says by itself, and who has been asked for it.
func ridLines(s ridSubject, t Text, now time.Time) []draw.SheetLine {
	w, called := t.RID, s.rid.CalledAt()
	when := draw.SheetLine{Label: w.Called, Text: t.since(called, now) + w.Comma + callTime(called, now.Location(), w), Tone: draw.TonePlain}
	if inquiry.Ahead(s.rid, now) {
		when = draw.SheetLine{Label: w.Called, Text: callTime(called, now.Location(), w) + w.Comma + w.Future, Tone: draw.ToneWarn}
	}
	expires := draw.SheetLine{Label: w.Expires, Text: fmt.Sprintf(w.In, words.Age(t.Lang, s.rid.ExpiresAt().Sub(now))) + w.Comma + callTime(s.rid.ExpiresAt(), now.Location(), w), Tone: draw.TonePlain}
	if s.rid.Expired(now) {
		expires = draw.SheetLine{Label: w.Expires, Text: fmt.Sprintf(w.ExpiredFor, t.since(s.rid.ExpiresAt(), now)), Tone: draw.ToneWarn}
	}
	lines := []draw.SheetLine{when, expires}
	at := slices.IndexFunc(s.paste.found.RIDs, func(r rid.FoundRID) bool { return r.RID == s.rid })
	if at >= 0 && s.paste.found.RIDs[at].Weak {
		lines = append(lines, draw.SheetLine{Label: w.RID, Text: w.Weak, Tone: draw.ToneWarn})
	}
	if s.asker.Alias != "" {
		who := accountNamed(s.asker)
		if slices.Contains(s.paste.found.AppIDs, s.asker.AppID) {
			who += "  (" + w.ByAppID + ")"
		}
		lines = append(lines, draw.SheetLine{Label: w.Account, Text: who, Tone: draw.TonePlain})
	}
	for _, a := range s.told[max(len(s.told)-mostOfAKind, 0):] {
		lines = append(lines, draw.SheetLine{Label: w.Asked, Text: told(a, t), Tone: draw.TonePlain})
	}
	return lines
}

// since says how long ago something was.
func (t Text) since(at, now time.Time) string {
	return fmt.Sprintf(t.Ago, words.Age(t.Lang, now.Sub(at)))
}

// callTime is a time in Beijing, and on this machine where that is another.
func callTime(at time.Time, here *time.Location, w ridWords) string {
	there, own := at.In(wechat.Beijing()), at.In(here)
	text := fmt.Sprintf(w.Beijing, there.Format(time.DateTime))
	_, offset := own.Zone()
	switch _, theirs := there.Zone(); {
	case offset == theirs:
		return text
	case own.Day() == there.Day():
		return text + w.Comma + fmt.Sprintf(w.Here, words.Clock(own))
	}
	return text + w.Comma + fmt.Sprintf(w.Here, own.Format("2006-01-02 15:04:05 -07"))
}

func accountNamed(a keystore.Account) string {
	return strings.TrimSpace(a.Alias + " " + brief(a.Name) + " " + brief(a.AppID))
}

// told is what one account was told, in a few words.
func told(a inquiry.Answer, t Text) string {
	w, name := t.RID, a.Account+": "
	switch a.Verdict() {
	case inquiry.Told:
		return name + w.Answered
	case inquiry.Passed:
		return name + w.NotOpened
	case inquiry.Foreign:
		return name + w.NotItsOwn
	case inquiry.Unknown, inquiry.TooFresh:
		return name + w.NotKnown
	}
	var p *keystore.Problem
	if errors.As(a.Err, &p) {
		name = "" // the words of a problem begin with it
	}
	fact, _ := words.Explain(a.Err, t.Lang)
	return name + brief(fact)
}

// codesOf are the errcodes of a text; the one next to the chosen rid stands first.
func codesOf(found rid.Found, rid rid.RID) []int64 {
	var own []int64
	for _, r := range found.RIDs {
		if r.RID == rid && r.Code != 0 {
			own = []int64{r.Code}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(found.Codes), func(c int64) bool { return slices.Contains(own, c) })
	return append(own, rest...)
}

// codeLines say what an errcode means, whether to retry, what to do and where to go.
func codeLines(code int64, addresses []string, t Text) []draw.SheetLine {
	w := t.RID
	c, known := catalog.Explain(code)
	if !known {
		return []draw.SheetLine{{Label: w.Code, Text: strconv.FormatInt(code, 10), Tone: draw.ToneTitle}, {Label: w.Do, Text: words.Unexplained.In(t.Lang), Tone: draw.TonePlain}}
	}
	lines := []draw.SheetLine{{Label: w.Code, Text: strconv.FormatInt(code, 10) + "  " + meaning(c, t.Lang), Tone: draw.ToneTitle}}
	if code == 0 {
		return lines
	}
	do := advice(c, t.Lang)
	if (code == 40164 || code == 61004) && len(addresses) > 0 {
		do = strings.ReplaceAll(words.AllowAddress.In(t.Lang), "{detail}", clean.Line(addresses[0]))
	}
	lines = append(lines, draw.SheetLine{Label: w.Retry, Text: t.Codes.Retries[c.Retry], Tone: draw.TonePlain}, draw.SheetLine{Label: w.Do, Text: do, Tone: draw.TonePlain})
	if way := w.Ways[code]; way != "" {
		lines = append(lines, draw.SheetLine{Label: w.WayOn, Text: way, Tone: draw.ToneKey})
	}
	return lines
}

func withName(path string, lang words.Lang) string {
	if name := apiName(path, lang); name != path {
		return path + "  " + name
	}
	return path
}

func brokenTexts(broken []rid.BrokenRID, w ridWords) []string {
	texts := make([]string, len(broken))
	for i, b := range broken {
		texts[i] = b.Text + "  " + w.TooLong
		if b.Missing != "" {
			texts[i] = b.Text + "  " + fmt.Sprintf(w.Missing, b.Missing)
		}
	}
	return texts
}

// writeFindings puts what is known offline into a file; the text itself stays
// out of it but for the masked lines that are on screen.
func writeFindings(cfg Config, t Text, s ridSubject) tea.Cmd {
	return func() tea.Msg {
		var lines []draw.SheetLine
		for _, l := range s.paste.preview {
			lines = append(lines, draw.SheetLine{Text: l})
		}
		lines = append(lines, draw.SheetLine{})
		for _, r := range s.paste.found.RIDs {
			lines = append(lines, draw.SheetLine{Label: t.RID.RID, Text: string(r.RID), Tone: draw.ToneTitle})
		}
		lines = append(lines, findingLines(s, t, cfg.Now())...)
		return export(cfg, t, "rid-text.txt", draw.SheetText(lines))()
	}
}

// answerLines tell all that WeChat recorded of a call.
func answerLines(l look, unmask bool, t Text) []draw.SheetLine {
	w, info := t.RID, l.Record
	called, took := info.InvokedAt, words.Group(info.Cost.Milliseconds())+" ms"
	if called.IsZero() {
		called = l.RID.CalledAt()
		if info.Cost == 0 {
			took = w.NotTold
		}
	}
	lines := []draw.SheetLine{
		{Label: w.RID, Text: string(l.RID), Tone: draw.ToneTitle},
		{Label: w.Account, Text: accountNamed(l.account), Tone: draw.TonePlain},
		{Label: w.Called, Text: callTime(called, l.At.Location(), w), Tone: draw.TonePlain},
		{Label: w.Took, Text: took, Tone: draw.TonePlain},
		{Label: w.Address, Text: orElse(clean.Line(info.ClientIP), w.NotTold), Tone: draw.TonePlain},
		{Label: w.API, Text: orElse(withName(clean.Line(l.Path), t.Lang), w.NotTold), Tone: draw.TonePlain},
	}
	for _, code := range l.Said.Codes[:min(len(l.Said.Codes), 1)] {
		lines = append(lines, codeLines(code, l.Said.Addresses, t)...)
	}
	lines = append(lines, draw.SheetLine{}, draw.SheetLine{Text: w.Parameters, Tone: draw.ToneTitle})
	lines = append(lines, paramLines(mask.Params(info.URL, unmask), w)...)
	lines = append(lines, draw.SheetLine{}, draw.SheetLine{Text: w.Request, Tone: draw.ToneTitle})
	lines = append(lines, bodyLines(info.RequestBody, unmask, w)...)
	lines = append(lines, draw.SheetLine{}, draw.SheetLine{Text: w.Response, Tone: draw.ToneTitle})
	return append(lines, bodyLines(info.ResponseBody, unmask, w)...)
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

const bodyIndent = "  "

func paramLines(params []mask.Param, w ridWords) []draw.SheetLine {
	if len(params) == 0 {
		return []draw.SheetLine{{Text: bodyIndent + w.Empty, Tone: draw.ToneDim}}
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

func bodyLines(body string, unmask bool, w ridWords) []draw.SheetLine {
	text := mask.Body(body, unmask)
	if text == "" {
		return []draw.SheetLine{{Text: bodyIndent + w.Empty, Tone: draw.ToneDim}}
	}
	var lines []draw.SheetLine
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, draw.SheetLine{Text: bodyIndent + l})
	}
	return lines
}
