package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
	"wxops/wechat/clean"
	"wxops/wechat/meter"
)

// write writes those that are shown; the summary counts all.
func (c *statusCommand) write(some, all []standing, now time.Time) error {
	switch c.Format {
	case shell.FormatJSON:
		c.WriteJSON(c.document(some, now))
		return nil
	case shell.FormatCSV:
		return c.WriteCSV(c.document(some, now).CSV())
	case shell.FormatMD:
		c.writeMarkdown(some, all, now)
		return nil
	}
	w, sum := c.Env.Stdout, clean.Line(c.Local(now)+"  "+c.summary(all, now))
	if !c.Env.StdoutTerminal {
		fmt.Fprintf(w, "%s\n\n", sum)
	}
	rows := make([][]string, 0, len(some))
	for _, s := range some {
		rows = append(rows, c.row(s, now))
	}
	if len(rows) > 0 {
		c.FitTable([]shell.Column{
			shell.Text(wordStatusAccount).Least(8), shell.Text(wordStatusName).Drop(2).Least(8), shell.Text(wordStatusWorst).Least(10), shell.Text(wordQuotaPath).Drop(3),
			shell.Number(wordQuotaUse), shell.Text(wordQuotaEnd), shell.Number(wordStatusLeft).Drop(1), shell.Number(wordStatusRead),
		}, rows)
	}
	if c.Env.StdoutTerminal { // the worst stands last, where the eye is
		fmt.Fprintf(w, "\n%s\n", sum)
	}
	return nil
}

func (c *statusCommand) document(some []standing, now time.Time) report.Status {
	form := report.Form{Lang: c.Lang, Now: now}
	doc := report.Status{At: form.Stamp(now), Accounts: make([]report.AccountStatus, 0, len(some))}
	for _, s := range some {
		one := report.AccountStatus{Account: s.Alias, AppID: s.AppID, Name: report.Null(s.Name), Kind: string(s.Kind), Env: report.Null(s.Env)}
		form.Stand(&one, s.meter)
		if s.left != nil {
			one.Left = report.Month(*s.left)
		}
		if s.cannot != nil {
			one.Error = c.JSONError(s.cannot)
		} else if err := s.failure(); err != nil {
			one.Error = c.JSONError(err)
		}
		doc.Accounts = append(doc.Accounts, one)
	}
	return doc
}

// row is an account as a row of the table: its worst API, or why nothing is known of any.
func (c *statusCommand) row(s standing, now time.Time) []string {
	worst := s.meter.Worst(now)
	if worst == nil {
		return []string{s.Alias, s.Name, c.nothing(s)}
	}
	left := "-"
	if s.left != nil {
		left = fmt.Sprintf("%d, %d", s.left.All, s.left.API)
	}
	end := words.End(s.meter.Forecast(worst, now), now, c.Lang)
	if s.meter.Stale(worst, now) {
		end = words.Stale.In(c.Lang)
	}
	return []string{
		s.Alias, s.Name, cmp.Or(words.NameOf(worst.Path, c.Lang), worst.Path), worst.Path, useWord(*worst.Quota.Daily, c.Lang),
		end, left, words.AgeStep(c.Lang, now.Sub(s.meter.Oldest())),
	}
}

// nothing says why there are no numbers of today.
func (c *statusCommand) nothing(s standing) string {
	err := s.failure()
	switch {
	case s.cannot != nil:
		return wordStatusPlatform.In(c.Lang)
	case s.meter.Locked:
		return wordStatusLocked.Fill(c.Lang, s.Alias)
	case err != nil:
		return c.fact(s, c.AsFailure(err))
	case s.OnDemand:
		return wordStatusOnDemand.In(c.Lang)
	}
	return wordQuotaNoFigure.In(c.Lang)
}

// fact is what failed of an account, without its alias in front: that stands there already.
func (c *statusCommand) fact(s standing, f *shell.Failure) string {
	return strings.TrimPrefix(f.Fact, s.Alias+wordStatusColon.In(c.Lang))
}

// summary counts the accounts by how they stand, and says when quotas come back where
// that matters.
func (c *statusCommand) summary(all []standing, now time.Time) string {
	known := make([]meter.Account, len(all))
	for i, s := range all {
		known[i] = s.meter
	}
	tally := meter.Count(known, now)
	var counts []string
	for _, state := range []meter.State{meter.Out, meter.Near, meter.Failed, meter.Locked, meter.Unread, meter.OK} {
		if n := tally[state]; n > 0 {
			counts = append(counts, strconv.Itoa(n)+" "+words.State(state, c.Lang))
		}
	}
	text := wordStatusSum.Fill(c.Lang, len(all))
	if len(all) == 1 {
		text = wordStatusSumOne.In(c.Lang)
	}
	if len(counts) > 0 {
		text += wordStatusColon.In(c.Lang) + strings.Join(counts, wordStatusComma.In(c.Lang))
	}
	if tally[meter.Out]+tally[meter.Near] > 0 {
		back := meter.BackAt(now)
		text += wordStatusBack.Fill(c.Lang, back.In(now.Location()).Format("15:04 -07"), words.Span(back.Sub(now), c.Lang))
	}
	return text
}

