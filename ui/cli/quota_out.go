package cli

import (
	"fmt"
	"strconv"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

func (c *quotaCommand) writeQuota(known meter.Account, acc keystore.Account, readings []wechat.Reading) error {
	switch c.Format {
	case shell.FormatJSON:
		c.WriteJSON(c.Form().Quota(acc.Alias, acc.AppID, readings, known))
		return nil
	case shell.FormatCSV:
		return c.WriteCSV(c.Form().Quota(acc.Alias, acc.AppID, readings, known).CSV())
	}
	fmt.Fprintf(c.Env.Stdout, "%s\n\n", clean.Line(wordQuotaRead.Fill(c.Lang, acc.Alias, acc.AppID, c.Local(c.Env.Now()))))
	rows := make([][]string, 0, len(readings))
	for _, r := range readings {
		rows = append(rows, c.row(known, r))
	}
	c.FitTable([]shell.Column{
		shell.Text(wordQuotaPath).Least(20), shell.Text(wordQuotaName).Drop(3).Least(12),
		shell.Number(wordQuotaUsed), shell.Number(wordQuotaLimit).Drop(1), shell.Number(wordQuotaLeft).Drop(2),
		shell.Number(wordQuotaUse), shell.Text(wordQuotaEnd), shell.Text(wordQuotaNote).Drop(4),
	}, rows)
	return nil
}

// row is a reading as a row of the table: figures, or in their place why there are none.
func (c *quotaCommand) row(known meter.Account, r wechat.Reading) []string {
	name, d := c.Fit(words.NameOf(r.Path, c.Lang), 36), r.Quota.Daily
	switch {
	case r.Err != nil:
		return []string{r.Path, name, c.AsFailure(r.Err).Fact}
	case d == nil:
		return []string{r.Path, name, joined(wordQuotaNoFigure.In(c.Lang), c.rateWords(r.Quota))}
	}
	now := c.Env.Now()
	return []string{
		r.Path, name, words.Group(d.Used), words.Group(d.Limit), words.Group(d.Remain), useWord(*d, c.Lang),
		words.End(known.Forecast(known.Row(r.Path), now), now, c.Lang), c.rateWords(r.Quota),
	}
}

func useWord(d wechat.Daily, lang words.Lang) string {
	switch {
	case d.Out():
		return wordQuotaOut.In(lang)
	case d.Limit <= 0:
		return "-"
	}
	return strconv.FormatInt(d.Percent(), 10) + "%"
}

func (c *quotaCommand) rateWords(q wechat.Quota) string {
	text := ""
	if q.Rate != nil {
		text = wordQuotaRate.Fill(c.Lang, words.Group(q.Rate.Calls), q.Rate.Seconds)
	}
	if q.Component != nil {
		text = joined(text, wordQuotaComponentRate.Fill(c.Lang, words.Group(q.Component.Calls), q.Component.Seconds))
	}
	return text
}

// joined are two notes in one.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// The words of quota.
var (
	wordQuotaPath          = words.Pair{"Path", "路径"}
	wordQuotaName          = words.Pair{"Name", "名称"}
	wordQuotaUsed          = words.Pair{"Used", "已用"}
	wordQuotaLimit         = words.Pair{"Limit", "上限"}
	wordQuotaLeft          = words.Pair{"Left", "剩余"}
	wordQuotaUse           = words.Pair{"Use", "用量"}
	wordQuotaEnd           = words.Pair{"Out at", "何时用尽"}
	wordQuotaNoFigure      = words.Pair{"WeChat gave no figure", "微信未给出数字"}
	wordQuotaNote          = words.Pair{"Note", "备注"}
	wordQuotaOut           = words.Pair{"OUT", "用尽"}
	wordQuotaRate          = words.Pair{"%s calls in %d s", "%[2]d 秒 %[1]s 次"}
	wordQuotaComponentRate = words.Pair{"platforms %s calls in %d s", "第三方平台 %[2]d 秒 %[1]s 次"}
	wordQuotaRead          = words.Pair{"%s  %s  read %s", "%s  %s  读取于 %s"}
	wordQuotaFailed        = words.Pair{"%d of %d could not be read: %s", "%[2]d 个中有 %[1]d 个读取失败：%[3]s"}
	wordQuotaBare          = words.Pair{"WeChat gave no figure for %d of %d APIs", "%[2]d 个接口中有 %[1]d 个微信未给出数字"}
	wordQuotaPathsAndAll   = words.Pair{"give paths or --all, not both", "路径和 --all 只能写其一"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortQuota = words.Pair{"Read quotas", "读取额度"}
	wordLongQuota  = words.Pair{"Without PATH the account's own list is read, or the starter list of its kind. The most pressed come first.\nReading costs calls of /cgi-bin/openapi/quota/get.",
		"不写 PATH 时读取账号自己的接口列表，或该类型的常用列表。用量最紧张的在前。\n读取本身会消耗 /cgi-bin/openapi/quota/get 的调用次数。"}
	wordFlagAll = words.Pair{"every path of the catalogue for this kind that has a quota", "目录中该类型所有有额度的接口"}
)
