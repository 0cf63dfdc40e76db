package ui

import (
	"strconv"
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
	callsWordTime   = words.Pair{"Time", "时间"}
	callsWordCall   = words.Pair{"Call", "调用"}
	callsWordStatus = words.Pair{"HTTP", "HTTP"}
	callsWordCode   = words.Pair{"errcode", "errcode"}
	callsWordRID    = words.Pair{"rid", "rid"}
	callsWordTook   = words.Pair{"ms", "毫秒"}
	callsWordNone   = words.Pair{"No call has been made yet.", "还没有任何调用。"}
	callsWordMade   = words.Pair{"calls: %d", "调用：%d 次"}
)

// callsView shows the calls made so far, the newest first.
type callsView struct {
	view.Deps
	open  bool
	calls []wechat.Call
	table draw.Table
}

func newCallsView(d view.Deps) *callsView { return &callsView{Deps: d} }

// Open shows the newest calls.
func (v *callsView) Open(msg tea.Msg) (tea.Cmd, bool) {
	if _, wanted := msg.(callsWanted); !wanted {
		return nil, false
	}
	v.open, v.table = true, draw.Table{}
	v.refreshed()
	return nil, true
}

// Close ends the looking for new calls.
func (v *callsView) Close() { v.open = false }

// refreshed takes the newest calls.
func (v *callsView) refreshed() {
	if v.Cfg.Calls == nil {
		return
	}
	v.calls = v.Cfg.Calls()
	ids := make([]string, len(v.calls))
	for i := range v.calls {
		ids[len(ids)-1-i] = strconv.FormatInt(v.calls[i].At.UnixNano(), 36) + "." + v.calls[i].Path
	}
	follow := v.table.Cur == "" || v.table.Index() == 0
	if follow {
		v.table.Cur = ""
	}
	v.table = v.table.With(ids)
}

func (v *callsView) Update(msg tea.Msg) tea.Cmd {
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

func (v *callsView) pressed(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, v.Key.Escape, v.Key.Calls, v.Key.Quit):
		v.Close()
		return view.Send(view.DialogClosed{})
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

func (v *callsView) selected() wechat.Call {
	if i := v.table.Index(); i >= 0 {
		return v.calls[len(v.calls)-1-i]
	}
	return wechat.Call{}
}

// status names the rid of the call under the cursor: a narrow table has no room for it.
func (v *callsView) Status(f draw.Frame) []draw.Span {
	if len(v.calls) == 0 {
		return nil
	}
	spans := []draw.Span{f.Theme.Plain.Span(" " + callsWordMade.Fill(v.Lang, len(v.calls)))}
	if rid := v.selected().RID; rid != "" {
		spans = append(spans, f.Theme.Plain.Span("  rid "+string(rid)))
	}
	return spans
}

func (v *callsView) Keys() []key.Binding {
	keys := []key.Binding{v.Key.Escape, v.Key.Down}
	if len(v.calls) > 0 {
		keys = append(keys, v.Key.Copy, v.Key.Write)
	}
	return keys
}

// View draws the calls as a table.
func (v *callsView) View(f draw.Frame) draw.Body {
	lang := v.Lang
	if len(v.calls) == 0 {
		return draw.Body{Lines: draw.Centred(f, callsWordNone.In(lang))}
	}
	cols := []draw.Column{
		{Title: callsWordTime.In(lang), Width: 8}, {Title: callsWordCall.In(lang), Width: 24, Flex: true}, {Title: callsWordStatus.In(lang), Width: 4, Right: true, Drop: 2},
		{Title: callsWordCode.In(lang), Width: 7, Right: true}, {Title: callsWordRID.In(lang), Width: 26, Drop: 1}, {Title: callsWordTook.In(lang), Width: 6, Right: true},
	}
	at := make(map[string]int, len(v.table.IDs))
	for i, id := range v.table.IDs {
		at[id] = len(v.calls) - 1 - i
	}
	return draw.Body{Lines: v.table.View(cols, f.Width, f.Height, f.Theme, func(id string) []draw.Span {
		return v.cells(v.calls[at[id]], f)
	})}
}

func (v *callsView) cells(c wechat.Call, f draw.Frame) []draw.Span {
	th := f.Theme
	when := th.Dim.Span(c.At.In(f.Now.Location()).Format("15:04:05"))
	if c.Note != "" {
		return []draw.Span{when, th.Warn.Span(c.Note)}
	}
	style := th.Plain
	if c.Code != 0 || c.Status == 0 {
		style = th.Warn
	}
	status, code := view.WordNone.In(v.Lang), view.WordNone.In(v.Lang)
	if c.Status != 0 {
		status, code = strconv.Itoa(c.Status), strconv.FormatInt(c.Code, 10)
	}
	return []draw.Span{when, th.Plain.Span(c.Method + " " + c.Path), style.Span(status), style.Span(code), th.Dim.Span(string(c.RID)),
		th.Dim.Span(strconv.FormatInt(c.Took.Round(time.Millisecond).Milliseconds(), 10))}
}

// callsWanted opens the view.
type callsWanted struct{}
