package keystore

// keys are the keys of an [[account]], in the order in which they are written.
var keys = [...]string{"alias", "name", "appid", "kind", "env", "secret", "secret_command", "apis", "read_only"}

// field gives a pointer to the field that a key names: *string, *[]string or
// *bool, and nil for an unknown key.
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
	case "secret":
		return (*string)(&a.Secret)
	case "secret_command":
		return &a.SecretCommand
	case "apis":
		return &a.APIs
	case "read_only":
		return &a.ReadOnly
	}
	return nil
}

// texts gives every text under a key.
func (a *Account) texts(key string) []string {
	switch f := a.field(key).(type) {
	case *string:
		return []string{*f}
	case *[]string:
		return *f
	}
	return nil
}

// merged gives now, with what did not change since was as it is in there.
func merged(was, now, there Account) Account {
	for _, key := range keys {
		before, _ := render(was.field(key))
		after, _ := render(now.field(key))
		if before != after {
			continue
		}
		switch f := now.field(key).(type) {
		case *string:
			*f = *there.field(key).(*string)
		case *bool:
			*f = *there.field(key).(*bool)
		case *[]string:
			*f = *there.field(key).(*[]string)
		}
	}
	return now
}

// normal gives the account as it is after it was written and read again.
func (a Account) normal() Account {
	if a.Secret == "" {
		a.Secret = FromKeyring
	}
	if len(a.SecretCommand) == 0 {
		a.SecretCommand = nil
	}
	if len(a.APIs) == 0 {
		a.APIs = nil
	}
	return a
}
