package watch

import (
	"context"
	"errors"
	"strconv"
	"time"

	"wxops/wechat"
	"wxops/wechat/meter"
)

// missesMost is how many readings of an API may fail on end before it is taken for gone.
const missesMost = 3

// look compares what the fleet knows with what was told of it.
func (w *Watch) look(ctx context.Context) {
	all := w.cfg.Fleet.Accounts()
	over, now := true, w.cfg.Now()
	for _, known := range all {
		a := w.accounts[known.ID]
		if a == nil {
			continue
		}
		w.lookAt(a, known, now)
		w.decide(ctx, a, known)
		over = over && known.Of == known.Done && a.started && !a.acting
	}
	w.lookAtNetwork(all, now, over)
	w.publish(all)
	if over {
		w.swept()
	}
}

func (w *Watch) lookAt(a *account, known meter.Account, now time.Time) {
	if w.starts(a, known, now); !a.started {
		return
	}
	for i, r := range known.Rows {
		if i < len(a.rows) && a.rows[i] == r {
			continue // not read since
		}
		w.lookAtRow(a, known, r, now)
	}
	a.rows = known.Rows
	w.readRound(a, known, now)
	if stop := w.stopOf(a, known, now); stop != nil && stop.Reset.ID != a.stop {
		a.stop = stop.Reset.ID
		w.tell(w.about(a, known, stop.Reset.Path, Event{At: now, Kind: Stopped, Stop: stop}))
	}
}

// stopOf is why the policy of an account waits; nil where it has none.
func (w *Watch) stopOf(a *account, known meter.Account, now time.Time) *Stop {
	if a.Policy.ResetAt <= 0 || w.ledger.byAppID == nil {
		return nil
	}
	return w.ledger.stop(known, a.AppID, now)
}

// starts tells once how the first reading of an account went.
func (w *Watch) starts(a *account, known meter.Account, now time.Time) {
	fault := known.Fault()
	if known.Locked {
		fault = ErrLocked
	}
	read, of := known.Figures()
	others := of > 0 && read == of && known.Of == known.Done && known.Next.After(now) // have read it all just now
	fine := known.Opened || fault == nil && others
	if a.started || !fine && fault == nil {
		return
	}
	a.started = true
	if fine {
		fault = nil
	}
	a.failing = kindOf(fault)
	w.tell(Event{At: now, Kind: Started, Account: a.Alias, AppID: a.AppID, Token: a.Token, Err: fault, Percent: -1})
}

// ErrLocked says that the AppSecret of an account must come from a person.
var ErrLocked = errors.New("its AppSecret waits for a person")

// lookAtRow tells what a reading of an API says that was not told before.
func (w *Watch) lookAtRow(a *account, known meter.Account, r *meter.Row, now time.Time) {
	switch {
	case r.Err == nil || r.NoQuota():
		if a.failed[r.Path] != "" && known.Err == nil {
			w.tell(w.about(a, known, r.Path, Event{At: now, Kind: Recovered}))
		}
		delete(a.failed, r.Path)
		delete(a.misses, r.Path)
	default:
		a.misses[r.Path]++
		if kind := kindOf(r.Err); known.Err == nil && a.failed[r.Path] != kind && !noAnswer(r.Err) {
			a.failed[r.Path] = kind
			w.tell(w.about(a, known, r.Path, Event{At: now, Kind: Failed, Err: r.Err}))
		}
	}
	if !r.Today(now) || known.Stale(r, now) {
		return
	}
	level, was := known.Level(r), a.levels[r.Path]
	a.levels[r.Path] = level
	switch {
	case level > was:
		w.tell(w.about(a, known, r.Path, Event{At: now, Kind: Crossed}))
	case level == meter.LevelOK && was > level:
		w.tell(w.about(a, known, r.Path, Event{At: now, Kind: Recovered}))
	}
}

// readRound tells, when a round of an account is over, where its worst API is another or
// stands otherwise.
func (w *Watch) readRound(a *account, known meter.Account, now time.Time) {
	read, of := known.Figures()
	if known.Of != known.Done || read == 0 {
		return
	}
	worst := known.Worst(now)
	path, percent := "", int64(-1)
	if worst != nil {
		path, percent = worst.Path, worst.Pressed(now)
	}
	if a.worst == path && a.percent == percent && a.read == read {
		return
	}
	a.worst, a.percent, a.read = path, percent, read
	w.tell(w.about(a, known, path, Event{At: now, Kind: Read, Read: read, Of: of}))
}

// lookAtNetwork tells of accounts that cannot be read, or can again; where none has an
// answer it is the machine's network, and told once.
func (w *Watch) lookAtNetwork(all []meter.Account, now time.Time, over bool) {
	lost, why := w.networkLost(all, now)
	switch {
	case lost && !w.lost && over:
		w.lost = true
		w.tell(Event{At: now, Kind: Failed, Err: why, Percent: -1})
	case w.lost && !lost:
		w.lost = false
		w.tell(Event{At: now, Kind: Recovered, Percent: -1})
		w.askAgain(all, now)
	}
	for _, known := range all {
		if a := w.accounts[known.ID]; a != nil && a.started {
			w.lookAtFault(a, known, now, over && !lost && now.Sub(a.silent) >= w.patience())
		}
	}
}

