package keystore

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// everyConfig is section 3 of the manual: each key that config.toml has by now.
const everyConfig = `[team]
dir = "/var/lib/wxops"

[[notify]]
name  = "ops"
robot = "wecom"
url   = "keyring"
accounts = ["mall"]

[[notify]] # the night shift
name  = "night"
robot = "dingtalk"
url   = "command"
url_command = ["op", "read", "op://ops/night/url"]
sign  = "env"
tags  = ["shop", "华东"]
`

func configWith(t *testing.T, text string) *ConfigFile {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return OpenConfig(path)
}

func TestConfigReadsEveryKey(t *testing.T) {
	file := configWith(t, everyConfig)
	got, warnings, err := file.Load()
	want := Config{
		Team: Team{Dir: "/var/lib/wxops", From: file.Path()},
		Robots: []Robot{
			{Name: "ops", Kind: WeCom, URL: FromKeyring, Accounts: []string{"mall"}, From: file.Path(), line: 4},
			{Name: "night", Kind: DingTalk, URL: FromCommand, URLCommand: []string{"op", "read", "op://ops/night/url"}, Sign: FromEnv, Tags: []string{"shop", "华东"}, From: file.Path(), line: 10},
		},
	}
	if err != nil || len(warnings) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, %v", got, warnings, err)
	}
}

func TestNoConfigIsAnEmptyOne(t *testing.T) {
	got, warnings, err := OpenConfig(filepath.Join(t.TempDir(), "none", "config.toml")).Load()
	if err != nil || len(warnings) > 0 || !reflect.DeepEqual(got, Config{}) {
		t.Errorf("got %+v, %v, %v", got, warnings, err)
	}
}

func TestAConfigThatIsWrongIsRefused(t *testing.T) {
	const robot = "[[notify]]\nname = \"ops\"\nrobot = \"feishu\"\n"
	for text, want := range map[string]string{
		"[team]\ndir = \"wxops\"":                        `2: dir: team folder form: found "wxops", expected the whole path`,
		"[team]\ndir = \"~/wxops\"":                      `2: dir: team folder form`,
		"[team]\ndir = \"/\"":                            `2: dir: team folder form`,
		"[team]\ndir = \"\"":                             `2: dir: team folder form`,
		"[team]\ndir = \"/a\\u0007b\"":                   `2: dir: control characters`,
		"[team]\ndir = 3":                                `2: dir: not a text`,
		"[team]\ndirs = \"/x\"":                          `2: dirs: unknown key, expected dir`,
		"[team]\ndir = \"/x\"\n[team]":                   `3: team: key given twice`,
		"[[team]]\ndir = \"/x\"":                         `1: unknown table: found [[team]], expected [team], [[notify]]`,
		"[team]\nredis = \"rediss://x:1\"":               `2: redis: not yet`,
		"[team]\nredis = \"x\"\ndir=\"/x\"":              "2: redis: not yet\nx:3: dir: dir beside redis",
		"[team.sentinel]\nmaster = \"m\"":                `1: unknown table: found [team.sentinel]`,
		"[team]\nuser = \"x\"":                           `2: user: not yet`,
		"[team]\nprefix = \"x\"":                         `2: prefix: not yet`,
		"dir = \"/x\"":                                   `1: dir: unknown key, expected [team], [[notify]] first`,
		"[account]\nalias = \"x\"":                       `1: unknown table`,
		"[[notify]]":                                     "1: name: key missing\nx:1: robot: key missing",
		"[[notify]]\nname = \"Ops\"\nrobot = \"feishu\"": `2: name: robot name form: found "Ops"`,
		"[[notify]]\nname = 3\nrobot = \"feishu\"":       `2: name: not a text`,
		robot + robot:                                    `5: name: robot name taken: found "ops", expected a name other than on line 1`,
		"[[notify]]\nname=\"ops\"\nrobot=\"slack\"":      `3: robot: unknown robot: found "slack", expected wecom, dingtalk, feishu`,
		robot + "url = \"https://open.feishu.cn/open-apis/bot/v2/hook/hunter2\"": `4: url: unknown source, expected keyring, command, file, prompt, env (where the address lives, not the address)`,
		robot + "url = \"none\"":                                      `4: url: unknown source`,
		robot + "sign = \"hunter2\"":                                  `4: sign: unknown source, expected keyring`,
		robot + "url = \"command\"":                                   `4: url_command: command missing`,
		robot + "url_command = [\"op\"]":                              `4: url_command: command unused, expected no url_command without url = "command"`,
		robot + "sign = \"command\"":                                  `4: sign_command: command missing`,
		robot + "accounts = [\"Mall\"]":                               `4: accounts: alias form`,
		robot + "tags = [\"a b\"]":                                    `4: tags: tag form`,
		robot + "uri = \"keyring\"":                                   `4: uri: unknown key, expected name, robot, url`,
		"[[notify]]\nname=\"ops\"\nrobot=\"wecom\"\nsign=\"keyring\"": `4: sign: sign of a robot that has none`,
		"[[notify]\nname=\"ops\"":                                     `1: not TOML`,
	} {
		_, faults := ParseConfig("x", []byte(text))
		_, _, err := configWith(t, text).Load()
		got := (&BookError{"x", faults}).Error()
		if err == nil || !strings.HasPrefix(got, "x:"+want) {
			t.Errorf("%s: got %v", text, got)
		}
		if strings.Contains(got, "hunter2") {
			t.Errorf("a secret is told: %s", got)
		}
	}
}

func TestARobotConcernsTheAccountsThatItNames(t *testing.T) {
	shop := Account{Alias: "mall", Tags: []string{"shop"}}
	for want, robots := range map[bool][]Robot{
		true:  {{}, {Accounts: []string{"mall"}}, {Tags: []string{"x", "shop"}}, {Accounts: []string{"x"}, Tags: []string{"shop"}}},
		false: {{Accounts: []string{"x"}}, {Tags: []string{"mall"}}, {Accounts: []string{"shop"}, Tags: []string{"x"}}},
	} {
		for _, r := range robots {
			if r.Concerns(shop) != want {
				t.Errorf("%+v: %v", r, !want)
			}
		}
	}
	config, _ := ParseConfig("x", []byte(everyConfig))
	if got := config.Strangers([]Account{shop}); len(got) > 0 {
		t.Errorf("got %v", got)
	}
	if got := config.Strangers(nil); len(got) != 1 || got[0].Line != 4 || got[0].Found != `"mall"` || got[0].File != "x" {
		t.Errorf("got %+v", got)
	}
}

func TestARobotsSecretsHaveNamesOfTheirOwn(t *testing.T) {
	r := Robot{Name: "ops-2", URLCommand: []string{"op"}}
	if it := r.URLItem(); it.Key != "robot/ops-2" || it.Of != "robot/ops-2" || it.Variable != "WXOPS_ROBOT_OPS_2" || len(it.Command) != 1 {
		t.Errorf("got %+v", it)
	}
	if it := r.SignItem(); it.Key != "robot-sign/ops-2" || it.Variable != "WXOPS_SIGN_OPS_2" || it.Command != nil {
		t.Errorf("got %+v", it)
	}
	if r.URLSource() != FromKeyring {
		t.Errorf("got %s", r.URLSource())
	}
}

func TestAConfigThatOthersMayWriteIsWarnedOf(t *testing.T) {
	file := configWith(t, everyConfig)
	if err := os.Chmod(file.Path(), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, warnings, err := file.Load(); err != nil || len(warnings) != 1 || warnings[0].What != WritableByOther {
		t.Errorf("got %v, %v", warnings, err)
	}
}
