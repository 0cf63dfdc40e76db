package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/clean"
	"wxops/wechat/rid"
)

// codeCommand explains errcodes.
type codeCommand struct {
	*shell.Shell
	kind string
}

func newCode(sh *shell.Shell) *cobra.Command {
	c := &codeCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:     "code [CODE…]",
		Short:   wordShortCode.In(sh.Lang),
		Long:    wordLongCode.In(sh.Lang),
		Example: "wxops code 45009\nwxops code -1 40001 -o json\nwxops code --kind ip\nwxops code template --kind param",
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args) },
	}
	cmd.Flags().StringVar(&c.kind, "kind", "", wordFlagCodeKind.In(sh.Lang))
	return cmd
}

// kindID gives the ID of the kind that a flag names; "" is every kind.
func (c *codeCommand) kindID() (string, error) {
	if c.kind == "" {
		return "", nil
	}
	if k, ok := catalog.CodeKind(c.kind); ok {
		return k.ID, nil
	}
	var ids []string
	for _, k := range catalog.CodeKinds() {
		ids = append(ids, k.ID)
	}
	return "", shell.Usage(wordCodeNoKind.Fill(c.Lang, clean.Line(c.kind)), wordCodeKinds.Fill(c.Lang, strings.Join(ids, ", ")))
}

// Run explains numbers, a pasted text that holds some, or the codes whose
// words match.
func (c *codeCommand) Run(_ context.Context, args []string) error {
	kind, err := c.kindID()
	switch {
	case err != nil:
		return err
	case len(args) == 0 && kind == "":
		return shell.Usage(wordCodeNoCode.In(c.Lang), wordCodeNoCodeDo.In(c.Lang))
	}
	numbers, unknown := codesOf(args)
	var found []catalog.Code
	var missing []int64
	for _, n := range numbers {
		if code, ok := catalog.Explain(n); ok {
			found = append(found, code)
		} else {
			missing = append(missing, n)
		}
	}
	unlike := false
	if unknown != "" || len(args) == 0 {
		like := catalog.SearchCodes(unknown, kind, "")
		found, unlike = append(found, like...), len(like) == 0
	}
	if c.Format == shell.FormatJSON {
		c.WriteJSON(c.Form().Codes(found, missing))
	} else {
		printCodes(c.Env.Stdout, found, c.Lang)
	}
	for _, n := range missing {
		c.Complain(&shell.Failure{Fact: wordCodeUnknown.Fill(c.Lang, n)})
	}
	if unlike && unknown != "" {
		c.Complain(&shell.Failure{Fact: wordCodeNoMatch.In(c.Lang)})
	}
	if len(missing) > 0 || len(found) == 0 || unlike {
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// codesOf takes the errcodes out of the arguments, bare or in a pasted text.
// What is neither is a text to search for.
func codesOf(args []string) (codes []int64, words string) {
	var rest []string
	for _, arg := range args {
		if n, err := strconv.ParseInt(strings.Trim(arg, ",;"), 10, 64); err == nil {
			codes = append(codes, n)
		} else {
			rest = append(rest, arg)
		}
	}
	words = strings.Join(rest, " ")
	if pasted := rid.Find(words).Numbers(); len(pasted) > 0 {
		return append(codes, pasted...), ""
	}
	return codes, words
}

// printCodes gives each code a few lines; many codes become a table.
func printCodes(w io.Writer, codes []catalog.Code, lang words.Lang) {
	kinds := words.CodeKinds(lang)
	if len(codes) > 5 {
		var rows [][]string
		for _, c := range codes {
			meaning := words.Meaning(c, lang)
			rows = append(rows, []string{strconv.FormatInt(c.Code, 10), kinds[c.Kind], meaning})
		}
		shell.WriteTable(w, lang, []shell.Column{shell.Number(wordCodeCode), shell.Text(wordCodeKind), shell.Text(wordCodeMeaning)}, rows)
		return
	}
	for i, c := range codes {
		if i > 0 {
			fmt.Fprintln(w)
		}
		meaning, hint := words.Meaning(c, lang), words.Hint(c, lang)
		fmt.Fprintf(w, "%d  %s\n", c.Code, clean.Line(meaning))
		shell.WriteFields(w, []shell.Field{
			{"  " + wordCodeMsg.In(lang), c.Msg},
			{"  " + wordCodeDo.In(lang), hint},
			{"  " + wordCodeKind.In(lang), kinds[c.Kind]},
			{"  " + wordCodeRetry.In(lang), wordCodeRetries[c.Retry].In(lang)},
		})
	}
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
	wordCodeNoMatch  = words.Pair{"no errcode matches these words", "这些词没有匹配的错误码"}
	wordCodeNoKind   = words.Pair{"there is no kind %s", "没有 %s 这一类"}
	wordCodeKinds    = words.Pair{"The kinds: %s", "类别有：%s"}
	wordCodeNoCode   = words.Pair{"there is no CODE to explain", "缺少要解释的 CODE"}
	wordCodeNoCodeDo = words.Pair{"Use: wxops code CODE…, or wxops code --kind KIND for all of a kind",
		"用法：wxops code CODE…，或用 wxops code --kind KIND 列出一类"}
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
	wordFlagCodeKind = words.Pair{"only codes of this `KIND`: token, quota, ip-whitelist, permission …",
		"只看这一类 `KIND`：token、quota、ip-whitelist、permission 等"}
)
