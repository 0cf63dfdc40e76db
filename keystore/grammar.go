package keystore

import (
	"strings"

	"wxops/keystore/toml"
)

// grammar is what an [[account]] may hold, in the order in which it is
// written. A key that is not ready is known, and refused as such: to go by it,
// set it ready, give Account a field, and name that in field.
var grammar = newGrammar()

func newGrammar() *toml.Grammar {
	return toml.NewGrammar(toml.Top{Name: "account", Many: true, Rules: rules})
}

var rules = []toml.Rule{
	{Path: "alias", Type: toml.AText, Ready: true},
	{Path: "name", Type: toml.AText, Ready: true},
	{Path: "appid", Type: toml.AText, Ready: true},
	{Path: "kind", Type: toml.AText, Ready: true},
	{Path: "env", Type: toml.AText, Ready: true},
	{Path: "tags", Type: toml.TextList, Ready: true},
	{Path: "secret", Type: toml.AText, Ready: true},
	{Path: "secret_command", Type: toml.TextList, Ready: true},
	{Path: "apis", Type: toml.TextList, Ready: true},
	{Path: "apis_add", Type: toml.TextList, Ready: true},
	{Path: "apis_skip", Type: toml.TextList, Ready: true},
	{Path: "read_only", Type: toml.AFlag, Ready: true},
	{Path: "on_demand", Type: toml.AFlag, Ready: true},
	{Path: "warn_at", Type: toml.NumberList, Ready: true},
	{Path: "base", Type: toml.AText, Ready: true},
	{Path: "proxy", Type: toml.AText, Ready: true},

	{Path: "token", Type: toml.ATable},
	{Path: "token.from", Type: toml.AText},
	{Path: "token.preset", Type: toml.AText},
	{Path: "token.url", Type: toml.AText},
	{Path: "token.user", Type: toml.AText},
	{Path: "token.password", Type: toml.AText},
	{Path: "token.password_command", Type: toml.TextList},
	{Path: "token.sentinel", Type: toml.ATable},
	{Path: "token.sentinel.master", Type: toml.AText},
	{Path: "token.sentinel.addresses", Type: toml.TextList},
	{Path: "token.key", Type: toml.AText},
	{Path: "token.decode", Type: toml.AText},
	{Path: "token.pointer", Type: toml.AText},
	{Path: "token.header", Type: toml.AText},
	{Path: "token.header_command", Type: toml.TextList},
	{Path: "token.token_at", Type: toml.AText},
	{Path: "token.expires_at", Type: toml.AText},
	{Path: "token.ok_at", Type: toml.AText},
	{Path: "token.ok_is", Type: toml.AText},
	{Path: "token.command", Type: toml.TextList},
	{Path: "token.path", Type: toml.AText},
	{Path: "token.token_param", Type: toml.AText},

	{Path: "platform", Type: toml.ATable},
	{Path: "platform.by", Type: toml.AText},

	{Path: "signing", Type: toml.ATable},
	{Path: "signing.symmetric_sn", Type: toml.AText},
	{Path: "signing.symmetric_key", Type: toml.AText},
	{Path: "signing.symmetric_key_command", Type: toml.TextList},
	{Path: "signing.private_sn", Type: toml.AText},
	{Path: "signing.private_key", Type: toml.AText},
	{Path: "signing.private_key_command", Type: toml.TextList},
	{Path: "signing.certificates", Type: toml.TableList},
	{Path: "signing.certificates.sn", Type: toml.AText},
	{Path: "signing.certificates.file", Type: toml.AText},

	{Path: "watch", Type: toml.ATable, Ready: true},
	{Path: "watch.reset_at", Type: toml.ANumber, Ready: true},
	{Path: "watch.scope", Type: toml.AText, Ready: true},
	{Path: "watch.apis", Type: toml.TextList, Ready: true},
	{Path: "watch.per_month", Type: toml.ANumber, Ready: true},
	{Path: "watch.keep_back", Type: toml.ANumber, Ready: true},
	{Path: "watch.only_if_out_for", Type: toml.ADuration, Ready: true},
	{Path: "watch.day_ends_within", Type: toml.ADuration, Ready: true},
}

// keys are the keys that an account goes by, in the order in which they are written;
// watchKeys are those of its policy.
var (
	keys      = readyKeys(func(path string) bool { return !strings.Contains(path, ".") })
	watchKeys = readyKeys(func(path string) bool { return strings.HasPrefix(path, watchPrefix) })
)

func readyKeys(of func(path string) bool) []string {
	var keys []string
	for _, r := range rules {
		if r.Ready && r.Type != toml.ATable && of(r.Path) {
			keys = append(keys, r.Path)
		}
	}
	return keys
}

// sourceNotYet is the source of an account that is only read, with a token of
// production's own store.
const sourceNotYet SourceName = "none"
