package keystore

// ConfigFile is config.toml: the person's own, and those of the machine.
type ConfigFile struct {
	path    string
	machine []string
}

// OpenConfig names the files; nothing is read yet, and none need exist. Those of the
// machine count only if root wrote them, the first before the next.
func OpenConfig(own string, machine ...string) *ConfigFile {
	return &ConfigFile{own, others(own, machine)}
}

// Path is the person's own file as it was named to OpenConfig.
func (c *ConfigFile) Path() string { return c.path }

// Load reads what is configured. The person's own robots come first and win by their
// name. The team is the machine's where the machine has one, because its journal counts
// what everybody there spends; a person's own that differs is left out with a warning.
// A file of the person's that is wrong is a *BookError. One of the machine that is wrong,
// or that others could have written, is left out as a whole, and comes as warnings.
func (c *ConfigFile) Load() (Config, []Fault, error) {
	text, open, err := readOwn(c.path, "the configuration")
	if err != nil {
		return Config{}, nil, err
	}
	own, faults := ParseConfig(c.path, text)
	if len(faults) > 0 {
		return Config{}, nil, &BookError{c.path, faults}
	}
	var warnings []Fault
	if open {
		warnings = append(warnings, Fault{What: WritableByOther, Found: c.path, Expected: "mode 0600, because commands of it are run"})
	}
	theirs, left := c.ofMachine()
	for _, r := range theirs.Robots {
		if _, have := own.Robot(r.Name); !have {
			own.Robots = append(own.Robots, r)
		}
	}
	team := theirs.Team
	if warnings = append(warnings, left...); team.Dir == "" {
		return own, warnings, nil
	}
	if own.Team.Dir != "" && own.Team.Dir != team.Dir {
		warnings = append(warnings, Fault{File: c.path, What: TeamOfMachine, Key: "dir", Found: quoted(own.Team.Dir), Expected: quoted(team.Dir) + ", which " + team.From + " says for everybody on this machine"})
	}
	own.Team = team
	return own, warnings, nil
}

// ofMachine reads the files of the machine, and says which are left out.
func (c *ConfigFile) ofMachine() (all Config, left []Fault) {
	for _, path := range c.machine {
		text, why := readOfMachine(path)
		one, faults := ParseConfig(path, text)
		if why = append(why, inFile(path, faults)...); len(why) > 0 {
			left = append(left, why...)
			continue
		}
		if all.Team.Dir == "" {
			all.Team = one.Team
		}
		all.Robots = append(all.Robots, one.Robots...)
	}
	return all, left
}
