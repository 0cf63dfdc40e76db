package inspect

import (
	"slices"
	"strconv"

	"wxops/keystore"
	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/inquiry"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

// findingOf is what a text says of one of its rids.
func findingOf(found rid.Found, id rid.RID) rid.FoundRID {
	if at := slices.IndexFunc(found.RIDs, func(r rid.FoundRID) bool { return r.RID == id }); at >= 0 {
		return found.RIDs[at]
	}
	return rid.FoundRID{RID: id}
}

// errcodeOf is an errcode where the text met it.
func errcodeOf(f rid.Finding) words.Errcode {
	return words.Errcode{Code: f.Code, Path: f.Path, Message: f.Message, WeCom: f.WeCom}
}

// stray is what a text with several rids holds beside none of them.
type stray struct {
	codes                    []rid.FoundCode
	paths, appIDs, addresses []string
}

// strayOf parts it from the rest once, because a text may hold a thousand of each.
func strayOf(found rid.Found) (s stray) {
	if len(found.RIDs) < 2 {
		return s
	}
	codes, texts := map[int64]bool{}, map[string]bool{}
	for _, r := range found.RIDs {
		codes[r.Code] = true
		texts[r.Path], texts[r.AppID], texts[r.Address] = true, true, true
	}
	for _, c := range found.Codes {
		if !codes[c.Code] {
			s.codes = append(s.codes, c)
		}
	}
	for of, all := range map[*[]string][]string{&s.paths: found.Paths, &s.appIDs: found.AppIDs, &s.addresses: found.Addresses} {
		*of = slices.DeleteFunc(slices.Clone(all), func(text string) bool { return texts[text] })
	}
	return s
}

// codesOf are the errcodes that a text tells of a rid: its own, and where it is the
// only rid, all others behind it.
func codesOf(found rid.Found, id rid.RID) (of []rid.Finding) {
	own := findingOf(found, id)
	if own.Code != 0 {
		of = append(of, own)
	}
	if len(found.RIDs) > 1 {
		return of
	}
	for _, c := range found.Codes {
		if len(of) == 0 || c.Code != own.Code {
			of = append(of, findingOfCode(found, c))
		}
	}
	return of
}

// findingOfCode is an errcode of a text without several rids.
func findingOfCode(found rid.Found, c rid.FoundCode) rid.Finding {
	f := rid.Finding{Code: c.Code, ByWords: c.ByWords, WeCom: c.WeCom, Message: c.Message, Path: inquiry.CodePath(found, c.Code)}
	if len(found.Addresses) > 0 {
		f.Address = found.Addresses[0]
	}
	return f
}

// own are the texts of one kind that are the chosen rid's. In a text with one rid all
// are its own.
func (s subject) own(all []string, its string) []string {
	switch {
	case len(s.paste.found.RIDs) < 2:
		return all
	case its == "":
		return nil
	}
	return []string{its}
}

// ownCodes tell of the errcodes of the chosen rid.
func ownCodes(s subject, lang words.Lang) (lines []draw.SheetLine) {
	of := codesOf(s.paste.found, s.rid)
	for _, f := range of[:min(len(of), mostOfAKind)] {
		if f.Address == "" && len(s.paste.found.RIDs) < 2 && len(s.paste.found.Addresses) > 0 {
			f.Address = s.paste.found.Addresses[0]
		}
		lines = append(lines, codeLines(f, s.owner(), lang)...)
	}
	return lines
}

// owner is the account whose own the call was; without an alias while that is not known.
func (s subject) owner() keystore.Account {
	if s.whose.why != inquiry.Owned {
		return keystore.Account{}
	}
	return s.whose.account
}

// strayCodes name the errcodes that stand beside none of several rids.
func strayCodes(s subject, lang words.Lang) (lines []draw.SheetLine) {
	for i, c := range s.paste.stray.codes {
		if i == mostOfAKind {
			return append(lines, draw.SheetLine{Label: wordStray.In(lang), Text: wordMoreOf.Fill(lang, len(s.paste.stray.codes)-i), Tone: draw.ToneDim})
		}
		lines = append(lines, draw.SheetLine{Label: wordStray.In(lang), Text: codeTitle(rid.Finding{Code: c.Code, ByWords: c.ByWords, WeCom: c.WeCom, Message: c.Message}, lang), Tone: draw.TonePlain})
	}
	return lines
}

// codeTitle is an errcode with what it means.
func codeTitle(f rid.Finding, lang words.Lang) string {
	meaning, _, known := errcodeOf(f).Explain(lang)
	title := strconv.FormatInt(f.Code, 10)
	if known {
		title += "  " + meaning
	}
	if f.ByWords {
		title += wordByWords.In(lang)
	}
	return title
}

// codeLines say what an errcode means, what WeChat said with it, whether to retry,
// what to do, and which key leads on. owner is the account whose own the call was;
// without an alias while WeChat has not said so.
func codeLines(f rid.Finding, owner keystore.Account, lang words.Lang) []draw.SheetLine {
	lines := []draw.SheetLine{{Label: wordCode.In(lang), Text: codeTitle(f, lang), Tone: draw.ToneTitle}}
	if f.Message != "" && f.Code != 0 {
		lines = append(lines, draw.SheetLine{Label: wordMessage.In(lang), Text: brief(mask.Text(f.Message)), Tone: draw.TonePlain})
	}
	met := errcodeOf(f)
	met.Kind = string(owner.Kind)
	_, do, known := met.Explain(lang)
	switch {
	case !known:
		return append(lines, draw.SheetLine{Label: wordDo.In(lang), Text: words.Unexplained.In(lang), Tone: draw.TonePlain})
	case f.Code == 0:
		return lines
	case f.WeCom:
		return append(lines, draw.SheetLine{Label: wordDo.In(lang), Text: do, Tone: draw.TonePlain})
	}
	c, _ := catalog.Explain(f.Code)
	if f.Address != "" && f.Message == "" { // which then does not name it
		do = words.Remedy(c, met.Kind, clean.Line(f.Address), lang)
	}
	lines = append(lines, draw.SheetLine{Label: wordRetry.In(lang), Text: view.WordRetries[c.Retry].In(lang), Tone: draw.TonePlain}, draw.SheetLine{Label: wordDo.In(lang), Text: do, Tone: draw.TonePlain})
	if way := wayOn(f, owner.Alias != "", lang); way != "" {
		lines = append(lines, draw.SheetLine{Label: wordWayOn.In(lang), Text: way, Tone: draw.ToneKey})
	}
	return lines
}

// wayOn is the key that leads on. The quota of an account is shown once WeChat has
// said that the call was its own.
func wayOn(f rid.Finding, proved bool, lang words.Lang) string {
	way := ways[f.Code].In(lang)
	switch {
	case way == "" || proved || !toQuotaCodes[f.Code]:
		return way
	case f.RID == "":
		return wordNoRIDWay.In(lang)
	}
	return wordFirstAsk.Fill(lang, way)
}

// toldOf is the errcode that WeChat answered the call with.
func toldOf(l look, c rid.FoundCode) rid.Finding {
	f := rid.Finding{RID: l.RID, Code: c.Code, Message: c.Message}
	if l.Sure { // what an errcode means on one path is not said of a guess
		f.Path = l.Path
	}
	if len(l.Said.Addresses) > 0 {
		f.Address = l.Said.Addresses[0]
	}
	return f
}