// askAgain asks for an API of each account that had no answer while the network was gone;
// the quiet ones would keep their error for long.
func (w *Watch) askAgain(all []meter.Account, now time.Time) {
	for _, known := range all {
		a := w.accounts[known.ID]
		if a == nil || known.Locked || unasked(known.Err) {
			continue
		}
		if a.failing == unanswered {
			a.failing = ""
		}
		if !a.silent.IsZero() && len(known.Rows) > 0 {
			a.silent = now
			w.cfg.Fleet.Read(known.ID, known.Rows[0].Path)
		}
	}
}

// patience is how long an account without an answer is not told of: the others are asked
// in that time, and it may be the network.
func (w *Watch) patience() time.Duration {
	const most = 5 * time.Minute
	return min(w.cfg.Every, most) + time.Minute
}

// networkLost reports whether nobody has an answer any more: all who ask, or several and
// none had one since. Accounts that ask nothing, for want of a secret, do not count.
func (w *Watch) networkLost(all []meter.Account, now time.Time) (lost bool, why error) {
	silent, untold, asked := 0, 0, 0
	first, heard := now, time.Time{}
	for _, known := range all {
		a := w.accounts[known.ID]
		if a == nil || known.Locked || unasked(known.Err) {
			continue
		}
		asked++
		if !noAnswer(known.Err) {
			a.silent = time.Time{}
			for _, r := range known.Rows {
				heard = later(heard, r.At)
			}
			continue
		}
		silent, why = silent+1, known.Err
		if a.silent.IsZero() {
			a.silent = now
		}
		if a.failing != unanswered {
			untold++
		}
		if a.silent.Before(first) {
			first = a.silent
		}
	}
	return silent > 0 && (silent == asked || untold > 1 && !heard.After(first)), why
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// lookAtFault tells of one account. That it has no answer is told once it is known
// whether the others have.
func (w *Watch) lookAtFault(a *account, known meter.Account, now time.Time, sure bool) {
	kind := kindOf(known.Err)
	e := Event{At: now, Account: a.Alias, AppID: a.AppID, Err: known.Err, Percent: -1}
	switch {
	case known.Err == nil && !known.Locked && a.failing != "":
		a.failing, e.Kind = "", Recovered
		w.tell(e)
	case known.Err == nil || a.failing == kind || noAnswer(known.Err) && !sure:
	default:
		a.failing, e.Kind = kind, Failed
		w.tell(e)
	}
}

// unanswered is the kind of a failure where WeChat has said nothing.
const unanswered = "no answer"

// kindOf tells failures apart that are worth a word of their own; "" is none.
func kindOf(err error) string {
	switch code := wechat.Code(err); {
	case err == nil:
		return ""
	case code != 0:
		return strconv.FormatInt(code, 10)
	case errors.Is(err, ErrLocked):
		return "locked"
	}
	return unanswered
}

// noAnswer reports whether WeChat has said nothing, because nothing reached it or came
// back. That a secret cannot be had is no such thing.
func noAnswer(err error) bool {
	var e *wechat.Error
	if !errors.As(rootOf(err), &e) {
		return false
	}
	switch e.Reason {
	case wechat.NameUnknown, wechat.ProxyRefused, wechat.NotConnected, wechat.NotTrusted, wechat.TimedOut, wechat.ConnectionLost:
		return true
	}
	return false
}

// unasked reports whether WeChat was asked nothing, because what that takes is not there.
func unasked(err error) bool {
	if err == nil {
		return false
	}
	var e *wechat.Error
	return !errors.As(rootOf(err), &e) || e.Reason == wechat.NoSecret
}

// rootOf is why there is no token, where that is what was missing.
func rootOf(err error) error {
	var e *wechat.Error
	for errors.As(err, &e) && e.Reason == wechat.NoToken {
		err = e.Unwrap()
	}
	return err
}

// about fills in what is known of an API.
func (w *Watch) about(a *account, known meter.Account, path string, e Event) Event {
	e.Account, e.AppID, e.Path, e.Percent = a.Alias, a.AppID, path, -1
	r := known.Row(path)
	if path == "" || !r.Read() {
		return e
	}
	q := r.Quota
	e.Quota, e.Level, e.Percent = &q, known.Level(r), r.Pressed(e.At)
	if f := known.Forecast(r, e.At); f.Saying == meter.IsOut || f.Saying == meter.OutLater {
		e.OutAt = f.At
	}
	return e
}

// publish makes what is known fit for whoever asks.
func (w *Watch) publish(all []meter.Account) {
	now := w.cfg.Now()
	of := make(map[string]meter.Account, len(all))
	for _, known := range all {
		of[known.ID] = known
	}
	known := make([]Known, 0, len(w.order))
	for _, alias := range w.order {
		a := w.accounts[alias]
		m, some := of[alias]
		if !some {
			m = meter.Account{ID: alias, Err: a.Cannot}
		}
		k := Known{Meter: m, Left: w.left(a.AppID), LeftErr: w.ledger.err, Stop: w.stopOf(a, m, now), Gone: map[string]int{}}
		for path, n := range a.misses {
			if n >= missesMost {
				k.Gone[path] = n
			}
		}
		known = append(known, k)
	}
	w.mu.Lock()
	w.known = known
	w.mu.Unlock()
}
