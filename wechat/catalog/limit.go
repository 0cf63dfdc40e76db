package catalog

import _ "embed"

// Basis says how good the source of a limit is.
type Basis string

// The sources of limits, the best first.
const (
	OfficialTable Basis = "official-table"      // the table of default limits
	OfficialPage  Basis = "official-page"       // the page of this API
	OverviewPage  Basis = "official-page-other" // an overview page of the same product
	ConsoleList   Basis = "backend-list"        // a list copied from an account's console
	OldList       Basis = "backend-list-old"    // an old one of those
	Observed      Basis = "observed"            // seen in an answer of quota/get
)

// Words names the basis in both languages; they are empty for an unknown one.
func (b Basis) Words() (zh, en string) {
	switch b {
	case OfficialTable:
		return "官方额度表", "official table of limits"
	case OfficialPage:
		return "官方接口文档", "official page of the API"
	case OverviewPage:
		return "官方产品总览页", "official overview page"
	case ConsoleList:
		return "后台接口权限列表", "list copied from a console"
	case OldList:
		return "旧的后台列表", "old list copied from a console"
	case Observed:
		return "实测", "observed in an answer"
	}
	return "", ""
}

//go:embed limits.tsv
var limitsTSV string

func addLimits(t apiTable) {
	for line, f := range rows[[7]string]("limits.tsv", limitsTSV) {
		i, ok := t.byPath[f[0]]
		if !ok {
			panic(bad("limits.tsv", line, "path is not in apis.tsv"))
		}
		a := &t.rows[i]
		a.LimitNew, a.LimitTest = number("limits.tsv", line, f[1]), number("limits.tsv", line, f[2])
		a.LimitBasis, a.LimitSource, a.LimitZh, a.LimitEn = Basis(f[3]), f[4], f[5], f[6]
	}
}
