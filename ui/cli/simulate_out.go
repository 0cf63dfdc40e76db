package cli

import (
	"fmt"
	"path/filepath"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// jsonSimulation says what the simulator accepts. Its accounts are made up,
// and so are their secrets.
type jsonSimulation struct {
	URL      string              `json:"url"`
	Accounts []jsonSimulated     `json:"accounts"`
	RIDs     []jsonSimulatedFail `json:"rids"`
}

type jsonSimulated struct {
	Alias  string `json:"alias"`
	Name   string `json:"name"`
	AppID  string `json:"appid"`
	Kind   string `json:"kind"`
	Env    string `json:"env"`
	Secret string `json:"secret"`
}

type jsonSimulatedFail struct {
	Account string `json:"account"`
	RID     string `json:"rid"`
	Code    int64  `json:"errcode"`
	Text    string `json:"text"`
}

func (c *simulateCommand) introduce(url string, t trial) {
	data := t.Data
	if c.Format == shell.FormatJSON {
		doc := jsonSimulation{URL: url, Accounts: []jsonSimulated{}, RIDs: []jsonSimulatedFail{}}
		for _, acc := range t.all() {
			doc.Accounts = append(doc.Accounts, jsonSimulated{acc.Alias, acc.Name, acc.AppID, acc.Kind, acc.Env, acc.Secret})
		}
		for _, r := range data.RIDs {
			doc.RIDs = append(doc.RIDs, jsonSimulatedFail{r.Alias, r.RID, r.Code, r.Text})
		}
		c.WriteJSON(doc)
		return
	}
	lang, w := c.Lang, c.Env.Stdout
	fmt.Fprintf(w, wordSimulateListening.In(lang)+"\n\n", url)
	rows := make([][]string, 0, len(data.Accounts))
	for _, acc := range data.Accounts {
		rows = append(rows, []string{acc.Alias, acc.AppID, acc.Secret, acc.Kind, acc.Env, acc.Name})
	}
	shell.WriteTable(w, lang, []shell.Column{shell.Text(wordSimulateAlias), shell.Text(wordSimulateAppID), shell.Text(wordSimulateSecret), shell.Text(wordSimulateKind), shell.Text(wordSimulateEnv), shell.Text(wordSimulateName)}, rows)
	if n := len(t.more); n > 0 {
		fmt.Fprintf(w, wordSimulateMore.In(lang)+"\n", n, t.more[0].Alias, t.more[n-1].Alias)
	}
	fmt.Fprintf(w, "\n%s\n%s\n", wordSimulateOdd.In(lang), wordSimulateTry.In(lang))
	for _, line := range c.tries(url, t) {
		fmt.Fprintln(w, "  "+line)
	}
	fmt.Fprintf(w, "\n%s\n", wordSimulateStop.In(lang))
}

// tries are commands for another terminal.
func (c *simulateCommand) tries(url string, t trial) []string {
	if c.into != "" {
		with := "(. " + shellQuoted(filepath.Join(c.into, trialEnv)) + "; wxops "
		return []string{with + "--base " + url + ")", with + "quota mall --base " + url + ")"}
	}
	first, rid := t.Accounts[0], t.RIDs[0]
	return []string{
		fmt.Sprintf("export %s=%s", keystore.EnvName(first.Alias), first.Secret),
		fmt.Sprintf("wxops account add %s --appid %s --kind %s --secret-source env", first.Alias, first.AppID, first.Kind),
		"wxops " + first.Alias + " --base " + url,
		"wxops quota " + first.Alias + " --base " + url,
		fmt.Sprintf("wxops rid %s --base %s %q", rid.Alias, url, rid.RID),
	}
}

// The words that introduce the simulator.
var (
	wordSimulateMore = words.Pair{"and %d more, %s to %s (-o json lists them, too)", "以及另外 %d 个：%s 至 %s（-o json 会全部列出）"}
	wordSimulateOdd  = words.Pair{"shop takes any AppSecret; mall-test refuses every address (40164).", "shop 接受任意 AppSecret；mall-test 拒绝任何地址（40164）。"}
)
