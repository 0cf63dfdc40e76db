package words

import (
	"regexp"
	"strings"
)

// wordInConfig says in config.toml where another source of a robot's secret is written.
var wordInConfig = Pair{"%s = \"$1\" in config.toml", "在 config.toml 中写 %s = \"$1\""}

// explainNamed puts what is said of an account's AppSecret for a secret that is none, as
// robot/ops: it has a command of its own, and its source stands in config.toml.
func explainNamed(name, fact, remedy string, lang Lang) (string, string) {
	key := "url"
	if strings.HasPrefix(name, "robot-sign/") {
		key = "sign"
	}
	edit := regexp.MustCompile(`wxops account edit ` + regexp.QuoteMeta(name) + ` --secret-source (\w+)`)
	remedy = edit.ReplaceAllString(remedy, wordInConfig.Fill(lang, key))
	secret := []string{"AppSecret", "secret"}
	if lang == Chinese { // no spaces around a word that is not Latin
		secret = []string{" AppSecret ", "密钥", " AppSecret", "密钥", "AppSecret ", "密钥", "AppSecret", "密钥"}
	}
	said := strings.NewReplacer(append(secret, "wxops account secret ", "wxops secret ", "secret_command", key+"_command")...)
	return said.Replace(fact), said.Replace(remedy)
}
