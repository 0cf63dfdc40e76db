// Package meter is an account's quotas, read again and again: which of its
// paths to read when, what is known of each and how old it is, which are the most
// pressed, how fast they are used and when they will be out. It decides, and
// draws nothing; it takes the readings of a wechat.Client and knows no accounts
// file and no screen.
package meter
