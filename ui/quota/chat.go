package quota

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/meter"
)

// What one pastes into a chat.
var (
	chatRow    = words.Pair{"%s: %s (%s)", "%s：%s（%s）"}
	chatUsed   = words.Pair{"%s of %s used", "已用 %s / %s"}
	chatRead   = words.Pair{"read at %s", "%s 读取"}
	chatBack   = words.Pair{"back at %s in %s", "%s 恢复（%s后）"}
	chatComma  = words.Pair{", ", "，"}
	chatCopied = words.Pair{"%s: a short text for a chat was sent to the terminal", "%s：供聊天粘贴的摘要已发送到终端"}
)

// copied sends what is known of the API under the cursor to the clipboard.
func (t *rows) copied() tea.Cmd {
	path := t.table.Cur
	if path == "" {
		return view.Notice(view.WordNothing.In(t.Lang))
	}
	return tea.Batch(tea.SetClipboard(t.chat(path)), view.Notice(chatCopied.Fill(t.Lang, words.APIAt(path, t.Lang))))
}

// chat says on one line how an API stands and when its quota comes back.
func (t *rows) chat(path string) string {
	now, lang, r := t.Screen.Now, t.Lang, t.row(path)
	said := []string{chatRow.Fill(lang, t.known.ID, words.APIAt(path, lang), path)}
	if d := r.Quota.Daily; !r.Read() {
		said = append(said, wordUnread.In(lang))
	} else if d == nil || d.Limit <= 0 {
		said = append(said, wordNoFigure.In(lang), chatRead.Fill(lang, r.At.In(now.Location()).Format("15:04 -07")))
	} else {
		use := fmt.Sprintf("%d%%", d.Percent())
		if d.Out() {
			use = wordOut.In(lang)
		}
		end, back := t.known.Forecast(r, now), meter.BackAt(now)
		if end.Saying != meter.TooEarly {
			use = strings.TrimSpace(use + " " + words.End(end, now, lang))
		}
		said = append(said, use, chatUsed.Fill(lang, words.Group(d.Used), words.Group(d.Limit)),
			chatRead.Fill(lang, r.At.In(now.Location()).Format("15:04 -07")),
			chatBack.Fill(lang, back.In(now.Location()).Format("15:04 -07"), words.Span(back.Sub(now), lang)))
	}
	return strings.Join(said, chatComma.In(lang)) + "\n"
}
