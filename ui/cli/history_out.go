package cli

import (
	"fmt"
	"strconv"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/clean"
	"wxops/wechat/guard"
	"wxops/wechat/history"
)

func (c *historyCommand) write(kept report.Kept) error {
	switch c.Format {
	case shell.FormatJSON:
		c.WriteJSON(c.Form().History(kept))
	case shell.FormatCSV:
		return c.WriteCSV(c.Form().History(kept).CSV())
	case shell.FormatMD:
		c.writeReport(kept)
	default:
		fmt.Fprintf(c.Env.Stdout, "%s\n\n", clean.Line(c.title(kept)+c.zone(kept)))
		c.writeTable(kept)
	}
	return nil
}

func (c *historyCommand) title(kept report.Kept) string {
	title := wordHistoryTitle.Fill(c.Lang, kept.Alias, kept.AppID, kept.From.Format(time.DateOnly), kept.To.Format(time.DateOnly))
	if kept.Path != "" {
		title += "  " + kept.Path
	}
	return title
}

// zone says whose time the table tells, where the machine has another.
func (c *historyCommand) zone(kept report.Kept) string {
	now := c.Env.Now()
	_, here := now.Zone()
	if _, there := now.In(wechat.Beijing()).Zone(); here == there || len(kept.Readings) > 0 {
		return ""
	}
	return "  " + wordHistoryZone.In(c.Lang)
}

func (c *historyCommand) writeTable(kept report.Kept) {
	switch {
	case len(kept.Readings) > 0:
		c.writeReadings(kept)
	case c.month != "":
		c.writeTotals(kept)
	default:
		c.writeDays(kept)
	}
}

// writeDays writes a line for an API's day.
func (c *historyCommand) writeDays(kept report.Kept) {
	var rows [][]string
	for _, d := range kept.Days {
		rows = append(rows, []string{
			d.Day(), d.Path, c.Fit(words.NameOf(d.Path, c.Lang), 36), words.Group(d.Peak), limitWord(d.Limit), peakWord(d),
			outAt(d), outFor(d.OutFor, c.Lang), countWord(kept.ResetsOn(d)),
		})
	}
	c.FitTable([]shell.Column{
		shell.Text(wordHistoryDay), shell.Text(wordQuotaPath).Least(16), shell.Text(wordQuotaName).Drop(4).Least(12), shell.Number(wordHistoryPeak),
		shell.Number(wordQuotaLimit).Drop(3), shell.Number(wordQuotaUse), shell.Text(wordQuotaEnd), shell.Text(wordHistoryOutFor).Drop(2), shell.Number(wordHistoryResets).Drop(1),
	}, rows)
}

// writeTotals writes a line for an API.
func (c *historyCommand) writeTotals(kept report.Kept) {
	var rows [][]string
	for _, t := range history.Totals(kept.Days) {
		usual, first := "", ""
		if t.DaysOut > 0 {
			usual, first = report.OfDay(t.Usual), report.OfDay(t.First)
		}
		rows = append(rows, []string{
			t.Path, c.Fit(words.NameOf(t.Path, c.Lang), 36), strconv.Itoa(t.Days), countWord(t.DaysOut), usual, first, outFor(t.OutFor, c.Lang),
			words.Group(t.Peak.Peak), limitWord(t.Limit), peakWord(t.Peak),
		})
	}
	c.FitTable([]shell.Column{
		shell.Text(wordQuotaPath).Least(16), shell.Text(wordQuotaName).Drop(6).Least(12), shell.Number(wordHistoryDays).Drop(3), shell.Number(wordHistoryDaysOut),
		shell.Text(wordHistoryUsual), shell.Text(wordHistoryFirst).Drop(4), shell.Text(wordHistoryOutFor).Drop(5),
		shell.Number(wordHistoryPeak), shell.Number(wordQuotaLimit).Drop(2), shell.Number(wordQuotaUse),
	}, rows)
}

// writeReadings writes a line for a reading.
func (c *historyCommand) writeReadings(kept report.Kept) {
	var rows [][]string
	for _, r := range kept.Readings {
		d := wechat.Daily{Limit: r.Limit, Used: r.Used, Remain: 1}
		if r.Out {
			d.Remain = 0
		}
		rows = append(rows, []string{c.Local(r.At), words.Group(r.Used), limitWord(r.Limit), useWord(d, c.Lang)})
	}
	c.FitTable([]shell.Column{shell.Text(wordHistoryRead), shell.Number(wordQuotaUsed), shell.Number(wordQuotaLimit), shell.Number(wordQuotaUse)}, rows)
}

