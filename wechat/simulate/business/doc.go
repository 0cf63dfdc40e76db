// Package business is what the stand-in answers to the calls that production makes:
// messages, users, menus, logins, codes, links, files. A row of a table and a small
// function is an endpoint, in a file an area. It is written from WeChat's pages, in
// their field names and types, and from what live answers are seen to hold.
//
// Nothing is sent, shown or checked by anybody. The package keeps only what one call leaves
// for the next: a menu, a ticket, a file, a code that is used up. Tokens, quotas,
// rids and faults are simulate's.
//
// A caller that wants a refusal asks for it: an openid, code, template_id, page,
// media_id or content that ends in "-" and an errcode is refused with it, as in
// touser "user-45015". The forms that WeChat refuses are refused without being asked.
package business
