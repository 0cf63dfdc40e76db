package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"wxops/keystore"
	"wxops/keystore/secret"
	"wxops/ui/desk"
	"wxops/ui/words"
	"wxops/wechat"
	"wxops/wechat/rid"
)

// tokensAsked bounds for how many accounts doctor gets a token; each costs one
// call of that account's quota.
const tokensAsked = 16

// keyring probes the OS keyring without side effects. Its state matters only
// if an account lives there.
func (x *examination) keyring(ctx context.Context) []finding {
	state := secret.ProbeKeyring(ctx)
	f := finding{name: "keyring", level: fine, state: keyringState(state)}
	if state.Ready() {
		f.fact = x.t.KeyringReady
		return []finding{f}
	}
	used := 0
	for _, acc := range x.accounts {
		if acc.Source() == keystore.FromKeyring {
			used++
		}
	}
	f.fact, f.remedy = x.keyringFact(state)
	if used == 0 {
		f.fact += x.t.Semicolon + x.t.KeyringUnused
		f.remedy = ""
		return []finding{f}
	}
	f.level = broken
	f.fact += x.t.Semicolon + fmt.Sprintf(x.t.KeyringUsed, used)
	return []finding{f}
}

// keyringState gives the word of a state: ready, locked, absent or timed out;
// a running daemon's refusals have words of their own.
func keyringState(s secret.KeyringState) string {
	switch s.Reason {
	case "":
		return stateReady
	case keystore.KeyringLocked:
		return stateLocked
	case keystore.KeyringTimedOut:
		return stateTimeout
	case keystore.KeyringAbsent, keystore.KeyringStopped, keystore.KeyringOther:
		return stateAbsent
	}
	return stateWrong
}

func (x *examination) keyringFact(s secret.KeyringState) (fact, remedy string) {
	said, ok := x.t.Keyring[s.Reason]
	switch {
	case !ok:
		return s.String(), ""
	case s.Reason == keystore.KeyringAbsent:
		return fmt.Sprintf(said.Fact, x.t.Missing[s.Detail]), said.Do
	case s.Reason == keystore.KeyringOther:
		return fmt.Sprintf(said.Fact, s.Detail), said.Do
	}
	return said.Fact, said.Do
}

// accountSources looks at each account's source, and for the first of them
// whether WeChat takes what it holds.
func (x *examination) accountSources(ctx context.Context) []finding {
	if !x.known {
		return []finding{x.silent(groupAccounts)}
	}
	if len(x.accounts) == 0 {
		f := finding{name: groupAccounts, level: warning, state: stateNote, fact: wordAccountNobody.In(x.app.lang), remedy: wordAccountNobodyDo.In(x.app.lang)}
		if x.bookErr != nil {
			f.level, f.state, f.fact, f.remedy = broken, stateWrong, x.t.BookWrong, ""
		}
		return []finding{f}
	}
	jobs := make([]func() finding, len(x.accounts))
	for i, acc := range x.accounts {
		jobs[i] = func() finding { return x.account(ctx, acc, i < tokensAsked) }
	}
	return gather(ctx, jobs, func(i int) finding { return x.silent(x.accounts[i].Alias) })
}

func (x *examination) account(ctx context.Context, acc keystore.Account, askToken bool) finding {
	source := acc.Source()
	f := finding{name: acc.Alias, level: fine, state: stateUnasked}
	switch {
	case !desk.Can(acc, desk.Read):
		f.fact = x.t.PlatformUnasked
		return f
	case source == keystore.FromPrompt:
		f.fact = fmt.Sprintf(x.t.PromptSource, source)
		return f
	case source == keystore.FromCommand && !x.named:
		return x.command(f, acc)
	}
	secret, err := x.desk().Secrets().Secret(ctx, acc)
	var p *keystore.Problem
	switch {
	case errors.As(err, &p) && p.Reason == keystore.PromptNeeded && source == keystore.FromFile:
		f.fact = fmt.Sprintf(x.t.FileSource, source)
		return f
	case err != nil:
		return x.failed(ctx, f, source, err)
	case secret.Empty():
		return x.failed(ctx, f, source, &keystore.Problem{Account: acc.Alias, Source: source, Reason: keystore.SecretMissing})
	}
	f.state, f.fact = stateOK, fmt.Sprintf(x.t.SourceAnswers, source)
	if !askToken {
		f.fact += x.t.Semicolon + fmt.Sprintf(x.t.TokenUnasked, acc.Alias)
		return f
	}
	return x.token(ctx, f, acc)
}

// command does not run the program of an account that was not named: it may
// open a window, ask for a finger, or unlock a vault.
func (x *examination) command(f finding, acc keystore.Account) finding {
	source, program := acc.Source(), acc.SecretCommand[0]
	if _, err := exec.LookPath(program); err != nil {
		f.level, f.state = broken, stateWrong
		f.fact, f.remedy = fmt.Sprintf(x.t.NoProgram, source, filepath.Base(program)), x.t.NoProgramDo
		return f
	}
	f.fact = fmt.Sprintf(x.t.CommandSource, source, filepath.Base(program), acc.Alias)
	return f
}

func (x *examination) failed(ctx context.Context, f finding, source keystore.SourceName, err error) finding {
	f.level, f.state = broken, stateWrong
	if ctx.Err() != nil {
		f.state, f.fact, f.remedy = stateSilent, fmt.Sprintf(x.t.SourceSilent, source), x.t.SilentDo
		return f
	}
	f.fact, f.remedy = x.explain(err)
	for _, colon := range []string{": ", "："} { // the line names the account already
		f.fact = strings.TrimPrefix(f.fact, f.name+colon)
	}
	return f
}

// explain gives an error its two lines; those of a call without an answer
// would send the reader to doctor.
func (x *examination) explain(err error) (fact, remedy string) {
	fact, remedy = words.Explain(err, x.app.lang)
	var e *wechat.Error
	if errors.As(err, &e) && e.Code == 0 {
		remedy = x.t.ReachDo
	}
	return fact, remedy
}

// token gets an access_token the way every command does: it leaves the one
// that production uses alone, and costs no reset.
func (x *examination) token(ctx context.Context, f finding, acc keystore.Account) finding {
	client, err := x.desk().Connect(acc)
	if err != nil {
		return x.failed(ctx, f, acc.Source(), err)
	}
	started := x.env.Now()
	if err := client.Authorize(ctx); err != nil {
		said := f.fact
		f.level, f.state = broken, stateWrong
		f.fact, f.remedy = x.explain(err)
		f.fact = said + x.t.Semicolon + f.fact
		f.address = seenAddress(err)
		return f
	}
	took := x.env.Now().Sub(started).Milliseconds()
	f.took = &took
	f.fact += x.t.Semicolon + fmt.Sprintf(x.t.TokenGiven, took)
	return f
}

// seenAddress is the caller's address as WeChat names it when it refuses it.
func seenAddress(err error) string {
	var e *wechat.Error
	if !errors.As(err, &e) || e.Code != 40164 && e.Code != 61004 {
		return ""
	}
	if seen := rid.Find(e.Msg).Addresses; len(seen) > 0 {
		return seen[0]
	}
	return ""
}
