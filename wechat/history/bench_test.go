package history

import (
	"fmt"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

const benchAPIs = 20

// filled is a store of accounts with 20 APIs each: a fifth of them read each
// minute since midnight, the others at each quarter hour, after a week of such days.
func filled(b *testing.B, accounts int) (*Store, []meter.Key, time.Time) {
	b.Helper()
	now := time.Date(2026, 3, 9, 20, 0, 0, 0, wechat.Beijing())
	clock := &hand{now}
	s, week := Open(b.TempDir(), clock.now), aWeek(now)
	keys := make([]meter.Key, accounts)
	for a := range keys {
		keys[a] = meter.Key{Host: mall.Host, AppID: fmt.Sprintf("wx%016x", a)}
		for _, readings := range [][]wechat.Quota{week, week[len(week)-1:]} { // the second time the file is made small
			if err := s.Keep(keys[a], readings); err != nil {
				b.Fatal(err)
			}
		}
	}
	return s, keys, now
}

// aWeek is what is read of an account.
func aWeek(now time.Time) (readings []wechat.Quota) {
	for d := -7; d <= 0; d++ {
		start := time.Date(2026, 3, 9+d, 0, 0, 0, 0, wechat.Beijing())
		for api := range benchAPIs {
			every := 15 * time.Minute
			if api%5 == 0 && d == 0 {
				every = time.Minute
			}
			for at := start; at.Before(start.Add(24*time.Hour)) && at.Before(now); at = at.Add(every) {
				readings = append(readings, quota(fmt.Sprintf("/cgi-bin/message/subscribe/send/%d", api), at, 1000000, int64(at.Sub(start).Minutes())*int64(api)))
			}
		}
	}
	return readings
}

func benchmark(b *testing.B, work func(s *Store, k meter.Key, now time.Time) error) {
	for _, n := range []int{200, 1000} {
		b.Run(fmt.Sprintf("accounts=%d", n), func(b *testing.B) {
			s, keys, now := filled(b, n)
			b.ReportAllocs()
			for b.Loop() {
				again := Open(s.dir, s.now)
				for _, k := range keys {
					if err := work(again, k, now); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkRecall is what the start of a console asks for, of all accounts.
func BenchmarkRecall(b *testing.B) {
	benchmark(b, func(s *Store, k meter.Key, now time.Time) error {
		_, err := s.Recall(k, now)
		return err
	})
}

// BenchmarkDays is what it asks for behind the first figures.
func BenchmarkDays(b *testing.B) {
	benchmark(b, func(s *Store, k meter.Key, now time.Time) error {
		_, err := s.Days(k, now)
		return err
	})
}

// BenchmarkKeepAndNews is a round of all accounts where one API of each was read.
func BenchmarkKeepAndNews(b *testing.B) {
	benchmark(b, func(s *Store, k meter.Key, now time.Time) error {
		if err := s.Keep(k, []wechat.Quota{quota(send, now, 100, 1)}); err != nil {
			return err
		}
		_, err := s.News(k)
		return err
	})
}
