package keystore

import (
	"time"

	"wxops/keystore/toml"
)

// field gives a pointer to the field that a key names: *string, *[]string,
// *[]int64 or *bool, and nil for an unknown key and those of its policy.
func (a *Account) field(key string) any {
	switch key {
	case "alias":
		return &a.Alias
	case "name":
		return &a.Name
	case "appid":
		return &a.AppID
	case "kind":
		return (*string)(&a.Kind)
	case "env":
		return &a.Env
	case "tags":
		return &a.Tags
	case "secret":
		return (*string)(&a.Secret)
	case "secret_command":
		return &a.SecretCommand
	case "apis":
		return &a.APIs
	case "apis_add":
		return &a.APIsAdd
	case "apis_skip":
		return &a.APIsSkip
	case "read_only":
		return &a.ReadOnly
	case "on_demand":
		return &a.OnDemand
	case "warn_at":
		return &a.WarnAt
	case "base":
		return &a.Base
	case "proxy":
		return &a.Proxy
	}
	return nil
}

// value gives what stands under a key.
func (a *Account) value(key string) toml.Value { return valueOf(a.field(key)) }

// set takes the value of a key; one of another type was refused before.
func (a *Account) set(key string, v toml.Value) { put(a.field(key), v) }

// valueOf gives what stands in a field.
func valueOf(field any) toml.Value {
	switch f := field.(type) {
	case *[]string:
		return toml.Texts(*f)
	case *[]int64:
		return toml.Numbers(*f)
	case *bool:
		return toml.Flag(*f)
	case *string:
		return toml.Text(*f)
	case *int64:
		return toml.Whole(*f)
	case *time.Duration:
		return toml.Lasting(*f)
	}
	return toml.Value{}
}

// put takes a value into a field, unless it is of another type.
func put(field any, v toml.Value) {
	switch f := field.(type) {
	case *string:
		if v.Kind == toml.String {
			*f = v.Raw
		}
	case *bool:
		*f = v.True()
	case *[]string:
		if v.Kind == toml.List {
			*f = v.Strings()
		}
	case *[]int64:
		if v.Kind == toml.List {
			*f = v.Numbers()
		}
	case *int64:
		if n, whole := v.Number(); whole {
			*f = n
		}
	case *time.Duration:
		if d, lasts := v.Duration(); lasts {
			*f = d
		}
	}
}

// merged gives now, with what did not change since was as it is in there.
func merged(was, now, there Account) Account {
	for _, key := range keys {
		if was.value(key).Render() == now.value(key).Render() {
			now.set(key, there.value(key))
		}
	}
	if was.Watch.equal(now.Watch) {
		now.Watch = there.Watch
	}
	return now
}

// normal gives the account as it is after it was written and read again.
func (a Account) normal() Account {
	a.From = ""
	a.Secret = a.Source()
	for _, list := range []*[]string{&a.Tags, &a.SecretCommand, &a.APIs, &a.APIsAdd, &a.APIsSkip} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(a.WarnAt) == 0 {
		a.WarnAt = nil
	}
	if a.Watch != nil && len(a.Watch.APIs) == 0 && a.Watch.APIs != nil {
		w := *a.Watch
		w.APIs, a.Watch = nil, &w
	}
	return a
}
