package secret

import (
	"context"
	"sync"
)

// Item is one secret: whose it is, and what a source needs to find it.
type Item struct {
	Of       string   // whose: the alias of an account; said in errors
	Key      string   // what it is filed under: the AppID of an account
	Variable string   // for env
	Command  []string // for command
}

// Source is a place where secrets live. Its errors are *Problem, or the
// context's. A Set that returns nil was read back by the source itself where
// it can lie about having stored.
type Source interface {
	Get(ctx context.Context, it Item) (Secret, error)
	Set(ctx context.Context, it Item, s Secret) error
	Delete(ctx context.Context, it Item) error // nothing there is no error
}

// Waiter is a Source that may know that reading it now would ask a person. It answers at
// once, whatever is under way.
type Waiter interface {
	NeedsPerson(it Item) bool
}

func problem(it Item, from SourceName, why Reason, detail string, cause error) *Problem {
	return &Problem{Account: it.Of, Source: from, Reason: why, Detail: detail, cause: cause}
}

// Ask asks a person for a secret, without echo.
type Ask func(ctx context.Context, it Item) (Secret, error)

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

func (p *promptSource) Get(ctx context.Context, it Item) (Secret, error) {
	p.mu.Lock()
	s, have := p.kept[it.Key]
	p.mu.Unlock()
	if have {
		return s, nil
	}
	if p.ask == nil {
		return Secret{}, problem(it, FromPrompt, PromptNeeded, "", nil)
	}
	s, err := p.ask(ctx, it)
	if ctx.Err() != nil {
		return Secret{}, ctx.Err()
	}
	if err != nil {
		return Secret{}, problem(it, FromPrompt, PromptNeeded, "", err)
	}
	if s.Empty() {
		return Secret{}, problem(it, FromPrompt, NothingTyped, "", nil)
	}
	return s, nil
}

func (p *promptSource) Set(_ context.Context, it Item, s Secret) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept[it.Key] = s
	return nil
}

func (p *promptSource) Delete(_ context.Context, it Item) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.kept, it.Key)
	return nil
}
