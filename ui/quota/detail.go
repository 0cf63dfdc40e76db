package quota

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"wxops/ui/draw"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/catalog"
	"wxops/wechat/meter"
)

// apiDetail is the sheet of the API under the cursor, over the table.
type apiDetail struct {
	*view.Deps
	rows   *rows // the API is the one under the cursor
	open   bool
	scroll draw.Scroller
}

// opened shows the sheet from its first line.
func (s *apiDetail) opened() { s.open, s.scroll = true, draw.Scroller{} }

func (s *apiDetail) scrolled(msg tea.KeyPressMsg) {
	f := s.Frame()
	s.scroll = s.scroll.Pressed(msg, s.Key, len(s.lines(f)), f.Height)
}

// View tells all that is known of the API under the cursor.
func (s *apiDetail) View(f draw.Frame) draw.Body {
	lines := s.lines(f)
	shown, hidden := s.scroll.Window(lines, f.Height)
	if hidden > 0 && len(shown) > 0 {
		shown = append(shown[:len(shown)-1:len(shown)-1], f.Theme.Dim.Render("  "+view.WordMore.Fill(s.Lang, hidden+1)))
	}
	return draw.Body{Lines: shown}
}

func (s *apiDetail) lines(f draw.Frame) []string {
	path, lang, th := s.rows.table.Cur, s.Lang, f.Theme
	r := s.rows.meter.Row(path)
	api, _ := catalog.Lookup(path)
	fact := func(label, text string, style draw.Style) string {
		return draw.Line(f.Width, th.Ellipsis, th.Dim.Span("  "+draw.Fit(label, 15, "")), style.Span(text))
	}
	lines := []string{
		"  " + th.Bold.Render(draw.Fit(words.APIAt(path, s.Lang), min(draw.Width(words.APIAt(path, s.Lang)), f.Width-4), th.Ellipsis)),
		fact(wordPath.In(lang), strings.TrimSpace(api.Method+" "+path), th.Plain),
		fact(wordOfficialName.In(lang), strings.TrimSpace(api.Title+"  "+api.Name), th.Plain),
		"",
	}
	for _, err := range s.troubles(r) {
		text, remedy := words.Explain(err, s.Lang) // the status line may have cut it
		for _, l := range draw.Wrap(text+"\n"+remedy, f.Width-4) {
			lines = append(lines, "  "+th.Warn.Render(l))
		}
	}
	if d := r.Quota.Daily; d != nil {
		lines = append(lines,
			fact(wordUsed.In(lang), words.Group(d.Used), th.Plain), fact(wordLimit.In(lang), wordCalls.Fill(lang, words.Group(d.Limit)), th.Plain), fact(wordLeft.In(lang), words.Group(d.Remain), th.Bold),
			draw.Line(f.Width, th.Ellipsis, th.Dim.Span("  "+draw.Fit(wordUse.In(lang), 15, "")), heat(r, th).Span(th.Bar(100*d.Part(), 20)+fmt.Sprintf(" %d%%", d.Percent()))))
		lines = append(lines, fact(wordPace.In(lang), s.pace(r, f), th.Plain))
	}
	for _, p := range []struct {
		label string
		rate  *wechat.Rate
	}{{wordRate.In(lang), r.Quota.Rate}, {wordComponentRate.In(lang), r.Quota.Component}} {
		if p.rate != nil {
			lines = append(lines, fact(p.label, wordRateLine.Fill(lang, words.Group(p.rate.Calls), words.Group(p.rate.Seconds)), th.Plain))
		}
	}
	lines = append(lines, "", fact(wordDefaultLimit.In(lang), s.published(api.LimitNew), th.Plain))
	if api.LimitTest > 0 {
		lines = append(lines, fact(wordTestLimit.In(lang), s.published(api.LimitTest), th.Plain))
	}
	if words := limitWords(api, s.Lang); words != "" {
		lines = append(lines, fact("", words, th.Plain))
	}
	if api.Source != "" {
		lines = append(lines, fact(wordPage.In(lang), api.Source, th.Plain))
	}
	return append(lines, s.historyLines(r, f)...)
}

// troubles are why the numbers are old, or are none: one error where it is the
// same for the whole account.
func (s *apiDetail) troubles(r *meter.Row) []error {
	errs := []error{s.rows.meter.Err()}
	if errs[0] == nil || r.NoQuota() {
		errs = append(errs, r.Err)
	}
	return slices.DeleteFunc(errs, func(err error) bool { return err == nil })
}

// limitWords are limits that are not counted by the day: by the minute, in all.
func limitWords(api catalog.API, lang words.Lang) string {
	if lang == words.Chinese {
		return api.LimitZh
	}
	return api.LimitEn
}

func (s *apiDetail) pace(r *meter.Row, f draw.Frame) string {
	if len(r.Samples) < 2 {
		return wordNoneYet.In(s.Lang)
	}
	text := wordPaceLine.Fill(s.Lang, words.Group(int64(r.PerSecond()*60+0.5)))
	if at := s.rows.meter.OutAt(r.Path, f.Now); !at.IsZero() {
		text += "  " + wordOutAt.In(s.Lang) + " " + at.In(f.Now.Location()).Format("15:04 -07")
	}
	return text
}

func (s *apiDetail) published(n int64) string {
	if n <= 0 {
		return wordUnknown.In(s.Lang)
	}
	return wordCalls.Fill(s.Lang, words.Group(n))
}

// historyLines are the readings so far, the newest first.
func (s *apiDetail) historyLines(r *meter.Row, f draw.Frame) []string {
	if len(r.Samples) == 0 {
		return nil
	}
	lines := []string{"", "  " + f.Theme.Dim.Render(wordHistory.In(s.Lang))}
	for i := len(r.Samples) - 1; i >= 0; i-- {
		s := r.Samples[i]
		rise := ""
		if i > 0 {
			rise = fmt.Sprintf("%+d", s.Used-r.Samples[i-1].Used)
		}
		lines = append(lines, draw.Line(f.Width, "", f.Theme.Dim.Span("  "+s.At.In(f.Now.Location()).Format("15:04:05")),
			f.Theme.Plain.Span(draw.FitRight(words.Group(s.Used), 14, "")), f.Theme.Dim.Span(draw.FitRight(rise, 10, ""))))
	}
	return lines
}
