package cli

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

// codeCommand explains errcodes.
type codeCommand struct {
	*shell.Shell
	kind, family string
}

func newCode(sh *shell.Shell) *cobra.Command {
	c := &codeCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:     "code [CODE…]",
		Short:   wordShortCode.In(sh.Lang),
		Long:    wordLongCode.In(sh.Lang),
		Example: "wxops code 45009\nwxops code -1 40001 -o json\nwxops code --kind ip\nwxops code template --kind param\nwxops code --family mass\nwxops code 白名单",
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args) },
	}
	cmd.Flags().StringVar(&c.kind, "kind", "", wordFlagCodeKind.In(sh.Lang))
	cmd.Flags().StringVar(&c.family, "family", "", wordFlagCodeFamily.In(sh.Lang))
	completeTerms(cmd, "kind", catalog.CodeKinds)
	completeTerms(cmd, "family", catalog.CodeFamilies)
	return cmd
}

// completeTerms offers the identifiers of a table, which is read only when they are asked for.
func completeTerms(cmd *cobra.Command, flag string, terms func() []catalog.Term) {
	// It fails only for a flag that does not exist, and a test asks for each.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return ids(terms()), cobra.ShellCompDirectiveNoFileComp
	})
}

func ids(terms []catalog.Term) []string {
	ids := make([]string, len(terms))
	for i, t := range terms {
		ids[i] = t.ID
	}
	return ids
}

// filters give the IDs of the kind and of the family that the flags name; "" is every one.
func (c *codeCommand) filters() (kind, family string, err error) {
	k, ok := catalog.CodeKind(c.kind)
	if !ok && c.kind != "" {
		return "", "", shell.Usage(wordCodeNoKind.Fill(c.Lang, clean.Line(c.kind)), wordCodeKinds.Fill(c.Lang, strings.Join(ids(catalog.CodeKinds()), ", ")))
	}
	f, ok := catalog.CodeFamily(c.family)
	if !ok && c.family != "" {
		return "", "", shell.Usage(wordCodeNoFamily.Fill(c.Lang, clean.Line(c.family)), wordCodeFamilies.Fill(c.Lang, strings.Join(ids(catalog.CodeFamilies()), ", ")))
	}
	return k.ID, f.ID, nil
}

