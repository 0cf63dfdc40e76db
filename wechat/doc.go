// Package wechat is one account's openApi management: a client for quotas,
// rids and clears, its access token, and its errors. It is not a general SDK:
// it models only what an on-call console needs, and it knows nothing of
// accounts files, keyrings or screens.
//
// Official pages: https://developers.weixin.qq.com/doc/subscription/api/apimanage/
package wechat
