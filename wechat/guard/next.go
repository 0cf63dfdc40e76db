package guard

import "errors"

// Next is what follows a plan or a reset: the one rule for every face.
type Next string

// What may follow. PlanAgain and BySecret come only where nothing was sent.
const (
	Tell      Next = ""           // it is as it is: show it
	PlanAgain Next = "plan again" // what was known is out of date: plan, show and ask anew
	BySecret  Next = "by secret"  // the token's own quota is used up: the whole account by ViaSecret is the only way
)

// Next says what follows the plan.
func (p Plan) Next() Next {
	if p.Deadlock && p.Target.Via != ViaSecret {
		return BySecret
	}
	return Tell
}

// Next says what follows the reset.
func (r Result) Next() Next {
	var refused *RefusedError
	switch {
	case errors.As(r.Err, &refused) && refused.Why == RefusedStale:
		return PlanAgain
	case r.Deadlock():
		return BySecret
	}
	return Tell
}
