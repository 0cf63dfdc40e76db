package cli

import (
	"wxops/ui/words"
)

// The words of quota.
var (
	wordQuotaPath          = words.Pair{"Path", "路径"}
	wordQuotaName          = words.Pair{"Name", "名称"}
	wordQuotaUsed          = words.Pair{"Used", "已用"}
	wordQuotaLimit         = words.Pair{"Limit", "上限"}
	wordQuotaLeft          = words.Pair{"Left", "剩余"}
	wordQuotaUse           = words.Pair{"Use", "用量"}
	wordQuotaNote          = words.Pair{"Note", "备注"}
	wordQuotaOut           = words.Pair{"OUT", "用尽"}
	wordQuotaRate          = words.Pair{"%s calls in %d s", "%[2]d 秒 %[1]s 次"}
	wordQuotaComponentRate = words.Pair{"platforms %s calls in %d s", "第三方平台 %[2]d 秒 %[1]s 次"}
	wordQuotaRead          = words.Pair{"%s  %s  read %s", "%s  %s  读取于 %s"}
	wordQuotaFailed        = words.Pair{"%d of %d could not be read: %s", "%[2]d 个中有 %[1]d 个读取失败：%[3]s"}
	wordQuotaCrossed       = words.Pair{"%d at or over %d%% of the limit", "%d 个接口用量达到或超过 %d%%"}
	wordQuotaWrongFailAt   = words.Pair{"--fail-at is a percentage from 1 to 100, as in 90", "--fail-at 是 1 到 100 的百分数，例如 90"}
	wordQuotaPathsAndAll   = words.Pair{"give paths or --all, not both", "路径和 --all 只能写其一"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortQuota = words.Pair{"Read quotas", "读取额度"}
	wordLongQuota  = words.Pair{"Without PATH the account's own list is read, or the starter list of its kind. The most pressed come first.\nReading costs calls of /cgi-bin/openapi/quota/get.",
		"不写 PATH 时读取账号自己的接口列表，或该类型的常用列表。用量最紧张的在前。\n读取本身会消耗 /cgi-bin/openapi/quota/get 的调用次数。"}
	wordFlagAll    = words.Pair{"every path of the catalogue for this kind that has a quota", "目录中该类型所有有额度的接口"}
	wordFlagFailAt = words.Pair{"exit with 3 when an API has used this `PERCENT` of its limit", "有接口用量达到上限的 `PERCENT` 时以 3 退出"}
)
