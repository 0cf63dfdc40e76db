package catalog

// DefaultBaseURL is the entry that WeChat recommends: it leads to the nearest host.
const DefaultBaseURL = "https://api.weixin.qq.com"
