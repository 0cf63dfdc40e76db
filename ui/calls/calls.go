// Package calls is the dialog of the calls made so far, as they went to WeChat.
package calls

import (
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
)

// The words of the view.
var (
	wordWhose  = words.Pair{"Account", "账号"}
	wordTime   = words.Pair{"Time", "时间"}
	wordCall   = words.Pair{"Call", "调用"}
	wordStatus = words.Pair{"HTTP", "HTTP"}
	wordCode   = words.Pair{"errcode", "errcode"}
	wordRID    = words.Pair{"rid", "rid"}
	wordTook   = words.Pair{"ms", "毫秒"}
	wordNone   = words.Pair{"No call has been made yet.", "还没有任何调用。"}
	wordMade   = words.Pair{"calls: %d", "调用：%d 次"}
)

// View shows the calls made so far, the newest first.
type View struct {
	view.Deps
	open  bool
	calls []wechat.Call
	table draw.Table
}

// New makes the dialog.
func New(d view.Deps) *View { return &View{Deps: d} }

// Open shows the newest calls.
func (v *View) Open(msg tea.Msg) (tea.Cmd, bool) {
	if _, wanted := msg.(Wanted); !wanted {
		return nil, false
	}
	v.open, v.table = true, draw.Table{}
	v.refreshed()
	return nil, true
}

// Close ends the looking for new calls.
func (v *View) Close() { v.open = false }

// refreshed takes the newest calls.
func (v *View) refreshed() {
	if v.Cfg.Calls == nil {
		return
	}
	v.calls = v.Cfg.Calls()
	ids := make([]string, len(v.calls))
	for i := range v.calls {
		ids[len(ids)-1-i] = strconv.FormatInt(v.calls[i].At.UnixNano(), 36) + "." + v.calls[i].Account + v.calls[i].Path + v.calls[i].About
	}
	follow := v.table.Cur == "" || v.table.Index() == 0
	if follow {
		v.table.Cur = ""
	}
	v.table = v.table.With(ids)
}

// Update takes keys, pastes and the messages of the root.
func (v *View) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case view.Tick:
		if v.open {
			v.refreshed()
		}
	case tea.KeyPressMsg:
		return v.pressed(msg)
	}
	return nil
}

func (v *View) pressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, v.Key.Escape, v.Key.Calls, v.Key.Quit):
		return view.Leave(v)
	case key.Matches(msg, v.Key.Write):
		return v.WriteScreen("calls.txt", v.View(v.Frame()))
	case key.Matches(msg, v.Key.Copy):
		rid := string(v.selected().RID)
		if rid == "" {
			return view.Notice(view.WordNothing.In(v.Lang))
		}
		return tea.Batch(tea.SetClipboard(rid), view.Notice(view.WordSent.Fill(v.Lang, rid)))
	}
	v.table, _ = v.table.Pressed(msg, v.Key)
	return nil
}

func (v *View) selected() wechat.Call {
	if i := v.table.Index(); i >= 0 {
		return v.calls[len(v.calls)-1-i]
	}
	return wechat.Call{}
}

// Status names what the table may have cut of the call under the cursor.
func (v *View) Status(f draw.Frame) []draw.Span {
	if len(v.calls) == 0 {
		return nil
	}
	c, made, rid := v.selected(), wordMade.Fill(v.Lang, len(v.calls)), ""
	if c.RID != "" {
		rid = "rid " + string(c.RID)
	}
	text := draw.FirstFitting(f.Width-2, []string{made, c.Account, rid, c.About}, []string{c.Account, rid, c.About}, []string{rid, c.About}, []string{c.Account, rid}, []string{rid})
	return []draw.Span{f.Theme.Plain.Span(" " + text)}
}

// called is which call it was: what it asked about, with the end of the address that
// says what was asked, or the whole address.
func called(c wechat.Call) string {
	if c.About == "" {
		return c.Method + " " + c.Path
	}
	parts := strings.Split(c.Path, "/")
	return strings.Join(parts[max(len(parts)-2, 0):], "/") + " " + c.About
}

// Keys are the keys of the view, the most wanted first.
func (v *View) Keys() []key.Binding {
	keys := []key.Binding{v.Key.Escape, v.Key.Down}
	if len(v.calls) > 0 {
		keys = append(keys, v.Key.Copy, v.Key.Write)
	}
	return keys
}

// View draws the calls as a table.
func (v *View) View(f draw.Frame) draw.Body {
	lang := v.Lang
	if len(v.calls) == 0 {
		return draw.Body{Lines: draw.Centred(f, wordNone.In(lang))}
	}
	cols := []draw.Column{
		{Title: wordTime.In(lang), Width: 8}, {Title: wordWhose.In(lang), Width: 12, Drop: 1},
		{Title: wordCall.In(lang), Width: 24, Flex: true}, {Title: wordStatus.In(lang), Width: 4, Right: true, Drop: 2},
		{Title: wordCode.In(lang), Width: 7, Right: true}, {Title: wordRID.In(lang), Width: 26, Drop: 3}, {Title: wordTook.In(lang), Width: 6, Right: true},
	}
	at := make(map[string]int, len(v.table.IDs))
	for i, id := range v.table.IDs {
		at[id] = len(v.calls) - 1 - i
	}
	return draw.Body{Lines: v.table.View(cols, f.Width, f.Height, f.Theme, func(id string) []draw.Span {
		return v.cells(v.calls[at[id]], f)
	})}
}

func (v *View) cells(c wechat.Call, f draw.Frame) []draw.Span {
	th := f.Theme
	when := th.Dim.Span(c.At.In(f.Now.Location()).Format("15:04:05"))
	if c.Note != "" {
		return []draw.Span{when, th.Plain.Span(c.Account), th.Warn.Span(c.Note)}
	}
	style := th.Plain
	if c.Code != 0 || c.Status == 0 {
		style = th.Warn
	}
	status, code := view.WordNone.In(v.Lang), view.WordNone.In(v.Lang)
	if c.Status != 0 {
		status, code = strconv.Itoa(c.Status), strconv.FormatInt(c.Code, 10)
	}
	return []draw.Span{when, th.Plain.Span(c.Account), th.Plain.Span(called(c)), style.Span(status), style.Span(code), th.Dim.Span(string(c.RID)),
		th.Dim.Span(strconv.FormatInt(c.Took.Round(time.Millisecond).Milliseconds(), 10))}
}

// Wanted opens the view.
type Wanted struct{}
