package keystore

import (
	"path/filepath"
	"slices"

	"wxops/keystore/toml"
)

// readTeam reads [team] and judges it.
func readTeam(e *toml.Entry) (Team, []Fault) {
	k, given := e.Key("dir")
	if !given || k.Value.Kind != toml.String {
		return Team{}, nil
	}
	t := Team{Dir: k.Value.Raw}
	var faults []Fault
	switch {
	case !plain(t.Dir):
		faults = append(faults, Fault{What: OddText, Key: "dir", Expected: "text without control characters"})
	case !filepath.IsAbs(t.Dir) || filepath.Dir(filepath.Clean(t.Dir)) == filepath.Clean(t.Dir):
		faults = append(faults, Fault{What: TeamDirForm, Key: "dir", Found: quoted(t.Dir), Expected: "the whole path of a folder, like /var/lib/wxops"})
	}
	if _, both := e.Key("redis"); both {
		faults = append(faults, Fault{What: TeamBoth, Key: "dir", Expected: "dir or redis"})
	}
	return t, faults
}

// checkRobot judges one [[notify]] by itself.
func checkRobot(r Robot) []Fault {
	var faults []Fault
	fault := func(what FaultKind, key, found, expected string) {
		faults = append(faults, Fault{What: what, Key: key, Found: found, Expected: expected})
	}
	for _, key := range []string{"name", "robot", "url_command", "sign_command", "accounts", "tags"} {
		if !plainIn(r.field(key)) {
			fault(OddText, key, "", "text without control characters")
		}
	}
	switch {
	case r.Name == "":
		fault(KeyMissing, "name", "", "")
	case !aliasForm.MatchString(r.Name):
		fault(RobotName, "name", quoted(r.Name), "a-z, 0-9 and -, not - first")
	}
	switch {
	case r.Kind == "":
		fault(KeyMissing, "robot", "", "")
	case !slices.Contains(RobotKinds, r.Kind):
		fault(RobotUnknown, "robot", quoted(r.Kind), oneOf(RobotKinds))
	}
	faults = append(faults, checkSource("url", r.URL, r.URLCommand, "where the address lives, not the address")...)
	faults = append(faults, checkSource("sign", r.Sign, r.SignCommand, "where the secret lives, not the secret")...)
	if r.Sign != "" && r.Kind == WeCom {
		fault(SignUnused, "sign", "", "no sign; only dingtalk and feishu have one")
	}
	for _, alias := range r.Accounts {
		if !aliasForm.MatchString(alias) {
			fault(AliasForm, "accounts", quoted(alias), "the alias of an account")
		}
	}
	return append(faults, checkTags(r.Tags)...)
}

// checkSource judges a key that names a source, and the command beside it. What was found
// is not shown: here people paste the secret itself.
func checkSource(key string, source SourceName, command []string, what string) []Fault {
	if source != "" && !slices.Contains(SourceNames, source) {
		return []Fault{{What: SourceUnknown, Key: key, Expected: oneOf(SourceNames) + " (" + what + ")"}}
	}
	return checkCommand(key, source, command)
}
