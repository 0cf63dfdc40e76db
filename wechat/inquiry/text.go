package inquiry

import (
	"slices"

	"wxops/wechat/rid"
)

// Suggested gives the place of the account to which an AppID of the text leads: the one
// beside the rid, else the only one of the text; -1 where there is none. It is a guess:
// a text may hold an AppID for other reasons. id may be "".
func Suggested(accounts []Account, found rid.Found, id rid.RID) int {
	appID := ""
	if len(found.AppIDs) == 1 {
		appID = found.AppIDs[0]
	}
	if slices.ContainsFunc(found.RIDs, func(r rid.FoundRID) bool { return r.RID != id && r.AppID == appID }) {
		appID = "" // it is another call's
	}
	for _, r := range found.RIDs {
		if r.RID == id && r.AppID != "" {
			appID = r.AppID
		}
	}
	return slices.IndexFunc(accounts, func(a Account) bool { return appID != "" && a.AppID == appID })
}

// CodePath is the API that answered with an errcode of a text, "" where the text does
// not tell, or tells of several.
func CodePath(found rid.Found, code int64) string {
	path, several := "", false
	for _, r := range found.RIDs {
		if r.Code == code && r.Path != "" {
			several = several || path != "" && path != r.Path
			path = r.Path
		}
	}
	switch {
	case several:
		return ""
	case path != "":
		return path
	case len(found.RIDs) > 1:
		return ""
	}
	id := rid.RID("")
	if len(found.RIDs) == 1 {
		id = found.RIDs[0].RID
	}
	path, _ = Path(rid.Record{}, found, id)
	return path
}
