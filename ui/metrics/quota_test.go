package metrics

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var ofQuotas = regexp.MustCompile(`(?m)^wxops_quota_\w+\{account="[^"]*",cgi_path="[^"]*"\} `)

func TestSeriesOfQuotasAreBoundedAndTheMostPressedStay(t *testing.T) {
	w := &world{}
	w.set(noon, many(1000, 20, noon)...)
	text := string(w.metrics().text())
	shown := len(ofQuotas.FindAllString(text, -1))
	dropped, err := strconv.Atoi(regexp.MustCompile(`(?m)^wxops_series_dropped (\d+)$`).FindStringSubmatch(text)[1])
	if err != nil || shown > MaxSeries || shown < MaxSeries-5 || shown+dropped < 1000*20*4 {
		t.Errorf("%d are shown, %d dropped: %v", shown, dropped, err)
	}
	has(t, text, `wxops_quota_used_calls{account="shop-0999",cgi_path="/wxa/api19"} 10009`)
	hasNot(t, text, `account="shop-0000",cgi_path`)
	if lines := strings.Count(text, "\n"); lines > 10_000 {
		t.Errorf("%d lines for 1,000 accounts", lines)
	}
}

// TestRowWithoutADailyLimitTellsItsAgeOnly.
func TestRowWithoutADailyLimitTellsItsAgeOnly(t *testing.T) {
	w := &world{}
	r := row("/wxa/a", 10, 1, noon)
	r.Quota.Daily = nil
	w.set(noon, account("mall", r))
	text := string(w.metrics().text())
	has(t, text, `wxops_quota_read_timestamp_seconds{account="mall",cgi_path="/wxa/a"} `+strconv.FormatInt(noon.Unix(), 10))
	hasNot(t, text, "wxops_quota_limit", "wxops_quota_used", "wxops_quota_remain", "wxops_quota_out")
}

// BenchmarkScrape is one of 1,000 accounts with 20 APIs each.
func BenchmarkScrape(b *testing.B) {
	w := &world{}
	w.set(noon, many(1000, 20, noon)...)
	m := w.metrics()
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(m.text())), "bytes")
	}
}

// BenchmarkSwept is the end of a sweep of as many.
func BenchmarkSwept(b *testing.B) {
	w := &world{}
	w.set(noon, many(1000, 20, noon)...)
	m := w.metrics()
	at := noon
	b.ReportAllocs()
	for b.Loop() {
		at = at.Add(time.Second)
		m.Swept(at)
	}
}
