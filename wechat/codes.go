package wechat

// The errcodes on which the client acts; the catalogue explains all of them.
const (
	codeBusy          = -1
	codeBadCredential = 40001
	codeBadToken      = 40014
	codeTokenOver     = 42001
	codeNotListed     = 40164 // the caller's address is not on the allow list
	codeAppIDMissing  = 41002
	codeSecretMissing = 41004
	codeDayOver       = 45009
	codeTooFast       = 45011
	codeNotListed3P   = 61004
	codePathForm      = 76003 // of quota/get; of rid/get it says that the rid is another account's
	codeNoPath        = 76021
	codeNoAccess      = 76022
)
