// Replay judges the meter by days that are known whole: what it reads of them,
// how far off its numbers are, and when it says that a quota will be out.
//
//	go run ./wechat/meter/replay --days DIR
//
// DIR holds a file a row, minute,limit,used,shown a line, a line a minute from a
// midnight in Beijing: the last day is judged, the days before are its history.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	switch err := run(os.Args[1:], os.Stdout, os.Stderr); {
	case err == nil, errors.Is(err, flag.ErrHelp):
	default:
		fmt.Fprintln(os.Stderr, "replay:", err)
		os.Exit(1)
	}
}

func run(args []string, out, table io.Writer) error {
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	flags.SetOutput(table)
	dir := flags.String("days", "", "the folder of the days")
	byShape := flags.Bool("by-shape", false, "write a table by the shape in the names of the files to stderr")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *dir == "" {
		return errors.New("name the folder of the days: --days DIR")
	}
	days, err := load(*dir)
	if err != nil {
		return err
	}
	all, shapes := judge(days)
	if *byShape {
		writeShapes(table, shapes)
	}
	return json.NewEncoder(out).Encode(all.report(len(days)))
}
