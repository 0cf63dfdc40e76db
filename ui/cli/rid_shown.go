package cli

import (
	"cmp"
	"slices"

	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/mask"
	"wxops/wechat/rid"
)

// shown is what a text holds, with the tokens and personal data in WeChat's words masked.
func (c *ridCommand) shown(found rid.Found) rid.Found {
	found.RIDs = slices.Clone(found.RIDs)
	for i := range found.RIDs {
		found.RIDs[i].Message = c.masked(found.RIDs[i].Message)
	}
	return found
}

func (c *ridCommand) shownCodes(met []report.Met) []report.Met {
	met = slices.Clone(met)
	for i := range met {
		met[i].Message = c.masked(met[i].Message)
	}
	return met
}

func (c *ridCommand) masked(message string) string {
	if c.unmask {
		return message
	}
	return mask.Text(message)
}

// explained is an errcode as `wxops code` shows it, with the errmsg of the text and
// with what it means where it was met.
func explained(m report.Met) catalog.Code {
	if m.WeCom {
		code := weCom(m.Code)
		code.Msg = m.Message
		return code
	}
	code, known := catalog.Explain(m.Code)
	en, do, _ := m.Explain(words.English)
	zh, doZh, _ := m.Explain(words.Chinese)
	if !known && en == "" {
		en, zh = wordCodeUnlisted.In(words.English), wordCodeUnlisted.In(words.Chinese)
	}
	if en != code.En { // here it means something else than elsewhere
		code = catalog.Code{Code: m.Code, En: en, Zh: zh, DoEn: do, DoZh: doZh, Kind: code.Kind, Retry: code.Retry}
	}
	code.Msg = m.Message
	if m.ByWords {
		code.En += wordRIDByWords.In(words.English)
		code.Zh = cmp.Or(code.Zh, en) + wordRIDByWords.In(words.Chinese)
	}
	return code
}
