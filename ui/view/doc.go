// Package view is what every tab and dialog of the console is built from: the
// world outside, the sizes and keys they share, the one list of accounts, and
// the messages by which one asks the root, and through it the others, for
// something. It draws nothing itself, and a view imports no other view.
package view
