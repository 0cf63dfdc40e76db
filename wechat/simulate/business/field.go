package business

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wxops/wechat/simulate/errcode"
)

// fieldMost is how many letters a field of a template may have, by the beginning of its name.
//
// https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage.html
var fieldMost = []struct {
	prefix string
	most   int
	form   *regexp.Regexp
}{
	{"character_string", 32, regexp.MustCompile(`^[!-~]+$`)},
	{"phone_number", 17, regexp.MustCompile(`^[0-9+*() -]+$`)},
	{"car_number", 8, nil},
	{"thing", 20, nil},
	{"number", 32, regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)},
	{"letter", 32, regexp.MustCompile(`^[A-Za-z]+$`)},
	{"symbol", 5, nil},
	{"phrase", 5, regexp.MustCompile(`^\p{Han}+$`)},
	{"name", 20, nil},
}

// checkFields refuses the first field that breaks its rule, and names it as WeChat does.
func checkFields(data map[string]json.RawMessage) error {
	if len(data) == 0 {
		return wrongField("data is empty")
	}
	for _, name := range slices.Sorted(maps.Keys(data)) {
		var field struct {
			Value any `json:"value"`
		}
		if json.Unmarshal(data[name], &field) != nil {
			return errcode.Refuse(errcode.BadBody)
		}
		switch v := field.Value.(type) {
		case nil:
			return wrongField("data." + name + ".value is empty")
		case string:
			if err := checkField(name, v); err != nil {
				return err
			}
		case float64: // A number is taken for its digits.
		default:
			return errcode.Refuse(errcode.BadBody)
		}
	}
	return nil
}

func checkField(name, value string) error {
	if strings.TrimSpace(value) == "" {
		return wrongField("data." + name + ".value is empty")
	}
	if err := provoked(value); err != nil {
		return err
	}
	for _, rule := range fieldMost {
		if !strings.HasPrefix(name, rule.prefix) {
			continue
		}
		if utf8.RuneCountInString(value) > rule.most || rule.form != nil && !rule.form.MatchString(value) {
			return wrongField("data." + name + ".value invalid")
		}
		return nil
	}
	return nil
}

func wrongField(what string) error {
	return &errcode.Refusal{Code: errcode.TemplateField, Text: errcode.Text(errcode.TemplateField) + " " + what}
}
