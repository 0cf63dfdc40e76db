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
		Short:   a.t.Short.API,
		Long:    a.t.Long.API,
		Example: "wxops api 订阅消息\nwxops api /cgi-bin/menu --kind offiaccount -o json",
		RunE:    func(_ *cobra.Command, args []string) error { return a.runAPI(strings.Join(args, " "), kind) },
	}
	cmd.Flags().StringVar(&kind, "kind", "", a.t.Flag.APIKind)
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
		a.complain(&failure{fact: a.t.API.NoMatch})
		return ended(exitFailed)
	}
	return nil
}

func (a *app) printAPIs(apis []catalog.API) {
	if len(apis) == 0 {
		return
	}
	t := a.t.API
	rows := make([][]string, 0, len(apis))
	for _, api := range apis {
		rows = append(rows, []string{api.Path, a.fit(a.apiName(api), 40), limitWord(api.LimitNew), limitWord(api.LimitTest),
			t.Quota[api.HasQuota], firstOf(api.LimitSource, api.Source)})
	}
	writeTable(a.env.Stdout, []column{{t.Path, false}, {t.Name, false}, {t.LimitNew, true}, {t.LimitTest, true},
		{t.HasQuota, false}, {t.Source, false}}, rows)
}

// apiName is the API's official name in the language of the run.
func (a *app) apiName(api catalog.API) string {
	if a.lang == langChinese {
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

type apiText struct {
	Path, Name, LimitNew, LimitTest, HasQuota, Source string // heads
	Quota                                             map[catalog.Support]string
	NoMatch                                           string
}

func apiWords(s say) apiText {
	return apiText{
		Path: s("Path", "路径"), Name: s("Name", "名称"), LimitNew: s("New account", "新账号"), LimitTest: s("Test account", "测试号"),
		HasQuota: s("Quota", "有额度"), Source: s("Source", "来源"),
		Quota: map[catalog.Support]string{
			catalog.Yes: s("yes", "是"), catalog.No: s("no", "否"), catalog.Unknown: s("unsure", "不确定"),
		},
		NoMatch: s("no API matches", "没有匹配的接口"),
	}
}
