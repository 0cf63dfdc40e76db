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

// jsonAPI is one path of the catalogue. A limit that nobody published is null.
type jsonAPI struct {
	Path        string   `json:"cgi_path"`
	Name        *string  `json:"name"`
	APIName     *string  `json:"api_name"`
	Method      *string  `json:"method"`
	Family      *string  `json:"family"`
	Kinds       []string `json:"kinds"`
	LimitNew    *int64   `json:"limit_new"`
	LimitTest   *int64   `json:"limit_test"`
	LimitSource *string  `json:"limit_source"`
	HasQuota    string   `json:"has_quota"` // yes, no or unknown
	Source      *string  `json:"source"`
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
		out := make([]jsonAPI, 0, len(apis))
		for _, api := range apis {
			out = append(out, jsonAPI{
				Path: api.Path, Name: orNull(a.apiName(api)), APIName: orNull(api.Name), Method: orNull(api.Method),
				Family: orNull(api.Family), Kinds: emptyNotNull(api.Kinds),
				LimitNew: orNull(api.LimitNew), LimitTest: orNull(api.LimitTest), LimitSource: orNull(api.LimitSource),
				HasQuota: string(api.HasQuota), Source: orNull(api.Source),
			})
		}
		a.writeJSON(struct {
			APIs []jsonAPI `json:"apis"`
		}{out})
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
		rows = append(rows, []string{api.Path, a.fit(a.apiName(api), 40), limitWord(api.LimitNew), limitWord(api.LimitTest),
			wordAPIQuota[api.HasQuota].In(lang), firstOf(api.LimitSource, api.Source)})
	}
	writeTable(a.env.Stdout, []column{{wordAPIPath.In(lang), false}, {wordAPIName.In(lang), false}, {wordAPILimitNew.In(lang), true}, {wordAPILimitTest.In(lang), true},
		{wordAPIHasQuota.In(lang), false}, {wordAPISource.In(lang), false}}, rows)
}

// apiName is the API's official name in the language of the run.
func (a *app) apiName(api catalog.API) string {
	if a.lang == words.Chinese {
		return firstOf(api.Zh, api.Title, api.En, api.Name)
	}
	return firstOf(api.En, api.Name, api.Title)
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

func emptyNotNull[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
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
