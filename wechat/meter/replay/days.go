package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// aDay is the minutes of a day.
const aDay = 24 * 60

// minute is one API's quota in a minute: what is true, and what WeChat would say.
type minute struct{ limit, used, shown int64 }

// course is the minutes of one API over some days.
type course struct {
	shape   string
	minutes []minute
}

// today is where the last day begins.
func (c course) today() int { return len(c.minutes) - aDay }

// load reads the files of a folder, NNN-shape.csv, in the order of their names.
func load(dir string) ([]course, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no .csv in %s", dir)
	}
	var all []course
	for _, name := range names {
		c, err := loadOne(name)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func loadOne(name string) (course, error) {
	f, err := os.Open(name)
	if err != nil {
		return course{}, err
	}
	defer f.Close()
	_, shape, _ := strings.Cut(strings.TrimSuffix(filepath.Base(name), ".csv"), "-")
	c := course{shape: shape}
	lines := bufio.NewScanner(f)
	for n := 0; lines.Scan(); n++ {
		if n == 0 {
			continue // the heading
		}
		m, err := parse(lines.Text())
		if err != nil {
			return course{}, fmt.Errorf("%s line %d: %w", name, n+1, err)
		}
		c.minutes = append(c.minutes, m)
	}
	if err := lines.Err(); err != nil {
		return course{}, fmt.Errorf("%s: %w", name, err)
	}
	if len(c.minutes) == 0 || len(c.minutes)%aDay != 0 {
		return course{}, fmt.Errorf("%s: %d minutes, which are no whole days", name, len(c.minutes))
	}
	return c, nil
}

func parse(line string) (minute, error) {
	fields := strings.Split(line, ",")
	if len(fields) != 4 {
		return minute{}, fmt.Errorf("%d fields, not minute,limit,used,shown", len(fields))
	}
	var n [4]int64
	for i, f := range fields {
		var err error
		if n[i], err = strconv.ParseInt(f, 10, 64); err != nil {
			return minute{}, err
		}
	}
	return minute{limit: n[1], used: n[2], shown: n[3]}, nil
}
