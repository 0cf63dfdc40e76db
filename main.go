// Command wxops is the on-call console for WeChat's openApi management:
// quotas, rids, error codes, and resets behind a guard.
package main

import (
	"os"

	"wxops/ui/cli"
)

func main() { os.Exit(cli.Main()) }
