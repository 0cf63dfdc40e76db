// Package meter is what is known of quotas: of one path, how old its numbers are, how
// fast it is used, when it will be out and when it is to be read next; of an account, which are
// the most pressed and how it stands; and what a clear would buy. It decides, calls nobody
// and draws nothing. Package fleet does the reading.
package meter
