// Package simulate is a stand-in for api.weixin.qq.com: tokens, quotas,
// clears, rids and their faults, for tests, for the demo and for anyone's
// client. It is written from WeChat's published pages and from reports of its
// users, never from our own client, so that two readings of the same facts
// check each other. What is not established is a setting of Settings.
//
// It is not a model of what the business calls do: a message is counted and answered
// (by simulate/business), and sent to nobody. Nor does it make up accounts: the demo's
// world is in simulate/demo.
//
// Official pages: https://developers.weixin.qq.com/doc/subscription/api/apimanage/
package simulate