// writeMarkdown writes what one pastes into a ticket.
func (c *statusCommand) writeMarkdown(some, all []standing, now time.Time) {
	lang, w := c.Lang, c.Env.Stdout
	fmt.Fprintf(w, "%s\n\n", report.Prose(c.Local(now)+"  "+c.summary(all, now)))
	rows := make([][]string, 0, len(some))
	for _, s := range some {
		row := []string{report.Prose(cmp.Or(s.Name, s.Alias)), report.Verbatim(s.Alias), words.State(s.meter.State(now), lang)}
		worst := s.meter.Worst(now)
		if worst == nil {
			rows = append(rows, append(row, report.Prose(c.nothing(s)), "", "", "", "", "", ""))
			continue
		}
		d, cells := worst.Quota.Daily, c.row(s, now)
		row = append(row, report.Prose(cells[2]), report.Verbatim(worst.Path), cells[4], words.Group(d.Used)+" / "+words.Group(d.Limit))
		rows = append(rows, append(row, report.Prose(cells[5]), cells[6], cells[7]))
	}
	report.WriteMarkdown(w, []report.Head{
		{Text: wordStatusAccount.In(lang)}, {Text: wordStatusAlias.In(lang)}, {Text: wordStatusState.In(lang)}, {Text: wordStatusWorst.In(lang)}, {Text: wordQuotaPath.In(lang)},
		{Text: wordQuotaUse.In(lang), Right: true}, {Text: wordStatusUsed.In(lang), Right: true}, {Text: wordQuotaEnd.In(lang)},
		{Text: wordStatusLeft.In(lang), Right: true}, {Text: wordStatusRead.In(lang), Right: true},
	}, rows)
}

// aliasesNamed is how many accounts a message names.
const aliasesNamed = 5

// complain says on stderr which accounts failed, those of one reason in one line, and
// which wait for a person.
func (c *statusCommand) complain(all []standing) {
	var facts, locked []string
	failed, remedies := map[string][]string{}, map[string]string{}
	for _, s := range all {
		if s.cannot == nil && s.meter.Locked {
			locked = append(locked, s.Alias)
		}
		if err := s.failure(); err != nil {
			f := c.AsFailure(err)
			fact := c.fact(s, f)
			if failed[fact] == nil {
				facts = append(facts, fact)
			}
			failed[fact], remedies[fact] = append(failed[fact], s.Alias), f.Remedy
		}
	}
	for _, fact := range facts {
		c.Complain(&shell.Failure{Fact: c.named(failed[fact]) + wordStatusColon.In(c.Lang) + fact, Remedy: remedies[fact]})
	}
	if len(locked) > 0 {
		c.Warn(wordStatusWait.Fill(c.Lang, c.named(locked)))
		fmt.Fprintln(c.Env.Stderr, clean.Line(wordStatusWaitDo.Fill(c.Lang, locked[0])))
	}
}

// named are aliases in a line, and how many more there are.
func (c *statusCommand) named(aliases []string) string {
	text := strings.Join(slices.Clone(shown(aliases, aliasesNamed)), wordStatusComma.In(c.Lang))
	if more := len(aliases) - aliasesNamed; more > 0 {
		text += wordStatusMore.Fill(c.Lang, more)
	}
	return text
}

// The words of the answer.
var (
	wordStatusAccount  = words.Pair{"Account", "账号"}
	wordStatusAlias    = words.Pair{"Alias", "别名"}
	wordStatusName     = words.Pair{"Name", "名称"}
	wordStatusState    = words.Pair{"State", "状况"}
	wordStatusWorst    = words.Pair{"Worst API", "最紧张的接口"}
	wordStatusUsed     = words.Pair{"Used / limit", "已用 / 上限"}
	wordStatusLeft     = words.Pair{"Left", "清零"}
	wordStatusRead     = words.Pair{"Read", "读取"}
	wordStatusSum      = words.Pair{"%d accounts", "%d 个账号"}
	wordStatusSumOne   = words.Pair{"1 account", "1 个账号"}
	wordStatusColon    = words.Pair{": ", "："}
	wordStatusComma    = words.Pair{", ", "，"}
	wordStatusBack     = words.Pair{"; back at %s, in %s", "；%s 恢复（%s后）"}
	wordStatusMore     = words.Pair{" and %d more", " 等另外 %d 个"}
	wordStatusLocked   = words.Pair{"locked: wxops quota %s asks for its secret", "待密钥：wxops quota %s 会询问密钥"}
	wordStatusOnDemand = words.Pair{"not read: on demand only; name it to read it", "未读取：仅按需读取，写明别名即读取"}
	wordStatusPlatform = words.Pair{"a platform: not supported yet", "第三方平台：暂不支持"}
	wordStatusWait     = words.Pair{"not read, the secret needs a person: %s", "未读取，密钥需要人工输入：%s"}
	wordStatusWaitDo   = words.Pair{"Open it in the console, or with: wxops quota %s", "请在控制台中打开，或运行：wxops quota %s"}
)
