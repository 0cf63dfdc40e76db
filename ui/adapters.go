package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
)

// quotaTab is the Quota tab among the tabs.
type quotaTab struct{ quotaView }

func (t *quotaTab) Title() string                   { return t.text.Tabs[tabQuota] }
func (t *quotaTab) Status(f draw.Frame) []draw.Span { return t.status(f) }
func (t *quotaTab) Keys() []key.Binding             { return t.bindings() }
func (t *quotaTab) Typing() bool                    { return t.typing() }

func (t *quotaTab) Stop() (stopped bool) {
	t.quotaView, stopped = t.stopped()
	return stopped
}

func (t *quotaTab) Update(msg tea.Msg) (cmd tea.Cmd) {
	switch msg := msg.(type) {
	case tickMsg:
		t.quotaView, cmd = t.ticked(time.Time(msg))
	case accountOpened:
		t.quotaView, cmd = t.open(msg.account, msg.path)
	case accountsChanged:
		t.quotaView = t.with(msg.accounts)
	case resetDone:
		return t.after(msg)
	case tea.ResumeMsg:
		return t.refreshNow()
	default:
		t.quotaView, cmd = t.quotaView.Update(msg)
	}
	return cmd
}

// ridTab is the Rid tab among the tabs.
type ridTab struct{ ridView }

func (t *ridTab) Title() string                   { return t.text.Tabs[tabRID] }
func (t *ridTab) Status(f draw.Frame) []draw.Span { return t.status(f) }
func (t *ridTab) Keys() []key.Binding             { return t.bindings() }
func (t *ridTab) Typing() bool                    { return t.typing() }

func (t *ridTab) Code() (code int64, is bool) { return t.code() }

func (t *ridTab) Stop() (stopped bool) {
	t.ridView, stopped = t.stopped()
	return stopped
}

func (t *ridTab) Update(msg tea.Msg) (cmd tea.Cmd) {
	switch msg := msg.(type) {
	case tickMsg:
		t.ridView = t.ticked(t.screen.now)
	case resized:
		t.ridView, cmd = t.resized()
	case accountOpened:
		t.ridView = t.withAccount(msg.account)
	case accountsChanged:
		t.ridView = t.with(msg.accounts)
	case textInspected:
		t.ridView, cmd = t.filled(msg.text)
	default:
		t.ridView, cmd = t.ridView.Update(msg)
	}
	return cmd
}
