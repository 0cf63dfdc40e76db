package keystore

import (
	"context"
	"os"
	"strings"
	"sync"
)

// Source is a place where AppSecrets live. Its errors are *Problem, or the
// context's. A Set that returns nil was read back by the source itself where
// it can lie about having stored.
type Source interface {
	Get(ctx context.Context, a Account) (Secret, error)
	Set(ctx context.Context, a Account, s Secret) error
	Delete(ctx context.Context, a Account) error // nothing there is no error
}

func problem(a Account, from SourceName, why Reason, detail string, cause error) *Problem {
	return &Problem{Account: a.Alias, Source: from, Reason: why, Detail: detail, cause: cause}
}

// envSource reads WXOPS_SECRET_<ALIAS>. It is for CI: children inherit the
// variable, and it stays readable in /proc even after Unsetenv.
type envSource struct{ lookup func(string) (string, bool) }

// Env is the source env. A nil lookup is os.LookupEnv.
func Env(lookup func(string) (string, bool)) Source {
	if lookup == nil {
		lookup = os.LookupEnv
	}
	return envSource{lookup}
}

// envPrefix starts the name of every variable that holds a secret.
const envPrefix = "WXOPS_SECRET_"

// EnvName is the variable that holds an account's AppSecret.
func EnvName(alias string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(alias, "-", "_"))
}

func (e envSource) Get(_ context.Context, a Account) (Secret, error) {
	name := EnvName(a.Alias)
	value, _ := e.lookup(name)
	if value == "" {
		return Secret{}, problem(a, FromEnv, EnvMissing, name, nil)
	}
	return NewSecret(value), nil
}

func (e envSource) Set(_ context.Context, a Account, _ Secret) error {
	return problem(a, FromEnv, SourceReadOnly, EnvName(a.Alias), nil)
}

func (e envSource) Delete(_ context.Context, a Account) error {
	if _, set := e.lookup(EnvName(a.Alias)); !set {
		return nil
	}
	return problem(a, FromEnv, SourceReadOnly, EnvName(a.Alias), nil)
}

// Ask asks a person for an account's AppSecret, without echo.
type Ask func(ctx context.Context, a Account) (Secret, error)

// promptSource asks whenever it is read; Secrets remembers the answer, so
// that a wrong one can be asked for again. It keeps what was Set.
type promptSource struct {
	ask  Ask
	mu   sync.Mutex
	kept map[string]Secret // by AppID
}

// Prompt is the source prompt. With a nil ask, what was not Set is a
// *Problem with the reason PromptNeeded.
func Prompt(ask Ask) Source { return &promptSource{ask: ask, kept: map[string]Secret{}} }

func (p *promptSource) Get(ctx context.Context, a Account) (Secret, error) {
	p.mu.Lock()
	s, have := p.kept[a.AppID]
	p.mu.Unlock()
	if have {
		return s, nil
	}
	if p.ask == nil {
		return Secret{}, problem(a, FromPrompt, PromptNeeded, "", nil)
	}
	s, err := p.ask(ctx, a)
	if ctx.Err() != nil {
		return Secret{}, ctx.Err()
	}
	if err != nil {
		return Secret{}, problem(a, FromPrompt, PromptNeeded, "", err)
	}
	if s.Empty() {
		return Secret{}, problem(a, FromPrompt, NothingTyped, "", nil)
	}
	return s, nil
}

func (p *promptSource) Set(_ context.Context, a Account, s Secret) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[a.AppID] = s
	return nil
}

func (p *promptSource) Delete(_ context.Context, a Account) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.kept, a.AppID)
	return nil
}
