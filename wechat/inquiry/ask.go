package inquiry

import (
	"context"
	"time"

	"wxops/wechat/rid"
)

// Ask puts the question to WeChat, at once.
func (q Question) Ask(ctx context.Context, now func() time.Time) Answer {
	client, err := q.Account.Open()
	if err != nil {
		return q.Failed(err, now())
	}
	record, err := client.RIDInfo(ctx, q.RID)
	if err != nil {
		return q.Failed(err, now())
	}
	return Answer{
		Account: q.Account.Name, AppID: q.Account.AppID, RID: q.RID, At: now(), Record: record, Said: rid.Find(record.ResponseBody),
		Path: Guess(record, q.Account.Kind), // until the inquiry knows better
	}
}

// Failed is the answer to a question that could not be put, or was refused.
func (q Question) Failed(err error, at time.Time) Answer {
	return Answer{Account: q.Account.Name, AppID: q.Account.AppID, RID: q.RID, At: at, Err: err}
}

// Clock is the time of whoever asks, and who hears of it. Wait ends early, with an error, when its
// context does.
type Clock struct {
	Now  func() time.Time
	Wait func(context.Context, time.Duration) error
	Puts func(Question) // before each is put; may be nil
}

// Ask puts all questions of an inquiry, one after another, and gives it with
// their answers. A person who has a secret is asked by the account's own
// opening. It ends as far as it came when the context does.
func Ask(ctx context.Context, q Inquiry, c Clock) Inquiry {
	for {
		next, more := q.Next()
		if !more {
			return q
		}
		if next.Wait > 0 && c.Wait(ctx, next.Wait) != nil {
			return q.Stopped()
		}
		if c.Puts != nil {
			c.Puts(next)
		}
		q = q.Took(next.Ask(ctx, c.Now))
		if ctx.Err() != nil {
			return q.Stopped()
		}
	}
}
