package inspect

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"wxops/keystore"
	"wxops/ui/view"
	"wxops/ui/words"
	"wxops/wechat/catalog"
	"wxops/wechat/inquiry"
)

// toQuota leads on from an answer, unless its account has gone since.
func (a *answerScreen) toQuota() tea.Cmd {
	account, there := a.Accounts.Named(a.look.Account)
	if !there || account.AppID != a.look.AppID {
		return view.Notice(wordOwnerGone.Fill(a.Lang, a.look.Account))
	}
	return quotaOf(a.Deps, account, a.look.Answer)
}

// quotaOf opens the quotas of the account whose own a call was, with the cursor on
// the API that failed, or else on what is out. A guess changes no list.
func quotaOf(d *view.Deps, a keystore.Account, told inquiry.Answer) tea.Cmd {
	open := view.AccountOpened{Account: a}
	if told.Path == "" {
		return tea.Batch(view.Send(open), view.Notice(wordPathUnknown.In(d.Lang)))
	}
	if err := catalog.CheckPath(told.Path); err != nil {
		fact, _ := words.Explain(err, d.Lang)
		return view.Notice(fact)
	}
	api := words.APIAt(told.Path, d.Lang)
	switch listed := slices.Contains(a.Watched(), told.Path); {
	case !told.Sure && !listed:
		return tea.Batch(view.Send(open), view.Notice(wordGuessNotListed.Fill(d.Lang, api)))
	case !told.Sure:
		open.Path = told.Path
		return tea.Batch(view.Send(open), view.Notice(wordGuessListed.Fill(d.Lang, api)))
	}
	open.Path = told.Path
	return view.Send(open)
}
