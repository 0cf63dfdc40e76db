// Package notify tells the group robots of WeCom, DingTalk and Feishu what a watch
// found, gathered into few messages, and starts a person's own command for each
// event. It decides nothing about a quota and asks WeChat nothing.
package notify