// writeReport writes what one applies to WeChat for more quota with.
func (c *historyCommand) writeReport(kept report.Kept) {
	lang, w := c.Lang, c.Env.Stdout
	fmt.Fprintf(w, "# %s\n\n%s\n", report.Prose(c.title(kept)), wordHistoryBy.In(lang))
	fmt.Fprintf(w, "\n## %s\n\n", wordHistoryAPIs.In(lang))
	c.reportTotals(kept)
	fmt.Fprintf(w, "\n## %s\n\n", wordHistoryOutDays.In(lang))
	if rows := c.outDays(kept); len(rows) > 0 {
		report.WriteMarkdown(w, markdownHeads(lang, wordHistoryDay, wordHistoryAPI, wordQuotaEnd, wordHistoryOutFor, wordHistoryPeak, wordQuotaLimit), rows)
	} else {
		fmt.Fprintln(w, wordHistoryNeverOut.In(lang))
	}
	fmt.Fprintf(w, "\n## %s\n\n", wordHistoryClears.In(lang))
	if rows := c.resetRows(kept); len(rows) > 0 {
		report.WriteMarkdown(w, markdownHeads(lang, wordResetWhen, wordResetScope, wordResetOutcomeHead, wordResetReason), rows)
	} else {
		fmt.Fprintln(w, wordHistoryNoResets.In(lang))
	}
}

// figures are the heads of which the cells stand at the right.
var figures = map[words.Pair]bool{wordHistoryDays: true, wordHistoryDaysOut: true, wordHistoryPeak: true, wordQuotaLimit: true, wordQuotaUse: true, wordHistoryUsed: true}

func markdownHeads(lang words.Lang, heads ...words.Pair) []report.Head {
	all := make([]report.Head, len(heads))
	for i, h := range heads {
		all[i] = report.Head{Text: h.In(lang), Right: figures[h]}
	}
	return all
}

func (c *historyCommand) reportTotals(kept report.Kept) {
	var rows [][]string
	for _, t := range history.Totals(kept.Days) {
		usual := ""
		if t.DaysOut > 0 {
			usual = wordHistoryUsually.Fill(c.Lang, report.OfDay(t.Usual), report.OfDay(t.First))
		}
		rows = append(rows, []string{
			c.api(t.Path), strconv.Itoa(t.Days), strconv.Itoa(t.DaysOut), usual,
			words.Group(t.Peak.Peak) + " (" + t.Peak.Day() + ")", limitWord(t.Limit), peakWord(t.Peak), words.Group(t.Used),
		})
	}
	report.WriteMarkdown(c.Env.Stdout, markdownHeads(c.Lang, wordHistoryAPI, wordHistoryDays, wordHistoryDaysOut, wordHistoryUsual,
		wordHistoryPeak, wordQuotaLimit, wordQuotaUse, wordHistoryUsed), rows)
}

// api names an API in Markdown.
func (c *historyCommand) api(path string) string {
	if name := words.NameOf(path, c.Lang); name != "" {
		return report.Prose(name) + " " + report.Verbatim(path)
	}
	return report.Verbatim(path)
}

func (c *historyCommand) outDays(kept report.Kept) (rows [][]string) {
	for _, d := range kept.Days {
		if !d.OutAt.IsZero() {
			rows = append(rows, []string{d.Day(), c.api(d.Path), outAt(d), outFor(d.OutFor, c.Lang), words.Group(d.Peak), limitWord(d.Limit)})
		}
	}
	return rows
}

func (c *historyCommand) resetRows(kept report.Kept) (rows [][]string) {
	for _, r := range kept.Resets {
		what := report.Prose(wordResetScopeAll.In(c.Lang))
		if r.Scope == guard.ScopeAPI {
			what = c.api(r.Path)
		}
		rows = append(rows, []string{r.At.In(wechat.Beijing()).Format("2006-01-02 15:04"), what, report.Prose(outcomeWord(r, c.Lang)), report.Prose(r.Reason)})
	}
	return rows
}

