// Package watch watches quotas without anyone at the keyboard: what is worth a word,
// when an account's policy clears a quota, and the loop that asks for both. The
// decision is a pure function of reading, budget, policy and time. It draws nothing;
// whoever wants to know is a Listener.
package watch
