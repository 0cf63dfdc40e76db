package errcode

// The errcodes of the calls that production makes.
const (
	InvalidOpenID      = 40003
	InvalidMediaType   = 40004
	InvalidFileType    = 40005
	InvalidMediaID     = 40007
	InvalidMessageType = 40008
	InvalidButtons     = 40016
	InvalidRefresh     = 40030
	InvalidOpenIDs     = 40032
	InvalidTemplateID  = 40037
	InvalidArgs        = 40097
	InvalidScene       = 40129
	InvalidPathLength  = 40159
	CodeUsed           = 40163
	InvalidPagePath    = 40165
	InvalidSceneLength = 40169
	InvalidQuery       = 40212
	InvalidPageTitle   = 40225
	RefreshMissing     = 41003
	MediaMissing       = 41005
	MediaIDMissing     = 41006
	CodeMissing        = 41008
	OpenIDMissing      = 41009
	InvalidPage        = 41030
	NotFollowed        = 43004
	EmptyMedia         = 44001
	EmptyNews          = 44003
	EmptyContent       = 44004
	MediaTooLarge      = 45001
	ContentTooLong     = 45002
	InvalidCommand     = 45072
	NoMenu             = 46003
	LinkLifetime       = 85401
	InvalidEnvVersion  = 85402
	InvalidSigMethod   = 87008
	InvalidSignature   = 87009
	RiskyContent       = 87014
	InvalidTrade       = 89300

	NotAuthorised    = 61003
	InvalidTicket    = 61006
	InvalidAuthCode  = 61009
	InvalidComponent = 61011
	InvalidRefreshOf = 61023
)