func countWord(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// peakWord is the highest use of a day: what was out is not called so for ever.
func peakWord(d history.Summary) string {
	if d.Limit <= 0 {
		return "-"
	}
	return strconv.FormatInt(d.Percent(), 10) + "%"
}

func outAt(d history.Summary) string {
	if d.OutAt.IsZero() {
		return ""
	}
	return d.OutAt.In(wechat.Beijing()).Format("15:04")
}

func outFor(d time.Duration, lang words.Lang) string {
	if d <= 0 {
		return ""
	}
	return words.Span(d, lang)
}

// The words of history.
var (
	wordHistoryTitle    = words.Pair{"%s  %s  %s to %s", "%s  %s  %s 至 %s"}
	wordHistoryZone     = words.Pair{"(Beijing time)", "（北京时间）"}
	wordHistoryDay      = words.Pair{"Day", "日期"}
	wordHistoryAPI      = words.Pair{"API", "接口"}
	wordHistoryPeak     = words.Pair{"Peak", "峰值"}
	wordHistoryOutFor   = words.Pair{"Out for", "用尽时长"}
	wordHistoryResets   = words.Pair{"Resets", "清零"}
	wordHistoryDays     = words.Pair{"Days", "天数"}
	wordHistoryDaysOut  = words.Pair{"Days out", "用尽天数"}
	wordHistoryUsual    = words.Pair{"Usually at", "通常用尽于"}
	wordHistoryFirst    = words.Pair{"Earliest", "最早"}
	wordHistoryUsed     = words.Pair{"Calls", "调用总数"}
	wordHistoryRead     = words.Pair{"Read", "读取时间"}
	wordHistoryUsually  = words.Pair{"%s, earliest %s", "%s，最早 %s"}
	wordHistoryAPIs     = words.Pair{"APIs", "接口"}
	wordHistoryOutDays  = words.Pair{"Days out", "额度用尽的日期"}
	wordHistoryClears   = words.Pair{"Resets", "清零记录"}
	wordHistoryNeverOut = words.Pair{"None.", "无。"}
	wordHistoryNoResets = words.Pair{"None that wxops knows of.", "wxops 未记录到清零。"}
	wordHistoryBy       = words.Pair{"From quotas as wxops has read them. Days and times are Beijing's; where nothing was read nothing is counted.",
		"数据来自 wxops 读取到的额度，日期与时间均为北京时间；未读取的时段不计入。"}
	wordHistoryDamaged    = words.Pair{"damaged lines, which are left out: %d", "已跳过损坏的行：%d"}
	wordHistoryWrongMonth = words.Pair{"--month is a month, as in 2026-11", "--month 是月份，例如 2026-11"}
	wordHistoryUnread     = words.Pair{"the readings cannot be used: %s", "历史读数不可用：%s"}
	wordHistoryNone       = words.Pair{"no readings of %s are kept yet", "%s 还没有历史读数"}
	wordHistoryNoneDo     = words.Pair{"The console keeps them while it runs: wxops %s", "控制台运行时会保存读数：wxops %s"}
	wordHistoryNoDays     = words.Pair{"nothing was read of %s from %s to %s", "%s 在 %s 至 %s 没有读数"}
	wordHistoryNoDaysDo   = words.Pair{"Kept are %s to %s: wxops history %s --month %s", "已保存 %s 至 %s：wxops history %s --month %s"}
	wordHistoryNoPath     = words.Pair{"no readings of %s are kept for %s", "没有 %s 的历史读数（账号 %s）"}
	wordHistoryNoPathDo   = words.Pair{"See which are: wxops history %s", "查看已有读数的接口：wxops history %s"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortHistory = words.Pair{"Readings kept, by day", "按天查看保存的读数"}
	wordLongHistory  = words.Pair{"A line for each day and API of the last week; with PATH each reading of it. Nothing is asked of WeChat.\nDays are Beijing's. A week of readings is kept, and a line a day for 13 months: with --month, -o md is a report for applying for more quota.",
		"显示最近一周每天每个接口一行；带 PATH 时显示该接口的逐次读数。不会请求微信。\n日期为北京时间。读数保留一周，每日汇总保留 13 个月；加 --month 和 -o md 可生成申请提升额度用的报告。"}
	wordFlagMonth = words.Pair{"the whole `MONTH`, as in 2026-11", "整个月份 `MONTH`，例如 2026-11"}
)
