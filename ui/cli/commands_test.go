package cli

import (
	"slices"
	"testing"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
)

// commands are all that wxops is told to do.
var commands = []string{
	"wxops", "wxops account", "wxops account add", "wxops account check", "wxops account edit", "wxops account import", "wxops account list",
	"wxops account remove", "wxops account secret", "wxops account test", "wxops api", "wxops code", "wxops completion", "wxops doctor",
	"wxops help", "wxops history", "wxops quota", "wxops reset", "wxops resets", "wxops rid", "wxops secret", "wxops simulate", "wxops status", "wxops watch",
}

// TestNoCommandIsLost, by a merge for one.
func TestNoCommandIsLost(t *testing.T) {
	sh := &shell.Shell{Output: shell.Output{Lang: "en"}}
	var found []string
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		found = append(found, cmd.CommandPath())
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	root := newRoot(sh)
	root.InitDefaultHelpCmd()
	walk(root)
	slices.Sort(found)
	if !slices.Equal(found, commands) {
		t.Errorf("wxops has\n%q, want\n%q", found, commands)
	}
}
