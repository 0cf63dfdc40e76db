package simulate

import "time"

// counter is the quota of one path of one account.
type counter struct {
	Limit
	counted int64     // calls counted up to since
	since   time.Time // from here on production adds PerSecond
	day     int64
	zone    *time.Location
	cleared []lagging

	minute      int64 // the Unix minute of inMinute
	minuteCalls int64
}

// lagging is a clear that WeChat has accepted and not yet carried out.
type lagging struct {
	due    time.Time
	amount int64
}

// settle carries out what time has brought: a new day, and clears that were late.
func (c *counter) settle(days calendar, now time.Time) {
	if day := days.day(now); day != c.day {
		c.day, c.cleared = day, nil
		c.counted, c.since = 0, days.start(day)
	}
	for len(c.cleared) > 0 && !now.Before(c.cleared[0].due) {
		late := c.cleared[0]
		c.cleared = c.cleared[1:]
		c.counted, c.since = max(0, c.used(late.due)-late.amount), late.due
		for i := range c.cleared {
			c.cleared[i].amount -= late.amount // What is gone cannot go twice.
		}
	}
}

// used is the calls of the day; production stops at the limit, since it is refused there.
func (c *counter) used(now time.Time) int64 {
	if c.counted >= c.Daily {
		return c.counted
	}
	traffic := int64(c.PerSecond * max(0, c.Hours.Between(c.since, now, c.zone)))
	return min(c.Daily, c.counted+traffic)
}

func (c *counter) add(n int64) { c.counted += n }

func (c *counter) clear(now time.Time, lag time.Duration) {
	if lag > 0 {
		c.cleared = append(c.cleared, lagging{now.Add(lag), c.used(now)})
		return
	}
	c.counted, c.since = 0, now
}

// inMinute counts a call of this minute and says whether it was allowed.
func (c *counter) inMinute(now time.Time) bool {
	if minute := now.Unix() / 60; minute != c.minute {
		c.minute, c.minuteCalls = minute, 0
	}
	c.minuteCalls++
	return c.Minute == 0 || c.minuteCalls <= c.Minute
}
