// Package follow reads logs as they grow, files and pipes, and gathers the
// failures of WeChat's API that they tell of into groups: of one account, API
// and errcode.
//
// It never acts. Whatever a line of a log says, all that comes of it is an
// event, a reading of quotas, and a bounded number of questions about rids:
// anybody who can write into a log can write errcode:45009 there.
package follow