// Run explains numbers, a pasted text that holds some, or the codes whose
// words match.
func (c *codeCommand) Run(_ context.Context, args []string) error {
	kind, family, err := c.filters()
	switch {
	case err != nil:
		return err
	case len(args) == 0 && kind == "" && family == "":
		return shell.Usage(wordCodeNoCode.In(c.Lang), wordCodeNoCodeDo.In(c.Lang))
	}
	asked := codesOf(args)
	var found []catalog.Code
	var missing []int64
	for _, n := range asked.codes {
		if code, ok := catalog.Explain(n); ok {
			found = append(found, code)
		} else {
			missing = append(missing, n)
		}
	}
	for _, n := range asked.weCom {
		found = append(found, weCom(n))
	}
	unlike := false
	if asked.words != "" || len(args) == 0 {
		like := catalog.SearchCodes(asked.words, kind, family)
		found, unlike = append(found, like...), len(like) == 0
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(c.Form().Codes(found, missing))
	} else {
		explainCodes(c.Shell, found)
	}
	for _, n := range missing {
		c.Complain(&shell.Failure{Fact: wordCodeUnknown.Fill(c.Lang, n)})
	}
	if unlike && asked.words != "" {
		c.Complain(&shell.Failure{Fact: wordCodeNoMatch.Fill(c.Lang, clean.Line(asked.words))})
	}
	if len(missing) > 0 || len(found) == 0 || unlike {
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// askedCodes is what the arguments hold.
type askedCodes struct {
	codes []int64
	weCom []int64 // of another product, whose numbers mean other things
	words string  // neither: a text to search for
}

// codesOf takes the errcodes out of the arguments, bare or in a pasted text.
// What is neither is a text to search for.
func codesOf(args []string) askedCodes {
	var a askedCodes
	var rest []string
	for _, arg := range args {
		if n, err := strconv.ParseInt(strings.Trim(arg, ",;，；、"), 10, 64); err == nil {
			a.codes = append(a.codes, n)
		} else {
			rest = append(rest, arg)
		}
	}
	a.words = strings.Join(rest, " ")
	for _, found := range rid.Find(a.words).Codes {
		switch {
		case found.WeCom:
			a.weCom = append(a.weCom, found.Code)
		case !slices.Contains(a.codes, found.Code):
			a.codes = append(a.codes, found.Code)
		}
	}
	if len(a.weCom) > 0 || len(a.codes) > 0 && len(rid.Find(a.words).Codes) > 0 {
		a.words = ""
	}
	return a
}

// weCom is an errcode of another product, of which no list of ours tells.
func weCom(n int64) catalog.Code {
	e := words.Errcode{Code: n, WeCom: true}
	en, do, _ := e.Explain(words.English)
	zh, doZh, _ := e.Explain(words.Chinese)
	return catalog.Code{Code: n, En: en, Zh: zh, DoEn: do, DoZh: doZh, Kind: report.KindWeCom}
}

// tableFrom is how many codes are shown as a table.
const tableFrom = 6

// explainCodes gives each code a few lines; many codes become a table.
func explainCodes(sh *shell.Shell, codes []catalog.Code) {
	lang, kinds := sh.Lang, words.CodeKinds(sh.Lang)
	kinds[report.KindWeCom] = wordCodeWeCom.In(lang)
	if len(codes) >= tableFrom {
		rows := make([][]string, len(codes))
		for i, code := range codes {
			rows[i] = []string{strconv.FormatInt(code.Code, 10), kinds[code.Kind], words.Meaning(code, lang)}
		}
		sh.FitRows([]shell.Column{shell.Number(wordCodeCode), shell.Text(wordCodeKind), shell.Text(wordCodeMeaning).Least(30)}, rows)
		return
	}
	for i, code := range codes {
		if i > 0 {
			fmt.Fprintln(sh.Env.Stdout)
		}
		printCode(sh, code, kinds[code.Kind])
	}
}

func printCode(sh *shell.Shell, code catalog.Code, kind string) {
	lang := sh.Lang
	number := strconv.FormatInt(code.Code, 10)
	sh.FitFields([]shell.Field{{number, words.Meaning(code, lang)}})
	sh.FitFields([]shell.Field{
		{"  " + wordCodeMsg.In(lang), code.Msg},
		{"  " + wordCodeDo.In(lang), words.Hint(code, lang)},
		{"  " + wordCodeWhere.In(lang), placesOf(code, lang)},
		{"  " + wordCodeKind.In(lang), kind},
		{"  " + wordCodeFamily.In(lang), words.CodeFamily(code.Family, lang)},
		{"  " + wordCodeRetry.In(lang), wordCodeRetries[code.Retry].In(lang)}, // WeCom's has none
	})
}

// places are where the advice leads, a line for each kind of account that differs.
func placesOf(code catalog.Code, lang words.Lang) string {
	var lines []string
	for _, w := range words.CodeWays(code, lang) {
		lines = append(lines, wordCodePlace.Fill(lang, w.Of(lang), w.In(lang)))
	}
	return strings.Join(lines, "\n")
}

// The words of code.
var (
	wordCodeCode     = words.Pair{"Code", "错误码"}
	wordCodeKind     = words.Pair{"Kind", "类别"}
	wordCodeMeaning  = words.Pair{"Meaning", "含义"}
	wordCodeMsg      = words.Pair{"errmsg", "errmsg"}
	wordCodeDo       = words.Pair{"What to do", "处理"}
	wordCodeRetry    = words.Pair{"Retry", "重试"}
	wordCodeUnknown  = words.Pair{"errcode %d is in no list", "没有资料收录错误码 %d"}
	wordCodeUnlisted = words.Pair{"in no list", "没有资料收录"}
	wordCodeNoMatch  = words.Pair{"no errcode matches these words: %s", "这些词没有匹配的错误码：%s"}
	wordCodeWhere    = words.Pair{"Where", "位置"}
	wordCodePlace    = words.Pair{"%s: %s", "%s：%s"}
	wordCodeFamily   = words.Pair{"Family", "分类"}
	wordCodeNoFamily = words.Pair{"there is no family %s", "没有 %s 这一分类"}
	wordCodeFamilies = words.Pair{"The families: %s", "分类有：%s"}
	wordCodeWeCom    = words.Pair{"WeCom", "企业微信"}
	wordCodeNoKind   = words.Pair{"there is no kind %s", "没有 %s 这一类"}
	wordCodeKinds    = words.Pair{"The kinds: %s", "类别有：%s"}
	wordCodeNoCode   = words.Pair{"there is no CODE to explain", "缺少要解释的 CODE"}
	wordCodeNoCodeDo = words.Pair{"Use: wxops code CODE…, or wxops code --kind KIND (or --family FAMILY) for all of one",
		"用法：wxops code CODE…，或用 wxops code --kind KIND（或 --family FAMILY）列出一类"}
)

var wordCodeRetries = map[string]words.Pair{
	catalog.RetryYes:       {"yes, after a short wait or a new token", "可以，稍等或更新令牌后"},
	catalog.RetryAfterWait: {"only after a wait or a change", "等待或处理之后才可以"},
	catalog.RetryNo:        {"no", "不要"},
}

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortCode = words.Pair{"Explain error codes", "解释错误码"}
	wordLongCode  = words.Pair{"CODE is a number, a text that holds one, or words to search for.",
		"CODE 可以是数字、含错误码的文本，或要检索的词。"}
	wordFlagCodeFamily = words.Pair{"only codes of this `FAMILY`: global, authorisation, user, customer-service, mass …",
		"只看这一分类 `FAMILY`：global、authorisation、user、customer-service、mass 等"}
	wordFlagCodeKind = words.Pair{"only codes of this `KIND`: token, quota, ip-whitelist, permission …",
		"只看这一类 `KIND`：token、quota、ip-whitelist、permission 等"}
)
