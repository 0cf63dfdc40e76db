package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"wxops/ui/words"
	"wxops/wechat/catalog"
)

func (a *app) apiCommand() *cobra.Command {
	var kind string
	cmd := &cobra.Command{
		Use:     "api [TEXT]",
		Short:   wordShortAPI.In(a.lang),
		Long:    wordLongAPI.In(a.lang),
		Example: "wxops api 订阅消息\nwxops api /cgi-bin/menu --kind offiaccount -o json",
		RunE:    func(_ *cobra.Command, args []string) error { return a.runAPI(strings.Join(args, " "), kind) },
	}
	cmd.Flags().StringVar(&kind, "kind", "", wordFlagAPIKind.In(a.lang))
	completeWords(cmd, "kind", kindNames()...)
	return cmd
}

func (a *app) runAPI(text, kind string) error {
	if kind != "" {
		if err := a.checkKind(kind); err != nil {
			return err
		}
	}
	apis := catalog.APIs()
	if text != "" {
		apis = catalog.Search(text)
	}
	apis = ofKind(apis, kind)
	if a.format == formatJSON {
		a.writeJSON(a.form().APIs(apis))
	} else {
		a.printAPIs(apis)
	}
	if len(apis) == 0 {
		a.complain(&failure{fact: wordAPINoMatch.In(a.lang)})
		return ended(exitFailed)
	}
	return nil
}

func (a *app) printAPIs(apis []catalog.API) {
	if len(apis) == 0 {
		return
	}
	lang := a.lang
	rows := make([][]string, 0, len(apis))
	for _, api := range apis {
		rows = append(rows, []string{api.Path, a.fit(words.APIName(api, lang), 40), limitWord(api.LimitNew), limitWord(api.LimitTest),
			wordAPIQuota[api.HasQuota].In(lang), firstOf(api.LimitSource, api.Source)})
	}
	writeTable(a.env.Stdout, []column{{wordAPIPath.In(lang), false}, {wordAPIName.In(lang), false}, {wordAPILimitNew.In(lang), true}, {wordAPILimitTest.In(lang), true},
		{wordAPIHasQuota.In(lang), false}, {wordAPISource.In(lang), false}}, rows)
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

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
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
