package inquiry

import (
	"slices"
	"time"

	"wxops/wechat/rid"
)

const (
	// freshFor is how long after a call WeChat may still be indexing its rid.
	// It is a guess that no page tells: an unknown rid of the last minutes is
	// too often one that is known a moment later.
	freshFor = 10 * time.Minute
	// clocksDiffer is how far ahead of this clock WeChat's may be. A rid from
	// later than that is mistyped, or this clock is wrong: to wait helps neither.
	clocksDiffer = time.Minute
	// againAfter is the moment before a fresh rid is asked about once more.
	// There is no third time, so the second must not come too soon.
	againAfter = 3 * time.Second
)

// Fresh reports whether a rid is so new that WeChat may not know it yet.
func Fresh(id rid.RID, now time.Time) bool {
	return now.Sub(id.CalledAt()) < freshFor && !Ahead(id, now)
}

// Ahead reports whether a rid is from the future, by more than clocks differ.
func Ahead(id rid.RID, now time.Time) bool { return id.CalledAt().Sub(now) > clocksDiffer }

// Choose gives the rid of a text that is asked about where nobody chose: the
// first that WeChat can still know; if all have expired, the first; if there
// is none, "". Those that a label announces are chosen before the others.
func Choose(rids []rid.FoundRID, now time.Time) rid.RID {
	labelled := func(r rid.FoundRID) bool { return !r.Weak }
	known := func(r rid.FoundRID) bool { return !r.RID.Expired(now) }
	both := func(r rid.FoundRID) bool { return labelled(r) && known(r) }
	for _, fit := range [...]func(rid.FoundRID) bool{both, known, labelled} {
		if i := slices.IndexFunc(rids, fit); i >= 0 {
			return rids[i].RID
		}
	}
	if len(rids) == 0 {
		return ""
	}
	return rids[0].RID
}

// Path is the API that was called: the one in WeChat's record of the call,
// else the one that the text names, else "". A text's path counts only where
// it can be no other call's: it is the only one, and no second rid and no
// second errcode tells of a second call. Sure says that it was read there, and not guessed.
func Path(record rid.Record, found rid.Found, id rid.RID) (path string, sure bool) {
	if path := record.Path(); path != "" {
		return path, true
	}
	ownOnly := len(found.RIDs) == 0 || len(found.RIDs) == 1 && found.RIDs[0].RID == id
	if len(found.Paths) != 1 || !ownOnly || len(found.RIDs)+len(found.Broken) > 1 || len(found.Codes) > 1 || found.Cut {
		return "", false
	}
	return found.Paths[0], true
}
