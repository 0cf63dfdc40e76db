package shell

import (
	"io"
	"strings"
	"testing"

	"wxops/keystore"
	"wxops/ui/words"
)

// TestAccountsAreChosenByTagEnvAndAlias: any tag and any env, both where both are given,
// and the aliases in the order in which they were named.
func TestAccountsAreChosenByTagEnvAndAlias(t *testing.T) {
	sh := &Shell{Output: Output{Env: Env{Stderr: io.Discard}, Lang: words.English}}
	accounts := []keystore.Account{
		{Alias: "mall", Env: "prod", Tags: []string{"shop", "north"}},
		{Alias: "news", Env: "prod"},
		{Alias: "trial", Env: "test", Tags: []string{"Shop"}},
		{Alias: "bare"},
	}
	for _, c := range []struct {
		tags, envs, aliases string
		want                string // aliases, or what the usage error says
	}{
		{"", "", "", "mall news trial bare"},
		{"shop", "", "", "mall trial"},
		{"north shop", "", "", "mall trial"},
		{"shop", "PROD", "", "mall"},
		{"", "test prod", "", "mall news trial"},
		{"", "", "bare mall bare", "bare mall"},
		{"shop", "", "bare trial", "trial"},
		{"south", "", "", "Tags there are: Shop, north, shop; envs: prod, test"},
		{"north", "test", "", "Tags there are"},
		{"", "", "mal", `no account is called "mal"`},
	} {
		choose := &ChooseFlags{strings.Fields(c.tags), strings.Fields(c.envs)}
		chosen, err := sh.Chosen(choose, accounts, strings.Fields(c.aliases))
		var got []string
		for _, acc := range chosen {
			got = append(got, acc.Alias)
		}
		said := strings.Join(got, " ")
		if err != nil {
			f := sh.AsFailure(err)
			if said = f.Fact + "\n" + f.Remedy; f.Exit != ExitUsage {
				t.Errorf("%+v: it ends with %d", c, f.Exit)
			}
		}
		if err == nil && said != c.want || !strings.Contains(said, c.want) {
			t.Errorf("%+v: got %q", c, said)
		}
	}
}
