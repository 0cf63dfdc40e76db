package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/catalog"
)

// apiCommand searches the catalogue.
type apiCommand struct {
	*shell.Shell
	kind string
}

func newAPI(sh *shell.Shell) *cobra.Command {
	c := &apiCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:     "api [TEXT]",
		Short:   wordShortAPI.In(sh.Lang),
		Long:    wordLongAPI.In(sh.Lang),
		Example: "wxops api 订阅消息\nwxops api /cgi-bin/menu --kind offiaccount -o json",
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args) },
	}
	cmd.Flags().StringVar(&c.kind, "kind", "", wordFlagAPIKind.In(sh.Lang))
	shell.CompleteWords(cmd, "kind", shell.KindNames()...)
	shell.Offer(cmd, shell.FormatCSV)
	return cmd
}

// Run lists the APIs that a text, taken as one, is found in.
func (c *apiCommand) Run(_ context.Context, args []string) error {
	if c.kind != "" {
		if err := c.CheckKind(c.kind); err != nil {
			return err
		}
	}
	apis := catalog.APIs()
	if text := strings.Join(args, " "); text != "" {
		apis = apisOf(text)
	}
	apis = ofKind(apis, c.kind)
	switch c.Format {
	case shell.FormatJSON:
		c.WriteJSON(c.Form().APIs(apis))
	case shell.FormatCSV:
		if err := c.WriteCSV(c.Form().APIs(apis).Rows()); err != nil {
			return err
		}
	default:
		c.printAPIs(apis)
	}
	if len(apis) == 0 {
		c.Complain(&shell.Failure{Fact: wordAPINoMatch.In(c.Lang)})
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

// apisOf finds the APIs of a text, or else that of an address that was pasted for a path.
func apisOf(text string) []catalog.API {
	found := catalog.Search(text)
	if len(found) == 0 && strings.Contains(text, "/") {
		found = catalog.Search(catalog.PathOf(text))
	}
	return found
}

func (c *apiCommand) printAPIs(apis []catalog.API) {
	if len(apis) == 0 {
		return
	}
	lang := c.Lang
	rows := make([][]string, 0, len(apis))
	for _, api := range apis {
		rows = append(rows, []string{api.Path, words.APIName(api, lang), limitWord(api.LimitNew), limitWord(api.LimitTest),
			wordAPIQuota[api.HasQuota].In(lang), c.source(api)})
	}
	c.FitRows([]shell.Column{shell.Text(wordAPIPath), shell.Text(wordAPIName).Least(14), shell.Number(wordAPILimitNew).Drop(1), shell.Number(wordAPILimitTest).Drop(3),
		shell.Text(wordAPIHasQuota).Drop(2), shell.Text(wordAPISource).Least(60).Drop(4)}, rows)
}

// source is where the limit comes from, or else the API.
func (c *apiCommand) source(api catalog.API) string {
	if api.LimitSource == "" {
		return words.SourceWord(api.Page, api.Source, c.Lang)
	}
	return words.SourceWord("", api.LimitSource, c.Lang)
}

func ofKind(apis []catalog.API, kind string) []catalog.API {
	if kind == "" {
		return apis
	}
	var out []catalog.API
	for _, api := range apis {
		for _, k := range api.Kinds {
			if k == kind {
				out = append(out, api)
				break
			}
		}
	}
	return out
}

func limitWord(n int64) string {
	if n == 0 {
		return "-"
	}
	return words.Group(n)
}

// The words of api.
var (
	wordAPIPath      = words.Pair{"Path", "路径"}
	wordAPIName      = words.Pair{"Name", "名称"}
	wordAPILimitNew  = words.Pair{"New account", "新账号"}
	wordAPILimitTest = words.Pair{"Test account", "测试号"}
	wordAPIHasQuota  = words.Pair{"Quota", "有额度"}
	wordAPISource    = words.Pair{"Source", "来源"}
	wordAPINoMatch   = words.Pair{"no API matches", "没有匹配的接口"}
)

var wordAPIQuota = map[catalog.Support]words.Pair{
	catalog.Yes:     {"yes", "是"},
	catalog.No:      {"no", "否"},
	catalog.Unknown: {"unsure", "不确定"},
}

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortAPI = words.Pair{"Search the catalogue of APIs and their published limits", "检索接口目录及官方公布的上限"}
	wordLongAPI  = words.Pair{"TEXT is a part of a path or of a name, in Chinese or English. Limits are the published defaults of new and of test\naccounts; only `wxops quota` knows an account's own.",
		"TEXT 是路径或名称（中英文）的一部分。上限为官方公布的新账号与测试账号默认值；\n账号的实际额度以 wxops quota 为准。"}
	wordFlagAPIKind = words.Pair{"only APIs of this `KIND` of account", "只看这种账号类型 `KIND` 的接口"}
)
