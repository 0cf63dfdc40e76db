package ui

import (
	"fmt"
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

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
	calls []wechat.Call
	table table
}

func newCallsView(d deps) callsView { return callsView{deps: d} }

func (v callsView) opened() callsView {
	v.table = table{}
	return v.refreshed(true)
}

// refreshed takes the newest calls, if the view is on screen.
func (v callsView) refreshed(open bool) callsView {
	if !open || v.cfg.Calls == nil {
		return v
	}
	v.calls = v.cfg.Calls()
	ids := make([]string, len(v.calls))
	for i := range v.calls {
		ids[len(ids)-1-i] = strconv.FormatInt(v.calls[i].At.UnixNano(), 36) + "." + v.calls[i].Path
	}
	follow := v.table.cur == "" || v.table.index() == 0
	if follow {
		v.table.cur = ""
	}
	v.table = v.table.with(ids)
	return v
}

func (v callsView) Update(msg tea.KeyPressMsg) (callsView, tea.Cmd) {
	switch {
	case key.Matches(msg, v.keys.Escape, v.keys.Calls, v.keys.Quit):
		return v, send(dialogClosed{})
	case key.Matches(msg, v.keys.Copy):
		rid := string(v.selected().RID)
		if rid == "" {
			return v, send(noticed{v.text.Nothing})
		}
		return v, tea.Batch(tea.SetClipboard(rid), send(noticed{fmt.Sprintf(v.text.Sent, rid)}))
	}
	v.table, _ = v.table.pressed(msg, v.keys)
	return v, nil
}

func (v callsView) selected() wechat.Call {
	if i := v.table.index(); i >= 0 {
		return v.calls[len(v.calls)-1-i]
	}
	return wechat.Call{}
}

// status names the rid of the call under the cursor: a narrow table has no room for it.
func (v callsView) status(f frame) []span {
	if len(v.calls) == 0 {
		return nil
	}
	spans := []span{f.theme.Plain.Span(" " + fmt.Sprintf(v.text.Calls.Made, len(v.calls)))}
	if rid := v.selected().RID; rid != "" {
		spans = append(spans, f.theme.Plain.Span("  rid "+string(rid)))
	}
	return spans
}

func (v callsView) bindings() []key.Binding {
	keys := []key.Binding{v.keys.Escape, v.keys.Down}
	if len(v.calls) > 0 {
		keys = append(keys, v.keys.Copy, v.keys.Write)
	}
	return keys
}

// View draws the calls as a table.
func (v callsView) View(f frame) body {
	w := v.text.Calls
	if len(v.calls) == 0 {
		return body{lines: centred(f, w.None)}
	}
	cols := []column{
		{title: w.Time, width: 8}, {title: w.Call, width: 24, flex: true}, {title: w.Status, width: 4, right: true, drop: 2},
		{title: w.Code, width: 7, right: true}, {title: w.RID, width: 26, drop: 1}, {title: w.Took, width: 6, right: true},
	}
	at := make(map[string]int, len(v.table.ids))
	for i, id := range v.table.ids {
		at[id] = len(v.calls) - 1 - i
	}
	return body{lines: v.table.view(cols, f.width, f.height, f.theme, func(id string) []span {
		return v.cells(v.calls[at[id]], f)
	})}
}

func (v callsView) cells(c wechat.Call, f frame) []span {
	th := f.theme
	when := th.Dim.Span(c.At.In(f.now.Location()).Format("15:04:05"))
	if c.Note != "" {
		return []span{when, th.Warn.Span(c.Note)}
	}
	style := th.Plain
	if c.Code != 0 || c.Status == 0 {
		style = th.Warn
	}
	status, code := v.text.None, v.text.None
	if c.Status != 0 {
		status, code = strconv.Itoa(c.Status), strconv.FormatInt(c.Code, 10)
	}
	return []span{when, th.Plain.Span(c.Method + " " + c.Path), style.Span(status), style.Span(code), th.Dim.Span(string(c.RID)),
		th.Dim.Span(strconv.FormatInt(c.Took.Round(time.Millisecond).Milliseconds(), 10))}
}
