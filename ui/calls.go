package ui

import (
	"fmt"
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/wechat"
)

// callsWords are the words of the @ view.
type callsWords struct{ Time, Call, Status, Code, RID, Took, None, Made string }

func callsText(s say) callsWords {
	return callsWords{
		Time: s("Time", "时间"), Call: s("Call", "调用"), Status: s("HTTP", "HTTP"), Code: s("errcode", "errcode"),
		RID: s("rid", "rid"), Took: s("ms", "毫秒"), None: s("No call has been made yet.", "还没有任何调用。"),
		Made: s("calls: %d", "调用：%d 次"),
	}
}

// callsView shows the calls made so far, the newest first.
type callsView struct {
	deps
	open  bool
	calls []wechat.Call
	table draw.Table
}

func newCallsView(d deps) *callsView { return &callsView{deps: d} }

// callsWanted opens the view.
type callsWanted struct{}

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
	if v.cfg.Calls == nil {
		return
	}
	v.calls = v.cfg.Calls()
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
	case tickMsg:
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
	case key.Matches(msg, v.keys.Escape, v.keys.Calls, v.keys.Quit):
		v.Close()
		return send(dialogClosed{})
	case key.Matches(msg, v.keys.Write):
		return v.writtenScreen("calls.txt", v.View(v.frame()))
	case key.Matches(msg, v.keys.Copy):
		rid := string(v.selected().RID)
		if rid == "" {
			return send(noticed{v.text.Nothing})
		}
		return tea.Batch(tea.SetClipboard(rid), send(noticed{fmt.Sprintf(v.text.Sent, rid)}))
	}
	v.table, _ = v.table.Pressed(msg, v.keys)
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
	spans := []draw.Span{f.Theme.Plain.Span(" " + fmt.Sprintf(v.text.Calls.Made, len(v.calls)))}
	if rid := v.selected().RID; rid != "" {
		spans = append(spans, f.Theme.Plain.Span("  rid "+string(rid)))
	}
	return spans
}

func (v *callsView) Keys() []key.Binding {
	keys := []key.Binding{v.keys.Escape, v.keys.Down}
	if len(v.calls) > 0 {
		keys = append(keys, v.keys.Copy, v.keys.Write)
	}
	return keys
}

// View draws the calls as a table.
func (v *callsView) View(f draw.Frame) draw.Body {
	w := v.text.Calls
	if len(v.calls) == 0 {
		return draw.Body{Lines: draw.Centred(f, w.None)}
	}
	cols := []draw.Column{
		{Title: w.Time, Width: 8}, {Title: w.Call, Width: 24, Flex: true}, {Title: w.Status, Width: 4, Right: true, Drop: 2},
		{Title: w.Code, Width: 7, Right: true}, {Title: w.RID, Width: 26, Drop: 1}, {Title: w.Took, Width: 6, Right: true},
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
	status, code := v.text.None, v.text.None
	if c.Status != 0 {
		status, code = strconv.Itoa(c.Status), strconv.FormatInt(c.Code, 10)
	}
	return []draw.Span{when, th.Plain.Span(c.Method + " " + c.Path), style.Span(status), style.Span(code), th.Dim.Span(string(c.RID)),
		th.Dim.Span(strconv.FormatInt(c.Took.Round(time.Millisecond).Milliseconds(), 10))}
}
