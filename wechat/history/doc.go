// Package history keeps readings of quotas from one start to the next, and
// shares them with what else runs for the same person: small files by host and
// AppID, of which a crash costs a line at most. It asks nobody, decides nothing
// of what is read, and draws nothing.
//
// An account has three files of lines. today holds each reading as it came;
// once a day is over, week gets it in quarter hours, and days one line of it.
// What an API costs, with a path of 40 characters: today 70 bytes a reading, and
// after the file has doubled 10 KB at most; week 15 days of 1.5 KB at most; days
// 430 lines of 100 bytes.
package history
