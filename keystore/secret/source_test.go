package secret

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mall is the secret that most tests are about.
func mall() Item {
	return Item{Of: "mall", Key: "wx0123456789abcdef", Variable: "WXOPS_SECRET_MALL"}
}

// canary stands for an AppSecret; no output may ever hold it.
const canary = "c0ffee00c0ffee00c0ffee00c0ffee00"

// noCanary looks for the secret in every way an error is ever shown.
func noCanary(t *testing.T, err error) {
	t.Helper()
	asJSON, _ := json.Marshal(err)
	shown := fmt.Sprintf("%v %+v %#v %s", err, err, err, asJSON)
	for e := err; e != nil; e = errors.Unwrap(e) {
		shown += fmt.Sprintf("%v %+v %#v", e, e, e)
	}
	if strings.Contains(shown, canary) {
		t.Errorf("the secret is in the error: %s", shown)
	}
}

// reasonOf gives the reason of a *Problem, and checks that it names the account.
func reasonOf(t *testing.T, err error) Reason {
	t.Helper()
	noCanary(t, err)
	var p *Problem
	if !errors.As(err, &p) {
		t.Fatalf("got %v, want a *Problem", err)
	}
	if p.Account != mall().Of || p.Source == "" {
		t.Errorf("the problem does not say whose it is: %+v", p)
	}
	return p.Reason
}

// TestSourcesKeepTheContract runs the same story over every source that
// stores: what is set is got, replaced, kept apart by account, and deleted.
func TestSourcesKeepTheContract(t *testing.T) {
	for name, tc := range map[string]struct {
		source  func(t *testing.T) Source
		missing Reason // of an account that has no secret
	}{
		"prompt":  {func(*testing.T) Source { return Prompt(nil) }, PromptNeeded},
		"keyring": {func(*testing.T) Source { return newKeyringSource(newFakeKeyring(), ready, time.Second) }, SecretMissing},
		"file": {func(t *testing.T) Source {
			hook := typed{answer: "horse"}
			return newFileSource(filepath.Join(t.TempDir(), "secrets.age"), hook.ask, quickScrypt)
		}, SecretMissing},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, source := context.Background(), tc.source(t)
			a, b := mall(), Item{Of: "mall", Key: "wxfedcba9876543210"}
			get := func(a Item, want string) {
				t.Helper()
				if s, err := source.Get(ctx, a); err != nil || s.Reveal() != want {
					t.Errorf("get: %v, right one: %t", err, s.Reveal() == want)
				}
			}
			set := func(a Item, s string) {
				t.Helper()
				if err := source.Set(ctx, a, NewSecret(s)); err != nil {
					t.Errorf("set: %v", err)
				}
			}
			remove := func(a Item) {
				t.Helper()
				if err := source.Delete(ctx, a); err != nil {
					t.Errorf("delete: %v", err)
				}
			}
			gone := func(a Item) {
				t.Helper()
				if s, err := source.Get(ctx, a); reasonOf(t, err) != tc.missing || !s.Empty() {
					t.Errorf("got %v", err)
				}
			}
			gone(a)
			remove(a) // nothing there is no error
			set(a, canary)
			get(a, canary)
			gone(b)
			set(b, "other")
			set(a, "new "+canary+"\n\" ' 商")
			get(a, "new "+canary+"\n\" ' 商")
			get(b, "other")
			remove(a)
			gone(a)
			get(b, "other")
		})
	}
}

func TestPromptAsksAndCanBeRefused(t *testing.T) {
	ctx := context.Background()
	answer := NewSecret(canary)
	var refusal error
	source := Prompt(func(context.Context, Item) (Secret, error) { return answer, refusal })
	if s, err := source.Get(ctx, mall()); err != nil || s != answer {
		t.Error(err)
	}
	answer = Secret{}
	if _, err := source.Get(ctx, mall()); reasonOf(t, err) != NothingTyped {
		t.Errorf("an empty answer: got %v", err)
	}
	refusal = context.Canceled
	if _, err := source.Get(ctx, mall()); reasonOf(t, err) != PromptNeeded || !errors.Is(err, context.Canceled) {
		t.Errorf("a refusal: got %v", err)
	}
}

const quickScrypt = 4 // logN; what counts here is not how long it takes

// typed answers every question for the passphrase, and counts.
type typed struct {
	answer string
	asked  int
	isNew  bool
}

func (p *typed) ask(_ context.Context, _ string, isNew bool) (Secret, error) {
	p.asked++
	p.isNew = isNew
	return NewSecret(p.answer), nil
}
