package inquiry

import "slices"

// Because is why an account is the one to ask.
type Because int

// The reasons, the surest first. Only Owned is knowledge; the others are
// guesses, and no more may be made of them than a question.
const (
	NobodyToAsk Because = iota
	Owned               // WeChat has said that the call is its own
	Remaining           // all others have been told that the call is not theirs
	Named               // its AppID is in the text
	InHand              // the person works with it
	FirstOfAll          // it is the first that can ask
)

// Whom chooses the account to ask where the person named none, and gives its
// place among accounts. before is what was asked about the rid until now, inHand
// whom the person works with, "" if nobody. Who was told already that the call is
// not theirs is asked only where everybody was. If nobody can ask it is the first
// all the same, which As then refuses.
func (w Wish) Whom(accounts []Account, before Inquiry, inHand string) (at int, why Because) {
	at, why, _ = w.Candidates(accounts, before, inHand)
	return at, why
}

// Candidates is Whom, with the accounts that have not been told yet whether the call
// is theirs.
func (w Wish) Candidates(accounts []Account, before Inquiry, inHand string) (at int, why Because, left []Account) {
	before = Inquiry{RID: w.RID}.After(before)
	place := func(a Account) int {
		return slices.IndexFunc(accounts, func(b Account) bool { return b.Name == a.Name })
	}
	left = before.Left(accounts)
	if owner, known := before.OwnerOf(accounts); known {
		return place(owner), Owned, left
	}
	if len(left) == 1 && before.remains() {
		return place(left[0]), Remaining, left
	}
	pool := left
	if len(pool) == 0 {
		pool = asking(accounts)
	}
	if i := Suggested(pool, w.Found, w.RID); i >= 0 {
		return place(pool[i]), Named, left
	}
	if i := slices.IndexFunc(pool, func(a Account) bool { return inHand != "" && a.Name == inHand }); i >= 0 {
		return place(pool[i]), InHand, left
	}
	switch {
	case len(accounts) == 0:
		return -1, NobodyToAsk, left
	case len(pool) == 0:
		return 0, FirstOfAll, left
	}
	return place(pool[0]), FirstOfAll, left
}

// Everybody gives the accounts to ask in turn: all that have not been told yet
// whether the call is theirs, the one that Whom chooses first.
func (w Wish) Everybody(accounts []Account, before Inquiry, inHand string) []Account {
	at, _, left := w.Candidates(accounts, before, inHand)
	slices.SortStableFunc(left, func(a, b Account) int {
		switch {
		case a.Name == accounts[at].Name:
			return -1
		case b.Name == accounts[at].Name:
			return 1
		}
		return 0
	})
	return left
}

// OwnerOf is the account whose own the call is, as it is among accounts now. One
// that was removed, or has another AppID since, is not it.
func (q Inquiry) OwnerOf(accounts []Account) (Account, bool) {
	told, known := q.Told()
	if i := slices.IndexFunc(accounts, told.isOf); known && i >= 0 {
		return accounts[i], true
	}
	return Account{}, false
}

// isOf reports whether an answer is what this account was told.
func (a Answer) isOf(account Account) bool {
	return a.Account == account.Name && a.AppID == account.AppID
}

// asking are the accounts that can ask at all.
func asking(accounts []Account) []Account {
	return slices.DeleteFunc(slices.Clone(accounts), func(a Account) bool { return a.Barred })
}

// Left are the accounts that can ask and have not been told yet whether the call
// is theirs: not asked, locked, refused, or too early.
func (q Inquiry) Left(accounts []Account) []Account {
	final := map[string]bool{} // AppIDs
	for _, a := range q.Answers() {
		final[a.AppID] = final[a.AppID] || a.final()
	}
	return slices.DeleteFunc(asking(accounts), func(account Account) bool { return final[account.AppID] })
}

// final reports whether the account has nothing more to learn of the rid.
func (a Answer) final() bool {
	v := a.Verdict()
	return v == Told || v == Foreign || v == Unknown || a.code() == CodeTooOld
}

// remains reports whether the call can only be of the account that is left: the
// others are known not to have made it, and one was told that another account did.
func (q Inquiry) remains() bool {
	answers := q.Answers()
	return slices.ContainsFunc(answers, func(a Answer) bool { return a.Verdict() == Foreign }) &&
		!slices.ContainsFunc(answers, func(a Answer) bool { return a.Verdict() == Unknown })
}
