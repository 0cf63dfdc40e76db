package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/inquiry"
)

// findOwner asks one account after the other whether the call is its own: first the
// named one, or the one that the text suggests. No person is asked for anything.
func (c *ridCommand) findOwner(ctx context.Context, named *keystore.Account, r *ridReport) {
	c.AskNobody.Store(true)
	c.announce(r)
	q, err := r.wish(c.Env.Now()).InTurn(c.turn(named, r), inquiry.Inquiry{})
	if err != nil {
		r.err = &shell.Failure{Exit: shell.ExitFailed, Fact: wordRIDNobodyToAsk.In(c.Lang), Remedy: wordRIDNobodyToAskDo.In(c.Lang), Err: err}
		return
	}
	done := func() {}
	q = inquiry.Ask(ctx, q, inquiry.Clock{Now: c.Env.Now, Wait: c.pause, Puts: func(ask inquiry.Question) {
		done = c.Progress(wordRIDAskingOf.Fill(c.Lang, ask.Account.Name, ask.Nth, ask.Of))
	}})
	done()
	r.took(q)
	if _, found := q.Told(); found {
		return
	}
	if r.err = ctx.Err(); r.err == nil {
		c.tellUnasked(r)
		r.err = c.notFound(r)
	}
}

// turn are the accounts in the order in which they are asked.
func (c *ridCommand) turn(named *keystore.Account, r *ridReport) []inquiry.Account {
	turn := r.wish(c.Env.Now()).Everybody(r.candidates(), inquiry.Inquiry{}, "")
	if i := slices.IndexFunc(turn, func(a inquiry.Account) bool { return named != nil && a.Name == named.Alias }); i > 0 {
		first := turn[i]
		turn = slices.Insert(slices.Delete(turn, i, i+1), 0, first)
	}
	for i, a := range turn {
		acc := r.accounts[slices.IndexFunc(r.accounts, func(acc keystore.Account) bool { return acc.Alias == a.Name })]
		turn[i].Person = func() bool { return c.Desk().Secrets().NeedsPerson(acc) }
		turn[i].Open = func() (inquiry.Client, error) { return c.Open(acc, false) }
	}
	return turn
}

// tellUnasked says which accounts do not know yet whether the call is theirs, and why.
func (c *ridCommand) tellUnasked(r *ridReport) {
	left := r.inquiry.Left(r.candidates())
	for _, a := range r.candidates() {
		switch {
		case a.Barred:
			c.Warn(wordRIDUnasked.Fill(c.Lang, a.Name, wordRIDPlatform.In(c.Lang)))
		case slices.ContainsFunc(left, func(l inquiry.Account) bool { return l.Name == a.Name }):
			c.Warn(c.unasked(r.inquiry, a))
		}
	}
}

// unasked words why one account does not know: it could not be asked, or WeChat had no record for it.
func (c *ridCommand) unasked(q inquiry.Inquiry, a inquiry.Account) string {
	for _, answer := range q.Answers() {
		switch {
		case answer.Account != a.Name:
		case errors.Is(answer.Err, inquiry.ErrNotOpened):
			return wordRIDUnasked.Fill(c.Lang, a.Name, wordRIDLocked.In(c.Lang))
		default:
			fact, _ := words.ExplainAnswer(answer, c.Lang)
			fact = strings.TrimPrefix(strings.TrimPrefix(fact, a.Name+": "), a.Name+"：") // it is named already
			if v := answer.Verdict(); v == inquiry.Unknown || v == inquiry.TooFresh {
				return wordRIDUntold.Fill(c.Lang, a.Name, fact)
			}
			return wordRIDUnasked.Fill(c.Lang, a.Name, fact)
		}
	}
	return wordRIDUnasked.Fill(c.Lang, a.Name, wordRIDNotReached.In(c.Lang))
}

// notFound words a search that ended without the owner.
func (c *ridCommand) notFound(r *ridReport) error {
	failed := func(fact, remedy string, err error) error {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: fact, Remedy: remedy, Err: err}
	}
	last, _ := r.inquiry.Last()
	if last.Verdict() == inquiry.Unreached {
		fact, remedy := words.Explain(last.Err, c.Lang)
		return failed(fact, remedy, last.Err)
	}
	missing, unrecorded := r.inquiry.Unrecorded()
	left := r.inquiry.Left(r.candidates())
	switch why := missing.Missing(); {
	case unrecorded && why != inquiry.NotFound:
		fact, remedy := words.ExplainAnswer(missing, c.Lang)
		return failed(fact, remedy, nil)
	case len(left) > 0 && len(left) == len(inquiry.Inquiry{}.Left(r.candidates())):
		return failed(wordRIDNobodyAsked.In(c.Lang), wordRIDLeftDo.Fill(c.Lang, left[0].Name, r.asked), nil)
	case len(left) > 0:
		return failed(wordRIDNobodys.In(c.Lang), wordRIDLeftDo.Fill(c.Lang, left[0].Name, r.asked), nil)
	case r.inquiry.Strangers():
		return failed(wordRIDNobodys.In(c.Lang), wordRIDStranger.In(c.Lang), nil)
	}
	_, remedy := words.ExplainAnswer(missing, c.Lang)
	return failed(wordRIDNobodys.In(c.Lang), remedy, nil)
}

// The words of the search for whose call it was.
var (
	wordRIDAskingOf      = words.Pair{"asking WeChat as %s, %d of %d", "正在以 %s 查询，第 %d/%d 个"}
	wordRIDUnasked       = words.Pair{"%s could not be asked: %s", "%s 未能查询：%s"}
	wordRIDUntold        = words.Pair{"%s was asked: %s", "%s 已查询：%s"}
	wordRIDPlatform      = words.Pair{"third-party platforms are not supported yet", "暂不支持第三方平台账号"}
	wordRIDLocked        = words.Pair{"its secret needs a person", "密钥需要人工输入"}
	wordRIDNotReached    = words.Pair{"the search had ended before its turn", "查询在轮到它之前已结束"}
	wordRIDNobodyToAsk   = words.Pair{"there is no account to ask", "没有可查询的账号"}
	wordRIDNobodyToAskDo = words.Pair{"Add one: wxops account add ALIAS", "请先添加：wxops account add ALIAS"}
	wordRIDNobodyAsked   = words.Pair{"no account could be asked about this rid", "没有账号能查询该 rid"}
	wordRIDNobodys       = words.Pair{"none of the accounts asked knows this rid", "查询过的账号都不拥有该 rid"}
	wordRIDLeftDo        = words.Pair{"Ask the others one by one: wxops rid %s %s", "请逐个查询其余账号：wxops rid %s %s"}
	wordRIDStranger      = words.Pair{"All of them say that it is another's: add the account that made the call", "均返回属于其他账号：请添加发起调用的账号"}
	wordRIDNoneToFind    = words.Pair{"the text holds no rid: only with one can the owner be found", "文本中没有 rid：没有 rid 就无法查询归属"}
	wordRIDFindNot       = words.Pair{"--find-owner asks every account: it goes with neither --offline nor --secret-stdin", "--find-owner 会查询所有账号：不能与 --offline 或 --secret-stdin 同用"}
	wordFlagFindOwner    = words.Pair{"ask every account, one by one, whose call the rid is; ALIAS first", "逐个查询所有账号，找出 rid 属于谁；ALIAS 优先"}
)
