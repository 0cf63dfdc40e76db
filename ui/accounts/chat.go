package accounts

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/meter"
)

// What one pastes into a chat.
var (
	chatNone    = words.Pair{"%s: none of %s is out or near its limit", "%s：%s均未用尽或将尽"}
	chatSome    = words.Pair{"%s: of %s, %s", "%s：%s中 %s"}
	chatOut     = words.Pair{"OUT", "已用尽"}
	chatBack    = words.Pair{"Quotas come back at %s, in %s.", "额度 %s 恢复（%s后）。"}
	chatMore    = words.Pair{"and %d more APIs", "另有 %d 个接口"}
	chatUnknown = words.Pair{"not read: %s", "未读到：%s"}
	chatCopied  = words.Pair{"a short text for a chat: sent to the terminal", "供聊天粘贴的摘要：已发送到终端"}
)

// chatRows is how many APIs the text names.
const chatRows = 20

// copied sends the text to the clipboard.
func (v *View) copied() tea.Cmd {
	return tea.Batch(tea.SetClipboard(v.chat()), view.Notice(chatCopied.In(v.Lang)))
}

// chat says which APIs of which accounts are out or near, and when they come back.
func (v *View) chat() string {
	now, lang := v.Screen.Now, v.Lang
	clock := now.Format("15:04 -07")
	all := wordAccounts.Fill(lang, words.Group(int64(len(v.Accounts.All))))
	if len(v.Accounts.All) == 1 {
		all = wordOneAccount.In(lang)
	}
	lines, more := v.chatLines()
	var text []string
	if len(lines) == 0 {
		text = append(text, "wxops "+chatNone.Fill(lang, clock, all))
	} else {
		text = append(append(text, "wxops "+chatSome.Fill(lang, clock, all, v.counts())), lines...)
	}
	if more > 0 {
		text = append(text, chatMore.Fill(lang, more))
	}
	if unknown := v.unknown(); unknown != "" {
		text = append(text, chatUnknown.Fill(lang, unknown))
	}
	if len(lines) > 0 {
		back := meter.BackAt(now)
		text = append(text, chatBack.Fill(lang, back.In(now.Location()).Format("15:04 -07"), words.Span(back.Sub(now), lang)))
	}
	return strings.Join(text, "\n") + "\n"
}

// counts are the accounts that are out and near, in words.
func (v *View) counts() string {
	var counts []string
	if n := v.known.tally[meter.Out]; n > 0 {
		counts = append(counts, wordCountOut.Fill(v.Lang, n))
	}
	if n := v.known.tally[meter.Near]; n > 0 {
		counts = append(counts, wordCountNear.Fill(v.Lang, n))
	}
	return strings.Join(counts, wordComma.In(v.Lang))
}

// chatLines are the APIs that are out or near their limit, a line each.
func (v *View) chatLines() (lines []string, more int) {
	now, lang := v.Screen.Now, v.Lang
	for _, m := range v.troubled() {
		for _, r := range m.WorstRows(len(m.Rows), now) {
			if m.Level(r) == meter.LevelOK {
				break
			}
			if len(lines) == chatRows {
				more++
				continue
			}
			d := r.Quota.Daily
			use := fmt.Sprintf("%d%%", d.Percent())
			if d.Out() {
				use = chatOut.In(lang)
			}
			end := words.End(m.Forecast(r, now), now, lang)
			if m.Stale(r, now) {
				end = view.WordReadAgo.Fill(lang, words.Age(lang, now.Sub(r.At)))
			}
			parts := []string{m.ID + wordColon.In(lang) + words.APIAt(r.Path, lang) + " (" + r.Path + ")", use}
			if end != "" && end != "…" {
				parts = append(parts, end)
			}
			lines = append(lines, strings.Join(parts, wordComma.In(lang)))
		}
	}
	return lines, more
}

// troubled are the accounts that are out or near, the worst first.
func (v *View) troubled() []meter.Account {
	var all []meter.Account
	for i, m := range v.known.all {
		if s := v.known.stands[i].trouble.State; s == meter.Out || s == meter.Near {
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b meter.Account) int { return v.known.trouble(a.ID).Compare(v.known.trouble(b.ID)) })
	return all
}

// chatNames is how many accounts are named of which nothing is known.
const chatNames = 5

// unknown names the accounts of which nothing is known, and why.
func (v *View) unknown() string {
	var names []string
	more := 0
	for i, m := range v.known.all {
		state := v.known.stands[i].trouble.State
		switch {
		case state != meter.Failed && state != meter.Locked:
		case len(names) == chatNames:
			more++
		default:
			names = append(names, m.ID+" ("+words.State(state, v.Lang)+")")
		}
	}
	if more > 0 {
		names = append(names, "+"+strconv.Itoa(more))
	}
	return strings.Join(names, wordComma.In(v.Lang))
}
