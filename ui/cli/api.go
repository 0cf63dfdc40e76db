package cli

import (
	"cmp"
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
		apis = catalog.Search(text)
	}
	apis = ofKind(apis, c.kind)
	if c.Format == shell.FormatJSON {
		c.WriteJSON(c.Form().APIs(apis))
	} else {
		c.printAPIs(apis)
	}
	if len(apis) == 0 {
		c.Complain(&shell.Failure{Fact: wordAPINoMatch.In(c.Lang)})
		return shell.Ended(shell.ExitFailed)
	}
	return nil
}

func (c *apiCommand) printAPIs(apis []catalog.API) {
	if len(apis) == 0 {
		return
	}
	lang := c.Lang
	rows := make([][]string, 0, len(apis))
	for _, api := range apis {
		rows = append(rows, []string{api.Path, c.Fit(words.APIName(api, lang), 40), limitWord(api.LimitNew), limitWord(api.LimitTest),
			wordAPIQuota[api.HasQuota].In(lang), cmp.Or(api.LimitSource, api.Source)})
	}
	shell.WriteTable(c.Env.Stdout, c.Lang, []shell.Column{shell.Text(wordAPIPath), shell.Text(wordAPIName), shell.Number(wordAPILimitNew), shell.Number(wordAPILimitTest),
		shell.Text(wordAPIHasQuota), shell.Text(wordAPISource)}, rows)
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
