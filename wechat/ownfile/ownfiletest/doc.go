// Package ownfiletest makes the folder of a team and its members, for tests of
// what several users of one machine share. Members are processes: the test
// binary again, which gives up being root for good.
package ownfiletest
